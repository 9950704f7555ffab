import { fingerprintOf } from '../../book/duplicates/fingerprint.ts';
import type { ReadReport } from '../../book/record.ts';
import { chooseStory, type Frequencies, lookupKeys } from '../../book/stories/choose.ts';
import { featuresOf, type ReportFeatures } from '../../book/stories/features.ts';
import type { Added, Days, NewReport, Store, Writes } from '../../store/index.ts';
import { InputError } from '../../text/errors.ts';
import type { Reading } from '../reading.ts';
import { toRecord } from '../to-record.ts';
import { type Inheritance, inherit, NOTHING_CARRIED } from './decisions/inherit.ts';

/** What came with a reading, kept beside it. */
export interface Received {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Path or another label under which it came; null where it had none. */
  readonly path: string | null;
  /** Where it was fetched, if it was. */
  readonly fetchedUrl: string | null;
}

export interface AddedReport extends Pick<Added, 'id' | 'status' | 'follows'> {
  readonly claims: number;
  /** Why it was kept and not read; null where it was read. */
  readonly skipped: Reading['skipped'];
  /** ISO 639-1; null where undecided. */
  readonly language: string | null;
  /** The story that it belongs to. */
  readonly story: string;
  /** Decisions that it has from copies of its passages. */
  readonly carried: Inheritance['carried'];
  /** Those that could not be carried to it. */
  readonly left: Inheritance['left'];
}

/** A reading as it comes into a book, with all that is known of it before the book is asked. */
export interface Arrival {
  readonly report: Omit<NewReport, 'story'>;
  readonly features: ReportFeatures;
  readonly skipped: Reading['skipped'];
  readonly language: string | null;
}

/** Reports of one event come within a month (src/book/stories/choose.ts): none before or after that is looked at. */
const WINDOW_DAYS = 31;
/**
 * Reports that are looked at for one key, and of all keys: a book's size must not count. Of the pairs of 2,000 Reuters stories of
 * one week of 1987 that come together when each is compared with all, 0.96 do so, and 0.99 of those that do are among them.
 */
const CANDIDATES_A_KEY = 20;

/**
 * Puts a reading into the book, in one transaction: the report, its claims, what copies of it are looked for by, the story
 * that it belongs to, founded where there is none, and what was decided on copies of its passages. Safely stored when the
 * promise resolves.
 * @throws InputError `input/purged` where a person deleted this very report for good
 */
export async function addReading(
  store: Store,
  reading: Reading,
  received: Received,
  reader: string,
  now: string,
): Promise<AddedReport> {
  const arrival = arrivalOf(reading, received, reader, now);
  return store.write((book) => putArrival(book, arrival));
}

export function arrivalOf(reading: Reading, received: Received, reader: string, now: string): Arrival {
  const record = toRecord(reading, now);
  const features = featuresOf(record);
  const { publishedFrom } = reading.document;
  const report = { ...received, ...record, ...keysOf(record, features), publishedFrom, reader };
  return {
    report: { ...report, reading: JSON.stringify(reading) },
    features,
    skipped: reading.skipped,
    language: reading.document.language,
  };
}

/** One of those that a transaction adds. @throws InputError `input/purged` */
export async function putArrival(
  book: Writes,
  { report, features, skipped, language }: Arrival,
): Promise<AddedReport> {
  const story = await storyFor(book, features);
  const [added] = await book.add([{ ...report, story: { id: story, by: 'rule' } }]);
  if (added === undefined || added.state === 'purged')
    throw new InputError(
      'input/purged',
      `${report.path ?? report.report.id}: this report was purged from the book`,
    );
  const known = added.status === 'known';
  return {
    id: added.id,
    status: added.status,
    follows: added.follows,
    claims: report.claims.length,
    skipped,
    language,
    story: known ? ((await book.reports({ reports: [added.id] }))[0]?.story?.id ?? story) : story,
    ...(known
      ? NOTHING_CARRIED
      : await inherit(book, report.report, report.signatures, report.report.learned)),
  };
}

export function keysOf(
  { report }: ReadReport,
  features: ReportFeatures,
): Pick<NewReport, 'signatures' | 'features'> {
  const { keys, passages } = fingerprintOf(report.text);
  return {
    signatures: [
      { start: 0, end: report.text.length, bands: keys },
      ...passages.map((passage) => ({ start: passage.start, end: passage.end, bands: passage.keys })),
    ],
    features: features.keys,
  };
}

/** The story that the report belongs to, by the rarest of what it tells; a new one, named after it, where there is none. */
async function storyFor(book: Writes, features: ReportFeatures): Promise<string> {
  const counts = await book.counts(features.keys);
  const frequencies: Frequencies = { reports: counts.reports, of: (key) => counts.having.get(key) ?? 0 };
  const found = await book.featuring(
    lookupKeys(features, frequencies),
    daysAround(features.day),
    CANDIDATES_A_KEY,
  );
  const stories = [...new Set(found.flatMap(({ story }) => story ?? []))];
  return (
    chooseStory(features, await book.outlines(stories, features.keys), frequencies) ??
    `story:${features.report.replace(/^sha256:/, '').slice(0, 12)}`
  );
}

/** Of a report without a date the latest ones are nearest. */
function daysAround(day: string | null): Days {
  if (day === null) return { from: '0000-01-01', day: '9999-12-31', to: '9999-12-31' };
  const shifted = (days: number): string =>
    new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
  return { from: shifted(-WINDOW_DAYS), day, to: shifted(WINDOW_DAYS) };
}
