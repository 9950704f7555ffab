import { related } from '../../book/taxonomy.ts';
import { lastDay } from '../../text/iso-date.ts';
import type { Between } from '../store.ts';
import type { Connection } from './connection.ts';
import { measuresOf } from './measures.ts';
import { shortOpponentsAmong } from './short-claims.ts';
import { instant, latest } from './times.ts';
import { all, asSeen } from './where.ts';

/**
 * Entries of which something may have come, gone or been opposed between two moments, by the claims of reports that were
 * published in between and of their other versions.
 */
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
  const came = JSON.stringify(claims);
  const found = rows<{ n: number }>(
    `SELECT entry AS n FROM json_each(?) AS came CROSS JOIN entry_claims ON claim = came.value UNION ${OF_VERSIONS}`,
    came,
  ).map(({ n }) => n);
  const measures = measuresOf(connection);
  const opposed = merged(opponentsAmong(connection, came)).flatMap((opponent) =>
    opposable(connection, opponent, measures),
  );
  const named = (numbers: Iterable<number>): readonly string[] =>
    rows<{ id: string }>(
      'SELECT id FROM entries WHERE n IN (SELECT value FROM json_each(?)) ORDER BY id',
      JSON.stringify([...numbers]),
    ).map(({ id }) => id);
  const own = new Set(found);
  return {
    held: named(own),
    opposed: named(new Set(opposed.filter((n) => !own.has(n)))),
    opponents: shortOpponentsAmong(connection, claims),
  };
}

/** No instant before it is of a later day than this one, wherever it was written. */
const earliest = (moment: string): string => lastDay(moment) ?? instant(moment);

/** What claims of former versions are found by is not kept: their entries are all taken. */
const OF_VERSIONS = `SELECT entry FROM (SELECT DISTINCT first FROM reports WHERE version > 1) AS changed
  CROSS JOIN reports AS r ON r.first = changed.first CROSS JOIN claims AS c ON c.report = r.n
  CROSS JOIN entry_claims ON entry_claims.claim = c.n`;

interface Opponent {
  readonly act: string;
  readonly measures: readonly string[];
  readonly keys: Readonly<Record<'actor' | 'target' | 'beneficiary' | 'spoken', readonly string[]>>;
  /** It is directed at somebody in particular. */
  readonly isAimed: boolean;
}

const VAGUE: ReadonlySet<string> = new Set(['group', 'unknown']);

function opponentsAmong({ rows }: Connection, claims: string): readonly Opponent[] {
  const found = rows<{
    claim: number;
    act: string;
    measures: string;
    role: string;
    key: string;
    kind: string | null;
  }>(
    `SELECT DISTINCT o.claim, c.act, c.claim ->> '$.measures' AS measures, o.role, o.key, p.kind
      FROM json_each(?) AS came CROSS JOIN opponents AS o ON o.claim = came.value CROSS JOIN claims AS c ON c.n = o.claim
      LEFT JOIN parties AS p ON p.id = o.key`,
    claims,
  );
  return [...Map.groupBy(found, ({ claim }) => claim).values()].flatMap((keys): Opponent[] =>
    keys.slice(0, 1).map(({ act, measures }) => {
      const of = (role: string) => [
        ...new Set(
          keys.flatMap((row) => (row.role === role || row.role === `sole-${role}` ? [row.key] : [])),
        ),
      ];
      const targets = keys.filter(({ role }) => role.endsWith('target'));
      return {
        act,
        measures: JSON.parse(measures),
        keys: {
          actor: of('actor'),
          target: of('target'),
          beneficiary: of('beneficiary'),
          spoken: of('spoken'),
        },
        isAimed: targets.length > 0 && !targets.some(({ kind }) => VAGUE.has(kind ?? 'unknown')),
      };
    }),
  );
}

/**
 * Together they find at least what each of them finds: of the reports of a day many stand against the same measure for the same
 * beneficiary, and which of them stands against an entry is seen when its claims are read.
 */
