import type { Bounds, Figure, GapLine, Stage } from './api-types.ts';
import { amountText } from './format.ts';
import { texts } from './texts.ts';

export const STAGES = [
  'offered',
  'pledged',
  'allocated',
  'under-way',
  'delivered',
] as const satisfies readonly Stage[];

/** `€85M to €110M`, `at least 300 NOK`, `up to 25 tanks`, `about €40M a year`. */
export function boundsText({ low, high, about }: Bounds, unit: string, per: GapLine['per'] = null): string {
  const amount = (n: number): string => amountText(n, unit);
  const { bounds } = texts.gap;
  const words =
    high === null
      ? low === 0
        ? bounds.unknown
        : bounds.atLeast(amount(low))
      : low === high
        ? amount(low)
        : low === 0
          ? bounds.upTo(amount(high))
          : bounds.between(amount(low), amount(high));
  return [about ? bounds.about(words) : words, per && texts.gap.per[per]].filter(Boolean).join(' ');
}

/** Nothing was told of that stage, which is not the same as a told zero. */
export const isUntold = ({ sums, low, high }: Figure): boolean =>
  sums.length === 0 && low === 0 && high === 0;

/** What is left of the one when the other is taken away, as far as the bounds say. */
export const difference = (whole: Bounds, part: Bounds): Bounds => ({
  low: part.high === null ? 0 : Math.max(0, whole.low - part.high),
  high: whole.high === null ? null : Math.max(0, whole.high - part.low),
  about: whole.about || part.about,
});

/** An amount without an upper bound is drawn so much longer than what is certain, and open. */
const OPEN = 1.25;
export const reach = ({ low, high }: Bounds): number => high ?? low * OPEN;

export const lineKey = ({ measure, unit, per }: Pick<GapLine, 'measure' | 'unit' | 'per'>): string =>
  `${measure} ${unit} ${per ?? ''}`.trim();

/** The longest bar of a kind of thing: amounts in one unit are drawn on one scale, whoever gives them. */
export const scalesOf = (lines: readonly GapLine[]): ReadonlyMap<string, number> =>
  new Map(
    [...Map.groupBy(lines, lineKey)].map(([key, of]) => [
      key,
      Math.max(1, ...of.flatMap(({ stages }) => STAGES.map((stage) => reach(stages[stage])))),
    ]),
  );

/** Stages that say something of their own: what is under way is told apart where it is not all delivered. */
export const shownStages = ({ stages }: GapLine): readonly Stage[] =>
  STAGES.filter(
    (stage) =>
      stage !== 'under-way' ||
      stages['under-way'].low !== stages.delivered.low ||
      stages['under-way'].high !== stages.delivered.high,
  );
