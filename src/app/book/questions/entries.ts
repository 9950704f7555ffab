import type { TakenOnActors } from '../../../book/actor-decisions/decision.ts';
import type { Entry } from '../../../book/entries.ts';
import { filterFrom } from '../../../book/filter.ts';
import type { BookClaim } from '../../../book/record.ts';
import { sorted, sortingFrom } from '../../../book/sort.ts';
import type { EntryFilter, Reads, TimelinePart } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import type { Answers } from '../answers.ts';
import { entriesChosen } from '../chosen-entries.ts';
import { entryFilter, findEntries, findFilter, type PageQuery } from '../find-entries.ts';
import { gistsNow } from '../gists.ts';
import {
  type EntryRow,
  type GistRow,
  type Graded,
  gistsOf,
  type ListedEntry,
  listed,
  rowsOf,
} from '../listed-entry.ts';
import { type Page, pageOf } from '../page.ts';
import { type BookQuery, type ListQuery, wantedOf } from '../query.ts';
import { leadsOfShort, shortEntries } from '../short-entries.ts';
import { entriesIn, filtered } from '../snapshot.ts';
import { type Told, toldIn, toldPart } from '../told.ts';

export interface RowsQuery extends ListQuery {
  readonly cited?: 'quoted' | 'all';
}

/** Of a party, by its id: rows of its entries, and of those of others for it; at most `limit` of each, with how many there are. */
export interface About<R> {
  readonly own: Page<R>;
  readonly forIt: Page<R>;
}

export type AboutQuery = BookQuery & Pick<PageQuery, 'limit'>;

/** Entries, and what was told of them. */
export interface EntryQuestions {
  /** @throws UsageError where a filter, a date or the sorting is wrong */
  list(query?: ListQuery): Promise<Page<ListedEntry>>;
  /**
   * The same as rows of a list: all that is told of the claims but their words. `reports` are those by which it is told how the
   * entries stand, or all that tell of them; `states` are of
   * the claims that tell it. @throws UsageError as `list`
   */
  rows(query?: RowsQuery): Promise<Page<EntryRow>>;
  /** The same with a few ids of claims each, however many there are: `reports` and `states` are of what is quoted. @throws UsageError as `list` */
  gists(query?: ListQuery): Promise<Page<GistRow>>;
  /** Ids of the reports whose claims the entries that `list` gives hold. @throws UsageError as `list` */
  reportsTelling(query?: Omit<ListQuery, keyof PageQuery>): Promise<readonly string[]>;
  /** Rows of this party's entries, and of those for it; all that is told of them. */
  entriesAbout(party: string, query?: AboutQuery): Promise<About<EntryRow>>;
  /** The same with a few ids each. */
  gistsAbout(party: string, query?: AboutQuery): Promise<About<GistRow>>;
  /** The claim that says how each of these entries stands, else the last one told of it; by the entries' ids. */
  tellingClaims(
    entries: readonly string[],
    query?: BookQuery,
  ): Promise<Pick<Page<never>, 'reports' | 'states'> & { readonly claims: ReadonlyMap<string, BookClaim> }>;
  /** What was told of the entries that the filters choose, in order of time; all of it, or a part. */
  timeline(query?: ListQuery, part?: TimelinePart): Promise<Page<Told>>;
}

