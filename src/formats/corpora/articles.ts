import { WRITTEN_DAY, writtenDay } from '../../text/calendar-date.ts';
import { InputError } from '../../text/errors.ts';
import { joinedParagraphs } from '../paragraphs.ts';
import type { ParsedFile, Part } from '../parsed-file.ts';
import { NOTHING_DECLARED, type ParsedReport } from '../parsed-report.ts';

/** An article as it was found in an export; null for what its head does not say. */
export interface Article {
  readonly title: string | null;
  readonly publisher: string | null;
  readonly byline: string | null;
  /** As the export writes it. */
  readonly date: string | null;
  readonly language: string | null;
  readonly body: readonly string[];
}

/** The lines of one article; those of an export are cut into these. */
export interface Cutting {
  readonly lines: readonly string[];
  /** The piece of the page, where the export is one. */
  readonly html?: string;
}

/**
 * The reports of an export. An article whose head cannot be told from its text is refused by its number and first line; one
 * without a date that can be read is taken, and told.
 */
export function articlesOf(
  cuttings: readonly Cutting[],
  parse: (cutting: Cutting) => Article | null,
  name: string,
): ParsedFile {
  const leftOut: string[] = [];
  const parts = cuttings.map((cutting, i): Part => {
    const place = `article ${i + 1}`;
    const article = parse(cutting);
    const text = article === null ? '' : joinedParagraphs(article.body);
    const start = (article?.title ?? cutting.lines.find((line) => line !== '') ?? '').slice(0, 60);
    if (article === null) {
      const what = `where its head ends and its text begins cannot be told for certain ("${start}"); save it as a file of its own`;
      return { place, error: new InputError('input/corpus', `${name}: ${place}: ${what}`) };
    }
    if (text === '') {
      const what = `the export has no text of it ("${start}"), only its head`;
      return { place, error: new InputError('input/empty', `${name}: ${place}: ${what}`) };
    }
    const published = dayOf(article.date);
    if (published === null) leftOut.push(`the date of ${place} ("${start}"), which could not be read`);
    const { title, publisher, byline } = article;
    const report: ParsedReport = {
      ...NOTHING_DECLARED,
      text,
      title,
      publisher,
      byline,
      published,
      publishedFrom: published === null ? null : 'meta',
      declaredLanguage: LANGUAGES[article.language?.toLowerCase() ?? ''] ?? null,
    };
    return {
      place,
      report,
      bytes: new TextEncoder().encode(cutting.html ?? joinedParagraphs(cutting.lines)),
      mediaType: cutting.html === undefined ? 'text/plain' : 'text/html',
    };
  });
  return { parts, leftOut };
}

// `September 4, 2025 Thursday 6:40 PM GMT`, `4 September 2025`, `4. September 2025`
const DAY = new RegExp(`^${WRITTEN_DAY}`, 'i');

/** The day that a line begins with, as ISO 8601; null where it begins with none. */
export function dayOf(line: string | null): string | null {
  const match = DAY.exec((line ?? '').trim());
  return match === null ? null : writtenDay(match.groups);
}

export const isDayLine = (line: string): boolean => line.length < 80 && dayOf(line) !== null;

const LANGUAGES: Readonly<Record<string, string>> = {
  english: 'en',
  german: 'de',
  french: 'fr',
  spanish: 'es',
  italian: 'it',
  dutch: 'nl',
  portuguese: 'pt',
  russian: 'ru',
  polish: 'pl',
  ukrainian: 'uk',
  chinese: 'zh',
  japanese: 'ja',
  arabic: 'ar',
  turkish: 'tr',
};

export const isLanguage = (line: string): boolean => line.toLowerCase() in LANGUAGES;
