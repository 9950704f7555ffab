import type { Span } from '../text/span.ts';

/** A number as the text writes it, before its unit: an exact value, or bounds (`several thousand`, `dozens of`). */
export interface Numeral extends Span {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** What the number was multiplied by: `million` 1e6; 1 where no scale is written. */
  readonly scale: number;
  /** Written in letters. */
  readonly inWords: boolean;
}

const SMALL: Readonly<Record<string, number>> = Object.fromEntries(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value) => [word, value]),
);
const TENS: Readonly<Record<string, number>> = Object.fromEntries(
  'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, i) => [word, 20 + 10 * i]),
);
const SCALES: Readonly<Record<string, number>> = {
  dozen: 12,
  score: 20,
  hundred: 100,
  thousand: 1e3,
  k: 1e3,
  lakh: 1e5,
  million: 1e6,
  mln: 1e6,
  mn: 1e6,
  mio: 1e6,
  mill: 1e6,
  m: 1e6,
  crore: 1e7,
  millions: 1e6,
  billion: 1e9,
  billions: 1e9,
  bln: 1e9,
  bn: 1e9,
  b: 1e9,
  trillion: 1e12,
  trln: 1e12,
  trn: 1e12,
  tn: 1e12,
};

const alternatives = (words: readonly string[]): string =>
  [...words].sort((a, b) => b.length - a.length).join('|');

/** Number words up to ninety-nine, as a regular expression; also `a` before `hundred` and the like is read elsewhere. */
export const SMALL_WORDS = alternatives([...Object.keys(SMALL), ...Object.keys(TENS)]);
const SCALE_WORDS = 'hundred|thousand|million|mln|billion|bln|bn|trillion|dozen|crore|lakh';

