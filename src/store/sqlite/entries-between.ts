import { compare } from '../../book/scene.ts';
import type { Between } from '../store.ts';
import type { Connection } from './connection.ts';
import { claimsByEntry } from './short-claims.ts';
import { earliest, latest } from './times.ts';
import { all, asSeen } from './where.ts';

/** Entries of which something may have come or gone between two moments, by the claims of reports that were published in between and of their other versions. */
export function entriesBetween(connection: Connection, from: string, to: string): Between {
  const { rows } = connection;
  const [before, after] = [all([asSeen('r', { asOf: from })]), all([asSeen('r', { asOf: to })])];
  const claims = rows<{ n: number }>(
    `SELECT claims.n FROM (SELECT DISTINCT other.n FROM reports AS r CROSS JOIN reports AS other ON other.first = r.first
        WHERE r.moment BETWEEN ? AND ? AND r.state = 'present' AND ${after.sql} AND NOT (${before.sql})
          AND other.state = 'present') AS moved
      CROSS JOIN claims ON claims.report = moved.n`,
    earliest(from),
    latest(to),
    ...after.values,
    ...before.values,
  ).map(({ n }) => n);
  const came = claimsByEntry(connection, claims);
  const changed = rows<{ id: string }>(OF_VERSIONS).map(({ id }) => id);
  return { held: [...new Set([...came.keys(), ...changed])].sort(compare), came };
}

/** Entries whose claims changed with a version of their report are all taken. */
const OF_VERSIONS = `SELECT id FROM entries
  WHERE n IN (SELECT entry FROM short_claims INDEXED BY short_claims_changed WHERE versions)`;
