import { figureAt, type ValueAt } from './figure.ts';
import { type Interval, times } from './interval.ts';
import type { Link } from './links.ts';
import { isCurrency, type Rate, type Rates, rateOn } from './rates.ts';
import { reaches, type Stage } from './stage.ts';
import type { Sum } from './sums.ts';

/** Into which currency (ISO 4217), at whose rates. */
export interface Conversion {
  readonly to: string;
  readonly rates: Rates;
}

/** A figure in another currency, with each rate that it rests on. */
export interface Converted extends Interval {
  readonly unit: string;
  readonly rates: readonly UsedRate[];
  /** Ids of sums for which there is no rate: the figure leaves them out, and has no upper bound. */
  readonly missing: readonly string[];
}

export interface UsedRate {
  readonly sum: string;
  /** ISO date of the amount: the rate is the last one up to then. */
  readonly on: string;
  readonly rate: Rate;
  /** What the amount was multiplied by: the rate, or one divided by it. */
  readonly factor: number;
}

/**
 * The figure of `figureAt` in another currency, each sum at the rate of the day on which it came that far; null where the
 * unit is no money or that currency itself.
 */
export function convertedAt(
  sums: readonly Sum[],
  links: readonly Link[],
  stage: Stage,
  value: ValueAt,
  { to, rates }: Conversion,
): Converted | null {
  const unit = sums[0]?.unit;
  if (unit === undefined || !isCurrency(unit) || unit === to) return null;
  const used = new Map<string, UsedRate>();
  for (const { id, amounts } of sums) {
    const on = amounts.find((amount) => reaches(amount.stage, stage))?.on ?? null;
    const found = on === null ? null : rateOn(rates, unit, to, on);
    if (on !== null && found !== null) used.set(id, { sum: id, on, ...found });
  }
  const figure = figureAt(sums, links, stage, (sum, at) => {
    const own = value(sum, at);
    const factor = used.get(sum.id)?.factor;
    return own && (factor === undefined ? { low: 0, high: null, about: own.about } : times(own, factor));
  });
  return {
    low: figure.low,
    high: figure.high,
    about: figure.about,
    unit: to,
    rates: figure.sums.flatMap((id) => used.get(id) ?? []),
    missing: figure.sums.filter((id) => !used.has(id)),
  };
}
