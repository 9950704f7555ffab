import type { TakenOnActors } from '../../../book/actor-decisions/decision.ts';
import { type Brief, briefOf } from '../../../book/brief/brief.ts';
import { before, sinceDay, wrongSince } from '../../../book/brief/since.ts';
import { keyOfId } from '../../../book/entries.ts';
import { type FilterWords, filterFrom, passes } from '../../../book/filter.ts';
import { isBy, isFrom } from '../../../book/moment.ts';
import { within } from '../../../book/taxonomy.ts';
import { dateFrom, diff, type Overdue, overdue } from '../../../book/time.ts';
import type { Reads } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import { lastDay } from '../../../text/iso-date.ts';
import type { Answers } from '../answers.ts';
import { type Change, changesBetween, overdueOn } from '../changes-between.ts';
import { entryFilter } from '../find-entries.ts';
import { asksOfEntries, type FilteredQuery } from '../let-through.ts';
import { type Page, pageOf } from '../page.ts';
import { type BookQuery, wantedOf } from '../query.ts';
import { entriesIn, type Snapshot } from '../snapshot.ts';

export interface BriefQuery extends BookQuery, Omit<FilterWords, 'since'> {
  /** `friday`, `3 days`, `2025-09-04` (`src/book/brief/since.ts`). */
  readonly since: string;
  /** Of entries that were told of since then: what other filters call `since`. */
  readonly toldSince?: string;
  /** Sentences at most; 30, some three pages, where it is left out. */
  readonly limit?: number;
}

/** What came between two moments, and what did not come in time. */
export interface ChangeQuestions {
  /**
   * What came between two moments, by publication; `knownOn` holds for both. Of entries that the filter lets through as they
   * were at either.
   */
  diff(from: string, to: string, query?: FilteredQuery): Promise<Page<Change>>;
  overdue(date: string, query?: FilteredQuery): Promise<Page<Overdue>>;
  /** The page that is handed on. @throws UsageError `usage/since`, or where a filter or a date is wrong */
  brief(query: BriefQuery): Promise<Brief>;
}

export function changeQuestions({
  store,
  measures,
  snapshot,
  askingAnew,
  now,
}: Answers & { readonly now: () => string }): ChangeQuestions {
  const checkWords = (query: FilteredQuery) => filterFrom(wantedOf(query).words, measures);
  return {
    diff: async (from, to, query = {}) => {
      if (!isBy(dateFrom(from), dateFrom(to)))
        throw new UsageError('usage/date', `${from} is after ${to}; name the earlier date first`);
      const whole = async (): Promise<Page<Change>> => {
        const former = await snapshot({ ...query, asOf: from });
        const after = await snapshot({ ...query, asOf: to });
        const wanted = wantedOf(query).words;
        const isWanted = asksOfEntries(query) ? passingAtEither([former, after], wanted, measures) : always;
        const changes = diff(entriesIn(former), entriesIn(after)).filter(({ entry }) => isWanted(entry));
        return pageOf(
          changes.map(({ kind, entry, claims }) => ({ kind, entry, claims })),
          after,
        );
      };
      checkWords(query);
      if (!isOfKeys(query)) return whole();
      return askingAnew<Page<Change>>(
        query,
        async (book, taken) => {
          const isWanted = await ofKeys(book, query, taken);
          const { changes, asked, ...leads } = await changesBetween(book, from, to, taken);
          return {
            ...pageOf(
              changes.filter(({ entry }) => isWanted(entry)),
              leads,
            ),
            asked,
          };
        },
        whole,
      );
    },

    overdue: async (date, query = {}) => {
      const [asOf, day] = [dateFrom(date), lastDay(date) ?? date];
      const whole = async (): Promise<Page<Overdue>> => {
        const all = await snapshot({ ...query, asOf });
        const isWanted = asksOfEntries(query)
          ? passingAtEither([all], wantedOf(query).words, measures)
          : always;
        const late = overdue(entriesIn(all), all.reports, day);
        return pageOf(
          late.filter(({ entry }) => isWanted(entry)),
          all,
        );
      };
      checkWords(query);
      if (!isOfKeys(query)) return whole();
      return askingAnew(
        query,
        async (book, taken) => {
          const isWanted = await ofKeys(book, query, taken);
          const { late, ...leads } = await overdueOn(book, asOf, day, taken);
          return pageOf(
            late.filter(({ entry }) => isWanted(entry)),
            leads,
          );
        },
        whole,
      );
    },

    brief: async ({ since, toldSince, limit = 30, ...query }) => {
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
      const words = { ...wantedOf(query).words, ...(toldSince !== undefined && { since: toldSince }) };
      const isWanted = passingAtEither([former, all], words, measures);
      const late = all.reports.filter(
        ({ published, learned }) =>
          !release && published !== null && !isFrom(published, from) && isFrom(learned, from),
      );
      // In a book that was begun since, everything came late, and nothing of it is news.
      const isYounger = all.reports.every(({ learned }) => isFrom(learned, from));
      const { reports, parties } = pageOf([], leads);
      return briefOf(
        {
          reports,
          parties,
          changes: diff(entriesIn(former), entries).filter(({ entry }) => isWanted(entry)),
          overdue: overdue(entries, all.reports, until).filter(({ entry }) => isWanted(entry)),
          entries: entries.filter(({ id }) => isWanted(id)),
          late: new Set(isYounger ? [] : late.map(({ id }) => id)),
        },
        {
          since: release?.name ?? from,
          until,
          limit,
          more: isYounger && late.length > 0 ? [cameLate(late.length, from)] : [],
        },
      );
    },
  };
}

const cameLate = (reports: number, from: string): string =>
  `Not told here: what ${reports === 1 ? 'a report' : `${reports} reports`} of before ${from} said; the book was begun only after.`;

type IsWanted = (entry: string) => boolean;

const always: IsWanted = () => true;

/** Whether an entry, by its id, is let through as it is in one of these. */
function passingAtEither(
  snapshots: readonly Snapshot[],
  words: FilterWords,
  measures: readonly string[],
): IsWanted {
  const filter = filterFrom(words, measures);
  const ids = snapshots.flatMap((all) =>
    entriesIn(all)
      .filter(passes(filter, all.reports, all.parties))
      .map(({ id }) => id),
  );
  const wanted = new Set(ids);
  return (entry) => wanted.has(entry);
}

/** Whether the filter asks for nothing that an entry's id does not say, so that the entry need not be known. */
const isOfKeys = (query: FilteredQuery): boolean => {
  const { actor: _, measure: __, ...others } = wantedOf(query).words;
  return Object.keys(others).length === 0;
};

/** The same as `passingAtEither` of such a filter. */
async function ofKeys(book: Reads, query: FilteredQuery, taken: readonly TakenOnActors[]): Promise<IsWanted> {
  if (!asksOfEntries(query)) return always;
  const { actor, measure } = query;
  const { actors } = await entryFilter(book, { ...(actor && { actor }) }, taken);
  const named = actors && new Set(actors);
  return (entry) => {
    const key = keyOfId(entry);
    return (named?.has(key.actor) ?? true) && (measure?.some((word) => within(key.measure, word)) ?? true);
  };
}

/** The day on the calendar of whoever asks. */
function localDay(instant: string): string {
  const date = new Date(instant);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((n) => `${n}`.padStart(2, '0'))
    .join('-');
}