const merged = (opponents: readonly Opponent[]): readonly Opponent[] =>
  [
    ...Map.groupBy(opponents, ({ act, measures, keys, isAimed }) =>
      JSON.stringify([isAimed && act, measures, keys.beneficiary.length > 0]),
    ).values(),
  ].flatMap((same) =>
    same.slice(0, 1).map((first) => {
      const of = (role: keyof Opponent['keys']) => [...new Set(same.flatMap(({ keys }) => keys[role]))];
      const keys = {
        actor: of('actor'),
        target: of('target'),
        beneficiary: of('beneficiary'),
        spoken: of('spoken'),
      };
      return { ...first, keys };
    }),
  );

const IN = (parameter: number): string => `IN (SELECT value FROM json_each(?${parameter}))`;
/** What a joint claim undertakes is opposed in the entries of all of its parties; which claims do, is seen when they are read. */
const joint = (party: 'actor' | 'beneficiary', parameter: number): string =>
  `SELECT other.entry FROM entries AS near CROSS JOIN entry_claims AS own ON own.entry = near.n
    CROSS JOIN entry_claims AS other ON other.claim = own.claim
    WHERE near.measure ${IN(1)} AND near.${party} ${IN(parameter)} AND near.direction IS NOT NULL`;
const withTarget = (parameter: number): string =>
  `SELECT entry FROM json_each(?${parameter}) AS named CROSS JOIN entry_keys AS k ON k.role = 'target' AND k.key = named.value`;

/**
 * By what an opponent and an undertaking can be of one matter (`src/book/opposition.ts`): the same beneficiary; where one has
 * none, one is directed at the other, or its report speaks of the other's.
 */
const WITH_BENEFICIARY = `
  SELECT n FROM entries WHERE measure ${IN(1)} AND beneficiary ${IN(4)}
  UNION SELECT n FROM entries AS e INDEXED BY entries_by_measure
    WHERE measure ${IN(1)} AND beneficiary IS NULL AND e.direction IS NOT NULL AND (n IN (${joint('actor', 3)})
    OR n IN (${withTarget(2)})
    OR EXISTS (SELECT 1 FROM short_claims AS own WHERE own.entry = e.n AND own.favours IS NOT NULL
      AND EXISTS (SELECT 1 FROM json_each(?4) AS spoken WHERE instr(own.matter, spoken.value))))`;
const WITHOUT = `${joint('actor', 3)} UNION ${joint('beneficiary', 5)} UNION ${withTarget(2)}`;
/** And whom it is directed at, where that is somebody in particular. */
const AIMED = `(e.n IN (${joint('actor', 3)}) OR (?6 = 'reject' AND (e.n IN (${joint('beneficiary', 3)}) OR e.n IN (${withTarget(3)}))))`;

/** Entries in which something is undertaken that it may stand against. */
function opposable(
  { rows }: Connection,
  { act, measures, keys, isAimed }: Opponent,
  known: readonly string[],
): readonly number[] {
  const isSole = keys.beneficiary.length === 0;
  return rows<{ n: number }>(
    `SELECT e.n FROM (${isSole ? WITHOUT : WITH_BENEFICIARY}) AS found CROSS JOIN entries AS e ON e.n = found.${isSole ? 'entry' : 'n'}
      WHERE e.measure ${IN(1)} AND e.direction IS NOT NULL AND (${isAimed ? AIMED : '?6 IS NOT NULL'})
        AND json_array_length(?2) + json_array_length(?3) + json_array_length(?4) + json_array_length(?5) > 0`,
    JSON.stringify(known.filter((id) => measures.some((measure) => related(id, measure)))),
    JSON.stringify(keys.actor),
    JSON.stringify(keys.target),
    JSON.stringify(keys.beneficiary),
    JSON.stringify(keys.spoken),
    act,
  ).map(({ n }) => n);
}
