import type { ReviewFilter } from '../filters.ts';
import type { KeptMissed, OpenReview } from '../store.ts';
import type { Connection } from './connection.ts';
import { entryWhere } from './entry-query.ts';
import { all, given, reportWhere, type Where } from './where.ts';

/** Where a claim stands in the queue. */
type ClaimPlace = readonly [certainty: number, id: string];
/** Where words stand: by their report's number and their place in it. */
type MissedPlace = readonly [certainty: number, report: number, start: number];
type MissedTuple = readonly [
  ...MissedPlace,
  id: string,
  end: number,
  act: KeptMissed['act'],
  confidence: number,
];
/** After which item the queue goes on; what was perhaps missed stands behind claims that are as certain. */
type After =
  | { readonly kind: 'claim'; readonly place: ClaimPlace }
  | { readonly kind: 'missed'; readonly place: MissedPlace };

/** A part of the queue, found by what is kept of each claim and entry (`Reads.toReview`). */
export function toReview(connection: Connection, filter: ReviewFilter): OpenReview {
  const { after, skip, limit, claimsOnly } = filter;
  const [claims, missed] = [openClaims(connection, filter), openMissed(connection, filter)];
  const from = after === undefined ? null : (claims.place(after) ?? missed.place(after));
  const part = skip + limit;
  const [some, others] = [claims.first(from, part), claimsOnly ? [] : missed.first(from, part)];
  const shown = new Set([...some, ...others].toSorted(([one], [other]) => one - other).slice(skip, part));
  const open = claims.count(null) + missed.count(null);
  return {
    claims: some.flatMap((claim) => (shown.has(claim) ? [claim[1]] : [])),
    missed: others.flatMap((words) => {
      const [, , start, report, end, act, confidence] = words;
      return shown.has(words) ? [{ report, start, end, act, confidence, dismissed: false }] : [];
    }),
    total:
      claims.count(from) + (claimsOnly ? 0 : from === null ? open - claims.count(null) : missed.count(from)),
    open,
  };
}

interface Queue<T> {
  /** Null where it is not open. */
  place(id: string): After | null;
  first(after: After | null, limit: number): readonly T[];
  count(after: After | null): number;
}

const OPEN_CLAIM = "c.state = 'unreviewed' AND c.replaced IS NULL AND c.gone IS NULL";

/** Whatever claim is there, somebody has said it, if only to reject it. */
const OPEN_MISSED = `m.dismissed IS NULL AND NOT EXISTS (SELECT 1 FROM claims AS c INDEXED BY claims_placed
  WHERE c.report = m.report AND c.replaced IS NULL AND c.gone IS NULL
    AND c.claim ->> '$.predicate.start' < m."end" AND c.claim ->> '$.predicate.end' > m.start)`;

/** Keeps of these reports, by their numbers, as far as they count, how much of them is open. */
export function countOpen({ run }: Connection, reports: readonly number[]): void {
  run(
    `UPDATE counted_reports SET
      unreviewed = (SELECT count(*) FROM claims AS c INDEXED BY claims_placed WHERE c.report = counted_reports.report AND ${OPEN_CLAIM}),
      missed = (SELECT count(*) FROM perhaps_missed AS m WHERE m.report = counted_reports.report AND ${OPEN_MISSED})
      WHERE report IN (SELECT value FROM json_each(?))`,
    JSON.stringify(reports),
  );
}

/** How many are open of a kind in all reports that count. */
const allOpen = ({ tuples }: Connection, kind: 'unreviewed' | 'missed'): number =>
  tuples<[number]>(`SELECT coalesce(sum(${kind}), 0) FROM counted_reports`)[0]?.[0] ?? 0;

const CERTAINTY = "c.claim ->> '$.confidence'";

/** So many are sorted sooner than found among all that are open. */
const FEW = 2000;

