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
import { formOneStory } from '../../book/stories/merge.ts';
import type { Added, NewReport, Store, Writes } from '../../store/index.ts';
import { InputError } from '../../text/errors.ts';
import type { Reading } from '../reading.ts';
import { toRecord } from '../to-record.ts';

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
  /** The story that it belongs to. */
  readonly story: string;
}

/** Reports of one event come within a month (src/book/stories/choose.ts): none before that is looked at. */
const WINDOW_DAYS = 31;
/** Reports that are looked at for one key. */
const CANDIDATES_A_KEY = 40;
/** Stories that are compared, those that share most first; and of a long one its latest reports: a book's size must not count. */
const CANDIDATES = 12;
const MEMBERS = 24;

/**
 * Puts a reading into the book, in one transaction: the report, its claims, what copies of it are looked for by, and the
 * story that it belongs to, founded where there is none. Safely stored when the promise resolves.
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
    const { story, near } = await storyFor(book, features);
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
    return {
      id: added.id,
      status: added.status,
      follows: added.follows,
      claims: record.claims.length,
      story:
        added.status === 'known'
          ? ((await book.reports({ reports: [added.id] }))[0]?.story?.id ?? story)
          : await withLaterReports(book, story, near, features.day, now),
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

/**
 * The story that the report belongs to, by the rarest of what it tells; a new one, named after it, where there is none. It is
 * compared with what stories were on its day, as if reports came in the order in which they were published. `near` are those
 * that share anything rare with it.
 */
async function storyFor(
  book: Writes,
  features: ReportFeatures,
): Promise<{ readonly story: string; readonly near: readonly string[] }> {
  const frequencies = await frequenciesOf(book, features.keys);
  const found = await book.featuring(
    lookupKeys(features, frequencies),
    daysAround(features.day),
    CANDIDATES_A_KEY,
  );
  const near = [...new Set(found.flatMap(({ story }) => story ?? []))].slice(0, CANDIDATES);
  const asOf = features.day === null ? {} : { asOf: features.day };
  const stories = near.length === 0 ? [] : await book.stories({ stories: near, ...asOf });
  const candidates: StoryCandidate[] = [];
  for (const { id, reports } of stories) {
    let candidate = emptyStory(id);
    for (const member of await book.featured(reports.slice(-MEMBERS)))
      candidate = withReport(candidate, member);
    candidates.push(candidate);
  }
  const story =
    chooseStory(features, candidates, frequencies) ??
    `story:${features.report.replace(/^sha256:/, '').slice(0, 12)}`;
  return { story, near };
}

/**
 * A report that comes after later ones may show that stories are one: those near it are merged with its own where they would
 * have been one had it come in time. Of long ones those reports are looked at that began them. Where it comes in time there
 * is nothing to do. @returns the id under which its story goes on
 */
async function withLaterReports(
  book: Writes,
  story: string,
  near: readonly string[],
  day: string | null,
  at: string,
): Promise<string> {
  const others = near.filter((id) => id !== story);
  if (day === null || others.length === 0) return story;
  const later = await book.stories({ stories: near, since: shifted(day, 1) });
  if (later.length === 0) return story;
  const members = new Map<string, readonly ReportFeatures[]>();
  for (const { id, reports } of await book.stories({ stories: [story, ...others] }))
    members.set(id, await book.featured(reports.slice(0, MEMBERS)));
  const frequencies = await frequenciesOf(book, sharedKeys([...members.values()].flat()));
  let own = story;
  for (let left = others; ; ) {
    const next = left.find((id) =>
      formOneStory([...(members.get(own) ?? []), ...(members.get(id) ?? [])], frequencies),
    );
    if (next === undefined) return own;
    left = left.filter((id) => id !== next);
    const [mine, theirs] = [members.get(own) ?? [], members.get(next) ?? []];
    const [from, into] = mine.length > theirs.length ? [next, own] : [own, next];
    if (await book.mergeStory(from, into, at)) {
      await book.succeed(from, [into], at);
      own = into;
      members.set(own, [...mine, ...theirs]);
    }
  }
}

async function frequenciesOf(book: Writes, keys: readonly string[]): Promise<Frequencies> {
  const counts = await book.counts(keys);
  return { reports: counts.reports, of: (key) => counts.having.get(key) ?? 0 };
}

/** Keys of more than one of the reports: the others bring none together. */
function sharedKeys(reports: readonly ReportFeatures[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const key of reports.flatMap(({ keys }) => keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).map(([key]) => key);
}

function daysAround(day: string | null): { readonly from: string; readonly to: string } {
  if (day === null) return { from: '0000-01-01', to: '9999-12-31' };
  return { from: shifted(day, -WINDOW_DAYS), to: shifted(day, WINDOW_DAYS) };
}

const shifted = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
