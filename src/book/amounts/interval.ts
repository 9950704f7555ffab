/** An amount as far as it is known: bounds, inclusive, in its unit. `up to 25` is 0 to 25; `at least 300` has no upper bound. */
export interface Interval {
  readonly low: number;
  /** null where nothing bounds it above. */
  readonly high: number | null;
  /** Said to be rough: `about`, `some`, `nearly`. */
  readonly about: boolean;
}

export const NOTHING: Interval = Object.freeze({ low: 0, high: 0, about: false });

/** What a quantity says, as bounds. Amounts are never negative, so an open lower bound is 0. */
export const intervalOf = (quantity: {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly about: boolean;
}): Interval => ({
  low: quantity.value ?? quantity.low ?? 0,
  high: quantity.value ?? quantity.high,
  about: quantity.about,
});

/** The sum of two: bounds add. */
export const plus = (a: Interval, b: Interval): Interval => ({
  low: a.low + b.low,
  high: a.high === null || b.high === null ? null : a.high + b.high,
  about: a.about || b.about,
});

/** The smallest interval with all of these in it; null of none. */
export function hull(intervals: readonly Interval[]): Interval | null {
  const [first, ...rest] = intervals;
  if (first === undefined) return null;
  return rest.reduce(
    (a, b) => ({
      low: Math.min(a.low, b.low),
      high: a.high === null || b.high === null ? null : Math.max(a.high, b.high),
      about: a.about || b.about,
    }),
    first,
  );
}

/** No more of it than `limit`; null is no limit. */
export const capped = (a: Interval, limit: number | null): Interval =>
  limit === null
    ? a
    : { ...a, low: Math.min(a.low, limit), high: a.high === null ? limit : Math.min(a.high, limit) };

/** At a rate. */
export const times = (a: Interval, rate: number): Interval => ({
  ...a,
  low: a.low * rate,
  high: a.high === null ? null : a.high * rate,
});

/** What one figure names: its upper bound, or its lower one where it has no other. */
export const size = (a: Interval): number => a.high ?? a.low;

export const isSmaller = (part: Interval, whole: Interval): boolean => size(part) < size(whole);
