import { UsageError } from '../../text/errors.ts';
import { isIsoDate, lastDay } from '../../text/iso-date.ts';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
};

/**
 * The day that somebody means who asks on `today` (ISO day) what is new since `words`: `friday` (the last one before today),
 * `yesterday`, `today`, `3 days`, `two weeks ago`, `a month`, or an ISO date as it is. Null where the words name no day.
 */
export function sinceDay(words: string, today: string): string | null {
  const said = words.trim().toLowerCase();
  if (isIsoDate(words.trim())) return words.trim();
  if (said === 'today') return today;
  if (said === 'yesterday') return daysBefore(today, 1);
  const weekday = WEEKDAYS.indexOf(said.replace(/^last\s+/, ''));
  // On a Friday, since Friday is a week.
  if (weekday >= 0) return daysBefore(today, (new Date(today).getUTCDay() - weekday + 7) % 7 || 7);
  const [, count = '', unit = ''] =
    /^(?:the last\s+|last\s+)?(\d{1,4}|[a-z]+)?\s*(day|week|month|year)s?(?:\s+ago)?$/.exec(said) ?? [];
  const n = count === '' ? 1 : (NUMBERS[count] ?? Number(count));
  if (unit === '' || !Number.isInteger(n)) return null;
  return unit === 'day' || unit === 'week'
    ? daysBefore(today, unit === 'week' ? 7 * n : n)
    : monthsBefore(today, unit === 'year' ? 12 * n : n);
}

/** @throws UsageError `usage/since` */
export const wrongSince = (words: string, releases: readonly string[]): UsageError =>
  new UsageError(
    'usage/since',
    `"${words}" names no day; write friday, yesterday, 3 days, 2 weeks, 2025-09-04, or a release${releases.length > 0 ? ` (${releases.join(', ')})` : ''}`,
  );

/** The last moment before a day, month or year begins; of an instant itself. By `isBy`. */
export function before(since: string): string {
  if (lastDay(since) === null) return since;
  const [year = '', month = '01', day = '01'] = since.split('-');
  return daysBefore(`${year}-${month}-${day}`, 1);
}

function daysBefore(day: string, n: number): string {
  const date = new Date(day);
  date.setUTCDate(date.getUTCDate() - n);
  return date.toISOString().slice(0, 10);
}

/** A month before 31 March is the last of February. */
function monthsBefore(day: string, n: number): string {
  const date = new Date(day);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - n);
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, length));
  return date.toISOString().slice(0, 10);
}
