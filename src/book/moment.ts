import type { Report, Term } from './record.ts';

/** When a report told what it tells: its publication, else when the book learned of it. ISO date or instant. */
export const toldOn = (report: Pick<Report, 'published' | 'learned'>): string =>
  report.published ?? report.learned;

/**
 * Milliseconds since 1970 of an ISO date or instant; of a date, its beginning. What gives no distance from UTC is taken as
 * UTC, so that a book reads alike on every machine.
 */
export function momentOf(iso: string): number {
  const bare = iso.includes('T') && !/(?:Z|[+-]\d{2}:?\d{2})$/.test(iso);
  return Date.parse(bare ? `${iso}Z` : iso);
}

/** Whether a date says no other than one that is known: the same instant in whatever zone, or the same less exactly. */
export function isNoOther(iso: string, known: string): boolean {
  if (!iso.includes('T') || !known.includes('T')) return known.startsWith(iso);
  const [, seconds, fraction] = /T\d\d:\d\d(:\d\d)?(\.\d+)?/.exec(iso) ?? [];
  const unit = seconds === undefined ? 60_000 : fraction === undefined ? 1000 : 1;
  return Math.floor(momentOf(iso) / unit) === Math.floor(momentOf(known) / unit);
}

/**
 * Whether `iso` is not after `limit`. A limit of a day, month or year holds all of it, by the calendar of whoever wrote
 * `iso`: what a paper in Tokyo prints on the 5th is of the 5th.
 */
export function isBy(iso: string, limit: string): boolean {
  if (limit.includes('T')) return momentOf(iso) <= momentOf(limit);
  const known = Math.min(iso.length, limit.length);
  return iso.slice(0, known) <= limit.slice(0, known);
}

/** Whether `iso` is not before `limit`, by the same rule. */
export function isFrom(iso: string, limit: string): boolean {
  if (limit.includes('T')) return momentOf(iso) >= momentOf(limit);
  const known = Math.min(iso.length, limit.length);
  return iso.slice(0, known) >= limit.slice(0, known);
}

/** Whether `iso` lies in the term. */
export const isIn = (iso: string, { from, until }: Term): boolean =>
  (from === undefined || isFrom(iso, from)) && (until === undefined || isBy(iso, until));

/** Calendar days from the one to the other, as they were written. */
export const daysBetween = (from: string, to: string): number =>
  (momentOf(to.slice(0, 10)) - momentOf(from.slice(0, 10))) / DAY;

const DAY = 86_400_000;
