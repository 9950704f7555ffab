import { fingerprintOf } from '../../book/duplicates/fingerprint.ts';
import type { ReadReport } from '../../book/record.ts';
import {
  chooseStory,
  emptyStory,
  type Frequencies,
  lookupKeys,
  type StoryCandidate,
  withReport,
} from '../../book/stories/choose.ts';
import { featuresOf, type ReportFeatures } from '../../book/stories/features.ts';
import type { Added, NewReport, Store, Writes } from '../../store/index.ts';
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

/** Reports of one event come within a month (src/book/stories/choose.ts): none before that is looked at. */
const WINDOW_DAYS = 31;
/** Reports that are looked at for one key. */
const CANDIDATES_A_KEY = 40;
/** Stories that are compared, those that share most first; and of a long one its latest reports: a book's size must not count. */
const CANDIDATES = 12;
const MEMBERS = 24;

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
  const record = toRecord(reading, now);
  const features = featuresOf(record);
  const prepared = {
    ...received,
    ...record,
    ...keysOf(record, features),
    publishedFrom: reading.document.publishedFrom,
  };
  return store.write(async (book) => {
    const story = await storyFor(book, features);
    const report: NewReport = {
      ...prepared,
      reader,
      reading: JSON.stringify(reading),
      story: { id: story, by: 'rule' },
    };
    const [added] = await book.add([report]);
    if (added === undefined || added.state === 'purged')
      throw new InputError(
        'input/purged',
        `${received.path ?? record.report.id}: this report was purged from the book`,
      );
    const inherited =
      added.status === 'known'
        ? NOTHING_CARRIED
        : await inherit(book, record.report, prepared.signatures, now);
    return {
      id: added.id,
      status: added.status,
      follows: added.follows,
      claims: record.claims.length,
      skipped: reading.skipped,
      language: reading.document.language,
      story:
        added.status === 'known'
          ? ((await book.reports({ reports: [added.id] }))[0]?.story?.id ?? story)
          : story,
      ...inherited,
    };
  });
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
  const ids = [...new Set(found.flatMap(({ story }) => story ?? []))].slice(0, CANDIDATES);
  const stories = ids.length === 0 ? [] : await book.stories({ stories: ids });
  const candidates: StoryCandidate[] = [];
  for (const { id, reports } of stories) {
    let candidate = emptyStory(id);
    for (const member of await book.featured(reports.slice(-MEMBERS)))
      candidate = withReport(candidate, member);
    candidates.push(candidate);
  }
  return (
    chooseStory(features, candidates, frequencies) ??
    `story:${features.report.replace(/^sha256:/, '').slice(0, 12)}`
  );
}

function daysAround(day: string | null): { readonly from: string; readonly to: string } {
  if (day === null) return { from: '0000-01-01', to: '9999-12-31' };
  const shifted = (days: number): string =>
    new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
  return { from: shifted(-WINDOW_DAYS), to: shifted(WINDOW_DAYS) };
}
