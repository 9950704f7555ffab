import { momentOf } from '../../book/moment.ts';
import { HISTORY } from '../../book/undertaking.ts';
import type { EntryFilter } from '../filters.ts';
import type { TimelinePart, ToldPart } from '../store.ts';
import type { Connection } from './connection.ts';
import { entryWhere } from './entry-query.ts';
import { COUNTS, saidIn } from './short-claims.ts';
import { instant } from './times.ts';
import { all, given, type Where } from './where.ts';

/** So many are sorted sooner than found among all that is told. */
const FEW = 20_000;

/** As `inOrder` has it. */
const IN_ORDER = "r.id, c.claim ->> '$.predicate.start', c.id";
const order = (k: string): string => `${k}.moment, ${k}.report, ${k}.predicate, ${k}.id`;

const ACTS = [...HISTORY].map((act) => `'${act}'`).join(', ');

/** Of undertakings, each with an entry that holds it, the one before it there. */
const BEFORE = `SELECT wanted.value ->> 0, wanted.value ->> 1, (
    SELECT b.id FROM short_claims AS b WHERE b.entry = k.entry AND b.current AND b.state <> 'rejected'
        AND (${order('b')}) < (${order('k')}) AND (SELECT m.matter ->> '$.act' FROM matters AS m WHERE m.n = b.matter) IN (${ACTS})
      ORDER BY b.moment DESC, b.report DESC, b.predicate DESC, b.id DESC LIMIT 1)
  FROM json_each(?) AS wanted CROSS JOIN claims AS c ON c.id = wanted.value ->> 0
    CROSS JOIN entries AS e ON e.id = wanted.value ->> 1 CROSS JOIN short_claims AS k INDEXED BY short_claims_by_claim ON k.entry = e.n AND k.claim = c.n`;

/** As `isFrom` has it: a month may be any day of it. */
const toldFrom = (since: string): Where =>
  since.includes('T')
    ? { sql: 'counted.moment >= ?', values: [instant(since)] }
    : { sql: 'counted.day >= ?', values: [since] };

/** The same of claims in short. */
const shortFrom = (since: string): Where =>
  since.includes('T')
    ? { sql: 'k.moment >= ?', values: [momentOf(since)] }
    : { sql: "substr(k.told || '~~~~~~', 1, 10) >= ?", values: [since] };

/** How many claims any entry holds: of all that reports tell, less those that only what is no entry holds. */
const allOf = ({ sql, values }: Where): Where => ({
  sql: `SELECT (SELECT coalesce(sum(claims), 0) FROM counted_reports AS counted WHERE ${sql}) - (SELECT count(DISTINCT c.n)
    FROM entries AS gone INDEXED BY entries_expected CROSS JOIN entry_claims AS some ON some.entry = gone.n AND some.counts
      CROSS JOIN claims AS c ON c.n = some.claim CROSS JOIN counted_reports AS counted ON counted.report = c.report
    WHERE gone.claims = 0 AND ${sql} AND NOT EXISTS (SELECT 1 FROM entry_claims AS k CROSS JOIN entries AS e ON e.n = k.entry
      WHERE k.claim = c.n AND k.counts AND e.claims > 0))`,
  values: [...values, ...values],
});

/**
 * How many claims any of these entries holds: those of each matter, which any one entry that holds it holds all of, with the
 * matters of an entry found from one to the next. @param most so many are counted at most; below 0 all
 */
const sayingAny = ({ sql, values }: Where, most: number): Where => ({
  sql: `WITH RECURSIVE ${saidIn(`(SELECT NULL AS key, e.n FROM entries AS e WHERE ${sql})`)}
    SELECT count(*) FROM (SELECT 1 FROM (SELECT matter, min(n) AS entry FROM said WHERE matter IS NOT NULL GROUP BY matter) AS said
      CROSS JOIN short_claims AS s INDEXED BY short_claims_by_matter ON s.matter = said.matter AND s.entry = said.entry AND ${COUNTS}
      LIMIT ?)`,
  values: [...values, most],
});

/** Reports that tell of these measures in an entry, each with one claim at least. */
const reportsOf = (measures: readonly string[], most: number): Where => ({
  sql: `SELECT count(*) FROM (SELECT DISTINCT report FROM json_each(?) AS wanted CROSS JOIN report_measures AS m
    ON m.measure = wanted.value AND m.own LIMIT ?)`,
  values: [JSON.stringify(measures), most],
});

const counted = (tuples: Connection['tuples'], { sql, values }: Where): number =>
  tuples<[number]>(sql, ...values)[0]?.[0] ?? 0;

