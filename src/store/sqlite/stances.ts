import type { Amounts } from '../../book/amounts/amounts.ts';
import type { Reads } from '../store.ts';
import type { Connection } from './connection.ts';
import { entryWhere } from './entry-query.ts';
import { COUNTS, saying } from './short-claims.ts';

type StanceReads = Pick<Reads, 'matters' | 'mattersOf' | 'stances' | 'amounts'>;

/** What claims say by which they may stand against others, and of amounts. */
export function stanceReads({ tuples, row }: Connection): StanceReads {
  return {
    matters: async () =>
      tuples<[n: number, matter: string, newest: number]>(
        `SELECT n, matter, newest FROM (SELECT n, matter, (SELECT max(s.moment) FROM short_claims AS s
            WHERE ${saying('m.n')} AND ${COUNTS}) AS newest
          FROM matters AS m WHERE matter ->> '$.favours' IS NOT NULL) WHERE newest IS NOT NULL`,
      ).map(([n, matter, newest]) => ({ ...JSON.parse(matter), n, newest })),

    amounts: async () =>
      tuples<[string]>('SELECT amounts FROM report_amounts').map(([amounts]): Amounts => JSON.parse(amounts)),

    mattersOf: async (filter) => {
      const { sql, values } = entryWhere(filter);
      return new Set(
        tuples<[number]>(
          `SELECT DISTINCT s.matter FROM entries AS e CROSS JOIN short_claims AS s ON s.entry = e.n AND ${COUNTS} WHERE ${sql}`,
          ...values,
        ).flat(),
      );
    },

    stances: async (matters, most) => {
      const wanted = JSON.stringify(matters);
      // Of each matter as many as are wanted in all, with those of one moment with the last of them.
      const told = `json_each(?) AS wanted CROSS JOIN short_claims AS s
        ON ${saying('wanted.value')} AND ${COUNTS}`;
      const from =
        most === undefined
          ? ''
          : `WHERE s.moment >= coalesce((SELECT s.moment FROM short_claims AS s WHERE ${saying('wanted.value')} AND ${COUNTS}
              ORDER BY s.moment DESC LIMIT 1 OFFSET ${most - 1}), s.moment)`;
      const claims = tuples<[string]>(
        // In the order of `inOrder`, from the end.
        `SELECT s.id FROM ${told} ${from} ORDER BY s.moment DESC, s.report DESC, s.predicate DESC, s.id DESC LIMIT ?`,
        wanted,
        most ?? -1,
      );
      const count = row<{ n: number }>(`SELECT count(*) AS n FROM ${told}`, wanted);
      return { count: count?.n ?? 0, claims: claims.flat().toReversed() };
    },
  };
}
