import type { Quantity } from '../document/layers.ts';
import type { Span } from '../text/span.ts';
import { boundBefore } from './bounds.ts';

/** `half of`, `a third of the catch`, `two-thirds`, `half the amount`: parts as percent. */
const FRACTION =
  /(?<![\p{L}\d-])(?:(?:an? |one[- ])?(?<half>half)(?= (?:of|the|its|their|his|her|our|that|this|as much)\b|[.,;:](?!\d)|$)(?<!first half|second half|other half)|(?<count>an?|one|two|three|four|five)[- ](?<part>third|quarter|fourth|fifth|sixth|eighth|tenth|thirds|quarters|fifths|sixths|eighths|tenths)(?= of (?!an? (?:hour|century|million|billion|mile))|[.,;:]|$|(?<=s) ))/giu;
/** `a half-point cut`, `by half a point`, `a quarter point`, `1/2 point`, `by 0.37 point`: of a rate that is told in percent. */
const POINTS =
  /(?<![\p{L}\d.,/-])(?:(?<half>half)(?:[- ]| an? )|(?<three>three-)?(?:one-)?(?<quarter>quarters?)(?:[- ]| of an? )|(?<over>\d{1,2})\/(?<under>\d{1,2})[- ]|(?<digits>0\.\d+) )(?:percentage[- ])?point\b/giu;

const PARTS: Readonly<Record<string, number>> = {
  third: 3,
  quarter: 4,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  eighth: 8,
  tenth: 10,
};
const COUNTS: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5 };

/** Parts of a percentage point, as percent. */
export const findPoints = (text: string): Quantity[] =>
  [...text.matchAll(POINTS)].map((match) => {
    const { half, three, quarter, over, under, digits } = match.groups ?? {};
    const quarters = three === undefined ? 0.25 : 0.75;
    const value =
      half !== undefined
        ? 0.5
        : quarter !== undefined
          ? quarters
          : digits === undefined
            ? Number(over) / Number(under)
            : Number(digits);
    return { ...spanOf(match), value, low: null, high: null, about: false, unit: 'percent' };
  });

/** Parts of a whole, as percent. */
export const findFractions = (text: string): Quantity[] =>
  [...text.matchAll(FRACTION)].flatMap((match) => {
    const { half, count, part } = match.groups ?? {};
    const parts = half === undefined ? PARTS[(part ?? '').toLowerCase().replace(/s$/, '')] : 2;
    if (parts === undefined) return [];
    const value = Number(((100 * (COUNTS[(count ?? 'one').toLowerCase()] ?? 1)) / parts).toFixed(6));
    const exact = { ...spanOf(match), value, low: null, high: null, about: false, unit: 'percent' };
    return [{ ...exact, ...boundBefore(text, exact.start, exact, exact.unit) }];
  });

const spanOf = ({ index, 0: words }: RegExpExecArray): Span => ({ start: index, end: index + words.length });
