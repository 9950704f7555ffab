import { isOpponent } from '../../book/entries.ts';
import { type KeptMatter, matterOf, namedBy } from '../../book/matters.ts';
import { toldOn } from '../../book/moment.ts';
import { isUndertaken } from '../../book/opposition.ts';
import type { BookClaim, Report } from '../../book/record.ts';
import { byPlace } from '../../book/scene.ts';
import { FIRMNESS } from '../../document/vocabulary.ts';
import type {
  MatterKey,
  MatterSide,
  NumberedMatter,
  PlacedClaim,
  ReviewState,
  SeenClaim,
  ShortClaim,
  WhichClaims,
} from '../store.ts';
import type { Connection } from './connection.ts';
import { instant, latest } from './times.ts';
import { all, type Where } from './where.ts';

/** A claim, as decided, with what is kept of it in an entry. */
export interface Shortened {
  readonly claim: BookClaim;
  readonly report: Report;
  readonly state: ReviewState;
  readonly current: number;
  readonly versions: number;
  readonly moment: number;
}

/** In the order of `PLACE`. */
type PlaceTuple = [n: number, id: string, report: string, moment: number, predicate: number, matter: number];

/** In the order of `SEEN`. */
type SeenTuple = [...PlaceTuple, state: ShortClaim['state'], current: number, versions: number, told: string];

/** In the order of `COLUMNS`. */
type ShortTuple = [
  ...SeenTuple,
  publisher: string | null,
  firmness: number | null,
  sources: string,
  conditions: string,
  day: string | null,
  sentence: number,
  sentenceEnd: number,
  evidence: number,
  evidenceEnd: number,
  // The entry, if it is asked for: its place among those that are asked, or its id.
  at?: number | string,
];

const PLACE = ['claim', 'id', 'report', 'moment', 'predicate', 'matter'];
const SEEN = [...PLACE, 'state', 'current', 'versions', 'told'];
const COLUMNS = [
  ...SEEN,
  ...['publisher', 'firmness', 'sources', 'conditions', 'day', 'sentence', 'sentence_end', 'evidence'],
  'evidence_end',
];
const columns = (names: readonly string[]): string => names.map((name) => `s.${name}`).join(', ');
const SHORT = columns(COLUMNS);
const INSERT = `INSERT OR REPLACE INTO short_claims (entry, ${COLUMNS.join(', ')}) VALUES (?${', ?'.repeat(COLUMNS.length)})`;

/** @param matter its number */
export function keepShort(
  { run }: Connection,
  entry: number,
  n: number,
  matter: number,
  short: Shortened,
): void {
  const { claim, report, state, current, versions, moment } = short;
  const { sentence, evidence } = claim;
  run(
    INSERT,
    entry,
    n,
    claim.id,
    report.id,
    moment,
    claim.predicate.start,
    matter,
    state,
    current,
    versions,
    toldOn(report),
    report.publisher,
    claim.firmness === null ? null : FIRMNESS.indexOf(claim.firmness),
    JSON.stringify(claim.sources),
    JSON.stringify(claim.conditions.map(({ kind, trigger, start, end }) => ({ kind, trigger, start, end }))),
    claim.when?.from ?? null,
    sentence.start,
    sentence.end,
    evidence.start,
    evidence.end,
  );
}

/** The number of what a claim says, which is kept with what it is found by. @param spoken beneficiaries of all claims of its report */
export function keepMatter(
  { row, run }: Connection,
  { claim, report }: Shortened,
  spoken: readonly string[],
): number {
  const matter = matterOf(claim, report.text, spoken);
  const json = JSON.stringify(matter);
  const known = row<{ n: number }>('SELECT n FROM matters WHERE matter = ?', json);
  if (known) return known.n;
  const n = run('INSERT INTO matters (matter) VALUES (?)', json);
  const side = sideOf(matter);
  const scene = { spokenOf: new Map([['', new Set(matter.spoken)]]) };
  if (side !== null)
    for (const measure of new Set(matter.measures))
      for (const named of new Set(namedBy({ ...matter, report: '' }, scene)))
        run(
          'INSERT INTO matter_keys (side, measure, named, matter) VALUES (?, ?, ?, ?)',
          side,
          measure,
          named,
          n,
        );
  return n;
}

function sideOf(matter: KeptMatter): MatterSide | null {
  if (matter.favours === null || matter.negated) return null;
  return isUndertaken(matter) ? 'undertaken' : isOpponent(matter) ? 'opposing' : null;
}

