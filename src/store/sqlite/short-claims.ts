import { type EntryClaim, favoursOf, isOpposable } from '../../book/entry-claim.ts';
import { toldOn } from '../../book/moment.ts';
import type { BookClaim, Report } from '../../book/record.ts';
import { compare } from '../../book/scene.ts';
import { FIRMNESS } from '../../document/vocabulary.ts';
import type { OpponentKey, ReviewState, ShortClaim, WhichClaims } from '../store.ts';
import type { Connection } from './connection.ts';
import { latest } from './times.ts';
import { all, type Where } from './where.ts';

/** A claim, as decided, with what is kept of it in an entry. */
export interface Shortened {
  readonly claim: BookClaim;
  readonly report: Report;
  readonly state: ReviewState;
  readonly current: number;
  readonly versions: number;
  readonly moment: number;
  /** Of whom its report speaks. */
  readonly spoken: () => ReadonlySet<string>;
}

/** In the order of `COLUMNS`. */
type ShortTuple = [
  n: number,
  id: string,
  report: string,
  state: ShortClaim['state'],
  current: number,
  versions: number,
  moment: number,
  told: string,
  publisher: string | null,
  predicate: number,
  matter: string,
  firmness: number | null,
  favours: number | null,
  sources: string,
  conditions: string,
  day: string | null,
  sentence: number,
  sentenceEnd: number,
  evidence: number,
  evidenceEnd: number,
];

type PlacedTuple = [...ShortTuple, at: number];

const COLUMNS = [
  ...[
    'claim',
    'id',
    'report',
    'state',
    'current',
    'versions',
    'moment',
    'told',
    'publisher',
    'predicate',
    'matter',
  ],
  ...[
    'firmness',
    'favours',
    'sources',
    'conditions',
    'day',
    'sentence',
    'sentence_end',
    'evidence',
    'evidence_end',
  ],
];
const SHORT = COLUMNS.map((column) => `s.${column}`).join(', ');
const INSERT = `INSERT OR REPLACE INTO short_claims (entry, ${COLUMNS.join(', ')}) VALUES (?${', ?'.repeat(COLUMNS.length)})`;

/** All by which it is told with what a claim may collide (`alike`). */
type PrintedMatter = readonly [
  act: EntryClaim['act'],
  negated: boolean,
  actors: readonly string[],
  targets: readonly string[],
  measures: readonly string[],
  beneficiary: readonly string[],
  spoken: readonly string[],
];

export function keepShort({ run }: Connection, entry: number, n: number, short: Shortened): void {
  const { claim, report, state, current, versions, moment, spoken } = short;
  const { act, negated, actors, targets, measures, beneficiary, sentence, evidence } = claim;
  const others = beneficiary.length > 0 || !isOpposable(claim) ? [] : [...spoken()].sort();
  const matter: PrintedMatter = [act, negated, actors, targets, measures, beneficiary, others];
  const favours = favoursOf(claim, report);
  run(
    INSERT,
    entry,
    n,
    claim.id,
    report.id,
    state,
    current,
    versions,
    moment,
    toldOn(report),
    report.publisher,
    claim.predicate.start,
    JSON.stringify(matter),
    claim.firmness === null ? null : FIRMNESS.indexOf(claim.firmness),
    favours === null ? null : Number(favours),
    JSON.stringify(claim.sources),
    JSON.stringify(claim.conditions.map(({ kind, trigger, start, end }) => ({ kind, trigger, start, end }))),
    claim.when?.from ?? null,
    sentence.start,
    sentence.end,
    evidence.start,
    evidence.end,
  );
}

function among(which: WhichClaims): Where {
  if (which === 'all') return all([]);
  return which === 'counting'
    ? { sql: "s.current AND s.state <> 'rejected'", values: [] }
    : {
        sql: `s.moment <= ?${which.colliding ? ' AND s.favours IS NOT NULL' : ''}`,
        values: [Date.parse(latest(which.by)) || Number.MAX_SAFE_INTEGER],
      };
}