export function entryQuestions({ measures, snapshot, graded, asking }: Answers): EntryQuestions {
  /** What the book keeps of the entries that are listed answers, else all of its claims. */
  const listing = <R, L = R>(
    { sort = 'actor', ...query }: ListQuery,
    answer: Answer<R>,
    computed: (entries: readonly Entry[], all: Graded) => readonly L[],
  ): Promise<Page<R | L>> => {
    const wanted = { ...wantedOf(query), sorting: sortingFrom(sort), measures };
    return asking<Page<R | L>>(
      query,
      async (book, taken) => {
        const { heads, total } = await findEntries(book, wanted, taken);
        const ids = heads.map(({ id }) => id);
        return { ...(await answer(book, ids, taken)), total, asked: await book.countReports() };
      },
      async () => {
        const all = await graded(query);
        const entries = sorted(filtered(entriesIn(all), query, measures, all), wanted.sorting, all);
        return { ...pageOf(computed(partOf(entries, query), all), all), total: entries.length };
      },
      wanted.limit === undefined && Object.keys(wanted.words).length === 0,
    );
  };
  const about = <R>(
    party: string,
    { limit, ...query }: AboutQuery,
    answer: Answer<R>,
    computed: (entries: readonly Entry[], all: Graded) => readonly R[],
  ): Promise<About<R>> =>
    asking<About<R>>(
      query,
      async (book, taken) => {
        const order = { ...(await entryFilter(book, {}, taken)), sorting: sortingFrom('actor') };
        const part = async (filter: EntryFilter): Promise<Page<R>> => {
          const heads = await book.entryHeads({ ...order, ...filter, ...(limit !== undefined && { limit }) });
          const ids = heads.map(({ id }) => id);
          return { ...(await answer(book, ids, taken)), total: await book.countEntries(filter) };
        };
        return {
          own: await part({ actors: [party] }),
          forIt: await part({ beneficiaries: [party], notActors: [party] }),
        };
      },
      async () => {
        const all = await graded(query);
        const entries = sorted(entriesIn(all), sortingFrom('actor'), all);
        const part = (isWanted: (entry: Entry) => boolean): Page<R> => {
          const wanted = entries.filter(isWanted);
          return { ...pageOf(computed(wanted.slice(0, limit), all), all), total: wanted.length };
        };
        return {
          own: part(({ actor }) => actor === party),
          forIt: part(({ actor, beneficiary }) => beneficiary === party && actor !== party),
        };
      },
    );
  const self: EntryQuestions = {
    list: (query = {}) =>
      listing(
        query,
        async (book, ids, taken) => {
          const chosen = await entriesChosen(book, ids, taken);
          const all = { ...chosen, grades: await book.grades() };
          return pageOf(listed(all.entries, all), all);
        },
        listed,
      ),

    rows: ({ cited = 'quoted', ...query } = {}) =>
      listing<EntryRow>(query, (book, ids, taken) => rowsNow(book, ids, taken, cited), listed),

    gists: (query = {}) => listing(query, gistsNow, gistsOf),

    reportsTelling: async ({ sort: _, ...query } = {}) => {
      const whole = async () => {
        const { items } = await self.list(query);
        return [...new Set(items.flatMap(({ claims }) => claims.map(({ report }) => report)))];
      };
      const { words } = wantedOf(query);
      return asking(
        query,
        async (book, taken) => book.reportsTelling(await findFilter(book, { words, measures }, taken)),
        whole,
      );
    },

    entriesAbout: (party, query = {}) =>
      about<EntryRow>(party, query, (book, ids, taken) => rowsNow(book, ids, taken, 'all'), listed),

    gistsAbout: (party, query = {}) => about(party, query, gistsNow, gistsOf),

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

    timeline: async ({ sort: _, ...query } = {}, part) => {
      const whole = async (): Promise<Page<Told>> => {
        const page = await self.list(query);
        const told = toldIn(page, query.since);
        const { skip = 0, limit = told.length, countTo = told.length } = part ?? {};
        const total = Math.min(told.length, countTo);
        return { ...page, items: told.slice(skip, skip + limit), total };
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
  };
  return self;
}

/** Entries by their ids, of a book that is caught up. */
type Answer<R> = (book: Reads, ids: readonly string[], taken: readonly TakenOnActors[]) => Promise<Page<R>>;

/** Entries by their ids, as rows. */
export async function rowsNow(
  book: Reads,
  ids: readonly string[],
  taken: readonly TakenOnActors[],
  cited: 'quoted' | 'all',
): Promise<Page<EntryRow>> {
  const entries = await shortEntries(book, ids, taken);
  const { states, ...leads } = await leadsOfShort(book, entries, taken, cited);
  return { ...pageOf(rowsOf(entries, await book.grades()), leads), states };
}

/** The part of a list that is wanted. @throws UsageError `usage/entry` */
export function partOf(entries: readonly Entry[], { limit, after }: PageQuery): readonly Entry[] {
  const start = after === undefined ? 0 : 1 + entries.findIndex(({ id }) => id === after);
  if (after !== undefined && start === 0)
    throw new UsageError('usage/entry', `there is no entry "${after}" after which the list could go on`);
  return entries.slice(start, limit === undefined ? undefined : start + limit);
}
