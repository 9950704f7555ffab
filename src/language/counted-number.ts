import type { Span } from '../text/span.ts';
import type { Numeral } from './numbers.ts';
import { isNamed, symbolBefore, type Unit, unitAfter } from './units.ts';

/** A number with all that its own words say; `unit` is null where they leave it to the context (`the other 15`). */
export interface Counted extends Span {
  readonly numeral: Numeral;
  readonly unit: string | null;
  readonly kind: Unit['kind'] | null;
  /** How many of what is counted make one of the unit: 100 cents. */
  readonly parts?: number;
}

/** Measures of time: `over two years` and `under 30 days` are no bounds but say when. */
export const TIME = /^(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade)$/;

const MONTH_NAMES =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';
const AFTER_MONTH = new RegExp(
  `(?<!\\p{L})${MONTH_NAMES}\\s(?:the )?(?:\\d{1,2} ?(?:[-–/]|to|and) ?)?$`,
  'iu',
);
const BEFORE_MONTH = new RegExp(
  `^(?:st|nd|rd|th)?(?: ?(?:[-–/]|to|and) ?\\d{1,2})?\\s(?:of )?${MONTH_NAMES}(?!\\p{L})`,
  'u',
);
const CLOCK = /^\s?(?:[ap]\.?m\b|GMT|UTC|o['’]clock|local time|h(?:ou)?rs (?:GMT|local))/i;
/** `1987-90 crops`: the end of a span of years. */
const SINCE_YEAR = /\b(?:1[5-9]|20)\d\d[-–/]$/;

/** Reads what stands around a number; null where it is no amount. */
export function countedNumber(text: string, numeral: Numeral): Counted | null {
  const { start, end } = numeral;
  const word = text.slice(start, end);
  const before = text.slice(Math.max(0, start - 24), start);
  const after = text.slice(end, end + 24);
  const symbol = symbolBefore(text, start);
  if (symbol !== null)
    return { numeral, unit: symbol.code, kind: 'money', start: symbol.start, end: moneyEnd(text, end) };
  if (CLOCK.test(after) || isNamed(text, start)) return null;
  if (/^\d{1,2}$/.test(word) && (BEFORE_MONTH.test(after) || AFTER_MONTH.test(before))) return null;
  if (/^\d{2}$/.test(word) && SINCE_YEAR.test(before)) return null;
  // `hundreds of tanks`, `a dozen of the ships`: the noun stands behind `of`.
  const of = numeral.inWords && /^ of /.test(after) && /(?:s|dozen)$/i.test(word) ? 3 : 0;
  const orSo =
    /^ (?:or (?:so|more|fewer)|more|other|others? of the|further|additional) (?=\p{L})/u.exec(after)?.[0]
      .length ?? 1;
  // `14 of its own Leopards`, `two of the three groups`: the noun of the whole, and the number's own span
  const strength = STRONG.exec(text.slice(end, end + 40));
  if (strength !== null)
    return {
      numeral,
      unit: strength.groups?.['forces'] === undefined ? 'person' : 'troop',
      kind: 'count',
      start,
      end: end + (strength.groups?.['strong'] ?? '').length,
    };
  const own = PART_OF_OWN.exec(text.slice(end, end + 32))?.[0].length ?? 0;
  const unit = unitAfter(text, end + (own > 0 ? own : of + orSo) - 1, numeral.value === 1 && own === 0);
  // One letter is a scale of money's only: `10m` alone is ten metres.
  if (/\d[mbk]$/i.test(word) && unit?.kind !== 'money') return null;
  if (unit === null) {
    // `hundreds of millions`
    const isVague = numeral.value === null && (numeral.scale < 1e6 || /^\w+$/.test(word));
    // `between one and two billion`
    const isRange = /\bbetween\s$/i.test(before) && /^\sand\s/.test(after);
    if (YEAR.test(word) || isVague || (numeral.value === 1 && !isRange)) return null;
    return { numeral, unit: null, kind: null, start, end };
  }
  if (isNoAmount(numeral, word, unit, before, after, text.slice(unit.end, unit.end + 14))) return null;
  const isState =
    unit.unit === 'member' && MEMBER_STATE.test(text.slice(Math.max(0, start - 60), unit.end + 40));
  const { parts = 1 } = unit;
  return {
    numeral:
      parts === 1 ? numeral : { ...numeral, value: numeral.value === null ? null : numeral.value / parts },
    unit: isState ? 'country' : unit.unit,
    kind: unit.kind,
    ...(parts !== 1 && { parts }),
    start,
    end: own > 0 ? end : unit.end,
  };
}

/** `a 200-strong contingent`, `a 20-man team` */
const STRONG =
  /^(?<strong>-(?:strong|man)) (?:(?:\p{L}+ )??(?<forces>contingent|force|unit|brigade|battalion|army|garrison|detachment|company|regiment|division)\b|(?:\p{L}+ )??(?:team|delegation|mission|crew|group|staff)\b)/u;

const PART_OF_OWN =
  /^ of (?:its|their|his|her|our|the|these|those)(?: own| remaining| two| three)? (?=\p{L})/u;

const YEAR = /^(?:1[5-9]|20)\d\d$/;

/** Whether a number with a noun is none the less no amount of it; `behind` is what follows the noun. */
function isNoAmount(
  { value, scale }: Numeral,
  word: string,
  { unit, kind }: Unit,
  before: string,
  after: string,
  behind: string,
): boolean {
  if (unit === '') return true;
  // `the 2015 sanctions`, `the 2020 won`: years, but `2015 troops`
  if (YEAR.test(word) && kind === 'money') return true;
  if (YEAR.test(word) && kind === 'count' && !COUNTED_IN_THOUSANDS.test(after) && !OVER.test(before))
    return true;
  // `zero-coupon bonds`
  if (value === 0 && /^-/.test(after)) return true;
  // `two months ago`, `three days later` are dates, `25-year-old` is an age; `for two months before` is none of them.
  if (
    TIME.test(unit) &&
    !(/^ before/.test(behind) && /\bfor\s$/i.test(before)) &&
    /^(?: (?:ago|earlier|later|before|afterwards?|previously)\b|-?\s?old\b)/.test(behind)
  )
    return true;
  // `three quarters of the cost` is a share as well (fractions.ts).
  if (unit === 'quarter' && /^ of (?!\d|(?:the|this|last|next) year)/.test(behind)) return true;
  // `every six months` is how often.
  if (TIME.test(unit) && /\bevery\s$/i.test(before)) return true;
  // `one in five` is a share.
  if (/\b(?:one|two|three|\d) in $/i.test(before)) return true;
  if (/^one$/i.test(word)) {
    // `one country`, `not one euro`, `one day` of any day
    if (kind === 'count' || /\bnot (?:a single )?$/i.test(before)) return true;
    return unit === 'day' && !/\b(?:for|within|in|of|least|than)\s$/i.test(before);
  }
  if (kind !== 'count') return false;
  // `17.03 Japan chips in`: clock times in a log count nothing.
  if (scale === 1 && !Number.isInteger(value ?? 1)) return true;
  // `the two countries`: the parties of the story; `the three largest banks` are told apart
  return (
    (value ?? 9) <= 3 &&
    !/^ (?:\p{Ll}+est|most|leading|other|further|remaining) /u.test(after) &&
    /\b(?:the|these|those|both|our|all|other)\s$/i.test(before)
  );
}

/** `more than 1500 New Zealanders`: no year. */
const OVER = /\b(?:more than|fewer than|less than|at least|up to|over|about|around|some|nearly|almost)\s$/i;
const COUNTED_IN_THOUSANDS = /^\s(?:troops|soldiers|people|men|refugees|prisoners|missiles|tanks)\b/;

/** `the coalition has 35 members`, `all 27 members of the European Union`: members that are states. */
const MEMBER_STATE =
  /\b(?:[Cc]oalition|[Aa]lliance|[Bb]loc|[Tt]reaty|[Pp]act|[Uu]nion(?! members)|[Oo]rgani[sz]ation|United Nations|Security Council|NATO|EU|EC|UN|OPEC\+?|ASEAN|Asean|ECOWAS|SADC|IMF|WTO|OECD|BRICS|Mercosur|OAS|G7|G20)\b/;

/** `$5 million`, `US$300m dollars`: a currency word behind a symbol belongs to the amount. */
function moneyEnd(text: string, end: number): number {
  const unit = unitAfter(text, end, false);
  return unit?.kind === 'money' &&
    unit.end - end < 16 &&
    /^\s\p{L}+(?:\s\p{L}+)?$/u.test(text.slice(end, unit.end))
    ? unit.end
    : end;
}
