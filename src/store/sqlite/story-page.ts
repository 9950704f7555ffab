import type { StoryFilter, StoryPage } from '../store.ts';
import type { Connection } from './connection.ts';
import { given, type Where } from './where.ts';

/** Reports of which only what is counted of them is read: their rows are long (`Reads.storyPage`). */
export function storyPage(
  { tuples }: Connection,
  { alone, measures, parties, skip, limit, few }: StoryFilter,
): StoryPage {
  const telling = [
    given(measures, (ids) => ({
      // What is only expected makes no entry.
      sql: `SELECT m.report FROM json_each(?) AS wanted CROSS JOIN report_measures AS m ON m.measure = wanted.value
        WHERE m.own OR EXISTS (SELECT 1 FROM claims AS c CROSS JOIN entry_claims AS k ON k.claim = c.n AND k.counts
          CROSS JOIN entries AS e ON e.n = k.entry WHERE c.report = m.report AND e.measure = m.measure AND e.claims > 0)`,
      values: [JSON.stringify(ids)],
    })),
    given(parties, (ids) => ({
      sql: 'SELECT report FROM json_each(?) AS wanted CROSS JOIN report_parties ON party = wanted.value',
      values: [JSON.stringify(ids)],
    })),
  ].filter((one) => one !== null);
  const found = tuples<[story: string, total: number]>(
    // Few of a story are not counted: those of which a report came, went or changed since.
    `SELECT id, count(*) OVER () FROM (
        SELECT id, iif(reports IS NULL, (SELECT min(c.moment) ${COUNTED}), began) AS began,
          iif(reports IS NULL, (SELECT count(*) ${COUNTED}), reports) AS reports
        FROM ${telling.length === 0 ? STORIES : `(${storiesOf(telling)}) AS wanted CROSS JOIN ${STORIES} ON id = wanted.story`})
      WHERE reports > ? ORDER BY began DESC, id DESC LIMIT ? OFFSET ?`,
    ...telling.flatMap(({ values }) => values),
    alone ? 0 : 1,
    limit,
    skip,
  );
  const heads = tuples<[id: string, title: string | null, total: number, reports: string]>(
    `SELECT stories.id, title, (SELECT count(*) ${COUNTED}), (SELECT json_group_array(r.id ORDER BY first.moment, first.report)
        FROM (SELECT c.report, c.moment ${COUNTED} ORDER BY c.moment, c.report LIMIT ?) AS first
          CROSS JOIN reports AS r ON r.n = first.report)
      FROM json_each(?) AS wanted CROSS JOIN stories ON stories.id = wanted.value ORDER BY wanted.key`,
    few ?? -1,
    JSON.stringify(found.map(([story]) => story)),
  );
  return {
    items: heads.map(([id, title, total, reports]) => ({ id, title, reports: JSON.parse(reports), total })),
    total: found[0]?.[1] ?? 0,
  };
}

/** The rows themselves are long. */
const STORIES = 'stories INDEXED BY stories_counted';

const storiesOf = (telling: readonly Where[]): string =>
  `SELECT DISTINCT story FROM (${telling.map(({ sql }) => sql).join(' INTERSECT ')}) AS told
    CROSS JOIN counted_reports AS counted ON counted.report = told.report
    CROSS JOIN story_reports AS own ON own.report = told.report AND own.ended IS NULL`;

/** The reports of a story that count. */
const COUNTED = `FROM story_reports AS placed INDEXED BY story_reports_by_story
  CROSS JOIN counted_reports AS c ON c.report = placed.report WHERE placed.story = stories.id AND placed.ended IS NULL`;

/** Keeps of stories of which that is not known when the first of their reports was told, and how many they have. */
export function countStories({ run }: Connection): void {
  run(
    `UPDATE stories SET (began, reports) = (SELECT min(c.moment), count(*) ${COUNTED}) WHERE reports IS NULL`,
  );
}