export function mattersFound(
  { tuples }: Connection,
  side: MatterSide,
  keys: readonly MatterKey[],
): readonly NumberedMatter[] {
  if (keys.length === 0) return [];
  return tuples<[n: number, matter: string]>(
    `SELECT n, matters.matter FROM (SELECT DISTINCT k.matter FROM json_each(?) AS wanted CROSS JOIN matter_keys AS k
        ON k.side = ? AND k.measure = wanted.value ->> 0 AND k.named = wanted.value ->> 1) AS found
      CROSS JOIN matters ON n = found.matter ORDER BY n`,
    JSON.stringify(keys.map(({ measure, named }) => [measure, named])),
    side,
  ).map(([n, matter]) => ({ ...JSON.parse(matter), n }));
}

export const COUNTS = "s.current AND s.state <> 'rejected'";

/** Claims that say the same stand in the same entries: one of these holds them side by side. */
export const saying = (matter: string): string =>
  `s.matter = ${matter} AND s.entry = (SELECT min(entry) FROM short_claims WHERE matter = ${matter})`;

function among(which: WhichClaims): Where {
  if (which === 'all') return all([]);
  return which === 'counting'
    ? { sql: COUNTS, values: [] }
    : { sql: "s.moment <= ? AND s.state <> 'rejected'", values: [endOf(which.by)] };
}

const endOf = (moment: string): number => Date.parse(latest(moment)) || Number.MAX_SAFE_INTEGER;

const WANTED = `(SELECT wanted.key, known.n FROM json_each(?1) AS wanted CROSS JOIN entries AS known ON known.id = wanted.value)`;

/** The matters of each of these entries (`key`, `n`), from one to the next in the table’s key, however many claims say them. */
export const saidIn = (entries: string): string => `said (key, n, matter) AS (
    SELECT e.key, e.n, (SELECT min(s.matter) FROM short_claims AS s WHERE s.entry = e.n) FROM ${entries} AS e
    UNION ALL SELECT said.key, said.n, (SELECT min(s.matter) FROM short_claims AS s
        WHERE s.entry = said.n AND s.matter > said.matter) FROM said WHERE said.matter IS NOT NULL)`;

/** Claims of each of these entries, in order of time. */
export const shortClaims = (
  connection: Connection,
  entries: readonly string[],
  which: WhichClaims,
): readonly (readonly ShortClaim[])[] =>
  placed(connection, entries, [
    [`${WANTED} AS e CROSS JOIN short_claims AS s ON s.entry = e.n`, among(which)],
  ]);

/**
 * Of each of these entries what it was at a moment, as far as that says how it stood: of each matter what was told of it last; and all claims of
 * reports that have other versions, whenever they were told.
 */
export function lastClaims(
  connection: Connection,
  entries: readonly string[],
  moment: string,
): readonly (readonly ShortClaim[])[] {
  const told = toldBy(moment);
  const last = `(WITH RECURSIVE ${saidIn(WANTED)}
    SELECT key, n, matter, (SELECT max(s.moment) FROM short_claims AS s WHERE s.entry = said.n AND s.matter = said.matter
        AND ${told.sql}) AS moment
      FROM said WHERE matter IS NOT NULL)`;
  return placed(connection, entries, [
    [
      `${last} AS e CROSS JOIN short_claims AS s ON s.entry = e.n AND s.matter = e.matter AND s.moment = e.moment`,
      told,
    ],
    [
      `${WANTED} AS e CROSS JOIN short_claims AS s INDEXED BY short_claims_changed ON s.entry = e.n`,
      { sql: "s.versions AND s.state <> 'rejected'", values: [] },
    ],
  ]);
}

/** Claims of reports without other versions; as `isBy` has it. */
function toldBy(moment: string): Where {
  const sql = "NOT s.versions AND s.state <> 'rejected' AND";
  return moment.includes('T')
    ? { sql: `${sql} s.moment <= ?2`, values: [Date.parse(instant(moment))] }
    : {
        sql: `${sql} substr(s.told, 1, length(?2)) <= substr(?2, 1, length(s.told))`,
        values: [moment],
      };
}

/** These claims, by their numbers, by the ids of the entries that hold them. */
export function claimsByEntry(
  connection: Connection,
  claims: readonly number[],
): ReadonlyMap<string, readonly ShortClaim[]> {
  const rows = connection.tuples<ShortTuple>(
    `SELECT ${SHORT}, e.id FROM json_each(?) AS came CROSS JOIN short_claims AS s ON s.claim = came.value
      CROSS JOIN entries AS e ON e.n = s.entry`,
    JSON.stringify(claims),
  );
  const read = reading(connection, rows).map((claim, i) => ({ claim, entry: `${rows[i]?.[19]}` }));
  return new Map(
    [...Map.groupBy(read, ({ entry }) => entry)].map(([entry, held]) => [
      entry,
      held.map(({ claim }) => claim),
    ]),
  );
}

