import { overlaps } from '../../text/span.ts';
import { type CopiedPair, copiedPairs } from '../duplicates/copies.ts';
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
  const copied = new Map(reports.map((report) => [report, new Map<ToldReport, CopiedPair['copied']>()]));
  const groups = groupsTogether();
  for (const pair of copiedPairs(reports.map(({ report }) => report))) {
    const [first, second] = [reports[pair.first], reports[pair.second]];
    if (first === undefined || second === undefined) continue;
    copied.get(first)?.set(second, pair.copied);
    groups.join(first, second);
  }
  const tie = tiesOnce();
  const cited = citedBy(reports);
  return {
    groups: groups.all().map((group) => group.map(({ report }) => report.id)),
    tieOf: (a, b) => {
      if (a.in === b.in) return null;
      if (isCopied(a, b, copied.get(a.in)?.get(b.in)) || isCopied(b, a, copied.get(b.in)?.get(a.in)))
        return PASSAGE;
      return tie('source', commonSource(a, b)) ?? tie('cites', cited(a, b.in) ?? cited(b, a.in));
    },
  };
}

/**
 * The independent voices behind statements: copies of one passage and reports of one ultimate source are one, also by way of a
 * third.
 */
export function voicesOf(statements: readonly Statement<unknown>[], { tieOf }: Copies): readonly Voice[] {
  const voices: { readonly statements: Statement<unknown>[]; readonly ties: ReadonlySet<Tie> }[] = [];
  for (const statement of statements) {
    const own = voices.filter((voice) =>
      voice.statements.some((other) => other.in === statement.in || tieOf(statement, other) !== null),
    );
    for (const voice of own) voices.splice(voices.indexOf(voice), 1);
    const before = own.flatMap((voice) => voice.statements);
    const ties = before.flatMap((other) => tieOf(statement, other) ?? []);
    voices.push({
      statements: [...before, statement],
      ties: new Set([...own.flatMap((voice) => [...voice.ties]), ...ties]),
    });
  }
  return voices.map((voice) => ({
    reports: [...new Set(voice.statements.map((statement) => statement.in.report.id))],
    ties: [...voice.ties],
  }));
}

/**
 * How many voices `voicesOf` finds among some of these statements, given in their order. What is asked of a matter is for most of
 * its claims the same again.
 */
export function voicesAmong(
  statements: readonly Statement<unknown>[],
  { tieOf }: Copies,
): (some: readonly Statement<unknown>[]) => number {
  const places = new Map(statements.map((statement, place) => [statement, place]));
  const known = new Map<string, number>();
  return (some) => {
    const key = some.map((statement) => places.get(statement)).join();
    const before = known.get(key);
    if (before !== undefined) return before;
    let voices = 0;
    let left = some;
    while (left.length > 0) {
      const voice = left.slice(0, 1);
      left = left.slice(1);
      for (const one of voice) {
        const others: Statement<unknown>[] = [];
        for (const other of left)
          (one.in === other.in || tieOf(one, other) !== null ? voice : others).push(other);
        left = others;
      }
      voices++;
    }
    known.set(key, voices);
    return voices;
  };
}

const PASSAGE: Tie = { why: 'passage' };

/** The same tie is the same object each time. */
function tiesOnce() {
  const known = { source: new Map<string, Tie>(), cites: new Map<string, Tie>() };
  return (why: 'source' | 'cites', source: string | null): Tie | null => {
    if (source === null) return null;
    const tie = known[why].get(source) ?? { why, source };
    known[why].set(source, tie);
    return tie;
  };
}

function isCopied(
  a: Statement<unknown>,
  b: Statement<unknown>,
  copied: CopiedPair['copied'] | undefined,
): boolean {
  if (copied === undefined || copied === 'whole') return copied === 'whole';
  return copied.some(({ inFirst, inSecond }) => overlaps(inFirst, a.at) && overlaps(inSecond, b.at));
}

/** The innermost source is the ultimate one: `Dnipro Daily ← Harbour Wire ← a White House official`. */
const commonSource = (a: Statement<unknown>, b: Statement<unknown>): string | null =>
  a.sources[0] !== undefined && a.sources[0] === b.sources[0] && !/^(?:unknown|group):/.test(a.sources[0])
    ? a.sources[0]
    : null;

/** `…, the agency Danube Wire reported`: what rests on another report of the story, by the name of its publisher. */
function citedBy(reports: readonly ToldReport[]) {
  const publishers = new Map(reports.map((told) => [told, slug(told.report.publisher ?? '')]));
  const names = new Map<string, string>();
  const nameOf = (source: string): string => {
    const name = names.get(source) ?? slug(source.replace(/^[^:]+:/, ''));
    names.set(source, name);
    return name;
  };
  return ({ sources }: Statement<unknown>, other: ToldReport): string | null => {
    const publisher = publishers.get(other) ?? '';
    return (publisher !== '' && sources.find((source) => nameOf(source) === publisher)) || null;
  };
}

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

/** Groups of reports, of which those that were joined last come last. */
function groupsTogether() {
  const groups = new Set<readonly ToldReport[]>();
  const groupOf = new Map<ToldReport, readonly ToldReport[]>();
  return {
    all: () => [...groups],
    join: (first: ToldReport, second: ToldReport): void => {
      const [one, other] = [groupOf.get(first), groupOf.get(second)];
      if (one !== undefined && one === other) {
        groups.delete(one);
        groups.add(one);
        return;
      }
      const own = [...groups].filter((group) => group === one || group === other);
      const group = [...new Set([...own.flat(), first, second])];
      for (const before of own) groups.delete(before);
      for (const report of group) groupOf.set(report, group);
      groups.add(group);
    },
  };
}