/** Claims of each of these entries, in order of time. */
export function shortClaims(
  { tuples }: Connection,
  entries: readonly string[],
  which: WhichClaims,
): readonly (readonly ShortClaim[])[] {
  const found: Placed[][] = entries.map(() => []);
  const read = reading();
  const { sql, values } = among(which);
  for (const row of tuples<PlacedTuple>(
    `SELECT ${SHORT}, wanted.key FROM json_each(?) AS wanted CROSS JOIN entries AS e ON e.id = wanted.value
      CROSS JOIN short_claims AS s ON s.entry = e.n WHERE ${sql}`,
    JSON.stringify(entries),
    ...values,
  ))
    found[row[20]]?.push(read(row));
  return found.map(inOrder);
}

/** Rejections and threats that any of these finds, each once, in order of time. */
export function shortOpponents(
  connection: Connection,
  keys: readonly OpponentKey[],
  which: WhichClaims,
): readonly ShortClaim[] {
  if (keys.length === 0) return [];
  return opposing(
    connection,
    `SELECT claim FROM json_each(?) AS wanted CROSS JOIN opponents ON opponents.measure = wanted.value ->> 0
      AND opponents.role = wanted.value ->> 1 AND opponents.key = wanted.value ->> 2 GROUP BY claim`,
    keys.map(({ measure, role, key }) => [measure, role, key]),
    among(which),
  );
}

/** Those of these claims, by their numbers, that may stand against others, in order of time. */
export const shortOpponentsAmong = (
  connection: Connection,
  claims: readonly number[],
): readonly ShortClaim[] =>
  opposing(
    connection,
    'SELECT DISTINCT claim FROM json_each(?) AS wanted CROSS JOIN opponents ON claim = wanted.value',
    claims,
    among('all'),
  );

function opposing(
  { tuples }: Connection,
  found: string,
  wanted: readonly unknown[],
  { sql, values }: Where,
): readonly ShortClaim[] {
  return inOrder(
    tuples<ShortTuple>(
      `SELECT ${SHORT} FROM (${found}) AS opponent CROSS JOIN short_claims AS s ON s.claim = opponent.claim
          AND s.entry = (SELECT min(entry) FROM short_claims WHERE claim = opponent.claim) WHERE ${sql}`,
      JSON.stringify(wanted),
      ...values,
    ).map(reading()),
  );
}

interface Placed extends ShortClaim {
  readonly moment: number;
  readonly predicate: number;
}

/** As `inOrder` of `src/book/scene.ts` has it. */
const inOrder = (claims: readonly Placed[]): readonly ShortClaim[] =>
  claims.toSorted(
    (a, b) =>
      a.moment - b.moment || compare(a.report, b.report) || a.predicate - b.predicate || compare(a.id, b.id),
  );

/** Most claims have what others have: that is parsed once. */
function reading(): (row: ShortTuple | PlacedTuple) => Placed {
  const parsed = onceFor(JSON.parse);
  const matterOf = onceFor((matter) => {
    const [act, negated, actors, targets, measures, beneficiary, spoken]: PrintedMatter = JSON.parse(matter);
    return { matter, act, negated, actors, targets, measures, beneficiary, spoken: new Set(spoken) };
  });
  return (row) => {
    const [n, id, report, state, current, versions, moment, told, publisher, predicate, printed] = row;
    const { matter, act, negated, actors, targets, measures, beneficiary, spoken } = matterOf(printed);
    const [firmness, favours, day] = [row[11], row[12], row[15]];
    return {
      n,
      id,
      report,
      state,
      isCurrent: current === 1,
      hasVersions: versions === 1,
      moment,
      told,
      publisher,
      predicate,
      matter,
      act,
      negated,
      actors,
      targets,
      measures,
      beneficiary,
      spoken,
      firmness: firmness === null ? null : (FIRMNESS[firmness] ?? null),
      favours: favours === null ? null : favours === 1,
      sources: parsed(row[13]),
      conditions: parsed(row[14]),
      when: day === null ? null : { from: day },
      sentence: { start: row[16], end: row[17] },
      evidence: { start: row[18], end: row[19] },
    };
  };
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
