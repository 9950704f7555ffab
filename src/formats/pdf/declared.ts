import { WRITTEN_DAY, writtenDay } from '../../text/calendar-date.ts';
import { isTitle } from '../docx.ts';
import { NOTHING_DECLARED, type ParsedReport } from '../parsed-report.ts';
import type { Line } from './lines.ts';

/** In characters: a report's head. */
const HEAD = 4000;

/**
 * Title and day of a PDF. What its properties say is often left over from another file, or the day of a conversion, so they
 * are believed where the text says the same; else the largest letters of the first page are the title.
 */
export function declaredBy(
  info: Readonly<Record<string, unknown>>,
  lines: readonly Line[],
  text: string,
): Omit<ParsedReport, 'text'> {
  const title = stringOf(info['Title']).replace(/\s+/g, ' ').trim();
  const head = text.slice(0, HEAD);
  const published = creationDay(stringOf(info['CreationDate']));
  const isBorneOut = published !== null && writtenDays(text).has(published);
  return {
    ...NOTHING_DECLARED,
    title: isTitle(title) && letters(head).includes(letters(title)) ? title : largestLine(lines),
    published: isBorneOut ? published : null,
    publishedFrom: isBorneOut ? 'meta' : null,
  };
}

const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** How much larger than the text a headline's letters are. */
const LARGER = 1.25;
/** In characters: the longest headline of the gold data has 150. */
const LONGEST_TITLE = 200;

function largestLine(lines: readonly Line[]): string | null {
  const first = lines.filter(({ page }) => page === lines[0]?.page);
  const largest = Math.max(...first.map(({ size }) => size));
  const sizes = lines.map(({ size }) => size).sort((a, b) => a - b);
  const usual = sizes[Math.floor(sizes.length / 2)] ?? 0;
  if (largest < usual * LARGER) return null;
  const from = first.findIndex(({ size }) => size === largest);
  const rest = first.slice(from);
  const end = rest.findIndex(({ size }) => size !== largest);
  const title = rest
    .slice(0, end < 0 ? undefined : end)
    .map(({ text }) => text)
    .join(' ');
  return title.length <= LONGEST_TITLE ? title : null;
}

// `D:20250904184000+02'00'`
const creationDay = (value: string): string | null => {
  const [, year, month, day] = /^D:(\d{4})(\d{2})(\d{2})/.exec(value) ?? [];
  return year === undefined ? null : `${year}-${month}-${day}`;
};

function writtenDays(text: string): ReadonlySet<string> {
  const days = [...text.matchAll(new RegExp(`\\b${WRITTEN_DAY}`, 'gi'))].map(({ groups }) =>
    writtenDay(groups),
  );
  return new Set(days.filter((day) => day !== null));
}
