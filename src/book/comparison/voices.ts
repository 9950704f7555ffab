import type { Span } from '../../text/span.ts';
import { overlaps } from '../../text/span.ts';
import { type CopiedPassage, copiedPassages, isNearDuplicate } from '../duplicates/copies.ts';
import type { Statement } from './row.ts';
import type { ToldReport } from './told.ts';

/** Which reports of a story rest on each other. */
export interface Copies {
  /** Report ids, in order; each copies another of its group or names it as its source. */
  readonly groups: readonly (readonly string[])[];
  /** Whether what two reports say rests on one voice. */
  readonly isOneVoice: (a: Statement<unknown>, b: Statement<unknown>) => boolean;
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
    isOneVoice: (a, b) =>
      a.in === b.in ||
      isCopied(a, b, passages) ||
      isCopied(b, a, passages) ||
      isOneSource(a, b) ||
      cites(a, b.in) ||
      cites(b, a.in),
  };
}

/**
 * How many independent voices stand behind statements: copies of one passage and reports of one ultimate source count once,
 * also by way of a third.
 */
export function voicesOf(statements: readonly Statement<unknown>[], { isOneVoice }: Copies): number {
  const voices: Statement<unknown>[][] = [];
  for (const statement of statements) {
    const own = voices.filter((voice) => voice.some((other) => isOneVoice(statement, other)));
    for (const voice of own) voices.splice(voices.indexOf(voice), 1);
    voices.push([...own.flat(), statement]);
  }
  return voices.length;
}

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
const isOneSource = (a: Statement<unknown>, b: Statement<unknown>): boolean =>
  a.sources[0] !== undefined && a.sources[0] === b.sources[0] && !/^(?:unknown|group):/.test(a.sources[0]);

/** `…, the agency Danube Wire reported`: what rests on another report of the story. */
function cites({ sources }: Statement<unknown>, { report }: ToldReport): boolean {
  const name = slug(report.publisher ?? '');
  return name !== '' && sources.some((id) => slug(id.replace(/^[^:]+:/, '')) === name);
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
