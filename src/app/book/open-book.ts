import { randomUUID } from 'node:crypto';
import { asDecided, type BookParts } from '../../book/actor-decisions/as-decided.ts';
import { partiesNow } from '../../book/actor-decisions/parties.ts';
import type { Conversion } from '../../book/amounts/convert.ts';
import { type Gap, gapOf } from '../../book/amounts/gap.ts';
import { type Brief, briefOf } from '../../book/brief/brief.ts';
import { before, sinceDay, wrongSince } from '../../book/brief/since.ts';
import { type Collision, collisionsOf } from '../../book/collisions.ts';
import { type Comparison, compareStory } from '../../book/comparison/compare-story.ts';
import { type Entry, entriesNow, entriesOf } from '../../book/entries.ts';
import { facetsOf } from '../../book/facets.ts';
import { type FilterWords, filterFrom, names, passes } from '../../book/filter.ts';
import { type Cell, matrixOf, standingOf } from '../../book/matrix.ts';
import { isBy, isFrom } from '../../book/moment.ts';
import type { BookClaim, Citation, Party, ReadReport, Report } from '../../book/record.ts';
import type { ScenarioBook, ScenarioEntry } from '../../book/scenario/entry.ts';
import { type WhatIf, whatIf } from '../../book/scenario/what-if.ts';
import { type WhatItTakes, whatWouldItTake } from '../../book/scenario/what-would-it-take.ts';
import { parseGoal, parseScenario } from '../../book/scenario/words.ts';
import { sorted, sortingFrom } from '../../book/sort.ts';
import { type Clocks, dateFrom, diff, type EntryChange, type Overdue, overdue } from '../../book/time.ts';
import { loadProfiles, type Profile } from '../../claims/profile.ts';
import type { Source } from '../../document/layers.ts';
import { UNKNOWN } from '../../document/metadata.ts';
import type { Fetcher } from '../../fetching/index.ts';
import type { Table } from '../../formats/tables/sheet.ts';
import {
  type Decision,
  type EntryFacets,
  type EntryFilter,
  type Extent,
  type Grade,
  type Holdings,
  type KeptClaim,
  type KeptReport,
  type Original,
  openStore,
  type Part,
  type Reads,
  type Release,
  type ReportFilter,
  type ReviewState,
  type Saved,
  type Stamp,
  type Store,
  type Story,
} from '../../store/index.ts';
import { StoreError, UsageError } from '../../text/errors.ts';
import { lastDay } from '../../text/iso-date.ts';
import { createFetcher } from '../fetcher.ts';
import {
  createSourceReader,
  type KnownMetadata,
  type ReaderOptions,
  type SourceReader,
  withKnown,
} from '../reader.ts';
import type { Reading } from '../reading.ts';
import { VERSION } from '../version.ts';
import { type Reviewed, reviewsOfReports } from './about.ts';
import { type AddedReport, addReading, type Received } from './add.ts';
import { askKept, type CatchingUp, catchUp } from './catch-up.ts';
import { changesBetween, overdueOn } from './changes-between.ts';
import { entriesChosen, entriesOfClaims, partiesWith, withLeads } from './chosen-entries.ts';
import { citationsIn } from './citations.ts';
import { type ClaimFile, claimFile } from './claim-file.ts';
import { COUNTED, type Counted, isCounted } from './counted.ts';
import { decide, preview, type Sight } from './decide.ts';
import { claimsBefore, reportsBefore, storiesBefore } from './decisions/as-known.ts';
import { checkStamp, type Deciding, type Outcome } from './decisions/decision.ts';
import { type DecidedLink, LINK_KINDS, linksDecided } from './decisions/links.ts';
import { reportNamed } from './decisions/lookup.ts';
import { actorDecisions } from './decisions/on-actors.ts';
import { type Review, reviewsOf } from './decisions/review.ts';
import { type Checkup, examine } from './doctor/doctor.ts';
import { corroborationsOf, type EntryFile, entryFile, toldBySeveral } from './entry-file.ts';
import { type BookExport, type ExportQuery, exportOf } from './exports/index.ts';
import { type FeedDesk, feedDesk } from './feeds/desk.ts';
import { findCollisions } from './find-collisions.ts';
import {
  entryFilter,
  findEntries,
  findFacets,
  findStandings,
  headsNow,
  type PageQuery,
  type Wanted,
} from './find-entries.ts';
import { findScenario, type ScenarioLeads } from './find-scenario.ts';
import { type BadLine, type BookImport, importBook } from './imports/book.ts';
import { type EditsImport, importEdits } from './imports/edits.ts';
import type { Mapping } from './imports/mapping.ts';
import { importTracker, type TrackerImport } from './imports/tracker.ts';
import { type ListedEntry, listed } from './listed-entry.ts';
import { type Origins, originsOf } from './origins.ts';
import { type PurgeOutcome, purge } from './purge.ts';
import { type Recomputed, reportMended, withRecomputed } from './recomputed.ts';
import { release } from './release.ts';
import { nothingRemembered, remembering } from './remembered.ts';
import { type ReportFile, reportFile } from './report-file.ts';
import { type Reread, reread } from './reread.ts';
import { type ReviewBook, type ReviewQuery, reviewing } from './review/index.ts';
import { wordsOf } from './review/query.ts';
import { type SearchFound, type SearchHit, search } from './search.ts';
import { entryFiles, keepLearned, type Learned } from './show-entry.ts';
import { type Told, toldIn, toldPart } from './told.ts';

export interface BookOptions extends ReaderOptions {
  /** Path of the book's file, which is made where it is not there. */
  readonly book: string;
  /** The time as an ISO instant: when the book learns of something. */
  readonly now?: () => string;
  /** Told while what the book keeps of entries is brought up with many reports. */
  readonly catchingUp?: CatchingUp;
  /** Reads the reports that are added; a reader of its own, loaded with the first report, where none is given. */
  readonly reader?: SourceReader;
  /** Asks the network (`createFetcher`); one of its own where none is given. Nothing is asked but for `addUrl` and `fetchFeeds`. */
  readonly fetcher?: Fetcher;
  /** Keeps what was computed last while the book does not change: for a process that asks again and again. */
  readonly remember?: boolean;
}

/** What an answer is taken from. */
export interface BookQuery extends Clocks, Counted, Pick<ReportFilter, 'labelled' | 'notLabelled'> {}

export interface ListQuery extends BookQuery, FilterWords, PageQuery {
  /** `actor`, `-date`, … (`SORT_KEYS`); by actor where it is left out. */
  readonly sort?: string;
}

