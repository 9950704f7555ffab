import { randomUUID } from 'node:crypto';
import type { BookParts } from '../../book/actor-decisions/as-decided.ts';
import { entriesOf } from '../../book/entries.ts';
import { filterFrom, passes } from '../../book/filter.ts';
import { loadProfiles, type Profile } from '../../claims/profile.ts';
import type { Fetcher } from '../../fetching/index.ts';
import { openStore, type Saved, type Stamp } from '../../store/index.ts';
import { createFetcher } from '../fetcher.ts';
import { createSourceReader, type ReaderOptions, type SourceReader } from '../reader.ts';
import type { Reading } from '../reading.ts';
import { VERSION } from '../version.ts';
import { answersOf } from './answers.ts';
import { type Arrivals, arrivals } from './arrivals.ts';
import { askKept, type CatchingUp, catchUp } from './catch-up.ts';
import { corroborateAll } from './corroborated.ts';
import type { By } from './decide.ts';
import { type DecidingBook, deciding } from './deciding.ts';
import { type Checkup, examine } from './doctor/doctor.ts';
import { type Exchange, exchange } from './exchange.ts';
import { type FeedDesk, feedDesk } from './feeds/desk.ts';
import { reportFilterOf } from './query.ts';
import { type AmountQuestions, amountQuestions } from './questions/amounts.ts';
import { type ChangeQuestions, changeQuestions } from './questions/changes.ts';
import { type EntryQuestions, entryQuestions } from './questions/entries.ts';
import { type EntrySearchQuestions, entrySearchQuestions } from './questions/entry-search.ts';
import { type NamedQuestions, namedQuestions } from './questions/named.ts';
import { type ReportQuestions, reportQuestions } from './questions/reports.ts';
import { type ScenarioQuestions, scenarioQuestions } from './questions/scenarios.ts';
import { type StoryQuestions, storyQuestions } from './questions/stories.ts';
import { type TallyQuestions, tallyQuestions } from './questions/tallies.ts';
import { type ReviewBook, type ReviewQuery, reviewing } from './review/index.ts';
import { wordsOf } from './review/query.ts';
import { snapshotIn } from './snapshot.ts';
import { workAhead } from './work-ahead.ts';

export type { By } from './decide.ts';
export type { ImportOptions } from './exchange.ts';
export type { Page } from './page.ts';
export type { BookQuery, ListQuery } from './query.ts';
export type { DecidedGap, GapQuery } from './questions/amounts.ts';
export type { BriefQuery } from './questions/changes.ts';
export type { ReportsQuery, SearchQuery } from './questions/reports.ts';

export interface BookOptions extends ReaderOptions {
  /** Path of the book's file, which is made where it is not there. */
  readonly book: string;
  /** The time as an ISO instant: when the book learns of something. */
  readonly now?: () => string;
  /** Told while what the book keeps of entries is brought up with many reports, and while many stories are compared. */
  readonly catchingUp?: CatchingUp;
  /** Reads the reports that are added; a reader of its own, loaded with the first report, where none is given. */
  readonly reader?: SourceReader;
  /** Asks the network (`createFetcher`); one of its own where none is given. Nothing is asked but for `addUrl` and `fetchFeeds`. */
  readonly fetcher?: Fetcher;
  /** Keeps what was computed last while the book does not change: for a process that asks again and again. */
  readonly remember?: boolean;
}

