import type { ReviewFilter } from '../filters.ts';
import type { KeptMissed, OpenReview } from '../store.ts';
import type { Connection } from './connection.ts';
import { entryWhere } from './entry-reads.ts';
import { all, given, reportWhere, type Where } from './where.ts';

/** Where an item stands in the queue. */
type Place = [certainty: number, id: string];
type MissedTuple = [
  ...Place,
  report: string,
  start: number,
  end: number,
  act: KeptMissed['act'],
  confidence: number,
];

/** A part of the queue, found by what is kept of each claim and entry (`Reads.toReview`). */
export function toReview(connection: Connection, filter: ReviewFilter): OpenReview {
  const { after, skip, limit, claimsOnly } = filter;
  const [claims, missed] = [openClaims(connection, filter), openMissed(connection, filter)];
  const from = after === undefined ? null : (claims.place(after) ?? missed.place(after));
  const part = skip + limit;
  const [some, others] = [claims.first(from, part), claimsOnly ? [] : missed.first(from, part)];
  const shown = [...some, ...others].sort(inQueue).slice(skip, part);
  const ids = new Set(shown.map(([, id]) => id));
  const open = claims.count(null) + missed.count(null);
  return {
    claims: some.flatMap(([, id]) => (ids.has(id) ? [id] : [])),
    missed: others.flatMap(([, id, report, start, end, act, confidence]) =>
      ids.has(id) ? [{ report, start, end, act, confidence, dismissed: false }] : [],
    ),
    total:
      claims.count(from) + (claimsOnly ? 0 : from === null ? open - claims.count(null) : missed.count(from)),
    open,
  };
}

const inQueue = (
  [a, id]: readonly [...Place, ...unknown[]],
  [b, other]: readonly [...Place, ...unknown[]],
): number => a - b || (id < other ? -1 : 1);

interface Queue<T extends Place | MissedTuple> {
  /** Null where it is not open. */
  place(id: string): Place | null;
  first(after: Place | null, limit: number): readonly T[];
  count(after: Place | null): number;
}

const CERTAINTY = "c.claim ->> '$.confidence'";

/** So many are sorted sooner than found among all that are open. */
const FEW = 2000;

function openClaims({ tuples }: Connection, { reports, entries, minConfidence }: ReviewFilter): Queue<Place> {
  const held = given(entries, (filter) => {
    const { sql, values } = entryWhere(filter);
    return {
      sql: `SELECT k.claim FROM entries AS e CROSS JOIN entry_claims AS k ON k.entry = e.n AND k.counts WHERE ${sql}`,
      values,
    };
  });
  const where = (after: Place | null): Where =>
    all([
      {
        sql: "c.state = 'unreviewed' AND c.replaced IS NULL AND c.gone IS NULL AND +c.report IN (SELECT report FROM counted_reports)",
        values: [],
      },
      isFiltered(reports) ? reportWhere(reports) : null,
      minConfidence > 0 ? { sql: `${CERTAINTY} >= ?`, values: [minConfidence] } : null,
      given(after ?? undefined, (place) => ({
        sql: `${CERTAINTY} >= ? AND (${CERTAINTY} > ? OR c.id > ?)`,
        values: [place[0], ...place],
      })),
    ]);
  const select = (columns: string, among: Where, conditions: Where, more: Where): readonly Place[] =>
    tuples<Place>(
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
  const among = (after: Place | null): Where =>
    all([where(after), held && { sql: `c.n IN (${held.sql})`, values: held.values }]);
  const counts = new Map<Place | null, number>();
  const count = (after: Place | null): number => {
    const known =
      counts.get(after) ?? select('count(*), NULL', each, where(after), { sql: '', values: [] })[0]?.[0] ?? 0;
    counts.set(after, known);
    return known;
  };
  return {
    place: (id) =>
      select(
        columns,
        { sql: 'claims AS c CROSS JOIN reports AS r ON r.n = c.report', values: [] },
        among(null),
        { sql: 'AND c.id = ?', values: [id] },
      )[0] ?? null,
    first: (after, limit) => {
      const last = { sql: 'ORDER BY certainty, c.id LIMIT ?', values: [limit] };
      return (held || isFiltered(reports)) && count(after) <= FEW
        ? select(columns, each, where(after), last)
        : select(columns, inOrder, among(after), last);
    },
    count,
  };
}

const MISSED_ID = `r.id || '@' || m.start || '-' || m."end"`;

function openMissed({ tuples }: Connection, { missed, minConfidence }: ReviewFilter): Queue<MissedTuple> {
  if (missed === null) return { place: () => null, first: () => [], count: () => 0 };
  const where = (after: Place | null): Where =>
    all([
      { sql: 'm.dismissed IS NULL', values: [] },
      reportWhere(missed),
      { sql: 'm.confidence >= ?', values: [minConfidence] },
      // Whatever claim is there, somebody has said it, if only to reject it.
      {
        sql: `NOT EXISTS (SELECT 1 FROM claims AS c INDEXED BY claims_placed WHERE c.report = m.report AND c.replaced IS NULL AND c.gone IS NULL
          AND c.claim ->> '$.predicate.start' < m."end" AND c.claim ->> '$.predicate.end' > m.start)`,
        values: [],
      },
      given(after ?? undefined, (place) => ({
        sql: `1 - m.confidence >= ? AND (1 - m.confidence > ? OR ${MISSED_ID} > ?)`,
        values: [place[0], ...place],
      })),
    ]);
  const select = <T extends readonly unknown[]>(
    columns: string,
    after: Place | null,
    more: Where,
  ): readonly T[] => {
    const { sql, values } = where(after);
    return tuples<T>(
      `SELECT ${columns} FROM perhaps_missed AS m CROSS JOIN reports AS r ON r.n = m.report WHERE ${sql} ${more.sql}`,
      ...values,
      ...more.values,
    );
  };
  return {
    place: (id) => {
      const words = /^(.+)@(\d+)-(\d+)$/s.exec(id);
      if (words === null) return null;
      const [, report = '', start, end] = words;
      return (
        select<Place>(`1 - m.confidence, ${MISSED_ID}`, null, {
          sql: 'AND m.report = (SELECT n FROM reports WHERE id = ?) AND m.start = ? AND m."end" = ?',
          values: [report, Number(start), Number(end)],
        })[0] ?? null
      );
    },
    first: (after, limit) =>
      select<MissedTuple>(
        `1 - m.confidence AS certainty, ${MISSED_ID} AS id, r.id, m.start, m."end", m.act, m.confidence`,
        after,
        { sql: `ORDER BY certainty, id LIMIT ?`, values: [limit] },
      ),
    count: (after) => select<[number]>('count(*)', after, { sql: '', values: [] })[0]?.[0] ?? 0,
  };
}

const isFiltered = (filter: ReviewFilter['reports']): boolean =>
  Object.values(filter).some((value) => value !== undefined);
