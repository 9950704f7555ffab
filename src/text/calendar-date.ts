/** A day written out in English, as parts of a regular expression, shared by whatever reads dates of publication. */

const NAMES = 'january february march april may june july august september october november december'.split(
  ' ',
);
const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');

// `September`, `Sept.`, `Sep`
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?';
// `Thursday, `, `Thurs. `
const WEEKDAY =
  '(?:(?<weekday>(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:day)?)\\b\\.?,?\\s+)?';

/**
 * Source of a pattern (flag `i`) for one day with its year: `4 September 2025`, `4th of Sept., 2025`, `September 4, 2025`,
 * `Thursday, Sept. 4, 2025`. Its named groups go to `writtenDay`.
 */
export const WRITTEN_DAY = `${WEEKDAY}(?:(?<dayBefore>\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?[\\s-]+(?<monthAfter>${MONTH}),?[\\s-]+(?<yearAfter>\\d{4})|(?<monthBefore>${MONTH})\\s+(?<dayAfter>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<yearLast>\\d{4}))(?!\\d)`;

/** ISO date of what `WRITTEN_DAY` matched; null where there is no such day, or it is not the weekday it says. */
export function writtenDay(groups: Readonly<Record<string, string | undefined>> | undefined): string | null {
  if (groups === undefined) return null;
  const month = (groups['monthAfter'] ?? groups['monthBefore'] ?? '').slice(0, 3).toLowerCase();
  const iso = isoDay(
    Number(groups['yearAfter'] ?? groups['yearLast']),
    NAMES.findIndex((name) => name.startsWith(month)) + 1,
    Number(groups['dayBefore'] ?? groups['dayAfter']),
  );
  const weekday = groups['weekday']?.slice(0, 3).toLowerCase();
  if (iso === null || weekday === undefined) return iso;
  return WEEKDAYS[new Date(iso).getUTCDay()]?.startsWith(weekday) ? iso : null;
}

/** `2025-09-04`; null where the calendar has no such day, or the year is none of the press's (1600 to 2199). */
export function isoDay(year: number, month: number, day: number): string | null {
  if (!(year >= 1600 && year <= 2199 && month >= 1 && day >= 1 && day <= daysOf(year, month))) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** 0 where there is no such month. Not by a `Date`: thousands of dates of resources are checked before anything is answered. */
function daysOf(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