/** The book of who has undertaken what. All answers lead to claims, and these by their spans to words of a report. */
export interface Book
  extends Arrivals,
    FeedDesk,
    EntryQuestions,
    TallyQuestions,
    NamedQuestions,
    EntrySearchQuestions,
    ReportQuestions,
    StoryQuestions,
    ScenarioQuestions,
    ChangeQuestions,
    AmountQuestions,
    ReviewBook,
    DecidingBook,
    Exchange {
  /** The profiles with which it reads and which name its measures. */
  profiles(): readonly Profile[];
  /** Questions that are kept by name. */
  saved(): Promise<readonly Saved[]>;
  /** In the place of the one of that name. */
  save(question: Pick<Saved, 'name' | 'kind' | 'query'>, by: By): Promise<Saved>;
  /** @returns false where there is none of that name. */
  unsave(name: string): Promise<boolean>;
  /** Another word after each change of the book, whoever made it; of this opened book only. */
  version(): Promise<string>;
  /** Looks for what is wrong in the book; with `mend`, puts right what can be, after a copy of the book as it is. */
  doctor(options?: { readonly mend?: boolean }): Promise<Checkup>;
  /**
   * Brings up with its claims what the book keeps of entries, as the first question does that finds it behind, and compares the
   * stories in which something changed, as the first question does that needs one of them. Worth while after reports were added.
   */
  catchUp(): Promise<void>;
  /**
   * With `remember`, answers beforehand what is asked of all of the book again and again and is remembered until it changes. `goOn` is
   * awaited before each of these questions: false ends it.
   */
  workAhead(goOn: () => Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a book, or begins one.
 * @throws StoreError where the file is no book, damaged, or of a newer version; ResourceError where a profile is wrong
 */
export async function openBook({
  book: path,
  now = () => new Date().toISOString(),
  catchingUp,
  ...options
}: BookOptions): Promise<Book> {
  const profiles = loadProfiles(options.profiles);
  const measures = profiles.flatMap((profile) => profile.measures.map(({ id }) => id));
  const store = await openStore(path);
  let { reader, fetcher } = options;
  const read = async (...[source, how]: Parameters<SourceReader>): Promise<Reading> => {
    reader ??= await createSourceReader(options);
    return reader(source, how);
  };
  const stamp = ({ by, why = null, id = `d-${randomUUID().slice(-12)}` }: By): Stamp => ({
    id,
    by,
    why,
    at: now(),
  });
  const answers = answersOf({ store, measures, remember: options.remember, catchingUp });
  const entries = entryQuestions(answers);
  const reports = reportQuestions(answers, entries);
  const stories = storyQuestions(answers, { ...entries, ...reports });
  const tallies = tallyQuestions(answers);
  const scenarios = scenarioQuestions(answers);
  const amounts = amountQuestions(answers);

  return Object.freeze({
    ...arrivals({ store, read, reader: READER, now, stamp }),
    ...feedDesk({
      store,
      read,
      now,
      reader: READER,
      measures,
      fetcher: async () => (fetcher ??= await createFetcher()),
    }),
    ...entries,
    ...tallies,
    ...namedQuestions(answers),
    ...entrySearchQuestions(answers, labelsOf(profiles)),
    ...reports,
    ...stories,
    ...scenarios,
    ...changeQuestions({ ...answers, now }),
    ...amounts,
    ...reviewing({
      store,
      known: { measures },
      stamp,
      read,
      snapshot: snapshotIn,
      filterOf: reportFilterOf,
      behind: (query, all) => claimsBehind(query, all, measures),
      asked: (ask, otherwise) => askKept(store, ask, otherwise, catchingUp),
    }),
    ...deciding({ answers, stamp, concluding: { ...reports, ...stories } }),
    ...exchange({ store, path, profiles, measures, reader: READER, now, stamp }),
    profiles: () => profiles,
    saved: () => store.read((book) => book.saved()),
    save: async (question, by) => {
      const saved = { ...question, by: by.by, at: now() };
      await store.write((book) => book.save(saved));
      return saved;
    },
    unsave: (name) => store.write((book) => book.unsave(name)),
    version: async () => String(await store.version()),
    doctor: ({ mend = false } = {}) => examine(store, mend),
    catchUp: async () => {
      await catchUp(store, catchingUp);
      await corroborateAll(store, catchingUp);
    },
    workAhead: async (goOn) => {
      if (options.remember)
        await workAhead({ ...tallies, ...reports, ...stories, ...amounts, ...scenarios }, goOn);
    },
    close: () => store.close(),
  } satisfies Book);
}

/** What each measure is called by the first profile that names it. */
const labelsOf = (profiles: readonly Profile[]): ReadonlyMap<string, string> =>
  new Map(
    profiles
      .toReversed()
      .flatMap((profile) => profile.measures.toReversed().map(({ id, about }) => [id, about] as const)),
  );

/** Which reader made a reading: the package's version. */
const READER = VERSION;

/** Ids of the claims of the entries that these words choose; null where there are none. */
function claimsBehind(
  query: ReviewQuery,
  { claims, reports, parties }: BookParts,
  measures: readonly string[],
): ReadonlySet<string> | null {
  const words = wordsOf(query);
  if (words === null) return null;
  const fits = passes(filterFrom(words, measures), reports, parties);
  const entries = entriesOf(claims, reports, parties).filter(fits);
  return new Set(entries.flatMap((entry) => entry.claims.map((claim) => claim.id)));
}
