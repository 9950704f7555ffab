import { capped, hull, type Interval, NOTHING, plus } from './interval.ts';
import type { Link } from './links.ts';
import { reaches, type Stage } from './stage.ts';
import type { Sum } from './sums.ts';

/** Sums that are taken for the same money. */
type Pot = readonly Sum[];

/** What a sum adds at a stage that it has reached; null where it has not. */
export type ValueAt = (sum: Sum, stage: Stage) => Interval | null;

/** The amounts of a sum told as having come that far, as bounds. */
export const valueAt: ValueAt = (sum, stage) =>
  hull(sum.amounts.filter((amount) => reaches(amount.stage, stage)));

/**
 * What sums come to at a stage. The lower bound takes every doubtful link for true, the upper one none: whatever a person
 * decides about them lies between, unless parts then come to more than their whole.
 */
export function figureAt(
  sums: readonly Sum[],
  links: readonly Link[],
  stage: Stage,
  value: ValueAt,
): Interval & { readonly sums: readonly string[] } {
  const least = totalAt(sums, links, stage, value);
  const most = totalAt(
    sums,
    links.filter(({ doubts }) => doubts.length === 0),
    stage,
    value,
  );
  return { low: least.low, high: most.high, about: most.about, sums: most.sums };
}

interface Total extends Interval {
  /** Ids of the sums that were added. */
  readonly sums: readonly string[];
}

/**
 * A whole that has come that far is added with its own amount and none of its parts, which only can raise its lower bound;
 * one that has not, with the parts that have. Parts never come to more than their whole.
 */
function totalAt(sums: readonly Sum[], links: readonly Link[], stage: Stage, value: ValueAt): Total {
  const { pots, wholes } = potsOf(sums, links);
  const values = new Map(
    pots.map((pot) => [pot, hull(pot.flatMap((sum) => value(sum, stage) ?? []))] as const),
  );
  const partsOf = Map.groupBy(pots, (pot) => wholes.get(pot)?.[0] ?? null);
  const isIn = (within: readonly Pot[]): boolean =>
    within.some((whole) => values.get(whole) !== null || isIn(wholes.get(whole) ?? []));
  const together = (parts: readonly Pot[]): Total => {
    const totals = parts.map(of);
    return { ...totals.reduce(plus, NOTHING), sums: totals.flatMap((total) => total.sums) };
  };
  const of = (pot: Pot): Total => {
    const own = values.get(pot) ?? null;
    if (own !== null && isIn(wholes.get(pot)?.slice(1) ?? [])) return { ...NOTHING, sums: [] };
    const parts = together(partsOf.get(pot) ?? []);
    const bounded = { ...capped(parts, leastHigh(pot)), sums: parts.sums };
    if (own === null) return bounded;
    return {
      ...own,
      low: Math.max(own.low, bounded.low),
      sums: pot.filter((sum) => value(sum, stage) !== null).map(({ id }) => id),
    };
  };
  return together(partsOf.get(null) ?? []);
}

const leastHigh = (pot: Pot): number | null =>
  pot.reduce<number | null>(
    (least, { high }) => (high === null ? least : Math.min(least ?? high, high)),
    null,
  );

/** Sums joined by `same` into pots; and of each pot the pots that it is a part of, never in a circle. */
function potsOf(
  sums: readonly Sum[],
  links: readonly Link[],
): { readonly pots: readonly Pot[]; readonly wholes: ReadonlyMap<Pot, readonly Pot[]> } {
  const potOf = new Map<string, Sum[]>(sums.map((sum) => [sum.id, [sum]]));
  for (const { sum, other, kind } of links) {
    const [a, b] = [potOf.get(sum), potOf.get(other)];
    if (kind !== 'same' || a === undefined || b === undefined || a === b) continue;
    a.push(...b);
    for (const { id } of b) potOf.set(id, a);
  }
  const wholes = new Map<Pot, Pot[]>();
  const isWithin = (pot: Pot, outer: Pot): boolean =>
    pot === outer || (wholes.get(pot) ?? []).some((whole) => isWithin(whole, outer));
  for (const { sum, other, kind } of links) {
    const [part, whole] = [potOf.get(sum), potOf.get(other)];
    if (kind !== 'part' || part === undefined || whole === undefined || isWithin(whole, part)) continue;
    wholes.set(part, [...(wholes.get(part) ?? []), whole]);
  }
  return { pots: [...new Set(potOf.values())], wholes };
}
