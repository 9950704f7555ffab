import type { Amounts } from '../../book/amounts/amounts.ts';
import type { KeptMatter } from '../../book/matters.ts';
import type { Reads } from '../store.ts';
import type { Connection } from './connection.ts';
import { entryWhere } from './entry-reads.ts';

type StanceReads = Pick<Reads, 'matters' | 'mattersOf' | 'stances' | 'amounts'>;

/** Share of the claims. */
const MOST = 2 / 3;

/** What claims say by which they may stand against others, and of amounts. */
export function stanceReads({ tuples, row }: Connection): StanceReads {
  return {
    matters: async () =>
      tuples<[n: number, matter: string, newest: number]>(
        `SELECT n, matter, newest FROM (SELECT n, matter, (SELECT max(moment) FROM stances WHERE stances.matter = matters.n) AS newest
          FROM matters) WHERE newest IS NOT NULL`,
      ).map(([n, matter, newest]): KeptMatter & { n: number; newest: number } => {
        return { ...JSON.parse(matter), n, newest };
      }),

    amounts: async () =>
      tuples<[string]>('SELECT amounts FROM report_amounts').map(([amounts]): Amounts => JSON.parse(amounts)),

    mattersOf: async (filter) => {
      const { sql, values } = entryWhere(filter);
      const share = row<{ share: number | null }>(
        `SELECT total(iif(${sql}, e.claims, 0)) / sum(e.claims) AS share FROM entries AS e`,
        ...values,
      )?.share;
      // Where most entries are chosen, most matters have a claim in one of them among their first.
      const found =
        (share ?? 0) > MOST
          ? `SELECT m.n FROM matters AS m WHERE EXISTS (SELECT 1 FROM stances AS s
              CROSS JOIN entry_claims AS k INDEXED BY entry_claims_by_claim ON k.claim = s.claim AND k.counts
              CROSS JOIN entries AS e ON e.n = k.entry WHERE s.matter = m.n AND ${sql})`
          : `SELECT DISTINCT s.matter FROM entries AS e CROSS JOIN entry_claims AS k ON k.entry = e.n AND k.counts
              CROSS JOIN stances AS s ON s.claim = k.claim WHERE ${sql}`;
      return new Set(tuples<[number]>(found, ...values).flat());
    },

    stances: async (matters, most) => {
      const wanted = JSON.stringify(matters);
      // Of each matter as many as are wanted in all, with those of one moment with the last of them.
      const from =
        most === undefined
          ? ''
          : `AND s.moment >= coalesce((SELECT moment FROM stances WHERE matter = wanted.value
              ORDER BY moment DESC LIMIT 1 OFFSET ${most - 1}), s.moment)`;
      const claims = tuples<[string]>(
        // In the order of `inOrder`, from the end.
        `SELECT c.id FROM json_each(?) AS wanted CROSS JOIN stances AS s ON s.matter = wanted.value ${from}
          CROSS JOIN claims AS c ON c.n = s.claim CROSS JOIN reports AS r ON r.n = c.report
          ORDER BY s.moment DESC, r.id DESC, c.claim ->> '$.predicate.start' DESC, c.id DESC LIMIT ?`,
        wanted,
        most ?? -1,
      );
      const count = row<{ n: number }>(
        'SELECT count(*) AS n FROM json_each(?) AS wanted CROSS JOIN stances ON matter = wanted.value',
        wanted,
      );
      return { count: count?.n ?? 0, claims: claims.flat().toReversed() };
    },
  };
}
