import { chooseStory, type Frequencies, lookupKeys, type StoryCandidate } from '../../book/stories/choose.ts';
import type { ReportFeatures } from '../../book/stories/features.ts';
import { formOneStory } from '../../book/stories/merge.ts';
import type { Days, Writes } from '../../store/index.ts';

/** Reports of one event come within a month (src/book/stories/choose.ts): none before or after that is looked at. */
const WINDOW_DAYS = 31;
/**
 * Reports that are looked at for one key, and of all keys: a book's size must not count. Of the pairs of 2,000 Reuters stories of
 * one week of 1987 that come together when each is compared with all, 0.96 do so, and 0.99 of those that do are among them.
 */
const CANDIDATES_A_KEY = 20;

/** So many reports that began a story are looked at where another may be one with it: its length must not count. */
const MEMBERS = 24;

/**
 * The story that a report belongs to, by the rarest of what it tells; a new one, named after it, where there is none. It is
 * compared with what stories were on its day, as if reports came in the order in which they were published. `near` are those
 * that would take it in as they are now, where one that shares anything rare with it has later reports; where it comes in time,
 * none.
 */
export async function storyFor(
  book: Writes,
  features: ReportFeatures,
  days: Days,
): Promise<{ readonly story: string; readonly near: readonly string[] }> {
  const { day, keys, report } = features;
  const frequencies = await frequenciesOf(book, keys);
  const looked = lookupKeys(features, frequencies);
  const now = await book.storiesNear(looked, days, CANDIDATES_A_KEY, keys);
  const chosen = (stories: readonly StoryCandidate[]): string =>
    chooseStory(features, stories, frequencies) ?? `story:${report.replace(/^sha256:/, '').slice(0, 12)}`;
  const grown = now.filter(({ to }) => day !== null && to !== null && to > day).map(({ id }) => id);
  if (day === null || grown.length === 0) return { story: chosen(now), near: [] };
  const then = new Map((await book.outlines(grown, keys, day)).map((story) => [story.id, story]));
  const wouldTake = now.filter((story) => chooseStory(features, [story], frequencies) !== null);
  return {
    story: chosen(now.map((story) => then.get(story.id) ?? story)),
    near: wouldTake.map(({ id }) => id),
  };
}

/**
 * A report that comes after later ones may show that stories are one: those near it are merged with its own where they would
 * have been one had it come in time. Of long ones those reports are looked at that began them.
 * @returns the id under which its story goes on
 */
export async function withLaterReports(
  book: Writes,
  story: string,
  near: readonly string[],
  at: string,
): Promise<string> {
  const others = near.filter((id) => id !== story);
  if (others.length === 0) return story;
  const members = new Map<string, readonly ReportFeatures[]>();
  for (const id of [story, ...others]) members.set(id, await book.featured(id, MEMBERS));
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

/** Which days' reports are looked at. Of a report without a date the latest ones are nearest. */
export function daysAround(day: string | null): Days {
  if (day === null) return { from: '0000-01-01', day: '9999-12-31', to: '9999-12-31' };
  const shifted = (days: number): string =>
    new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
  return { from: shifted(-WINDOW_DAYS), day, to: shifted(WINDOW_DAYS) };
}
