import { type Collision, collisionsOf } from '../../../book/collisions.ts';
import { type Comparison, compareStory } from '../../../book/comparison/compare-story.ts';
import { filterFrom } from '../../../book/filter.ts';
import type { BookClaim, ReadReport } from '../../../book/record.ts';
import type { Part, Reads, ReportFilter, Store, Story } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import type { Answers } from '../answers.ts';
import { citationsIn } from '../citations.ts';
import { isCounted } from '../counted.ts';
import { claimsBefore, storiesBefore } from '../decisions/as-known.ts';
import { type CollisionsPart, collisionsAmong, sidesNow, sidesWith } from '../find-collisions.ts';
import { entryFilter } from '../find-entries.ts';
import { type Page, pageOf } from '../page.ts';
import { type BookQuery, keyOf, knownOf, type ListQuery, reportFilterOf, wantedOf } from '../query.ts';
import { decidedSince, entriesIn, filtered, type Snapshot, snapshotIn } from '../snapshot.ts';
import type { EntryQuestions } from './entries.ts';
import type { ReportQuestions } from './reports.ts';

/** What reports of one event say beside each other, and what contradicts itself. */
export interface StoryQuestions {
  /** Reports of one event each, the earliest first. */
  stories(query?: BookQuery): Promise<readonly Story[]>;
  /** A part of them, newest first; only those with a report that tells of it, where something is asked for. */
  storyPage(asked: StoriesAsked, query?: BookQuery): Promise<StoryPage>;
  /** @throws UsageError `usage/story` where there is none. */
  compare(story: string, query?: BookQuery): Promise<Comparison>;
  /**
   * Each story of several reports, or of those that are named, in order; all of one moment and read at once, though compared only
   * when it is asked for.
   */
  compareAll(query?: BookQuery, stories?: readonly string[]): AsyncIterable<Comparison>;
  /** What these reports claim: the sentences in which what is compared stands. */
  claimsOf(reports: readonly string[], query?: BookQuery): Promise<Omit<Page<BookClaim>, 'parties'>>;
  /** Newest first; all, or a part of them. */
  collisions(query?: ListQuery, part?: CollisionsPart): Promise<Page<Collision>>;
}

export interface StoriesAsked extends Part {
  /** Also those of one report. */
  readonly alone: boolean;
  /** Of which a report tells of one of these measures, or names one of these parties. */
  readonly measures?: readonly string[];
  readonly parties?: readonly string[];
}

export interface StoryPage {
  readonly items: readonly Story[];
  readonly total: number;
}

export function storyQuestions(
  { store, measures, remembered, snapshot, asking }: Answers,
  reports: Pick<EntryQuestions, 'reportsTelling'> & Pick<ReportQuestions, 'reportIds'>,
): StoryQuestions {
  const allStories = (query: BookQuery): Promise<readonly Story[]> =>
    store.read(async (book) => {
      const filter = reportFilterOf(query);
      return storiesBefore(await book.stories(filter), await decidedSince(book, filter));
    });

  return {
    stories: (query = {}) => allStories(query),

    storyPage: ({ alone, measures: wanted, parties, skip, limit }, query = {}) => {
      const filter = { ...(wanted && filterFrom({ measure: wanted }, measures)) };
      return asking(
        query,
        async (book, taken) => {
          const { stories, total } = await book.storyPage({
            alone,
            ...(wanted && { measures: (await entryFilter(book, filter, taken)).measures ?? [] }),
            ...(parties && { parties }),
            skip,
            limit,
          });
          const known = new Map((await book.stories({ stories })).map((story) => [story.id, story]));
          return { items: stories.flatMap((id) => known.get(id) ?? []), total };
        },
        async () => {
          const telling = [
            ...(wanted ? [await reports.reportsTelling({ ...query, measure: wanted })] : []),
            ...(parties ? [await reports.reportIds({ ...query, parties, versions: 'all' })] : []),
          ].map((ids) => new Set(ids));
          const all = (await allStories(query)).filter(
            ({ reports }) =>
              (alone || reports.length > 1) &&
              (telling.length === 0 || reports.some((id) => telling.every((some) => some.has(id)))),
          );
          return { items: all.toReversed().slice(skip, skip + limit), total: all.length };
        },
      );
    },

    compare: async (id, query = {}) => {
      for await (const comparison of comparisonsOf(store, query, [id])) return comparison;
      throw new UsageError('usage/story', `there is no story "${id}"; pledgebook compare prints them`);
    },
    compareAll: (query = {}, stories) => comparisonsOf(store, query, stories),

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
          const held = isAll
            ? null
            : await book.mattersOf(await entryFilter(book, filterFrom(words, measures), taken));
          const key = keyOf('collisions', query);
          // Of all of them, where these are known, those of some claims are picked sooner than found.
          const sides =
            held === null || (await remembered.holds(key))
              ? sidesWith(
                  held,
                  (
                    await remembered(key, async () => {
                      return { sides: await sidesNow(book, null, taken), claims: [] };
                    })
                  ).sides,
                )
              : await sidesNow(book, held, taken);
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

/** These stories, or all that have several reports. */
async function* comparisonsOf(
  store: Store,
  query: BookQuery,
  ids?: readonly string[],
): AsyncGenerator<Comparison> {
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
