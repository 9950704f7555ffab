import { type Day, monthOf, parts } from './calendar.ts';
import {
  around,
  COMING,
  type DateExpression,
  type DateValue,
  exactly,
  granularityOf,
  type Reference,
  shift,
  whole,
} from './date-value.ts';
import { MONTH, month, NUMBER, UNIT } from './date-words.ts';
import { parseNumber } from './numbers.ts';

const isDay = (value: DateValue | null): value is DateValue & { readonly from: Day } =>
  value !== null && value.from !== null && value.from === value.to;

/** The day that was told last; what is told back from (`a day earlier`) goes back from the report where none was. */
const thenOr = ({ told }: Reference, other: Day | null): Day | null => (isDay(told) ? told.from : other);

const PART_OF_DAY = '(?:day|date|morning|afternoon|evening|night)';
/** What ends here is no `before the vote`. */
const ENDS = '(?=[,.;:)?!"”’]|$| (?:and|but|when|in|at)\\b)';

/**
 * Dates told from the one that was told last before them, in this paragraph or the one before: `two days later`, `the same
 * evening`, `that December`. TimeML (Pustejovsky et al. 2003) notes that other date as `anchorTimeID`.
 */
export const ANCHORED_DATES: readonly DateExpression[] = [
  {
    // two days later, a week earlier, three days before, four days on
    name: 'later',
    pattern: new RegExp(
      `\\b(?<number>${NUMBER}) (?<unit>${UNIT})s? (?:(?<later>later|afterwards|on(?=,))|earlier\\b(?! than)|before${ENDS})`,
      'gui',
    ),
    read: ({ number = '', unit = '', later }, reference) => {
      const count = parseNumber(number);
      const { told, today, fiscalEnd } = reference;
      const small = /hour|day|week|fortnight/i.test(unit);
      const base = small
        ? thenOr(reference, later === undefined ? today : null)
        : (told?.to ?? (later === undefined ? today : null));
      if (count === null || base === null) return null;
      if (/hour/i.test(unit)) return count < 12 ? exactly(base) : null;
      const day = shift(base, later === undefined ? -count : count, unit);
      const name = unit.toLowerCase();
      return ['week', 'month', 'year'].includes(name) ? around(name, 0, day, fiscalEnd) : exactly(day);
    },
  },
  {
    // days later, weeks earlier, a few days before
    name: 'some-later',
    pattern: new RegExp(
      `(?:\\b(?:a few|some|several) |(?<=^|[.,;:(“"–—] ?))(?<unit>day|week|month)s (?:(?<later>later)|earlier\\b(?! than)|before${ENDS})`,
      'gimu',
    ),
    read: ({ unit = '', later }, reference) => {
      const base = thenOr(reference, later === undefined ? reference.today : null);
      if (base === null) return null;
      const far = COMING[unit.toLowerCase()] ?? 1;
      const granularity = granularityOf(unit);
      return later === undefined
        ? { from: shift(base, -far, unit), to: base - 1, granularity }
        : { from: base + 1, to: shift(base, far, unit), granularity };
    },
  },
  {
    // the same day, that evening, on that date, that same week
    name: 'same',
    pattern: new RegExp(
      `\\b(?:[Tt]he (?:very )?same|[Tt]hat(?: very| same)?) (?<unit>${PART_OF_DAY}|week(?:end)?|month|year)\\b(?! (?:later|before|earlier))`,
      'gu',
    ),
    read: ({ unit = '' }, { told, fiscalEnd }) =>
      told?.from == null || (/day|date|morn|noon|even|night/.test(unit) && unit !== 'weekend' && !isDay(told))
        ? null
        : /week|month|year/.test(unit)
          ? around(unit, 0, told.from, fiscalEnd)
          : exactly(told.from),
  },
  {
    // the next morning, the following day, the day after
    name: 'next-day',
    pattern: new RegExp(
      `\\b[Tt]he (?:(?:next|following) ${PART_OF_DAY}\\b|(?:day|morning) after${ENDS})`,
      'gu',
    ),
    read: (_, reference) => {
      const day = thenOr(reference, null);
      return day === null ? null : exactly(day + 1);
    },
  },
  {
    // the day before, the previous evening, the week before
    name: 'day-before',
    pattern: new RegExp(
      `\\b[Tt]he (?:previous ${PART_OF_DAY}\\b|(?:(?<week>week)|day|evening|night) (?:before|earlier)${ENDS})`,
      'gu',
    ),
    read: ({ week }, reference) => {
      const day = thenOr(reference, reference.today);
      if (day === null) return null;
      return week === undefined ? exactly(day - 1) : around('week', -1, day, reference.fiscalEnd);
    },
  },
  {
    // that December, the following February
    name: 'that-month',
    pattern: new RegExp(
      `\\b(?:[Tt]hat|(?<next>[Tt]he following)) (?<month>${MONTH})(?!\\p{L}|\\.? \\d)`,
      'gu',
    ),
    read: ({ next, month: name }, { told }) => {
      if (told?.to == null) return null;
      const at = month(name);
      const { year, month: now } = parts(told.to);
      const ahead = next === undefined ? at < now - 6 : at <= now;
      const back = next === undefined && at > now + 6;
      return whole(monthOf(ahead ? year + 1 : back ? year - 1 : year, at), 'month');
    },
  },
  {
    // earlier in the day, in the evening, at noon, by 3 p.m., overnight: of that day, else of the report's
    name: 'hour',
    pattern:
      /\b(?:(?:[Ee]arlier|[Ll]ater) in the day|[Ll]ater (?:the|that) (?:same )?day|[Oo]vernight(?! \p{Ll})|[Ii]n the (?:morning|afternoon|evening)\b|(?<=\b(?:[Aa]t|[Ff]rom|[Bb]y|[Bb]efore|[Aa]fter|[Uu]ntil|[Tt]ill|as of|since) )(?:noon|midday|midnight|close of business)|(?<=\b(?:[Bb]y|[Bb]efore|[Uu]ntil) )(?:the )?end of the day|(?<=\b(?:[Aa]t|[Bb]y|[Bb]efore|[Uu]ntil|[Ff]rom|[Aa]fter) (?:about |around )?)\d{1,2}(?:[:.]\d{2})?(?: ?[ap]\.?m\b\.?| ?(?:GMT|UTC|EDT|EST|CET)\b)|(?<=\b[Aa]t (?:about |around )?)\d{1,2}[:.]\d{2}\b(?! (?:percent|per|pct|euros|dollars|dlrs|yen|marks)|%))/gu,
    read: (_, reference) => {
      const day = thenOr(reference, reference.today);
      return day === null ? null : { ...exactly(day), clock: true };
    },
  },
  {
    // since then, until then
    name: 'then',
    pattern: /\b(?:(?<since>[Ss]ince then)|[Uu]ntil then)\b/g,
    read: ({ since }, { told }) =>
      told?.to == null || told.from === null
        ? null
        : since === undefined
          ? { from: null, to: told.from, granularity: told.granularity }
          : { from: told.from, to: null, granularity: told.granularity },
  },
];
