import { StoreError } from '../../text/errors.ts';
import { lastDay } from '../../text/iso-date.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The same instant in UTC with milliseconds: so written, earlier ones sort before later ones. @throws StoreError `store/time`. */
export function instant(value: string): string {
  const zoned = /T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(value) || !value.includes('T') ? value : `${value}Z`;
  const date = new Date(zoned);
  if (Number.isNaN(date.getTime()))
    throw new StoreError('store/time', `"${value}" is no ISO 8601 date or instant`);
  return date.toISOString();
}

/**
 * What a report is sorted and filtered by: the day as its publisher writes it, and the instant (a date counts from its start,
 * UTC). One without a date stands at what the book knows for sure: it was published before the book learned of it.
 */
export function placeInTime(
  published: string | null,
  learned: string,
): { readonly day: string; readonly moment: string } {
  const moment = instant(published ?? learned);
  const day = published?.slice(0, 10) ?? moment.slice(0, 10);
  return { day: DAY.test(day) ? day : moment.slice(0, 10), moment };
}

export const isDay = (moment: string): boolean => DAY.test(moment);

/** The last instant of a date; an instant as it is. */
export function until(moment: string): string {
  const day = lastDay(moment);
  return day === null ? instant(moment) : `${day}T23:59:59.999Z`;
}

const TWO_DAYS = 2 * 86_400_000;

/** No instant after it is of this day or an earlier one: in the west the day ends when it is noon of the next one in UTC. */
export function latest(moment: string): string {
  const day = lastDay(moment);
  if (day === null) return instant(moment);
  const after = new Date(Date.parse(day) + TWO_DAYS);
  return after.getUTCFullYear() > 9999 ? '~' : after.toISOString();
}

/** No instant before it is of a later day than this one, wherever it was written. */
export const earliest = (moment: string): string => lastDay(moment) ?? instant(moment);
