/** How far apart two values are. `ordinal` and `interval` take numbers, of which the order or the distance counts. */
export type Metric = 'nominal' | 'ordinal' | 'interval';

/** What each coder says of one unit; null where he says nothing. */
export type UnitValues<T> = readonly (T | null)[];

export interface Alpha {
  /** 1: perfect; 0: as by chance; below: worse than chance. Null where there is nothing to compare, or no value but one. */
  readonly alpha: number | null;
  /** Of which at least two coders say something. */
  readonly units: number;
}

/**
 * Krippendorff's alpha by coincidences, for any number of coders and with values missing: K. Krippendorff (2011),
 * Computing Krippendorff's Alpha-Reliability, section D. A unit of which fewer than two coders say something is left out.
 */
export function krippendorffAlpha(
  units: readonly UnitValues<number>[],
  metric: 'ordinal' | 'interval' | 'nominal',
): Alpha;
export function krippendorffAlpha(units: readonly UnitValues<string>[], metric: 'nominal'): Alpha;
export function krippendorffAlpha(units: readonly UnitValues<string | number>[], metric: Metric): Alpha {
  const pairable = units
    .map((unit) => unit.filter((value) => value !== null))
    .filter((unit) => unit.length > 1);
  const values = [...new Set(pairable.flat())].sort((a, b) => (a < b ? -1 : 1));
  const at = new Map(values.map((value, i) => [value, i]));
  const coincidences = values.map(() => values.map(() => 0));
  for (const unit of pairable) {
    for (const [i, one] of unit.entries())
      for (const [j, other] of unit.entries()) {
        const row = coincidences[at.get(one) ?? 0];
        const column = at.get(other) ?? 0;
        if (i !== j && row) row[column] = (row[column] ?? 0) + 1 / (unit.length - 1);
      }
  }
  const totals = coincidences.map((row) => row.reduce((sum, n) => sum + n, 0));
  const all = totals.reduce((sum, n) => sum + n, 0);
  let [observed, expected] = [0, 0];
  for (const [c, row] of coincidences.entries())
    for (const [k, together] of row.entries()) {
      const distance = squaredDistance(metric, c, k, values, totals);
      observed += together * distance;
      expected += (totals[c] ?? 0) * (totals[k] ?? 0) * distance;
    }
  return { alpha: expected === 0 ? null : 1 - ((all - 1) * observed) / expected, units: pairable.length };
}

/** Of the values numbered `c` and `k`, ascending. */
function squaredDistance(
  metric: Metric,
  c: number,
  k: number,
  values: readonly (string | number)[],
  totals: readonly number[],
): number {
  if (c === k) return 0;
  switch (metric) {
    case 'nominal':
      return 1;
    case 'interval':
      return (Number(values[c]) - Number(values[k])) ** 2;
    case 'ordinal': {
      // How many values lie from the one to the other, these two themselves by half.
      const [from, to] = [Math.min(c, k), Math.max(c, k)];
      const between = totals.slice(from, to + 1).reduce((sum, n) => sum + n, 0);
      return (between - ((totals[c] ?? 0) + (totals[k] ?? 0)) / 2) ** 2;
    }
  }
}