function placed(
  connection: Connection,
  entries: readonly string[],
  parts: readonly (readonly [from: string, where: Where])[],
): readonly (readonly ShortClaim[])[] {
  const found: ShortClaim[][] = entries.map(() => []);
  const rows = parts.flatMap(([from, { sql, values }]) =>
    connection.tuples<ShortTuple>(
      `SELECT ${SHORT}, e.key FROM ${from} WHERE ${sql}`,
      JSON.stringify(entries),
      ...values,
    ),
  );
  for (const [i, claim] of reading(connection, rows).entries()) found[Number(rows[i]?.[19])]?.push(claim);
  return found.map((claims) => claims.sort(byPlace));
}

/** Claims that count and say one of these matters, in order of time. */
export function claimsSaying(connection: Connection, matters: readonly number[]): readonly PlacedClaim[] {
  const rows = sayingOne<PlaceTuple>(connection, matters, PLACE, among('counting'));
  const said = mattersSaid(connection, rows);
  return rows.flatMap((row) => placeOf(row, said) ?? []).toSorted(byPlace);
}

/** The same of all, or of those told by a moment. */
export function claimsEverSaying(
  connection: Connection,
  matters: readonly number[],
  which: Exclude<WhichClaims, 'counting'>,
): readonly SeenClaim[] {
  const rows = sayingOne<SeenTuple>(connection, matters, SEEN, among(which));
  const said = mattersSaid(connection, rows);
  return rows.flatMap((row) => seenOf(row, said) ?? []).toSorted(byPlace);
}

const sayingOne = <T extends PlaceRow>(
  { tuples }: Connection,
  matters: readonly number[],
  names: readonly string[],
  { sql, values }: Where,
): readonly T[] =>
  matters.length === 0
    ? []
    : tuples<T>(
        `SELECT ${columns(names)} FROM json_each(?) AS wanted CROSS JOIN short_claims AS s ON ${saying('wanted.value')} WHERE ${sql}`,
        JSON.stringify(matters),
        ...values,
      );

/** Most claims have what others have: that is read and parsed once. */
function reading(connection: Connection, rows: readonly ShortTuple[]): readonly ShortClaim[] {
  const parsed = onceFor(JSON.parse);
  const said = mattersSaid(connection, rows);
  return rows.flatMap((row): ShortClaim[] => {
    const seen = seenOf(row, said);
    const [firmness, day] = [row[11], row[14]];
    if (!seen) return [];
    return [
      {
        ...seen,
        publisher: row[10],
        firmness: firmness === null ? null : (FIRMNESS[firmness] ?? null),
        sources: parsed(row[12]),
        conditions: parsed(row[13]),
        when: day === null ? null : { from: day },
        sentence: { start: row[15], end: row[16] },
        evidence: { start: row[17], end: row[18] },
      },
    ];
  });
}

type PlaceRow = readonly [...PlaceTuple, ...unknown[]];

const mattersSaid = (
  connection: Connection,
  rows: readonly PlaceRow[],
): ReadonlyMap<number, NumberedMatter> =>
  mattersNumbered(
    connection,
    rows.map((row) => row[5]),
  );

export const mattersNumbered = (
  { tuples }: Connection,
  numbers: readonly number[],
): ReadonlyMap<number, NumberedMatter> =>
  new Map(
    tuples<[n: number, matter: string]>(
      'SELECT n, matter FROM json_each(?) AS wanted CROSS JOIN matters ON n = wanted.value',
      JSON.stringify([...new Set(numbers)]),
    ).map(([n, matter]) => [n, { ...JSON.parse(matter), n }]),
  );

function placeOf(row: PlaceRow, said: ReadonlyMap<number, NumberedMatter>): PlacedClaim | null {
  const [n, id, report, moment, begins, matter] = row;
  const says = said.get(matter);
  if (!says) return null;
  const { act, negated, actors, targets, measures, beneficiary } = says;
  return { n, id, report, moment, begins, says, act, negated, actors, targets, measures, beneficiary };
}

function seenOf(
  row: readonly [...SeenTuple, ...unknown[]],
  said: ReadonlyMap<number, NumberedMatter>,
): SeenClaim | null {
  const place = placeOf(row, said);
  const [state, current, versions, told] = [row[6], row[7], row[8], row[9]];
  return place && { ...place, state, isCurrent: current === 1, hasVersions: versions === 1, told };
}

function onceFor<T>(parse: (json: string) => T): (json: string) => T {
  const known = new Map<string, T>();
  return (json) => {
    const before = known.get(json);
    if (before !== undefined) return before;
    const now = parse(json);
    known.set(json, now);
    return now;
  };
}
