import type { Quantity } from '../document/layers.ts';

/** `half of`, `a third of the catch`, `two-thirds`, `half the amount`: parts as percent. */
const FRACTION =
  /(?<![\p{L}\d-])(?:(?:an? |one[- ])?(?<half>half)(?= (?:of|the|its|their|his|her|our|that|this|as much)\b|[.,;:](?!\d)|$)(?<!first half|second half|other half)|(?<count>an?|one|two|three|four|five)[- ](?<part>third|quarter|fourth|fifth|sixth|eighth|tenth|thirds|quarters|fifths|sixths|eighths|tenths)(?= of (?!an? (?:hour|century|million|billion|mile))|[.,;:]|$|(?<=s) ))/giu;
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

/** Parts of a whole as percent. */
export function findFractions(text: string): Quantity[] {
  return [...text.matchAll(FRACTION)].flatMap((match) => {
    const { half, count, part } = match.groups ?? {};
    const parts = half === undefined ? PARTS[(part ?? '').toLowerCase().replace(/s$/, '')] : 2;
    if (parts === undefined) return [];
    const value = Number(((100 * (COUNTS[(count ?? 'one').toLowerCase()] ?? 1)) / parts).toFixed(6));
    const at = { start: match.index, end: match.index + match[0].length };
    return [{ ...at, value, low: null, high: null, about: false, unit: 'percent' }];
  });
}