function openClaims(
  connection: Connection,
  { reports, entries, minConfidence }: ReviewFilter,
): Queue<ClaimPlace> {
  const { tuples } = connection;
  const held = given(entries, (filter) => {
    const { sql, values } = entryWhere(filter);
    return {
      sql: `SELECT k.claim FROM entries AS e CROSS JOIN entry_claims AS k ON k.entry = e.n AND k.counts WHERE ${sql}`,
      values,
    };
  });
  const isAfter = ({ kind, place }: After): Where =>
    kind === 'claim'
      ? {
          sql: `${CERTAINTY} >= ? AND (${CERTAINTY} > ? OR c.id > ?)`,
          values: [place[0], ...place],
        }
      : { sql: `${CERTAINTY} > ?`, values: [place[0]] };
  const isUntil = ({ kind, place }: After): Where =>
    kind === 'claim'
      ? {
          sql: `${CERTAINTY} <= ? AND (${CERTAINTY} < ? OR c.id <= ?)`,
          values: [place[0], ...place],
        }
      : { sql: `${CERTAINTY} <= ?`, values: [place[0]] };
  const where = (after: After | null): Where =>
    all([
      {
        sql: `${OPEN_CLAIM} AND +c.report IN (SELECT report FROM counted_reports)`,
        values: [],
      },
      isFiltered(reports) ? reportWhere(reports) : null,
      minConfidence > 0 ? { sql: `${CERTAINTY} >= ?`, values: [minConfidence] } : null,
      given(after ?? undefined, isAfter),
    ]);
  const select = (columns: string, among: Where, conditions: Where, more: Where): readonly ClaimPlace[] =>
    tuples<ClaimPlace>(
      `SELECT ${columns} FROM ${among.sql} WHERE ${conditions.sql} ${more.sql}`,
      ...among.values,
      ...conditions.values,
      ...more.values,
    );
  const columns = `${CERTAINTY} AS certainty, c.id`;
  /** What is asked for, one after the other. */
  const each: Where = held
    ? {
        sql: `(SELECT DISTINCT claim FROM (${held.sql})) AS held
          CROSS JOIN claims AS c ON c.n = held.claim CROSS JOIN reports AS r ON r.n = c.report`,
        values: held.values,
      }
    : isFiltered(reports)
      ? { sql: 'reports AS r CROSS JOIN claims AS c ON c.report = r.n', values: [] }
      : {
          sql: 'counted_reports AS r CROSS JOIN claims AS c INDEXED BY claims_placed ON c.report = r.report',
          values: [],
        };
  /** All that is open, from the least certain on until there are enough. */
  const inOrder: Where = {
    sql: 'claims AS c INDEXED BY claims_to_review CROSS JOIN reports AS r ON r.n = c.report',
    values: [],
  };
  const among = (after: After | null): Where =>
    all([where(after), held && { sql: `c.n IN (${held.sql})`, values: held.values }]);
  const isAll = !held && !isFiltered(reports) && minConfidence === 0;
  const counted = (from: Where, conditions: Where): number =>
    select('count(*), NULL', from, conditions, { sql: '', values: [] })[0]?.[0] ?? 0;
  const count = once((after: After | null): number =>
    isAll
      ? allOpen(connection, 'unreviewed') -
        // Fewer are before a place in the queue than after it.
        (after === null ? 0 : counted(inOrder, all([where(null), isUntil(after)])))
      : counted(each, where(after)),
  );
  return {
    place: (id) => {
      const [place] = select(
        columns,
        { sql: 'claims AS c CROSS JOIN reports AS r ON r.n = c.report', values: [] },
        among(null),
        { sql: 'AND c.id = ?', values: [id] },
      );
      return place ? { kind: 'claim', place } : null;
    },
    first: (after, limit) => {
      const last = { sql: 'ORDER BY certainty, c.id LIMIT ?', values: [limit] };
      return (held || isFiltered(reports)) && count(after) <= FEW
        ? select(columns, each, where(after), last)
        : select(columns, inOrder, among(after), last);
    },
    count,
  };
}

function openMissed(connection: Connection, { missed, minConfidence }: ReviewFilter): Queue<MissedTuple> {
  if (missed === null) return { place: () => null, first: () => [], count: () => 0 };
  const open = all([
    { sql: OPEN_MISSED, values: [] },
    reportWhere(missed),
    { sql: 'm.confidence >= ?', values: [minConfidence] },
  ]);
  const isAfter = ({ kind, place }: After): Where =>
    kind === 'missed'
      ? {
          sql: '1 - m.confidence >= ? AND (1 - m.confidence > ? OR (m.report, m.start) > (?, ?))',
          values: [place[0], ...place],
        }
      : { sql: '1 - m.confidence >= ?', values: [place[0]] };
  const isUntil = ({ kind, place }: After): Where =>
    kind === 'missed'
      ? {
          sql: '1 - m.confidence <= ? AND (1 - m.confidence < ? OR (m.report, m.start) <= (?, ?))',
          values: [place[0], ...place],
        }
      : { sql: '1 - m.confidence < ?', values: [place[0]] };
  const select = <T extends readonly unknown[]>(
    columns: string,
    which: Where | null,
    more: Where = { sql: '', values: [] },
  ): readonly T[] => {
    const { sql, values } = all([open, which]);
    return connection.tuples<T>(
      `SELECT ${columns} FROM perhaps_missed AS m CROSS JOIN reports AS r ON r.n = m.report WHERE ${sql} ${more.sql}`,
      ...values,
      ...more.values,
    );
  };
  const isAll = !isFiltered(missed) && minConfidence === 0;
  const counted = (which: Where | null): number => select<[number]>('count(*)', which)[0]?.[0] ?? 0;
  return {
    place: (id) => {
      const words = /^(.+)@(\d+)-(\d+)$/s.exec(id);
      if (words === null) return null;
      const [, report = '', start, end] = words;
      const [place] = select<MissedPlace>('1 - m.confidence, m.report, m.start', null, {
        sql: 'AND m.report = (SELECT n FROM reports WHERE id = ?) AND m.start = ? AND m."end" = ?',
        values: [report, Number(start), Number(end)],
      });
      return place ? { kind: 'missed', place } : null;
    },
    first: (after, limit) =>
      select<MissedTuple>(
        '1 - m.confidence, m.report, m.start, r.id, m."end", m.act, m.confidence',
        given(after ?? undefined, isAfter),
        { sql: 'ORDER BY 1 - m.confidence, m.report, m.start LIMIT ?', values: [limit] },
      ),
    count: once((after) =>
      isAll
        ? allOpen(connection, 'missed') - (after === null ? 0 : counted(isUntil(after)))
        : counted(given(after ?? undefined, isAfter)),
    ),
  };
}

function once<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}

const isFiltered = (filter: ReviewFilter['reports']): boolean =>
  Object.values(filter).some((value) => value !== undefined);
