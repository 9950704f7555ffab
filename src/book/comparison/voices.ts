import type { Span } from '../../text/span.ts';
import { overlaps } from '../../text/span.ts';
import { type CopiedPassage, copiedPassages, isNearDuplicate } from '../duplicates/copies.ts';
import type { Statement } from './row.ts';
import type { ToldReport } from './told.ts';

/** Which reports of a story rest on each other. */
export interface Copies {
  /** Report ids, in order; each copies another of its group or names it as its source. */
  readonly groups: readonly (readonly string[])[];
  /** Why what two reports say rests on one voice; null where it does not, or one report says both. */
  readonly tieOf: (a: Statement<unknown>, b: Statement<unknown>) => Tie | null;
}

/** `passage`: the same passage; `source`: on the word of the same party; `cites`: on the word of the other's publisher. */
export type Tie = { readonly why: 'passage' } | { readonly why: 'source' | 'cites'; readonly source: string };

/** Reports that say something as one voice. */
export interface Voice {
  /** Ids, in order of the statements. */
  readonly reports: readonly string[];
  /** What makes them one, each once; none of a report that stands alone. */
  readonly ties: readonly Tie[];
}

export function copiesAmong(reports: readonly ToldReport[]): Copies {
  const passages = new Map<string, readonly CopiedPassage[] | 'whole'>();
  const groups: ToldReport[][] = [];
  for (const [index, first] of reports.entries()) {
    for (const second of reports.slice(index + 1)) {
      const copied = copiedPassages(first.report, second.report);
      if (copied.length === 0) continue;
      passages.set(keyOf(first, second), isNearDuplicate(first.report, second.report) ? 'whole' : copied);
      join(groups, first, second);
    }
  }
  return {
    groups: groups.map((group) => group.map(({ report }) => report.id)),
    tieOf: (a, b) =>
      a.in === b.in
        ? null
        : isCopied(a, b, passages) || isCopied(b, a, passages)
          ? { why: 'passage' }
          : (tied('source', commonSource(a, b)) ?? tied('cites', cited(a, b.in) ?? cited(b, a.in))),
  };
}

/**
 * The independent voices behind statements: copies of one passage and reports of one ultimate source are one, also by way of a
 * third.
 */
export function voicesOf(statements: readonly Statement<unknown>[], { tieOf }: Copies): readonly Voice[] {
  const voices: { readonly statements: Statement<unknown>[]; readonly ties: Tie[] }[] = [];
  for (const statement of statements) {
    const own = voices.filter((voice) =>
      voice.statements.some((other) => other.in === statement.in || tieOf(statement, other) !== null),
    );
    for (const voice of own) voices.splice(voices.indexOf(voice), 1);
    const before = own.flatMap((voice) => voice.statements);
    const ties = before.flatMap((other) => tieOf(statement, other) ?? []);
    voices.push({
      statements: [...before, statement],
      ties: [...own.flatMap((voice) => voice.ties), ...ties],
    });
  }
  return voices.map((voice) => ({
    reports: [...new Set(voice.statements.map((statement) => statement.in.report.id))],
    ties: [...new Map(voice.ties.map((tie) => [JSON.stringify(tie), tie])).values()],
  }));
}

const tied = (why: 'source' | 'cites', source: string | null): Tie | null =>
  source === null ? null : { why, source };

const keyOf = (a: ToldReport, b: ToldReport): string => `${a.report.id} ${b.report.id}`;

function isCopied(
  a: Statement<unknown>,
  b: Statement<unknown>,
  passages: ReadonlyMap<string, readonly CopiedPassage[] | 'whole'>,
): boolean {
  const copied = passages.get(keyOf(a.in, b.in));
  if (copied === undefined || copied === 'whole') return copied === 'whole';
  const touches = (passage: Span, at: Span) => overlaps(passage, at);
  return copied.some(({ inFirst, inSecond }) => touches(inFirst, a.at) && touches(inSecond, b.at));
}

/** The innermost source is the ultimate one: `Dnipro Daily ← Harbour Wire ← a White House official`. */
const commonSource = (a: Statement<unknown>, b: Statement<unknown>): string | null =>
  a.sources[0] !== undefined && a.sources[0] === b.sources[0] && !/^(?:unknown|group):/.test(a.sources[0])
    ? a.sources[0]
    : null;

/** `…, the agency Danube Wire reported`: what rests on another report of the story. */
function cited({ sources }: Statement<unknown>, { report }: ToldReport): string | null {
  const name = slug(report.publisher ?? '');
  return (name !== '' && sources.find((id) => slug(id.replace(/^[^:]+:/, '')) === name)) || null;
}

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

function join(groups: ToldReport[][], first: ToldReport, second: ToldReport): void {
  const own = groups.filter((group) => group.includes(first) || group.includes(second));
  for (const group of own) groups.splice(groups.indexOf(group), 1);
  groups.push([...new Set([...own.flat(), first, second])]);
}
