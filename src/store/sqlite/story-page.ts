import type { Reads, StoryFilter } from '../store.ts';
import type { Connection } from './connection.ts';
import { entryWhere } from './entry-reads.ts';
import { all, given } from './where.ts';

/** Reports of which only moments are read, from their index: their rows are long (`Reads.storyPage`). */
export function storyPage(
  { tuples }: Connection,
  { alone, entries, parties, skip, limit }: StoryFilter,
): Awaited<ReturnType<Reads['storyPage']>> {
  const telling = all([
    { sql: 'ended IS NULL AND report IN (SELECT report FROM counted_reports)', values: [] },
    given(entries, (filter) => {
      const { sql, values } = entryWhere(filter);
      return {
        sql: `report IN (SELECT c.report FROM entries AS e CROSS JOIN entry_claims AS k ON k.entry = e.n AND k.counts
          CROSS JOIN claims AS c ON c.n = k.claim WHERE ${sql})`,
        values,
      };
    }),
    given(parties, (ids) => ({
      sql: 'report IN (SELECT report FROM report_parties WHERE party IN (SELECT value FROM json_each(?)))',
      values: [JSON.stringify(ids)],
    })),
  ]);
  const isAll = entries === undefined && parties === undefined;
  const found = tuples<[story: string, total: number]>(
    `SELECT story, count(*) OVER () FROM (
        SELECT placed.story, min(r.moment) AS at FROM reports AS r INDEXED BY reports_by_moment
          CROSS JOIN counted_reports AS counted ON counted.report = r.n
          CROSS JOIN story_reports AS placed ON placed.report = r.n AND placed.ended IS NULL
          ${isAll ? '' : `WHERE placed.story IN (SELECT story FROM story_reports WHERE ${telling.sql})`}
          GROUP BY placed.story ${alone ? '' : 'HAVING count(*) > 1'})
      ORDER BY at DESC, story DESC LIMIT ? OFFSET ?`,
    ...(isAll ? [] : telling.values),
    limit,
    skip,
  );
  return { stories: found.map(([story]) => story), total: found[0]?.[1] ?? 0 };
}
