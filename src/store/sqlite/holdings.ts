import type { Extent, Holdings, Reads } from '../store.ts';
import type { Connection } from './connection.ts';
import { reportWhere } from './where.ts';

/** Reports that another version has taken the place of: few, found by the versions that came later. */
const REPLACED = `SELECT old.n FROM reports AS later INDEXED BY reports_again CROSS JOIN reports AS old
  ON old.first = later.first AND old.version < later.version WHERE later.version > 1 AND later.state = 'present'`;

/** All others than those that are present and current: few. */
export const UNCOUNTED = `SELECT n FROM reports INDEXED BY reports_absent WHERE state <> 'present' UNION ${REPLACED}`;

/** Present and current ones, of which no row is read: those are long. */
export const REPORTS = `reports AS r INDEXED BY reports_present WHERE r.state = 'present' AND r.n NOT IN (${REPLACED})`;

const STORY_REPORTS = `(SELECT r.n, r.moment FROM ${REPORTS}) AS r CROSS JOIN story_reports ON report = r.n AND ended IS NULL`;

/** How much a book holds, counted where it is kept: no text and no claim is read. */
export function holdingReads({
  rows,
  row,
  tuples,
}: Connection): Pick<Reads, 'extent' | 'holdings' | 'publishers' | 'titles' | 'storyTitles'> {
  const reports = reportWhere({});
  const count = (sql: string, ...values: Parameters<typeof row>[1][]): number =>
    row<{ readonly n: number }>(`SELECT count(*) AS n FROM ${sql}`, ...values)?.n ?? 0;
  const dated = `${reports.sql} AND r.published IS NOT NULL`;
  /** Of the first, or the last, moments: a day, as it was written, begins in 26 hours, from zone to zone. */
  const dayAt = (end: 'first' | 'last'): string | null => {
    const [pick, order, near, hours] =
      end === 'first' ? ['min', 'ASC', '<=', '+26 hours'] : ['max', 'DESC', '>=', '-26 hours'];
    return (
      row<{ readonly day: string | null }>(
        `SELECT ${pick}(substr(r.published, 1, 10)) AS day FROM reports AS r WHERE ${dated} AND r.moment ${near}
          (SELECT strftime('%Y-%m-%dT%H:%M:%fZ', moment, ?) FROM
            (SELECT r.moment FROM reports AS r WHERE ${dated} ORDER BY r.moment ${order} LIMIT 1))`,
        ...reports.values,
        hours,
        ...reports.values,
      )?.day ?? null
    );
  };
  const extent = (): Extent => ({
    reports: count(REPORTS),
    from: dayAt('first'),
    to: dayAt('last'),
  });
  return {
    extent: async () => extent(),

    titles: async (ids) =>
      new Map(
        tuples<[string, string]>(
          `SELECT r.id, title FROM json_each(?) AS wanted CROSS JOIN reports AS r ON r.id = wanted.value
            WHERE title IS NOT NULL AND state <> 'purged'`,
          JSON.stringify(ids),
        ),
      ),

    storyTitles: async () =>
      rows<{ readonly id: string; readonly title: string | null }>(
        // The first of its reports is that of the lowest number of those of the earliest moment.
        `SELECT s.id, coalesce(s.title, r.title) AS title FROM (
            SELECT story, min(r.moment || printf(' %015d', r.n)) AS head FROM ${STORY_REPORTS} GROUP BY story)
          CROSS JOIN stories AS s ON s.id = story CROSS JOIN reports AS r ON r.n = CAST(substr(head, -15) AS INTEGER)
          ORDER BY substr(head, 1, length(head) - 16), s.id`,
      ).map((one) => ({ ...one })),

    publishers: async () =>
      rows<{ readonly publisher: string | null; readonly reports: number }>(
        `SELECT publisher, count(*) AS reports FROM ${REPORTS} GROUP BY publisher ORDER BY publisher`,
      ).map((one) => ({ ...one })),

    holdings: async (): Promise<Holdings> => {
      const decided = new Map(
        tuples<[state: string, count: number]>(
          `SELECT state, count(*) FROM claims INDEXED BY claims_decided
            WHERE state <> 'unreviewed' AND replaced IS NULL AND gone IS NULL AND report NOT IN (${UNCOUNTED}) GROUP BY state`,
        ),
      );
      const unreviewed =
        count(
          "claims INDEXED BY claims_to_review WHERE state = 'unreviewed' AND replaced IS NULL AND gone IS NULL",
        ) -
        count(
          `(${UNCOUNTED}) AS r CROSS JOIN claims AS c INDEXED BY claims_placed ON c.report = r.n
            AND c.state = 'unreviewed' AND c.replaced IS NULL AND c.gone IS NULL`,
        );
      const of = (state: string): number => decided.get(state) ?? 0;
      return {
        ...extent(),
        removed: count("reports INDEXED BY reports_absent WHERE state <> 'present' AND state = 'removed'"),
        claims: { unreviewed, accepted: of('accepted'), rejected: of('rejected') },
        stories: count(`(SELECT DISTINCT story FROM ${STORY_REPORTS})`),
        decisions: count('decisions'),
        readers: rows<Holdings['readers'][number]>(
          `SELECT reader, count(*) AS reports FROM ${REPORTS} GROUP BY reader ORDER BY min(r.moment), reader`,
        ).map((one) => ({ ...one })),
      };
    },
  };
}
