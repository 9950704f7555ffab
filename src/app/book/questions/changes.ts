import { type Brief, briefOf } from '../../../book/brief/brief.ts';
import { before, sinceDay, wrongSince } from '../../../book/brief/since.ts';
import type { FilterWords } from '../../../book/filter.ts';
import { isBy, isFrom } from '../../../book/moment.ts';
import { dateFrom, diff, type Overdue, overdue } from '../../../book/time.ts';
import { UsageError } from '../../../text/errors.ts';
import { lastDay } from '../../../text/iso-date.ts';
import type { Answers } from '../answers.ts';
import { type Change, changesBetween, overdueOn } from '../changes-between.ts';
import { type Page, pageOf } from '../page.ts';
import type { BookQuery } from '../query.ts';
import { entriesIn, filtered } from '../snapshot.ts';

export interface BriefQuery extends BookQuery, Omit<FilterWords, 'since'> {
  /** `friday`, `3 days`, `2025-09-04` (`src/book/brief/since.ts`). */
  readonly since: string;
  /** Sentences at most; 30, some three pages, where it is left out. */
  readonly limit?: number;
}

/** What came between two moments, and what did not come in time. */
export interface ChangeQuestions {
  /** What came between two moments, by publication; `knownOn` holds for both. */
  diff(from: string, to: string, query?: BookQuery): Promise<Page<Change>>;
  overdue(date: string, query?: BookQuery): Promise<Page<Overdue>>;
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
  return {
    diff: async (from, to, query = {}) => {
      if (!isBy(dateFrom(from), dateFrom(to)))
        throw new UsageError('usage/date', `${from} is after ${to}; name the earlier date first`);
      return askingAnew<Page<Change>>(
        query,
        async (book, taken) => {
          const { changes, asked, ...leads } = await changesBetween(book, from, to, taken);
          return { ...pageOf(changes, leads), asked };
        },
        async () => {
          const former = await snapshot({ ...query, asOf: from });
          const after = await snapshot({ ...query, asOf: to });
          const changes = diff(entriesIn(former), entriesIn(after));
          return pageOf(
            changes.map(({ kind, entry, claims }) => ({ kind, entry, claims })),
            after,
          );
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
          changes: diff(entriesIn(former), entries).filter(({ entry }) => wanted.has(entry)),
          overdue: overdue(entries, all.reports, until).filter(({ entry }) => wanted.has(entry)),
          entries: entries.filter(({ id }) => wanted.has(id)),
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

/** The day on the calendar of whoever asks. */
function localDay(instant: string): string {
  const date = new Date(instant);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((n) => `${n}`.padStart(2, '0'))
    .join('-');
}