export interface ImportOptions {
  /** Says what it would come to, and changes nothing. */
  readonly dryRun?: boolean;
  /** Goes on without what is bad. */
  readonly skipBad?: boolean;
}

export interface BriefQuery extends BookQuery, Omit<FilterWords, 'since'> {
  /** `friday`, `3 days`, `2025-09-04` (`src/book/brief/since.ts`). */
  readonly since: string;
  /** Sentences at most; 30, some three pages, where it is left out. */
  readonly limit?: number;
}

export interface ReportsQuery
  extends BookQuery,
    Pick<
      ReportFilter,
      | 'state'
      | 'versions'
      | 'progress'
      | 'reports'
      | 'text'
      | 'publishers'
      | 'stories'
      | 'parties'
      | 'since'
      | 'newest'
      | 'limit'
    > {}
export interface SearchQuery extends BookQuery, Omit<FilterWords, 'text'>, Pick<PageQuery, 'limit'> {}

/** Who decides, and why. `id` is the decision's; a new one where it is left out. */
export interface By extends Pick<Stamp, 'by'>, Sight {
  readonly why?: string | null;
  readonly id?: string;
}

/** Whose amounts are asked for, in the words of `FilterWords`. */
export interface GapQuery extends BookQuery, Pick<FilterWords, 'actor' | 'measure'> {
  readonly beneficiary?: readonly string[];
  /** Adds figures in another currency. */
  readonly conversion?: Conversion;
}

export interface DecidedGap extends Gap {
  /** What persons decided about amounts of these sums. */
  readonly decided: readonly DecidedLink[];
}

/** Entries or what is found among them, with the reports and parties that they lead to. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly reports: ReadonlyMap<string, Report>;
  readonly parties: ReadonlyMap<string, Party>;
  /** Of the claims that were asked, by their ids. */
  readonly states: ReadonlyMap<string, ReviewState>;
  /** How many items there are without `limit`. */
  readonly total?: number;
  /** How many reports were asked; where it is left out, `reports` are these. */
  readonly asked?: number;
}

