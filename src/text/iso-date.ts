import { isoDay } from './calendar-date.ts';

/**
 * Whether `value` is an ISO 8601 calendar date or date-time, as precise as it is known: `2025`, `2025-09`, `2025-09-04`,
 * `2025-09-04T18:40`, `2025-09-04T18:40:00+02:00`, `…Z`; and a day that exists (no 30 February).
 */
export function isIsoDate(value: string): boolean {
  const match = PATTERN.exec(value);
  if (match === null) return false;
  const [, year, month = 1, day = 1] = match;
  return isoDay(Number(year), Number(month), Number(day)) !== null;
}

/** The last day of a date that is a year, a month or a day; null of an instant. */
export function lastDay(iso: string): string | null {
  const [, year, month = '12', day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(iso) ?? [];
  if (year === undefined || day !== undefined) return day === undefined ? null : iso;
  return new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10);
}

// Year, then month, then day, then a time of day (24 hours) with or without its distance from UTC.
const PATTERN =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?)?)?$/;
