import type { TakenOnActors } from '../../../book/actor-decisions/decision.ts';
import { type Collision, collisionsOf } from '../../../book/collisions.ts';
import { type Comparison, compareStory } from '../../../book/comparison/compare-story.ts';
import { type FilterWords, filterFrom } from '../../../book/filter.ts';
import type { BookClaim, ReadReport } from '../../../book/record.ts';
import type { Part, Reads, ReportFilter, Store, Story, StoryPage } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import type { Answers } from '../answers.ts';
import { citationsIn } from '../citations.ts';
import { isCounted } from '../counted.ts';
import { claimsBefore, storiesBefore } from '../decisions/as-known.ts';
import { type CollisionsPart, collisionsAmong, sidesIn, sidesNow } from '../find-collisions.ts';
import { entryFilter } from '../find-entries.ts';
import { asksOfEntries, type FilteredQuery, lettingThrough } from '../let-through.ts';
import { type Page, pageOf } from '../page.ts';
import { type BookQuery, keyOf, knownOf, type ListQuery, reportFilterOf, wantedOf } from '../query.ts';
import { decidedSince, entriesIn, filtered, type Snapshot, snapshotIn } from '../snapshot.ts';
import type { EntryQuestions } from './entries.ts';
import type { ReportQuestions } from './reports.ts';

/** What reports of one event say beside each other, and what contradicts itself. */
export interface StoryQuestions {
  /** Reports of one event each, the earliest first. */
  stories(query?: BookQuery): Promise<readonly Story[]>;
  /** What each of them is called, by its own title or that of its first report; null where neither has one. */
  storyTitles(): Promise<readonly { readonly id: string; readonly title: string | null }[]>;
  /** A part of them, newest first; only those with a report that tells of it, where something is asked for. */
  storyPage(asked: StoriesAsked, query?: BookQuery): Promise<StoryPage>;
  /**
   * What its reports say in claims that the filter lets through.
   * @throws UsageError `usage/story` where there is none.
   */
  compare(story: string, query?: FilteredQuery): Promise<Comparison>;
  /**
   * Each story of several reports, or of those that are named, in order; all of one moment and read at once, though compared only
   * when it is asked for. With a filter, those in which a claim is that it lets through.
   */
  compareAll(query?: FilteredQuery, stories?: readonly string[]): AsyncIterable<Comparison>;
  /** What these reports claim: the sentences in which what is compared stands. */
  claimsOf(reports: readonly string[], query?: BookQuery): Promise<Omit<Page<BookClaim>, 'parties'>>;
  /** Newest first; all, or a part of them. */
  collisions(query?: ListQuery, part?: CollisionsPart): Promise<Page<Collision>>;
}

export interface StoriesAsked extends Part {
  /** Also those of one report. */
  readonly alone: boolean;
  /** Of which a report tells of an entry that these choose. */
  readonly telling?: FilterWords;
  /** Of which a report tells of one of these measures, or names one of these parties. */
  readonly measures?: readonly string[];
  readonly parties?: readonly string[];
  /** So many reports of each are named, the earliest; all where it is left out. */
  readonly few?: number | undefined;
}

