import type { EntryFilter } from '../filters.ts';
import type { Colliding } from '../store.ts';
import type { Connection } from './connection.ts';
import { claimsAmong, EVERYTHING, entryWhere } from './entry-reads.ts';

/** Acts of `stanceOf`. */
const ACTS = `('reject', 'threaten', 'demand', 'position', 'commit', 'agree', 'perform', 'refuse')`;

const FAMILY = "substr(e.measure, 1, instr(e.measure || '.', '.') - 1)";
const IN = (parameter: number): string => `IN (SELECT value FROM json_each(?${parameter}))`;
const AIMED_AT = (actors: number): string =>
  `EXISTS (SELECT 1 FROM entry_keys AS k WHERE k.entry = e.n AND k.role = 'target' AND k.key ${IN(actors)})`;

/**
 * By what a side and another one can be of one matter (`onOneMatter`): the same beneficiary; where one has none, one is directed
 * at the other, or its report speaks of the other's.
 */
const FACING = `SELECT DISTINCT k.claim FROM entries AS e CROSS JOIN entry_claims AS k ON k.entry = e.n AND k.counts
    CROSS JOIN claims AS c ON c.n = k.claim
  WHERE e.claims > 0 AND ${FAMILY} ${IN(1)} AND c.act IN ${ACTS} AND (e.actor ${IN(2)} OR e.beneficiary ${IN(3)}
    OR e.beneficiary IS NULL AND (e.actor ${IN(4)} OR ${AIMED_AT(2)}
      OR EXISTS (SELECT 1 FROM spoken_of AS s WHERE s.report = c.report AND s.party ${IN(3)}))
    OR e.beneficiary IS NOT NULL AND (e.actor ${IN(5)} OR ${AIMED_AT(6)}))`;

/** What may collide with claims of these entries, with all of both sides (`Reads.colliding`). */
export function colliding(connection: Connection, filter: EntryFilter | null): Colliding {
  const { rows, tuples } = connection;
  const names = <T extends string>(sql: string, ...values: Parameters<typeof tuples>[1][]): readonly T[] =>
    tuples<[T]>(sql, ...values).map(([name]) => name);
  const claims = (numbers: readonly number[]): Colliding['claims'] =>
    claimsAmong(
      connection,
      'SELECT value AS claim FROM json_each(?)',
      numbers.toSorted((a, b) => a - b),
      EVERYTHING,
    );
  if (filter === null) {
    const all = tuples<[number]>(
      `SELECT c.n FROM counted_reports AS r CROSS JOIN claims AS c ON c.report = r.report
        WHERE c.replaced IS NULL AND c.gone IS NULL AND c.state <> 'rejected' AND c.act IN ${ACTS}`,
    );
    return { held: null, claims: claims(all.flat()) };
  }
  const { sql, values } = entryWhere(filter);
  const held = JSON.stringify(
    tuples<[number]>(
      `SELECT DISTINCT k.claim FROM entries AS e CROSS JOIN entry_claims AS k ON k.entry = e.n AND k.counts
        CROSS JOIN claims AS c ON c.n = k.claim WHERE ${sql} AND c.act IN ${ACTS} ORDER BY 1`,
      ...values,
    ).flat(),
  );
  const theirs = rows<{ readonly family: string; readonly actor: string }>(
    `SELECT DISTINCT ${FAMILY} AS family, e.actor FROM json_each(?) AS wanted
      CROSS JOIN entry_claims AS k ON k.claim = wanted.value AND k.counts CROSS JOIN entries AS e ON e.n = k.entry`,
    held,
  );
  const families = JSON.stringify([...new Set(theirs.map(({ family }) => family))]);
  const actors = JSON.stringify([...new Set(theirs.map(({ actor }) => actor))]);
  const own = `entries AS e WHERE e.claims > 0 AND e.actor ${IN(2)} AND ${FAMILY} ${IN(1)}`;
  const targets = (of: string): readonly string[] =>
    names(
      `SELECT DISTINCT k.key FROM entry_keys AS k WHERE k.role = 'target' AND k.entry IN (SELECT e.n FROM ${of})`,
      families,
      actors,
    );
  const sole = `${own} AND e.beneficiary IS NULL`;
  const isSole = names(`SELECT e.id FROM ${sole} LIMIT 1`, families, actors).length > 0;
  const beneficiaries = names(
    `SELECT DISTINCT e.beneficiary FROM ${own} AND e.beneficiary IS NOT NULL
      UNION SELECT DISTINCT s.party FROM (SELECT e.n FROM ${sole}) AS sole
        CROSS JOIN entry_claims AS k ON k.entry = sole.n AND k.counts CROSS JOIN claims AS c ON c.n = k.claim
        CROSS JOIN spoken_of AS s ON s.report = c.report`,
    families,
    actors,
  );
  const facing = tuples<[number]>(
    FACING,
    families,
    actors,
    JSON.stringify(beneficiaries),
    JSON.stringify(targets(own)),
    JSON.stringify(targets(sole)),
    isSole ? actors : '[]',
  ).flat();
  return {
    held: names('SELECT c.id FROM json_each(?) AS wanted CROSS JOIN claims AS c ON c.n = wanted.value', held),
    claims: claims(facing),
  };
}
