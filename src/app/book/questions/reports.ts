import type { FilterWords } from '../../../book/filter.ts';
import type { Citation } from '../../../book/record.ts';
import { dateFrom } from '../../../book/time.ts';
import type {
  Extent,
  Grade,
  Holdings,
  KeptReport,
  Original,
  ReportFilter,
  Reviewed,
} from '../../../store/index.ts';
import { StoreError } from '../../../text/errors.ts';
import type { Reading } from '../../reading.ts';
import type { Answers } from '../answers.ts';
import { citationsIn } from '../citations.ts';
import { reportNamed } from '../decisions/lookup.ts';
import { actorDecisions } from '../decisions/on-actors.ts';
import { findFilter, type PageQuery } from '../find-entries.ts';
import type { FilteredQuery } from '../let-through.ts';
import { type Origins, originsOf } from '../origins.ts';
import { type Page, pageOf } from '../page.ts';
import { type BookQuery, knownOf, reportFilterOf, wantedOf } from '../query.ts';
import { type ReportFile, reportFile } from '../report-file.ts';
import { type SearchFound, type SearchHit, search } from '../search.ts';
import { decidedSince, entriesIn, filtered } from '../snapshot.ts';
import type { EntryQuestions } from './entries.ts';

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
    > {
  /** Only those that tell of an entry that these choose, of claims that count (`states`, `minConfidence`). */
  readonly telling?: FilterWords;
}

export interface SearchQuery extends FilteredQuery, Pick<PageQuery, 'limit'> {}

/** Reports, who published them, and what is kept of them. */
export interface ReportQuestions {
  /**
   * Reports with these words in title, text or publisher, those that fit best first, and the claims in whose sentences they stand.
   * Filters as of `list`: only reports that tell of an entry that they choose. `limit` is 20 where it is left out.
   * @throws UsageError `usage/words`, and as `list`
   */
  search(words: string, query?: SearchQuery): Promise<Page<SearchHit>>;
  /** Present ones, of each the current version, unless the query asks for others. */
  reports(query?: ReportsQuery): Promise<readonly KeptReport[]>;
  /** How many `reports` would give without `limit`. */
  countReports(query?: ReportsQuery): Promise<number>;
  /** Their ids alone, in no order. */
  reportIds(query?: ReportsQuery): Promise<readonly string[]>;
  /** Publishers of present reports, with how many they have; null for those that nobody is known to have published. */
  publishers(): Promise<readonly { readonly publisher: string | null; readonly reports: number }[]>;
  /** Source grades of publishers. */
  grades(): Promise<readonly Grade[]>;
  /** Titles of these reports, by their ids; one without a title is left out. */
  titles(reports: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Everything that is kept about one report. @throws UsageError `usage/report` */
  reportFile(id: string): Promise<ReportFile>;
  /** By what these reports are cited, by their ids; one that the book has not, or has removed, is left out. */
  cite(reports: readonly string[], query?: BookQuery): Promise<ReadonlyMap<string, Citation>>;
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
}

export function reportQuestions(
  { store, measures, digested, snapshot, asking }: Answers,
  { reportsTelling }: Pick<EntryQuestions, 'reportsTelling'>,
): ReportQuestions {
  const filterOf = async ({ telling, ...query }: ReportsQuery): Promise<ReportFilter> => {
    const filter = reportsFilterOf(query);
    if (telling === undefined) return filter;
    const { asOf, knownOn, states, minConfidence, labelled, notLabelled } = query;
    const asked = { asOf, knownOn, states, minConfidence, labelled, notLabelled };
    const given = Object.entries(asked).filter(([, value]) => value !== undefined);
    const found = await reportsTelling({ ...Object.fromEntries(given), ...telling });
    const named = filter.reports && new Set(filter.reports);
    return { ...filter, reports: named ? found.filter((id) => named.has(id)) : found };
  };
  return {
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
            entries: await findFilter(book, { words: filter, measures }, taken),
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

    reports: async (query = {}) => {
      const filter = await filterOf(query);
      return store.read((book) => book.reports(filter));
    },
    countReports: async ({ limit: _, ...query } = {}) => {
      const filter = await filterOf(query);
      const counted = async () => ({ count: await store.read((book) => book.countReports(filter)) });
      const { state = 'present', versions = 'current', ...more } = filter;
      const isAll = state === 'present' && versions === 'current' && Object.keys(more).length === 0;
      return (isAll ? await digested('reports', counted) : await counted()).count;
    },
    reportIds: async ({ limit: _, ...query } = {}) => {
      const filter = await filterOf(query);
      return store.read((book) => book.reportIds(filter));
    },
    publishers: () => store.read((book) => book.publishers()),
    grades: () => store.read((book) => book.grades()),
    titles: (reports) => store.read((book) => book.titles(reports)),
    reportFile: (id) => store.read((book) => reportFile(book, id)),
    cite: (reports, query = {}) =>
      store.read(async (book) =>
        citationsIn(book, reports, await decidedSince(book, reportFilterOf(query)), knownOf(query)),
      ),
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
    reviews: (reports, state = 'present') => store.read((book) => book.reviewCounts(reports, state)),
  };
}

function reportsFilterOf({
  states: _,
  minConfidence: __,
  ...query
}: Omit<ReportsQuery, 'telling'>): ReportFilter {
  if (query.since !== undefined) dateFrom(query.since);
  return { ...query, ...reportFilterOf(query) };
}
