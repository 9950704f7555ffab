import type { Extent, Holdings, Reads } from '../store.ts';
import type { Connection } from './connection.ts';
import { CLAIM_STATE, claimWhere, holding, reportWhere } from './where.ts';

/** How much a book holds, counted where it is kept: no text and no claim is read. */
export function holdingReads({
  rows,
  row,
  tuples,
}: Connection): Pick<Reads, 'extent' | 'holdings' | 'publishers' | 'titles'> {
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
    reports: count(`reports AS r WHERE ${reports.sql}`, ...reports.values),
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

    publishers: async () =>
      rows<{ readonly publisher: string | null; readonly reports: number }>(
        `SELECT publisher, count(*) AS reports FROM reports AS r WHERE ${reports.sql} GROUP BY publisher ORDER BY publisher`,
        ...reports.values,
      ).map((one) => ({ ...one })),

    holdings: async (): Promise<Holdings> => {
      const [claims, stories, removed] = [
        claimWhere({}),
        holding('story_reports', {}),
        reportWhere({ state: 'removed' }),
      ];
      const states = new Map(
        rows<{ readonly state: string; readonly n: number }>(
          `SELECT ${CLAIM_STATE} AS state, count(*) AS n FROM reports AS r CROSS JOIN claims AS c ON c.report = r.n
            WHERE ${claims.sql} GROUP BY 1`,
          ...claims.values,
        ).map(({ state, n }) => [state, n]),
      );
      const of = (state: string): number => states.get(state) ?? 0;
      return {
        ...extent(),
        removed: count(`reports AS r WHERE ${removed.sql}`, ...removed.values),
        claims: { unreviewed: of('unreviewed'), accepted: of('accepted'), rejected: of('rejected') },
        stories: count(
          `(SELECT DISTINCT story FROM reports AS r CROSS JOIN story_reports ON report = r.n
            WHERE ${reports.sql} AND ${stories.sql})`,
          ...reports.values,
          ...stories.values,
        ),
        decisions: count('decisions'),
        readers: rows<Holdings['readers'][number]>(
          `SELECT reader, count(*) AS reports FROM reports AS r WHERE ${reports.sql} GROUP BY reader
            ORDER BY min(r.moment), reader`,
          ...reports.values,
        ).map((one) => ({ ...one })),
      };
    },
  };
}
