import type { Reads, StoryFilter } from '../store.ts';
import type { Connection } from './connection.ts';
import { given } from './where.ts';

/** Reports of which only what is counted of them is read: their rows are long (`Reads.storyPage`). */
export function storyPage(
  { tuples }: Connection,
  { alone, measures, parties, skip, limit }: StoryFilter,
): Awaited<ReturnType<Reads['storyPage']>> {
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
  const from =
    telling.length === 0
      ? `counted_reports AS counted
          CROSS JOIN story_reports AS placed ON placed.report = counted.report AND placed.ended IS NULL`
      : `(SELECT DISTINCT story FROM (${telling.map(({ sql }) => sql).join(' INTERSECT ')}) AS told
            CROSS JOIN counted_reports AS counted ON counted.report = told.report
            CROSS JOIN story_reports AS own ON own.report = told.report AND own.ended IS NULL) AS wanted
          CROSS JOIN story_reports AS placed INDEXED BY story_reports_by_story ON placed.story = wanted.story AND placed.ended IS NULL
          CROSS JOIN counted_reports AS counted ON counted.report = placed.report`;
  const found = tuples<[story: string, total: number]>(
    `SELECT story, count(*) OVER () FROM (
        SELECT placed.story, min(counted.moment) AS at FROM ${from}
          GROUP BY placed.story ${alone ? '' : 'HAVING count(*) > 1'})
      ORDER BY at DESC, story DESC LIMIT ? OFFSET ?`,
    ...telling.flatMap(({ values }) => values),
    limit,
    skip,
  );
  return { stories: found.map(([story]) => story), total: found[0]?.[1] ?? 0 };
}