/** The book of who has undertaken what. All answers lead to claims, and these by their spans to words of a report. */
export interface Book extends FeedDesk, ReviewBook {
  /** Reads a report and puts it into the book; the same one twice is one. Safely stored when the promise resolves. */
  add(text: string, known?: KnownMetadata): Promise<AddedReport>;
  /** The same for what a file or a page gave, with its bytes as they came. */
  addSource(source: Source, received?: Partial<Received>): Promise<AddedReport>;
  /** The same for a report that was read before (`pledgebook read --json`). */
  addReading(reading: Reading, received?: Partial<Received>): Promise<AddedReport>;
  /** @throws UsageError where a filter, a date or the sorting is wrong */
  list(query?: ListQuery): Promise<Page<ListedEntry>>;
  /** Entries of this party, by its id, and those of others for it; at most `limit` of each, with how many there are. */
  entriesAbout(
    party: string,
    query?: BookQuery & Pick<PageQuery, 'limit'>,
  ): Promise<{ readonly own: Page<ListedEntry>; readonly forIt: Page<ListedEntry> }>;
  /** Ids of the reports whose claims the entries that `list` gives hold. @throws UsageError as `list` */
  reportsTelling(query?: Omit<ListQuery, keyof PageQuery>): Promise<readonly string[]>;
  /** Actors by measures, of the entries that `list` gives. @throws UsageError as `list` */
  matrix(query?: Omit<ListQuery, keyof PageQuery>): Promise<Page<Cell>>;
  /** The claim that says how each of these entries stands, else the last one told of it; by the entries' ids. */
  tellingClaims(
    entries: readonly string[],
    query?: BookQuery,
  ): Promise<Pick<Page<never>, 'reports' | 'states'> & { readonly claims: ReadonlyMap<string, BookClaim> }>;
  /** What the entries that `list` gives can be chosen by, with how many each would leave. @throws UsageError as `list` */
  facets(query?: Omit<ListQuery, keyof PageQuery>): Promise<Pick<Page<never>, 'parties'> & EntryFacets>;
  /** How many claims these actors' entries hold, each once; by the actor's id. */
  claimCounts(actors: readonly string[], query?: BookQuery): Promise<ReadonlyMap<string, number>>;
  /**
   * Reports with these words in title, text or publisher, those that fit best first, and the claims in whose sentences they stand.
   * Filters as of `list`: only reports that tell of an entry that they choose. `limit` is 20 where it is left out.
   * @throws UsageError `usage/words`, and as `list`
   */
  search(words: string, query?: SearchQuery): Promise<Page<SearchHit>>;
  /**
   * An entry by its id; by one that decisions on actors replaced, those that answer for it.
   * @throws UsageError `usage/entry` where there is none.
   */
  show(id: string, query?: BookQuery): Promise<Page<EntryFile>>;
  /** What answers for the id of a claim now, with the entries that it is part of. @throws UsageError `usage/claim` */
  claim(id: string, query?: BookQuery): Promise<ClaimFile & Page<Entry>>;
  /** Present ones, of each the current version, unless the query asks for others. */
  reports(query?: ReportsQuery): Promise<readonly KeptReport[]>;
  /** How many `reports` would give without `limit`. */
  countReports(query?: ReportsQuery): Promise<number>;
  /** Their ids alone, in no order. */
  reportIds(query?: ReportsQuery): Promise<readonly string[]>;
  /** Everything that is kept about one report. @throws UsageError `usage/report` */
  reportFile(id: string): Promise<ReportFile>;
  /** By what these reports are cited, by their ids; one that the book has not, or has removed, is left out. */
  cite(reports: readonly string[], query?: BookQuery): Promise<ReadonlyMap<string, Citation>>;
  /** Whom a word means: an id, the code of a state, a name; null for nobody whom the book knows. */
  party(word: string, query?: BookQuery): Promise<Party | null>;
  /** Publishers of present reports, with how many they have; null for those that nobody is known to have published. */
  publishers(): Promise<readonly { readonly publisher: string | null; readonly reports: number }[]>;
  /** Titles of these reports, by their ids; one without a title is left out. */
  titles(reports: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Reports of one event each, the earliest first. */
  stories(query?: BookQuery): Promise<readonly Story[]>;
  /** @throws UsageError `usage/story` where there is none. */
  compare(story: string, query?: BookQuery): Promise<Comparison>;
  /** Each story of several reports, in order; all of one moment and read at once, though compared only when it is asked for. */
  compareAll(query?: BookQuery): AsyncIterable<Comparison>;
  collisions(query?: ListQuery): Promise<Page<Collision>>;
  /** @param scenario `ceasefire=yes`, `backing:USA=no`. */
  whatIf(scenario: readonly string[], query?: BookQuery): Promise<Page<ScenarioEntry> & WhatIf>;
  /** @param goal `actor=DEU`, or `measure=force.land count>=10`. */
  whatWouldItTake(
    goal: string | readonly string[],
    limit?: number,
    query?: BookQuery,
  ): Promise<Page<ScenarioEntry> & WhatItTakes>;
  /** What came between two moments, by publication; `knownOn` holds for both. */
  diff(from: string, to: string, query?: BookQuery): Promise<Page<EntryChange>>;
  overdue(date: string, query?: BookQuery): Promise<Page<Overdue>>;
  /** The page that is handed on. @throws UsageError `usage/since`, or where a filter or a date is wrong */
  brief(query: BriefQuery): Promise<Brief>;
  /** What was promised, set aside and delivered. @throws UsageError where a filter or a date is wrong */
  gap(query?: GapQuery): Promise<DecidedGap & Omit<Page<never>, 'items'>>;
  /**
   * Takes a decision (accept, reject, mend, add, merge, split, …), honoured by every answer from then on. One on a claim
   * carries to the copies of its passage; the outcome says to which. One on an actor (alias, office, …) holds for all claims of
   * the book; `touched` are those that are otherwise by it. Where something of a report was mended, `recomputed` says what
   * follows from it.
   * @throws UsageError where what is decided on is not there, or what is said of it is wrong; nothing is changed then
   */
  decide(decision: Deciding, by: By): Promise<Outcome & { readonly recomputed?: Recomputed }>;
  /** What `decide` would come to, without `recomputed`; nothing is changed. @throws UsageError as `decide` */
  preview(decision: Deciding, by: By): Promise<Outcome>;
  /** As they were taken; of this report only, if one is named. */
  decisions(report?: string): Promise<readonly Decision[]>;
  /** Source grades of publishers. */
  grades(): Promise<readonly Grade[]>;
  /** What was told of the entries that the filters choose, in order of time; all of it, or a part. */
  timeline(query?: ListQuery, part?: Part): Promise<Page<Told>>;
  /** As `addSource`, but nothing is kept. */
  read(source: Source, options?: { readonly progress?: (fraction: number) => void }): Promise<Reading>;
  /** The bytes of a report as they came. @throws UsageError `usage/report` */
  original(report: string): Promise<Original>;
  /** The latest reading of a report as it was read; null where it has none. @throws UsageError `usage/report` */
  reading(report: string): Promise<Reading | null>;
  /** Under which ids the book first had its claims; those that only a later reading found are left out. */
  origins(query?: BookQuery): Promise<Origins>;
  /** How many reports there are, and from when to when. */
  extent(): Promise<Extent>;
  holdings(): Promise<Holdings>;
  /** How far reports are reviewed, by their ids. */
  reviews(
    reports: readonly string[],
    state?: 'present' | 'removed',
  ): Promise<ReadonlyMap<string, Readonly<Record<Reviewed, number>>>>;
  /** What claims are by review, by their ids. */
  reviewsOf(claims: readonly string[]): Promise<ReadonlyMap<string, Review>>;
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
  /** Deletes reports for good; `warning` says what remains. @throws UsageError `usage/report` */
  purge(reports: readonly string[], by: By): Promise<PurgeOutcome>;
  /** Reads a report again. What was decided on its claims stays. @throws UsageError `usage/report` */
  reread(report: string, by: By): Promise<Reread>;
  /**
   * The book, or what is chosen of it, as files of a format (docs/export.md), read bit by bit: a large book takes no more memory.
   * @throws UsageError where the format or an option is wrong; while it is read, where a filter is
   */
  export(query: ExportQuery & BookQuery): BookExport;
  /** Names what the book knows now, to be compared with later. @throws UsageError `usage/release` where the name is none or taken */
  release(name: string, by: By): Promise<Release>;
  /** Earliest first. */
  releases(): Promise<readonly Release[]>;
  /**
   * Puts an analyst's own tracker into the book (docs/import.md), all of it or, with `dryRun` or a bad row that may not be
   * skipped, nothing.
   */
  importTracker(table: Table, mapping: Mapping, by: By, options?: ImportOptions): Promise<TrackerImport>;
  /**
   * Takes an exported table of claims that was edited since as decisions (docs/import.md). `exported`: when it was exported.
   * @throws InputError `input/table` where it is no table of claims
   */
  importEdits(
    tables: readonly Table[],
    exported: string,
    by: By,
    options?: ImportOptions,
  ): Promise<EditsImport>;
  /**
   * Makes this book, in which nothing is yet, equal to one that was exported as JSONL (docs/export-jsonl.md); all of it or,
   * with `dryRun` or a bad line that may not be skipped, nothing.
   * @throws InputError `input/format`; UsageError `usage/import` where something is in the book
   */
  importBook(
    bytes: AsyncIterable<Uint8Array>,
    options?: ImportOptions & { readonly onBad?: (bad: BadLine) => void },
  ): Promise<BookImport>;
  /** Looks for what is wrong in the book; with `mend`, puts right what can be, after a copy of the book as it is. */
  doctor(options?: { readonly mend?: boolean }): Promise<Checkup>;
  /**
   * Brings up with its claims what the book keeps of entries, as the first question does that finds it behind. Worth while after
   * many reports were added.
   */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

/** Reports of a book that is remembered whole. */
const FEW = 5000;

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
  const remembered = options.remember ? remembering(store) : nothingRemembered;
  let { reader, fetcher } = options;
  const read = async (...[source, how]: Parameters<SourceReader>): Promise<Reading> => {
    reader ??= await createSourceReader(options);
    return reader(source, how);
  };
  const take = (reading: Reading, received: Partial<Received>): Promise<AddedReport> =>
    addReading(store, reading, { ...receivedOf(reading), ...received }, READER, now());
  const stamp = ({ by, why = null, id = `d-${randomUUID().slice(-12)}` }: By): Stamp => ({
    id,
    by,
    why,
    at: now(),
  });
  /** Of each of many decisions: its own reason beside that of all. */
  const reasoned =
    ({ by, why }: By) =>
    (own: string): Stamp =>
      stamp({ by, why: why ? `${why} (${own})` : own });
  const snapshot = (query: BookQuery): Promise<Snapshot> =>
    remembered(keyOf('snapshot', query), () => snapshotOf(store, query));
  const graded = (query: BookQuery) =>
    remembered(keyOf('graded', query), async () => ({
      ...(await snapshot(query)),
      grades: await store.read((book) => book.grades(knownOf(query))),
    }));
  /**
   * What stands now is asked of what the book keeps of entries; anything else of all claims. So is what is remembered anyway, and
   * all entries of a book that is small enough for that: what comes to all claims is found sooner in memory.
   */
  const asking = async <T>(
    query: BookQuery,
    ask: Ask<T>,
    otherwise: () => Promise<T>,
    isAll = false,
  ): Promise<T> => {
    reportFilterOf(query);
    if (!isOfNow(query)) return otherwise();
    if (options.remember === true) {
      if (await remembered.holds(keyOf('snapshot', query))) return otherwise();
      if (isAll && (await store.read((book) => book.countReports())) < FEW) return otherwise();
    }
    return askKept(store, ask, otherwise, catchingUp);
  };
  /** The same of what memory has not: without the book's own tables it would be read anew each time. */
  const askingAnew = async <T>(query: BookQuery, ask: Ask<T>, otherwise: () => Promise<T>): Promise<T> => {
    reportFilterOf(query);
    return isOfNow(query) ? askKept(store, ask, otherwise, catchingUp) : otherwise();
  };

  /** With how many reports were asked. */
  const scenarios = (query: BookQuery): Promise<ScenarioLeads & { readonly asked: number }> =>
    remembered(keyOf('scenario', query), () =>
      asking(
        query,
        async (book, taken) => ({
          ...(await findScenario(book, taken)),
          asked: await book.countReports(),
        }),
        async () => {
          const all = await snapshot(query);
          return { ...all, book: scenarioBook(entriesIn(all), all), asked: all.reports.length };
        },
      ),
    );

  const reviews = reviewing({
    store,
    known: { measures },
    stamp,
    read,
    snapshot: snapshotIn,
    filterOf: reportFilterOf,
    behind: (query, all) => claimsBehind(query, all, measures),
    asked: (ask, otherwise) => askKept(store, ask, otherwise, catchingUp),
  });

  const self: Book = Object.freeze({
    ...reviews,

    add: async (text, known = {}) => take(await read(withKnown({ text, metadata: UNKNOWN }, known)), {}),
    addSource: async (source, received = {}) => take(await read(source), received),
    addReading: async (reading, received = {}) => take(reading, received),

    list: ({ sort = 'actor', ...query } = {}) => {
      const wanted = { ...wantedOf(query), sorting: sortingFrom(sort), measures };
      return asking(
        query,
        async (book, taken) => {
          const { heads, total } = await findEntries(book, wanted, taken);
          const ids = heads.map(({ id }) => id);
          const chosen = await entriesChosen(book, ids, taken);
          const all = { ...chosen, grades: await book.grades() };
          return { ...pageOf(listed(all.entries, all), all), total, asked: await book.countReports() };
        },
        async () => {
          const all = await graded(query);
          const entries = sorted(filtered(entriesIn(all), query, measures, all), wanted.sorting, all.reports);
          return { ...pageOf(listed(partOf(entries, query), all), all), total: entries.length };
        },
        wanted.limit === undefined && Object.keys(wanted.words).length === 0,
      );
    },

    reportsTelling: async ({ sort: _, ...query } = {}) => {
      const whole = async () => {
        const { items } = await self.list(query);
        return [...new Set(items.flatMap(({ claims }) => claims.map(({ report }) => report)))];
      };
      const { words } = wantedOf(query);
      if (words.text !== undefined) return whole();
      return asking(
        query,
        async (book, taken) =>
          book.reportsTelling(await entryFilter(book, filterFrom(words, measures), taken)),
        whole,
      );
    },

    entriesAbout: (party, { limit, ...query } = {}) =>
      asking(
        query,
        async (book, taken) => {
          const grades = await book.grades();
          const part = async (filter: EntryFilter): Promise<Page<ListedEntry>> => {
            const heads = await book.entryHeads({ ...filter, ...(limit !== undefined && { limit }) });
            const chosen = await entriesChosen(
              book,
              heads.map(({ id }) => id),
              taken,
            );
            const all = { ...chosen, grades };
            return { ...pageOf(listed(all.entries, all), all), total: await book.countEntries(filter) };
          };
          return {
            own: await part({ actors: [party] }),
            forIt: await part({ beneficiaries: [party], notActors: [party] }),
          };
        },
        async () => {
          const all = await graded(query);
          const entries = sorted(entriesIn(all), sortingFrom('actor'), all.reports);
          const part = (isWanted: (entry: Entry) => boolean): Page<ListedEntry> => {
            const wanted = entries.filter(isWanted);
            return { ...pageOf(listed(wanted.slice(0, limit), all), all), total: wanted.length };
          };
          return {
            own: part(({ actor }) => actor === party),
            forIt: part(({ actor, beneficiary }) => beneficiary === party && actor !== party),
          };
        },
      ),

    matrix: ({ sort = 'actor', ...query } = {}) => {
      const wanted = { ...wantedOf(query), sorting: sortingFrom(sort), measures };
      return asking(
        query,
        async (book, taken) => {
          const cells = matrixOf(await findStandings(book, wanted, taken));
          const parties = await partiesWith(book, [...new Set(cells.map(({ actor }) => actor))], taken);
          return { ...pageOf(cells, { reports: [], parties }), asked: await book.countReports() };
        },
        async () => {
          const all = await snapshot(query);
          const entries = sorted(filtered(entriesIn(all), query, measures, all), wanted.sorting, all.reports);
          return pageOf(matrixOf(entries.map(standingOf)), all);
        },
      );
    },

    tellingClaims: (ids, query = {}) =>
      asking(
        query,
        async (book) => {
          const telling = await book.tellingClaims(ids);
          const kept = await book.claims({ claims: [...new Set(telling.values())] });
          const known = new Map(kept.map(({ claim }) => [claim.id, claim]));
          const reports = await book.texts([...new Set(kept.map(({ claim }) => claim.report))]);
          const claims = [...telling].flatMap(([entry, id]) => {
            const claim = known.get(id);
            return claim ? [[entry, claim] as const] : [];
          });
          return { ...pageOf([], { kept, reports, parties: [] }), claims: new Map(claims) };
        },
        async () => {
          const all = await snapshot(query);
          const entries = new Map(entriesIn(all).map((entry) => [entry.id, entry]));
          const claims = ids.flatMap((id) => {
            const entry = entries.get(id);
            const claim = entry && (entry.state?.claim ?? entry.claims.at(-1));
            return claim ? [[id, claim] as const] : [];
          });
          return { ...pageOf([], all), claims: new Map(claims) };
        },
      ),

    facets: ({ sort: _, ...query } = {}) => {
      const wanted = { ...wantedOf(query), sorting: sortingFrom('actor'), measures };
      return asking(
        query,
        async (book, taken) => {
          const found = await findFacets(book, wanted, taken);
          const named = [found.actor, found.beneficiary, found.source].flat().map(({ value }) => value);
          const parties = await partiesWith(book, [...new Set(named)], taken);
          return { ...found, parties: new Map(parties.map((party) => [party.id, party])) };
        },
        async () => {
          const all = await snapshot(query);
          const { reports, parties } = pageOf([], all);
          return { ...facetsOf(filtered(entriesIn(all), query, measures, all), reports), parties };
        },
      );
    },

    claimCounts: (actors, query = {}) =>
      asking(
        query,
        (book) => book.claimCounts(actors),
        async () => {
          const held = Map.groupBy(entriesIn(await snapshot(query)), ({ actor }) => actor);
          return new Map(
            actors.map((actor) => {
              const claims = (held.get(actor) ?? []).flatMap((entry) => entry.claims);
              return [actor, new Set(claims.map(({ id }) => id)).size];
            }),
          );
        },
      ),

    search: async (words, { limit = 20, ...query } = {}) => {
      const { words: filter } = wantedOf(query);
      const isFiltered = Object.keys(filter).length > 0;
      const { states, minConfidence } = query;
      const among = {
        reports: reportFilterOf(query),
        ...(states && { states }),
        ...(minConfidence !== undefined && { minConfidence }),
      };
      const pageFrom = ({ hits, ...leads }: SearchFound): Page<SearchHit> => pageOf(hits, leads);
      return asking(
        query,
        async (book, taken) => {
          const entries = isFiltered && {
            entries: await entryFilter(book, filterFrom(filter, measures), taken),
          };
          return pageFrom(await search(book, words, { ...among, ...entries }, limit, taken));
        },
        async () => {
          const all = isFiltered ? await snapshot(query) : null;
          const entries = all ? filtered(entriesIn(all), query, measures, all) : [];
          const claims = isFiltered && { claims: entries.flatMap((e) => e.claims.map(({ id }) => id)) };
          return store.read(async (book) => {
            const taken = await actorDecisions(book, knownOf(query));
            return pageFrom(await search(book, words, { ...among, ...claims }, limit, taken));
          });
        },
      );
    },

    show: async (id, query = {}) => {
      const missing = () =>
        new UsageError('usage/entry', `there is no entry "${id}"; pledgebook list prints them`);
      const shown = await askingAnew<{ readonly page: Page<EntryFile>; readonly learned: Learned | null }>(
        query,
        async (book, taken) => {
          const ids = (await headsNow(book, id, taken)).map((head) => head.id);
          if (ids.length === 0) throw missing();
          const { files, learned, ...leads } = await entryFiles(book, ids, taken);
          return { page: pageOf(files, leads), learned };
        },
        async () => {
          const { states = COUNTED } = query;
          const all = await store.read(async (book) => ({
            ...(await snapshotIn(book, { ...query, states: [...COUNTED, 'rejected'] })),
            ...(await judgementsIn(book, query)),
            stories: await book.stories(reportFilterOf(query)),
          }));
          const counted = new Set(
            all.kept.flatMap(({ claim, state }) => (states.includes(state) ? [claim.id] : [])),
          );
          const claims = all.claims.filter((claim) => counted.has(claim.id));
          const found = entriesNow(id, entriesIn({ ...all, claims }), all.parties);
          if (found.length === 0) throw missing();
          const needed = new Set(
            found.flatMap((e) => [...e.claims, ...e.against].map(({ report }) => report)),
          );
          const stories = all.stories.filter((story) => story.reports.some((report) => needed.has(report)));
          const corroborations = corroborationsOf(stories, { ...all, claims });
          const around = { ...all, all: all.claims, corroborations, several: toldBySeveral(claims) };
          const files = found.map((entry) => entryFile(entry, around, query.states === undefined));
          return { page: pageOf(files, all), learned: null };
        },
      );
      if (shown.learned) await keepLearned(store, shown.learned);
      return shown.page;
    },

    claim: async (id, query = {}) => {
      const told = (file: ClaimFile, all: Leading, entries: readonly Entry[]): ClaimFile & Page<Entry> => {
        const now = new Set(file.now.map(({ claim }) => claim.id));
        const found = entries.filter(({ claims }) => claims.some((claim) => now.has(claim.id)));
        // Its report may have a later version, or come after the date that is asked for.
        const reports = new Map([...pageOf([], all).reports, [file.report.report.id, file.report.report]]);
        return { ...pageOf(found, all), reports, ...file };
      };
      return asking(
        query,
        async (book, taken) => {
          const file = await claimFile(book, id);
          const chosen = await entriesOfClaims(book, file.now, taken);
          return told(file, chosen, chosen.entries);
        },
        async () => {
          const all = await snapshot(query);
          return told(await store.read((book) => claimFile(book, id)), all, entriesIn(all));
        },
      );
    },

    reports: (query = {}) => store.read((book) => book.reports(reportsFilterOf(query))),
    countReports: ({ limit: _, ...query } = {}) =>
      store.read((book) => book.countReports(reportsFilterOf(query))),
    reportIds: ({ limit: _, ...query } = {}) => store.read((book) => book.reportIds(reportsFilterOf(query))),
    party: (word, query = {}) => {
      const among = (parties: readonly Party[]): Party | null =>
        parties.find(({ id }) => id === word) ?? parties.find((one) => names(word, one.id, one)) ?? null;
      return asking(
        query,
        async (book, taken) =>
          among(await partiesWith(book, [word, ...(await book.partiesNamed([word.toLowerCase()]))], taken)),
        async () => among((await snapshot(query)).parties),
      );
    },
    publishers: () => store.read((book) => book.publishers()),
    titles: (reports) => store.read((book) => book.titles(reports)),
    reportFile: (id) => store.read((book) => reportFile(book, id)),
    cite: (reports, query = {}) =>
      store.read(async (book) =>
        citationsIn(book, reports, await decidedSince(book, reportFilterOf(query)), knownOf(query)),
      ),
    stories: (query = {}) =>
      store.read(async (book) => {
        const filter = reportFilterOf(query);
        return storiesBefore(await book.stories(filter), await decidedSince(book, filter));
      }),

    compare: async (id, query = {}) => {
      for await (const comparison of comparisonsOf(store, query, id)) return comparison;
      throw new UsageError('usage/story', `there is no story "${id}"; pledgebook compare prints them`);
    },
    compareAll: (query = {}) => comparisonsOf(store, query),

    collisions: ({ sort: _, ...query } = {}) => {
      const whole = async () => {
        const all = await snapshot(query);
        const held = new Set(
          filtered(entriesIn(all), query, measures, all).flatMap((e) => e.claims.map((c) => c.id)),
        );
        return pageOf(collisionsOf(all.claims, all.reports, all.parties, { held }), all);
      };
      const { words } = wantedOf(query);
      if (words.text !== undefined) return whole();
      const isAll = Object.keys(words).length === 0;
      return asking(
        query,
        async (book, taken) => {
          const filter = isAll ? null : await entryFilter(book, filterFrom(words, measures), taken);
          const { collisions, ...leads } = await findCollisions(book, filter, taken);
          return { ...pageOf(collisions, leads), asked: await book.countReports() };
        },
        whole,
      );
    },

    whatIf: async (scenario, query = {}) => {
      const set = parseScenario(scenario);
      const { book, asked, ...leads } = await scenarios(query);
      return { ...pageOf(book.entries, leads), ...whatIf(book, set), asked };
    },

    whatWouldItTake: async (words, limit = 20, query = {}) => {
      const wanted = parseGoal(words);
      if (wanted.measure !== null) filterFrom({ measure: [wanted.measure] }, measures);
      const { book, asked, ...leads } = await scenarios(query);
      const [actor = null] = wanted.actor === null ? [] : partiesNow(wanted.actor, leads.parties);
      return { ...pageOf(book.entries, leads), ...whatWouldItTake(book, { ...wanted, actor }, limit), asked };
    },

    diff: async (from, to, query = {}) => {
      if (!isBy(dateFrom(from), dateFrom(to)))
        throw new UsageError('usage/date', `${from} is after ${to}; name the earlier date first`);
      return askingAnew(
        query,
        async (book, taken) => {
          const { changes, ...leads } = await changesBetween(book, from, to, taken);
          return pageOf(changes, leads);
        },
        async () => {
          const former = await snapshot({ ...query, asOf: from });
          const after = await snapshot({ ...query, asOf: to });
          return pageOf(diff(entriesIn(former), entriesIn(after)), after);
        },
      );
    },

    overdue: async (date, query = {}) => {
      const [asOf, day] = [dateFrom(date), lastDay(date) ?? date];
      return askingAnew(
        query,
        async (book, taken) => {
          const { late, ...leads } = await overdueOn(book, asOf, day, taken);
          return pageOf(late, leads);
        },
        async () => {
          const all = await snapshot({ ...query, asOf });
          return pageOf(overdue(entriesIn(all), all.reports, day), all);
        },
      );
    },

    brief: async ({ since, limit = 30, ...query }) => {
      const until =
        query.asOf === undefined
          ? localDay(now())
          : (lastDay(dateFrom(query.asOf)) ?? query.asOf.slice(0, 10));
      const releases = await store.read((book) => book.releases());
      const release = releases.find(({ name }) => name === since.trim());
      const from = release?.at ?? sinceDay(since, until);
      if (from === null)
        throw wrongSince(
          since,
          releases.map(({ name }) => name),
        );
      if (!isBy(from.slice(0, 10), until)) throw new UsageError('usage/since', `${from} is after ${until}`);
      // A release is what the book knew then; a day, what had been published before it.
      const former = await snapshot({ ...query, ...(release ? { knownOn: from } : { asOf: before(from) }) });
      const all = await snapshot(query);
      const leads = { ...former, reports: [...former.reports, ...all.reports] };
      const entries = entriesIn(all);
      const wanted = new Set(
        filtered([...entries, ...entriesIn(former)], query, measures, leads).map(({ id }) => id),
      );
      const late = release
        ? 0
        : all.reports.filter(
            ({ published, learned }) =>
              published !== null && !isFrom(published, from) && isFrom(learned, from),
          ).length;
      const { reports, parties } = pageOf([], leads);
      return briefOf(
        {
          reports,
          parties,
          changes: diff(entriesIn(former), entries).filter(({ entry }) => wanted.has(entry)),
          overdue: overdue(entries, all.reports, until).filter(({ entry }) => wanted.has(entry)),
          entries: entries.filter(({ id }) => wanted.has(id)),
        },
        { since: release?.name ?? from, until, limit, more: late === 0 ? [] : [cameLate(late, from)] },
      );
    },

    gap: async ({ actor, beneficiary, measure, conversion, ...query } = {}) => {
      filterFrom(
        { ...(actor && { actor }), ...(beneficiary && { target: beneficiary }), ...(measure && { measure }) },
        measures,
      );
      const { knownOn } = query;
      const links = linksDecided(
        await store.read((book) =>
          book.decisions({ kinds: LINK_KINDS, ...(knownOn !== undefined && { knownOn }) }),
        ),
      );
      const gapIn = (all: Leading & Pick<Snapshot, 'claims'>, parties: Snapshot['parties']) => {
        const filter = {
          ...(actor && { actors: partiesNamed(actor, parties) }),
          ...(beneficiary && { beneficiaries: partiesNamed(beneficiary, parties) }),
          ...(measure && { measures: measure }),
        };
        const found = gapOf(all.claims, all.reports, filter, links, conversion ?? null);
        const amounts = new Set(found.sums.flatMap((sum) => sum.amounts.map(({ id }) => id)));
        const decided = links.filter(({ amount, other }) => amounts.has(amount) || amounts.has(other));
        const { items: _, ...leads } = pageOf([], all);
        return { ...found, decided, ...leads };
      };
      return asking(
        query,
        async (book, taken) => {
          const all = await remembered(keyOf('amounts', query), async () =>
            withLeads(book, await book.amountClaims(), taken),
          );
          const ids = await book.partiesNamed(
            [...(actor ?? []), ...(beneficiary ?? [])].map((word) => word.toLowerCase()),
          );
          return gapIn(all, [...(await partiesWith(book, ids, taken)), ...all.parties]);
        },
        async () => {
          const all = await snapshot(query);
          return gapIn(all, all.parties);
        },
      );
    },

    decide: async (decision, by) => {
      const take = () => decide(store, decision, stamp(by), { measures }, by);
      const mended = await store.read((book) => reportMended(book, decision));
      return mended === null ? take() : withRecomputed(self, mended, take);
    },
    preview: (decision, by) => preview(store, decision, stamp(by), { measures }),
    decisions: (report) =>
      store.read((book) => book.decisions(report === undefined ? {} : { reports: [report] })),
    grades: () => store.read((book) => book.grades()),
    purge: (reports, by) => purge(store, reports, stamp(by)),
    reread: async (id, by) => {
      const kept = await store.read((book) => reportNamed(book, id));
      return reread(store, id, await read(sourceOfReport(kept)), READER, stamp(by));
    },

    ...feedDesk({
      store,
      read,
      now,
      reader: READER,
      measures,
      fetcher: async () => (fetcher ??= await createFetcher()),
    }),
    export: ({ asOf, knownOn, states, minConfidence, labelled, notLabelled, ...query }) =>
      exportOf(store, query, {
        path,
        at: now(),
        by: `pledgebook ${READER}`,
        measures,
        filter: reportFilterOf(
          Object.fromEntries(
            Object.entries({ asOf, knownOn, labelled, notLabelled }).filter(
              ([, value]) => value !== undefined,
            ),
          ),
        ),
        ...(states && { states }),
        ...(minConfidence !== undefined && { minConfidence }),
        decidedSince,
      }),
    release: (name, by) => release(store, name, stamp(by)),
    releases: () => store.read((book) => book.releases()),
    importTracker: async (table, mapping, by, { dryRun = false, skipBad = false } = {}) => {
      checkStamp(stamp(by));
      return importTracker(store, table, {
        mapping,
        profiles,
        reader: READER,
        dryRun,
        skipBad,
        stamp: reasoned(by),
      });
    },
    importEdits: async (tables, exported, by, { dryRun = false, skipBad = false } = {}) => {
      checkStamp(stamp(by));
      return importEdits(store, tables, {
        exported: dateFrom(exported),
        measures,
        profiles,
        dryRun,
        skipBad,
        decidedSince,
        stamp: reasoned(by),
      });
    },
    importBook: (bytes, { dryRun = false, skipBad = false, onBad = () => {} } = {}) =>
      importBook(store, bytes, { dryRun, skipBad, onBad }),
    doctor: ({ mend = false } = {}) => examine(store, mend),
    timeline: async ({ sort: _, ...query } = {}, part) => {
      const whole = async (): Promise<Page<Told>> => {
        const page = await self.list(query);
        const told = toldIn(page, query.since);
        const { skip = 0, limit = told.length } = part ?? {};
        return { ...page, items: told.slice(skip, skip + limit), total: told.length };
      };
      const { words, limit, after } = wantedOf(query);
      if (part === undefined || words.text !== undefined || limit !== undefined || after !== undefined)
        return whole();
      return asking(
        query,
        async (book, taken) => {
          const filter = await entryFilter(book, filterFrom(words, measures), taken);
          const { told, total, ...leads } = await toldPart(book, filter, part, taken);
          return { ...pageOf(told, leads), total, asked: await book.countReports() };
        },
        whole,
      );
    },
    read: (source, how) => read(source, how),
    original: (id) =>
      store.read(async (book) => {
        await reportNamed(book, id);
        const found = await book.original(id);
        if (found) return found;
        throw new StoreError('store/damaged', `the bytes of ${id} are missing from the book`);
      }),
    reading: (id) =>
      store.read(async (book) => {
        await reportNamed(book, id);
        const last = (await book.readings(id)).at(-1);
        return last ? JSON.parse(last.reading) : null;
      }),
    origins: async (query = {}) => {
      const all = await snapshot(query);
      const rereads = await store.read((book) => book.decisions({ kinds: ['reread'] }));
      const learned = new Map(all.reports.map((report) => [report.id, report.learned]));
      return originsOf(all.kept, rereads, (report) => learned.get(report));
    },
    extent: () => store.read((book) => book.extent()),
    holdings: () => store.read((book) => book.holdings()),
    reviews: (reports, state = 'present') => store.read((book) => reviewsOfReports(book, reports, state)),
    reviewsOf: (claims) =>
      store.read(async (book) => {
        const kept = await book.claims({ claims, versions: 'all' });
        const reports = [...new Set(kept.map(({ claim }) => claim.report))];
        return reviewsOf(kept, await book.decisions({ reports }));
      }),
    profiles: () => profiles,
    saved: () => store.read((book) => book.saved()),
    save: async (question, by) => {
      const saved = { ...question, by: by.by, at: now() };
      await store.write((book) => book.save(saved));
      return saved;
    },
    unsave: (name) => store.write((book) => book.unsave(name)),
    version: async () => String(await store.version()),

    catchUp: () => catchUp(store, catchingUp),
    close: () => store.close(),
  } satisfies Book);
  return self;
}

/** Which reader made a reading: the package's version. */
const READER = VERSION;

/** What is kept of a report that came as text alone. */
const receivedOf = ({ document }: Reading): Received => ({
  bytes: Buffer.from(document.text, 'utf8'),
  mediaType: 'text/plain',
  path: null,
  fetchedUrl: null,
});

/** The day on the calendar of whoever asks. */
function localDay(instant: string): string {
  const date = new Date(instant);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((n) => `${n}`.padStart(2, '0'))
    .join('-');
}

const cameLate = (reports: number, from: string): string =>
  `Not told here: what ${reports === 1 ? 'a report' : `${reports} reports`} of before ${from} said, which the book learned of only since.`;

/** A report that is kept, to be read anew: with what was mended of it. */
function sourceOfReport({ report, publishedFrom: from, captured }: KeptReport): Source {
  const { text, title, publisher, byline, url, published, language } = report;
  // A date that was mended since is not that of the capture any more.
  const publishedFrom = from === 'capture' && published !== captured?.slice(0, 10) ? 'option' : from;
  return { text, metadata: { title, publisher, byline, url, published, language, publishedFrom } };
}

/** Which part of the book is asked, whatever is chosen of it. */
const keyOf = (
  kind: string,
  { asOf, knownOn, states, minConfidence, labelled, notLabelled }: BookQuery,
): string => JSON.stringify([kind, asOf, knownOn, states, minConfidence, labelled, notLabelled]);

type Ask<T> = Parameters<typeof askKept<T>>[1];

/** Everything that an answer is computed from, of one moment. */
interface Snapshot extends BookParts {
  /** The claims with their review, before decisions on actors. */
  readonly kept: readonly KeptClaim[];
  /** Decisions that the book did not know then. */
  readonly since: readonly Decision[];
}

const reportFilterOf = ({ asOf, knownOn, labelled, notLabelled }: BookQuery): ReportFilter => {
  for (const date of [asOf, knownOn]) if (date !== undefined) dateFrom(date);
  return Object.fromEntries(
    Object.entries({ asOf, knownOn, labelled, notLabelled }).filter(([, value]) => value !== undefined),
  );
};

const snapshotOf = (store: Store, query: BookQuery): Promise<Snapshot> =>
  store.read((book) => snapshotIn(book, query));

function reportsFilterOf({ states: _, minConfidence: __, ...query }: ReportsQuery): ReportFilter {
  if (query.since !== undefined) dateFrom(query.since);
  return { ...query, ...reportFilterOf(query) };
}

async function snapshotIn(
  book: Reads,
  { states = COUNTED, minConfidence = 0, ...query }: BookQuery,
  filter: ReportFilter = reportFilterOf(query),
): Promise<Snapshot> {
  const counted = isCounted({ states, minConfidence });
  const since = await decidedSince(book, filter);
  const claims = claimsBefore(await book.claims(since.length === 0 ? { ...filter, states } : filter), since);
  const kept = claims.filter(counted);
  const parts = {
    claims: kept.map(({ claim }) => claim),
    reports: reportsBefore(
      (await book.reports(filter)).map(({ report }) => report),
      since,
    ),
    parties: await book.parties(),
  };
  return { ...asDecided(parts, await actorDecisions(book, knownOf(query))), kept, since };
}

/** Of which the book did not know then. */
async function decidedSince(book: Reads, { knownOn }: ReportFilter): Promise<readonly Decision[]> {
  if (knownOn === undefined) return [];
  const known = new Set((await book.decisions({ knownOn })).map(({ id }) => id));
  return (await book.decisions()).filter(({ id }) => !known.has(id));
}

const knownOf = ({ knownOn }: BookQuery) => (knownOn === undefined ? {} : { knownOn });

/** What people decided and how they grade publishers. */
const judgementsIn = async (book: Reads, query: BookQuery) => ({
  decisions: await book.decisions(knownOf(query)),
  grades: await book.grades(knownOf(query)),
});

/** Once for a snapshot that is asked again. */
const entriesIn = ({ claims, reports, parties }: Snapshot): readonly Entry[] => {
  const entries = ENTRIES.get(claims) ?? entriesOf(claims, reports, parties);
  ENTRIES.set(claims, entries);
  return entries;
};
const ENTRIES = new WeakMap<Snapshot['claims'], readonly Entry[]>();

function filtered(
  entries: readonly Entry[],
  query: Omit<ListQuery, 'sort'>,
  measures: readonly string[],
  { reports, parties }: Snapshot,
): readonly Entry[] {
  return entries.filter(passes(filterFrom(wantedOf(query).words, measures), reports, parties));
}

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

/** The part of a list that is wanted. @throws UsageError `usage/entry` */
function partOf(entries: readonly Entry[], { limit, after }: PageQuery): readonly Entry[] {
  const start = after === undefined ? 0 : 1 + entries.findIndex(({ id }) => id === after);
  if (after !== undefined && start === 0)
    throw new UsageError('usage/entry', `there is no entry "${after}" after which the list could go on`);
  return entries.slice(start, limit === undefined ? undefined : start + limit);
}

const isOfNow = ({ asOf, knownOn, states, minConfidence, labelled, notLabelled }: BookQuery): boolean =>
  [asOf, knownOn, states, minConfidence, labelled, notLabelled].every((given) => given === undefined);

/** Without what says of when. */
function wantedOf({
  asOf: _,
  knownOn: __,
  states: ___,
  minConfidence: ____,
  labelled: _____,
  notLabelled: ______,
  limit,
  after,
  ...words
}: Omit<ListQuery, 'sort'>): Omit<Wanted, 'sorting' | 'measures'> {
  return { words, ...(limit !== undefined && { limit }), ...(after !== undefined && { after }) };
}

const pageOf = <T>(items: readonly T[], snapshot: Leading): Page<T> => {
  const leads = LEADS.get(snapshot) ?? leadsOf(snapshot);
  LEADS.set(snapshot, leads);
  return { items, ...leads };
};

type Leading = Pick<Snapshot, 'reports' | 'parties'> & Partial<Pick<Snapshot, 'kept'>>;

const leadsOf = ({ reports, parties, kept = [] }: Leading): Omit<Page<never>, 'items'> => ({
  reports: new Map(reports.map((report) => [report.id, report])),
  parties: new Map(parties.map((party) => [party.id, party])),
  states: new Map(kept.map(({ claim, state }) => [claim.id, state])),
});
const LEADS = new WeakMap<Leading, Omit<Page<never>, 'items'>>();

const scenarioBook = (entries: readonly Entry[], { claims, parties }: Snapshot): ScenarioBook => ({
  entries,
  claims,
  parties: new Map(parties.map((party) => [party.id, party])),
});

/** The id of one that was merged leads to the one that it went into. */
async function storyNamed(book: Reads, id: string, filter: ReportFilter): Promise<readonly Story[]> {
  const named = await book.stories({ ...filter, stories: [id] });
  return named.length > 0 ? named : book.stories({ ...filter, stories: await book.successors(id) });
}

/** One story, or all that have several reports. */
async function* comparisonsOf(store: Store, query: BookQuery, id?: string): AsyncGenerator<Comparison> {
  const filter = reportFilterOf(query);
  const { all, stories, cited } = await store.read(async (book) => {
    const stories =
      id === undefined
        ? (await book.stories(filter)).filter((story) => story.reports.length > 1)
        : await storyNamed(book, id, filter);
    const all = await snapshotIn(book, query, { ...filter, stories: stories.map((story) => story.id) });
    const ids = all.reports.map((report) => report.id);
    return {
      all,
      stories: storiesBefore(stories, all.since),
      cited: await citationsIn(book, ids, all.since, knownOf(query)),
    };
  });
  const reports = new Map(all.reports.map((report) => [report.id, report]));
  const claims = Map.groupBy(all.claims, (claim) => claim.report);
  for (const story of stories) {
    const records = story.reports.flatMap((of): ReadReport[] => {
      const report = reports.get(of);
      return report ? [{ report, parties: all.parties, claims: claims.get(of) ?? [] }] : [];
    });
    const comparison = compareStory(records, titled(story, all));
    const told = comparison.story.reports.map((report) => ({ ...cited.get(report.id), ...report }));
    yield { ...comparison, story: { ...comparison.story, reports: told } };
  }
}

/** Ids of the parties that a word names: by id, by the code of a state, or by name, as in `list`. */
const partiesNamed = (words: readonly string[], parties: readonly Party[]): readonly string[] =>
  parties.filter((party) => words.some((word) => names(word, party.id, party))).map(({ id }) => id);

/** A story that nobody named is called after its first report. */
function titled(
  { id, title, reports: [first] }: Story,
  { reports }: Snapshot,
): { id: string; title: string } {
  const report = reports.find((r) => r.id === first);
  // Its first line, as far as a line of a terminal goes, without half a word.
  const opening = report?.text
    .trim()
    .split('\n')[0]
    ?.replace(/^(.{60,78}\S)\s.+$/u, '$1 …');
  return { id, title: title ?? report?.title ?? opening ?? id };
}
