import { type Difference, differenceOf } from '../../book/difference.ts';
import type { ReadReport } from '../../book/record.ts';
import { featuresOf, type ReportFeatures } from '../../book/stories/features.ts';
import {
  type Added,
  type Days,
  type Missed,
  type NewReport,
  printedReport,
  type Store,
  type Writes,
} from '../../store/index.ts';
import { InputError } from '../../text/errors.ts';
import type { Reading } from '../reading.ts';
import { toRecord } from '../to-record.ts';
import { type Inheritance, inherit, NOTHING_CARRIED } from './decisions/inherit.ts';
import { daysAround, storyFor, withLaterReports } from './placement.ts';
import { signaturesOf } from './signatures.ts';

/** What came with a reading, kept beside it. */
export interface Received {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Path or another label under which it came; null where it had none. */
  readonly path: string | null;
  /** Where it was fetched, if it was. */
  readonly fetchedUrl: string | null;
  /** ISO instant at which an archive has it from the web. */
  readonly captured?: string;
  /** Why only a part of it came (`Report.partial`). */
  readonly partial?: string;
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
  /** What is otherwise than in the version before it; null where there is none in the book. */
  readonly difference: Difference | null;
}

/** A reading as it comes into a book, with all that is known of it before the book is asked. */
export interface Arrival {
  readonly report: Omit<NewReport, 'story'>;
  readonly features: ReportFeatures;
  /** Among whose reports its story is looked for. */
  readonly days: Days;
  readonly skipped: Reading['skipped'];
  readonly language: string | null;
}

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

export function arrivalOf(
  reading: Reading,
  { partial, captured, ...received }: Received,
  reader: string,
  now: string,
): Arrival {
  const read = toRecord(reading, now);
  const record = partial === undefined ? read : { ...read, report: { ...read.report, partial } };
  const features = featuresOf(record);
  const { publishedFrom } = reading.document;
  const found = { ...record, ...keysOf(record, features) };
  const report = {
    ...received,
    captured: captured ?? null,
    ...found,
    publishedFrom,
    reader,
    reading: JSON.stringify(reading),
    printed: printedReport(found),
    perhapsMissed: missedIn(reading),
  };
  return {
    report,
    features,
    days: daysAround(features.day),
    skipped: reading.skipped,
    language: reading.document.language,
  };
}

export const missedIn = ({ perhapsMissed = [] }: Reading): readonly Missed[] =>
  perhapsMissed.map(({ predicate, act, confidence }) => ({ ...predicate, act, confidence }));

/** One of those that a transaction adds. @throws InputError `input/purged` */
export async function putArrival(
  book: Writes,
  { report, features, days, skipped, language }: Arrival,
): Promise<AddedReport> {
  const { story, near } = await storyFor(book, features, days);
  const [added] = await book.add([{ ...report, story: { id: story, by: 'rule' } }]);
  if (added === undefined || added.state === 'purged')
    throw new InputError(
      'input/purged',
      `${report.path ?? report.report.id}: this report was purged from the book`,
    );
  const known = added.status === 'known';
  const [before] =
    added.follows === null ? [] : await book.reports({ reports: [added.follows], versions: 'all' });
  return {
    id: added.id,
    status: added.status,
    follows: added.follows,
    claims: report.claims.length,
    skipped,
    language,
    difference: before ? differenceOf(before.report, report.report) : null,
    story: known
      ? ((await book.reports({ reports: [added.id] }))[0]?.story?.id ?? story)
      : await withLaterReports(book, story, near, report.report.learned),
    ...(known
      ? NOTHING_CARRIED
      : await inherit(book, report.report, report.signatures, report.report.learned)),
  };
}

export function keysOf(
  { report }: ReadReport,
  features: ReportFeatures,
): Pick<NewReport, 'signatures' | 'features'> {
  return { signatures: signaturesOf(report.text), features: features.keys };
}
