import { type Doubt, sameFit } from './fit.ts';
import { isSmaller, size } from './interval.ts';
import { leastDoubts, type Pair, pairsOf } from './pairs.ts';
import { complements, onlyWholes, partFit } from './parts.ts';
import type { LinkDecision, Sum } from './sums.ts';

/** Two sums that are, or may be, the same money or a part and its whole. */
export interface Link {
  /** Sum ids: for `part` the part and its whole, for `same` the later and the earlier. */
  readonly sum: string;
  readonly other: string;
  readonly kind: 'same' | 'part';
  /** Why it has to be looked at by a person; none where the words or a person's decision make it certain. */
  readonly doubts: readonly Doubt[];
  /** A doubtful one about which another question of the same sum comes first; its answer may settle this one. */
  readonly waits: boolean;
}

/** With more that speaks against it, a pair is no longer worth a person's time. */
const MOST_DOUBTS = 2;

/** All links between these sums, certain ones first; a certain part has one whole. */
export function linksOf(sums: readonly Sum[], decisions: readonly LinkDecision[]): readonly Link[] {
  const sumOf = new Map(sums.flatMap((sum) => sum.amounts.map(({ id }) => [id, sum] as const)));
  const decided = new Set<string>();
  const certain = new Map<string, Link>();
  const link = (part: Sum, whole: Sum) => {
    if (isSmaller(part, whole) && !certain.has(part.id) && !decided.has(key(part, whole)))
      certain.set(part.id, { sum: part.id, other: whole.id, kind: 'part', doubts: [], waits: false });
  };
  for (const { amount, other, verdict } of decisions) {
    const [a, b] = [sumOf.get(amount), sumOf.get(other)];
    if (a === undefined || b === undefined || a === b) continue;
    if (verdict === 'part') link(a, b);
    decided.add(key(a, b)).add(key(b, a));
  }
  for (const sum of sums) {
    for (const { whole } of sum.amounts) {
      const other = whole === null ? undefined : sumOf.get(whole);
      if (other !== undefined) link(sum, other);
    }
  }
  const pairs = pairsOf(sums).filter(({ later, earlier }) => !decided.has(key(later.sum, earlier.sum)));
  for (const [part, whole] of [...complements(pairs), ...onlyWholes(pairs)]) link(part.sum, whole.sum);
  return [...certain.values(), ...inTurn(doubtful(sums, pairs, certain))];
}

const key = (a: Sum, b: Sum): string => `${a.id} ${b.id}`;

function doubtful(
  sums: readonly Sum[],
  pairs: readonly Pair[],
  certain: ReadonlyMap<string, Link>,
): readonly Link[] {
  const figures = new Set(
    sums.flatMap((sum) => sum.amounts.map(({ report, unit }) => `${report} ${unit} ${size(sum)}`)),
  );
  // A report that has both figures knows two sums.
  const tellsBoth = ({ later, earlier }: Pair) =>
    [...later.reports].some((id) => figures.has(`${id} ${earlier.sum.unit} ${size(earlier.sum)}`)) ||
    [...earlier.reports].some((id) => figures.has(`${id} ${later.sum.unit} ${size(later.sum)}`));
  return pairs.flatMap((pair): Link[] => {
    const { later, earlier, sizes } = pair;
    const [a, b] = [later.sum.id, earlier.sum.id];
    if (isLinked(certain, a, b) || isLinked(certain, b, a)) return [];
    const same = leastDoubts(later, earlier, sameFit);
    if (isOpen(same) && !(same.includes('differs') && tellsBoth(pair)))
      return [{ sum: a, other: b, kind: 'same', doubts: same, waits: false }];
    if (sizes === null || certain.has(sizes.part.sum.id)) return [];
    const { part, whole } = sizes;
    const doubts = partFit(sizes);
    return isOpen(doubts)
      ? [{ sum: part.sum.id, other: whole.sum.id, kind: 'part', doubts, waits: false }]
      : [];
  });
}

const isOpen = (doubts: readonly Doubt[] | null): doubts is readonly Doubt[] =>
  doubts !== null && doubts.length > 0 && doubts.length <= MOST_DOUBTS;

/** Whether a sum is a certain part of the other, or of a part of it. */
function isLinked(certain: ReadonlyMap<string, Link>, part: string, whole: string): boolean {
  const other = certain.get(part)?.other;
  return other !== undefined && (other === whole || isLinked(certain, other, whole));
}

/** One question a sum at a time: whether it is another, before of what it is a part; the least doubtful first. */
function inTurn(links: readonly Link[]): readonly Link[] {
  const asked = new Set<string>();
  return links
    .toSorted(
      (a, b) => Number(a.kind === 'part') - Number(b.kind === 'part') || a.doubts.length - b.doubts.length,
    )
    .map((link) => {
      const waits = asked.has(link.sum);
      asked.add(link.sum);
      return { ...link, waits };
    });
}
