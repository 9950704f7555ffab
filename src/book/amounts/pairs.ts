import type { Amount, Mark } from './amount.ts';
import type { Fit } from './fit.ts';
import { isSmaller } from './interval.ts';
import type { Sum } from './sums.ts';

/** A sum as it is compared with others. */
export interface Side {
  readonly sum: Sum;
  /** The first amount of each stage stands for all. */
  readonly faces: readonly Amount[];
  readonly marks: ReadonlySet<Mark>;
  readonly reports: ReadonlySet<string>;
}

/** Two sums that count the same. */
export interface Pair {
  readonly later: Side;
  readonly earlier: Side;
  /** The smaller and the larger of the two; null where they are of one size. */
  readonly sizes: { readonly part: Side; readonly whole: Side } | null;
}

export const isUnion = (id: string): boolean => /^(?:org|coalition|group):/.test(id);

/**
 * Each two sums of a unit that have a giver in common, or of which one may: it names none, or a group or union that others
 * may belong to. `sums` in order; the time goes with the number of such pairs.
 */
export function pairsOf(sums: readonly Sum[]): readonly Pair[] {
  return [...Map.groupBy(sums, ({ unit, per }) => `${unit} ${per}`).values()].flatMap((alike) => {
    const open: Side[] = [];
    const byGiver = new Map<string, Side[]>();
    const all: Side[] = [];
    return alike.map(sideOf).flatMap((later) => {
      const givers = new Set(later.faces.flatMap((face) => face.givers));
      const isOpen = later.faces.some((face) => face.givers.length === 0) || [...givers].some(isUnion);
      const sharing = [...givers].flatMap((giver) => byGiver.get(giver) ?? []);
      const earlier = isOpen ? [...all] : [...new Set([...open, ...sharing])];
      all.push(later);
      if (isOpen) open.push(later);
      for (const giver of givers) byGiver.set(giver, [...(byGiver.get(giver) ?? []), later]);
      return earlier.map((other) => pairFrom(later, other));
    });
  });
}

const sideOf = (sum: Sum): Side => ({
  sum,
  faces: sum.amounts.filter(({ telling }) => telling === 'first' || telling === 'progress'),
  marks: new Set(sum.amounts.flatMap(({ marks }) => marks)),
  reports: new Set(sum.amounts.map(({ report }) => report)),
});

function pairFrom(later: Side, earlier: Side): Pair {
  if (isSmaller(later.sum, earlier.sum)) return { later, earlier, sizes: { part: later, whole: earlier } };
  if (isSmaller(earlier.sum, later.sum)) return { later, earlier, sizes: { part: earlier, whole: later } };
  return { later, earlier, sizes: null };
}

export const shareReport = (a: Side, b: Side): boolean => [...a.reports].some((id) => b.reports.has(id));

/** What speaks least against it, whichever amounts of the two are compared. */
export function leastDoubts(a: Side, b: Side, fit: (a: Amount, b: Amount) => Fit): Fit {
  let least: Fit = null;
  for (const one of a.faces) {
    for (const other of b.faces) {
      const doubts = fit(one, other);
      if (doubts !== null && (least === null || doubts.length < least.length)) least = doubts;
      if (least?.length === 0) return least;
    }
  }
  return least;
}