/** `12`, `1,300`, `10 000`, `2.5`, `2-1/2`, `5 3/4`, `7/8 pct`. */
const DIGITS = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f]\d{3})+|\d{1,3}(?: \d{3})* 000|\d{1,2}/\d{1,2}(?= (?:pct|percent|per cent|percentage point|point))|\d+(?:\.\d+)?(?:[- ]\d{1,2}/\d{1,2}(?!\d))?`;

/** `300 million`, `2bn`, `500 mln`, `5m`: one letter only when glued to its number. */
const AFTER_DIGITS = String.raw`(?:[\s-]{0,2}(?:hundred|thousand|millions?|mln|mn|mio|mill|billions?|bln|bn|trillion|trln|trn|tn|crore|lakh|dozen)|[mbk])(?:\s(?:thousand|million|billion|crore))?`;

/** `twenty-six`, `a hundred and fifty`, `two and a half million`, `half a billion`, `half-billion`; `six and nine` are two. */
const WORDS = String.raw`half(?: an? |-)(?:${SCALE_WORDS})|quarter of an? (?:${SCALE_WORDS})|(?:${SMALL_WORDS}|an? (?=(?:${SCALE_WORDS})\b)(?:${SCALE_WORDS}))(?:(?:[\s-]|(?<=${SCALE_WORDS})\sand\s)(?:${SMALL_WORDS}|${SCALE_WORDS})\b)*(?:[\s-]and[\s-]a[\s-]half(?:\s(?:${SCALE_WORDS}))?)?`;

/** `several thousand`, `a few dozen`, `a couple of hundred`; `tens of thousands`, `hundreds`. */
const VAGUE = `(?:several |many )?(?:tens|dozens|hundreds|thousands) of (?:thousands|millions|billions)|(?:several|(?:a )?few|a couple(?: of)?|some|many) (?:hundred (?=thousand|million|billion))?(?:${SCALE_WORDS})s?|dozens|hundreds|thousands|millions|billions`;

/** Codes of money that are glued to their number: `GBP41.7 billion`; after other letters a number is a name (`COP26`). */
const GLUED = String.raw`(?<=(?<!\p{L})(?:USD|EUR|GBP|AUD|CAD|NZD|SGD|CHF|CNY|RMB|INR|SEK|NOK|DKK|PLN|ZAR|AED|SAR|RUB|UAH|Rs|DM))(?=\d)`;

const NUMERAL = new RegExp(
  String.raw`(?:(?<![\p{L}\d.,/:]|(?<!\d)-)|${GLUED})(?:(?<vague>${VAGUE})\b|(?<words>${WORDS})\b|(?<digits>${DIGITS})(?<scale>${AFTER_DIGITS})?(?!\d|\p{L}(?<!\d(?=(?:km|kg|mm?|cm|kW|MW|GW|TWh|pct?|bpd|t|ft|lb)\b).)|[.,:/]\d))`,
  'giu',
);

/** All numbers of a text in order, ordinals, clock times and model names (`F-16`, `24/7`) left out. */
export function findNumerals(text: string): readonly Numeral[] {
  const numerals: Numeral[] = [];
  for (const match of text.matchAll(NUMERAL)) {
    const { vague, words, digits, scale } = match.groups ?? {};
    const at = { start: match.index, end: match.index + match[0].length };
    if (vague !== undefined) {
      numerals.push({ ...at, value: null, ...vagueBounds(vague), inWords: true });
    } else if (words !== undefined) {
      const { value, scale: by } = parseWords(words);
      numerals.push({ ...at, value, low: null, high: null, scale: by, inWords: true });
    } else if (digits !== undefined) {
      const by = scaleOf(scale ?? '');
      numerals.push({
        ...at,
        value: round(parseDigits(digits) * by),
        low: null,
        high: null,
        scale: by,
        inWords: false,
      });
    }
  }
  return numerals;
}

/** The value of a number in digits or words without a unit (`12`, `twelve`, `a`, `a dozen`); null where it is none. */
export function parseNumber(number: string): number | null {
  const trimmed = number.trim().toLowerCase();
  if (/^\d/.test(trimmed)) return parseDigits(trimmed);
  if (/^an?$/.test(trimmed)) return 1;
  if (trimmed === 'a couple of' || trimmed === 'couple of') return 2;
  return new RegExp(`^(?:${WORDS})$`).test(trimmed) ? parseWords(trimmed).value : null;
}

function parseDigits(digits: string): number {
  const fraction = /^(?:(\d+(?:\.\d+)?)[- ])?(\d{1,2})\/(\d{1,2})$/.exec(digits);
  if (fraction !== null) return Number(fraction[1] ?? 0) + Number(fraction[2]) / Number(fraction[3]);
  return Number(digits.replace(/[,\s\u00a0\u202f]/g, ''));
}

function parseWords(words: string): { value: number; scale: number } {
  const lower = words.toLowerCase();
  const part = /^(half|quarter of)(?: an? |-)(\w+)$/.exec(lower);
  if (part !== null) {
    const scale = SCALES[part[2] ?? ''] ?? 1;
    return { value: (part[1] === 'half' ? 0.5 : 0.25) * scale, scale };
  }
  let total = 0;
  let group = 0;
  let last = 1;
  for (const word of lower.replace(/[ -]and[ -]a[ -]half/, ' half').split(/[\s-]+/)) {
    const scale = SCALES[word];
    if (word === 'a' || word === 'an') group = 1;
    else if (word === 'half') group += 0.5;
    else if (scale === undefined) group += SMALL[word] ?? TENS[word] ?? 0;
    else if (scale <= 100) group = (group || 1) * scale;
    else {
      total += (group || 1) * scale;
      group = 0;
    }
    if (scale !== undefined) last = scale;
  }
  return { value: round(total + group), scale: last >= 1e3 ? last : 1 };
}

/** `several`, `a few`: 2 to 9 of the scale; `hundreds`: 2 to 9 hundreds; `a couple`: 2 to 3. */
function vagueBounds(vague: string): { low: number; high: number; scale: number } {
  const lower = vague.toLowerCase();
  const last = /(\w+?)s?$/.exec(lower)?.[1] ?? '';
  const scale = SCALES[last] ?? 1;
  const before = /^(?:several |many )?(tens|dozens|hundreds|thousands) of/.exec(lower)?.[1];
  // `a few hundred million`
  const times = / hundred \w+$/.test(lower) ? 100 : 1;
  const by =
    times * (before === undefined ? 1 : before === 'tens' ? 10 : (SCALES[before.slice(0, -1)] ?? 1)) * scale;
  if (/^a couple/.test(lower)) return { low: 2 * by, high: 3 * by, scale };
  // Dozens are counted up to a hundred, the decimal scales up to the next one.
  return { low: 2 * by, high: by % 12 === 0 && by < 100 ? 99 : 10 * by - 1, scale };
}

function scaleOf(written: string): number {
  return written
    .toLowerCase()
    .split(/[\s-]+/)
    .reduce((scale, word) => scale * (SCALES[word] ?? 1), 1);
}

/** Takes off what binary fractions add: `1.1 million` is 1100000. */
const round = (value: number): number => Number(value.toPrecision(12));