/** A part of what is told of entries, found in the order of time (`Reads.told`). */
export function told(
  { tuples }: Connection,
  filter: EntryFilter,
  { skip, limit, countTo = -1 }: TimelinePart,
  few: number = FEW,
): ToldPart {
  const { since, ...others } = filter;
  const entries = entryWhere(filter);
  const dated = given(since, toldFrom) ?? all([]);
  const days = given(since, shortFrom) ?? all([]);
  const held: Where = {
    sql: `FROM entries AS e CROSS JOIN short_claims AS k ON k.entry = e.n AND k.current AND k.state <> 'rejected'
      WHERE ${entries.sql} AND ${days.sql}`,
    values: [...entries.values, ...days.values],
  };
  const isAll = Object.keys(others).length === 0;
  // Reports that tell of none of the measures are passed by before their claims are looked up.
  const telling =
    given(others.measures, (measures) => ({
      sql: `(SELECT 1 FROM json_each(?) AS wanted CROSS JOIN report_measures AS m
          ON m.measure = wanted.value AND m.report = counted.report LIMIT 1) IS NOT NULL`,
      values: [JSON.stringify(measures)],
    })) ?? all([]);
  // As many as say where to look.
  const most = countTo < 0 ? -1 : Math.max(countTo, few + 1);
  const isOfMeasures = others.measures !== undefined && Object.keys(others).length === 1;
  const count = (): number => {
    if (isAll) return counted(tuples, allOf(dated));
    if (since !== undefined)
      return counted(tuples, { sql: `SELECT count(DISTINCT k.claim) ${held.sql}`, values: held.values });
    if (most > 0 && isOfMeasures && counted(tuples, reportsOf(others.measures ?? [], most)) === most)
      return most;
    return counted(tuples, sayingAny(entries, most));
  };
  const total = count();
  const each: Where = {
    sql: `SELECT k.claim AS n ${held.sql} GROUP BY k.claim ORDER BY ${order('k')}`,
    values: held.values,
  };
  const inTime: Where = {
    sql: `SELECT c.n FROM counted_reports AS counted INDEXED BY counted_reports_by_moment
        CROSS JOIN reports AS r ON r.n = counted.report CROSS JOIN claims AS c ON c.report = r.n
      WHERE counted.moment >= coalesce((SELECT min(moment) FROM counted_reports AS counted WHERE ${dated.sql}), '') AND ${dated.sql}
        AND ${telling.sql} AND EXISTS (SELECT 1 FROM entry_claims AS k CROSS JOIN entries AS e ON e.n = k.entry
          WHERE k.claim = c.n AND k.counts AND ${entries.sql})
      ORDER BY counted.moment, ${IN_ORDER}`,
    values: [...dated.values, ...dated.values, ...telling.values, ...entries.values],
  };
  const among = isAll || total > few ? inTime : each;
  const found = tuples<[claim: string, isStep: number, entries: string]>(
    `SELECT c.id, c.act IN (${ACTS}), (SELECT json_group_array(e.id ORDER BY e.actor, e.id)
        FROM entry_claims AS k CROSS JOIN entries AS e ON e.n = k.entry WHERE k.claim = c.n AND k.counts AND ${entries.sql})
      FROM (${among.sql} LIMIT ? OFFSET ?) AS part CROSS JOIN claims AS c ON c.n = part.n CROSS JOIN reports AS r ON r.n = c.report
      ORDER BY r.moment, ${IN_ORDER}`,
    ...entries.values,
    ...among.values,
    limit,
    skip,
  ).map(([claim, isStep, ids]) => ({
    claim,
    isStep: isStep === 1,
    entries: JSON.parse(ids) as readonly string[],
  }));
  // All of an entry from the first of its undertakings on is in the part: only what was before that one is looked for.
  const first = new Map<string, string>();
  for (const { claim, isStep, entries } of found)
    if (isStep) for (const entry of entries) if (!first.has(entry)) first.set(entry, claim);
  const isFromTheBegin = skip === 0 && since === undefined;
  const last = new Map<string, string | null>(
    tuples<[claim: string, entry: string, before: string | null]>(
      BEFORE,
      JSON.stringify(isFromTheBegin ? [] : [...first].map(([entry, claim]) => [claim, entry])),
    ).map(([, entry, before]) => [entry, before]),
  );
  return {
    total: countTo < 0 ? total : Math.min(total, countTo),
    told: found.map(({ claim, isStep, entries }) => ({
      claim,
      entries: entries.map((entry) => {
        const before = isStep ? (last.get(entry) ?? null) : null;
        if (isStep) last.set(entry, claim);
        return { entry, before };
      }),
    })),
  };
}
