import { weekOf } from './calendar.ts';
import { readDate, withDay } from './calendar-days.ts';
import { readMonth } from './calendar-months.ts';
import { type DateExpression, granularityOf, shift } from './date-value.ts';
import { MONTH, NUMBER, PART, YEAR } from './date-words.ts';
import { parseNumber } from './numbers.ts';

/** So long to a day or month, or from it: `the fiscal year ending March 31`, `the six months to June`, `the week ended Feb 25`. */
const SPAN = `\\b(?:[Tt]he )?(?:(?<number>${NUMBER}) (?<unit>day|week|month)s|(?:fiscal |financial |calendar |crop |marketing )?(?<one>week|month|year|(?:quarter|half)(?= end))) (?:(?<open>starting|beginning|from|that (?:starts|begins)|commencing)|ending|ended|to|that (?:ends|ended)|through) (?:on |in )?`;

const spanning =
  (read: DateExpression['read']): DateExpression['read'] =>
  ({ number, unit, one, open, ...groups }, reference) => {
    const count = number === undefined ? (one === 'half' ? 6 : 1) : parseNumber(number);
    const of = unit ?? (one === 'half' ? 'month' : one) ?? '';
    const at = read(groups, open === undefined ? reference : { ...reference, ahead: true });
    if (at?.from == null || at.to === null || count === null) return null;
    const granularity = granularityOf(of);
    return open === undefined
      ? { ...at, from: shift(at.to + 1, -count, of), granularity }
      : { ...at, to: shift(at.from, count, of) - 1, granularity };
  };

/** Weeks, months and years that are told by their first or last day. */
export const SPAN_DATES: readonly DateExpression[] = [
  // the week of May 11, the week beginning 11 May, the weekend of May 16-17
  ...withDay(
    'week-of',
    (day) =>
      `\\b(?:[Tt]he )?(?<unit>week(?:end)?) (?:of|(?<first>beginning|starting|from|commencing)) (?:the )?${day}`,
    ({ unit, first, ...groups }, reference) => {
      const at = readDate(groups, reference);
      if (at?.from == null || at.to === null) return null;
      const { from, to } = weekOf(at.from);
      if (unit === 'weekend') return { ...at, ...(at.from === at.to && { from: to - 1, to }) };
      return { ...at, granularity: 'week', ...(first === undefined ? { from, to } : { to: at.from + 6 }) };
    },
  ),
  ...withDay('span-to-day', (day) => `${SPAN}${day}`, spanning(readDate)),
  {
    name: 'span-to-month',
    pattern: new RegExp(
      `${SPAN}(?:${PART})?(?<month>${MONTH})(?!\\p{L}|\\.? \\d{1,2}(?!\\d))(?:,| of)?(?: (?<year>${YEAR}))?`,
      'gu',
    ),
    read: spanning(({ part: _, ...groups }, reference) => readMonth(groups, reference)),
  },
];
