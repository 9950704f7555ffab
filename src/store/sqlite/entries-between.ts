import type { Between } from '../store.ts';
import type { Connection } from './connection.ts';
import { opposingAmong } from './short-claims.ts';
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
  const held = rows<{ id: string }>(
    `SELECT id FROM entries WHERE n IN (SELECT entry FROM json_each(?) AS came CROSS JOIN entry_claims ON claim = came.value
        UNION ${OF_VERSIONS}) ORDER BY id`,
    JSON.stringify(claims),
  ).map(({ id }) => id);
  return { held, opponents: opposingAmong(connection, claims) };
}

/** What claims of former versions are found by is not kept: their entries are all taken. */
const OF_VERSIONS = `SELECT entry FROM (SELECT DISTINCT first FROM reports WHERE version > 1) AS changed
  CROSS JOIN reports AS r ON r.first = changed.first CROSS JOIN claims AS c ON c.report = r.n
  CROSS JOIN entry_claims ON entry_claims.claim = c.n`;