export function storyQuestions(
  { store, measures, digested, snapshot, asking }: Answers,
  reports: Pick<EntryQuestions, 'reportsTelling'> & Pick<ReportQuestions, 'reportIds'>,
): StoryQuestions {
  const letThrough = lettingThrough({ measures, snapshot, asking });
  const heldBy = async (query: FilteredQuery) =>
    asksOfEntries(query) ? (await letThrough(query)).claims : null;
  const allStories = (query: BookQuery): Promise<readonly Story[]> =>
    store.read(async (book) => {
      const filter = reportFilterOf(query);
      return storiesBefore(await book.stories(filter), await decidedSince(book, filter));
    });

  /**
   * Where all are known, those of some entries are picked from them at once. To find all takes several times as long as to find these:
   * it is done when some are asked for again.
   */
  const sidesAsked = async (
    book: Reads,
    taken: readonly TakenOnActors[],
    query: ListQuery,
    isAll: boolean,
  ) => {
    const filter = await entryFilter(book, filterFrom(wantedOf(query).words, measures), taken);
    const key = keyOf('collisions', query);
    const once = keyOf('collisions of some', query);
    if (!isAll && !(await digested.holds(key)) && !(await digested.holds(once))) {
      await digested(once, async () => ({}));
      return sidesNow(book, await book.mattersOf(filter), taken);
    }
    const { sides } = await digested(key, async () => {
      return { sides: await store.read((now) => sidesNow(now, null, taken)) };
    });
    return isAll ? sides : sidesIn(new Set(await book.entryIds(filter)), sides);
  };

  return {
    stories: (query = {}) => allStories(query),

    storyTitles: async () => {
      const { titles } = await digested(keyOf('story titles', {}), async () => {
        return { titles: await store.read((book) => book.storyTitles()) };
      });
      return titles;
    },

    storyPage: ({ alone, telling: told, measures: wanted, parties, skip, limit, few }, query = {}) => {
      const filter = { ...(wanted && filterFrom({ measure: wanted }, measures)) };
      const whole = async (): Promise<StoryPage> => {
        const telling = [
          ...(wanted ? [await reports.reportsTelling({ ...query, measure: wanted })] : []),
          ...(told ? [await reports.reportsTelling({ ...query, ...told })] : []),
          ...(parties ? [await reports.reportIds({ ...query, parties, versions: 'all' })] : []),
        ].map((ids) => new Set(ids));
        const all = (await allStories(query)).filter(
          ({ reports }) =>
            (alone || reports.length > 1) &&
            (telling.length === 0 || reports.some((id) => telling.every((some) => some.has(id)))),
        );
        const items = all.toReversed().slice(skip, skip + limit);
        return {
          items: items.map((story) => ({
            ...story,
            reports: story.reports.slice(0, few),
            total: story.reports.length,
          })),
          total: all.length,
        };
      };
      if (told) return whole();
      return asking(
        query,
        async (book, taken) => {
          return book.storyPage({
            alone,
            ...(wanted && { measures: (await entryFilter(book, filter, taken)).measures ?? [] }),
            ...(parties && { parties }),
            ...{ skip, limit, few },
          });
        },
        whole,
      );
    },

    compare: async (id, query = {}) => {
      for await (const { comparison } of comparisonsOf(store, query, await heldBy(query), [id]))
        return comparison;
      throw new UsageError('usage/story', `there is no story "${id}"; pledgebook compare prints them`);
    },
    async *compareAll(query = {}, stories) {
      const held = await heldBy(query);
      for await (const { comparison, claims } of comparisonsOf(store, query, held, stories))
        if (held === null || claims > 0) yield comparison;
    },

    claimsOf: (ids, query = {}) =>
      store.read(async (book) => {
        const filter = { ...reportFilterOf(query), reports: ids };
        const claims = claimsBefore(await book.claims(filter), await decidedSince(book, filter));
        const kept = claims.filter(isCounted(query));
        const reports = await book.texts([...new Set(kept.map(({ claim }) => claim.report))]);
        return pageOf(
          kept.map(({ claim }) => claim),
          { kept, reports, parties: [] },
        );
      }),

    collisions: ({ sort: _, ...query } = {}, part = { skip: 0, limit: Number.POSITIVE_INFINITY }) => {
      const whole = async (): Promise<Page<Collision>> => {
        const all = await snapshot(query);
        const held = new Set(
          filtered(entriesIn(all), query, measures, all).flatMap((e) => e.claims.map((c) => c.id)),
        );
        const found = collisionsOf(all.claims, all.reports, all.parties, { held });
        const { skip, limit, claims = Number.POSITIVE_INFINITY } = part;
        const items = found
          .slice(skip, skip + limit)
          .map((one) => ({ ...one, stands: one.stands.slice(-claims), opposed: one.opposed.slice(-claims) }));
        return { ...pageOf(items, all), total: found.length };
      };
      const { words } = wantedOf(query);
      if (words.text !== undefined) return whole();
      const isAll = Object.keys(words).length === 0;
      return asking(
        query,
        async (book, taken) => {
          const sides = await sidesAsked(book, taken, query, isAll);
          const { collisions, ...leads } = await collisionsAmong(book, sides, taken, part);
          return { ...pageOf(collisions, leads), total: sides.length, asked: await book.countReports() };
        },
        whole,
      );
    },
  };
}

/** The id of one that was merged leads to the one that it went into. */
async function storiesNamed(
  book: Reads,
  ids: readonly string[],
  filter: ReportFilter,
): Promise<readonly Story[]> {
  const named = await book.stories({ ...filter, stories: ids });
  const [only] = ids;
  if (named.length > 0 || ids.length !== 1 || only === undefined) return named;
  return book.stories({ ...filter, stories: await book.successors(only) });
}

/**
 * These stories, or all that have several reports, with how many claims are compared.
 * @param held ids of the claims that are, null for all
 */
async function* comparisonsOf(
  store: Store,
  query: BookQuery,
  held: ReadonlySet<string> | null,
  ids?: readonly string[],
): AsyncGenerator<{ readonly comparison: Comparison; readonly claims: number }> {
  const filter = reportFilterOf(query);
  const { all, stories, cited } = await store.read(async (book) => {
    const stories =
      ids === undefined
        ? (await book.stories(filter)).filter((story) => story.reports.length > 1)
        : await storiesNamed(book, ids, filter);
    const all = await snapshotIn(book, query, { ...filter, stories: stories.map((story) => story.id) });
    const told = all.reports.map((report) => report.id);
    return {
      all,
      stories: storiesBefore(stories, all.since),
      cited: await citationsIn(book, told, all.since, knownOf(query)),
    };
  });
  const reports = new Map(all.reports.map((report) => [report.id, report]));
  const claims = Map.groupBy(
    held === null ? all.claims : all.claims.filter(({ id }) => held.has(id)),
    (claim) => claim.report,
  );
  for (const story of stories) {
    const records = story.reports.flatMap((of): ReadReport[] => {
      const report = reports.get(of);
      return report ? [{ report, parties: all.parties, claims: claims.get(of) ?? [] }] : [];
    });
    const comparison = compareStory(records, titled(story, all));
    const told = comparison.story.reports.map((report) => ({ ...cited.get(report.id), ...report }));
    yield {
      comparison: { ...comparison, story: { ...comparison.story, reports: told } },
      claims: records.reduce((sum, record) => sum + record.claims.length, 0),
    };
  }
}

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
