import { HISTORY } from '../../book/undertaking.ts';
import type { EntryFilter } from '../filters.ts';
import type { Part, ToldPart } from '../store.ts';
import type { Connection } from './connection.ts';
import { entryWhere } from './entry-reads.ts';
import { instant } from './times.ts';
import { all, given, type Where } from './where.ts';

/** So many are sorted sooner than found among all that is told. */
const FEW = 2000;

/** As `inOrder` has it. */
const order = (r: string, c: string): string =>
  `${r}.moment, ${r}.id, ${c}.claim ->> '$.predicate.start', ${c}.id`;

const ACTS = [...HISTORY].map((act) => `'${act}'`).join(', ');

/** Of claim `c` of report `r` the undertaking before it in entry `e`. */
const BEFORE = `SELECT b.id FROM entry_claims AS kb CROSS JOIN claims AS b ON b.n = kb.claim CROSS JOIN reports AS rb ON rb.n = b.report
  WHERE kb.entry = e.n AND kb.counts AND b.act IN (${ACTS}) AND rb.moment <= r.moment AND (${order('rb', 'b')}) < (${order('r', 'c')})
  ORDER BY rb.moment DESC, rb.id DESC, b.claim ->> '$.predicate.start' DESC, b.id DESC LIMIT 1`;

/** As `isFrom` has it: a month may be any day of it. */
const toldFrom = (since: string): Where =>
  since.includes('T')
    ? { sql: 'r.moment >= ?', values: [instant(since)] }
    : { sql: "substr(coalesce(r.published, r.learned) || '~~~~~~', 1, 10) >= ?", values: [since] };

/** A part of what is told of entries, found in the order of time (`Reads.told`). */
export function told({ tuples }: Connection, filter: EntryFilter, { skip, limit }: Part): ToldPart {
  const { since } = filter;
  const entries = entryWhere(filter);
  const held: Where = {
    sql: `SELECT DISTINCT k.claim FROM entries AS e CROSS JOIN entry_claims AS k ON k.entry = e.n AND k.counts WHERE ${entries.sql}`,
    values: entries.values,
  };
  const dated = given(since, toldFrom) ?? all([]);
  const each: Where = {
    sql: `FROM (${held.sql}) AS held CROSS JOIN claims AS c ON c.n = held.claim CROSS JOIN reports AS r ON r.n = c.report
      WHERE ${dated.sql}`,
    values: [...held.values, ...dated.values],
  };
  const [[total] = [0]] =
    since === undefined
      ? tuples<[number]>(`SELECT count(*) FROM (${held.sql})`, ...held.values)
      : tuples<[number]>(`SELECT count(*) ${each.sql}`, ...each.values);
  const inTime: Where = {
    sql: `FROM reports AS r INDEXED BY reports_by_moment CROSS JOIN claims AS c ON c.report = r.n
      WHERE ${dated.sql} AND EXISTS (SELECT 1 FROM entry_claims AS k CROSS JOIN entries AS e ON e.n = k.entry
        WHERE k.claim = c.n AND k.counts AND ${entries.sql})`,
    values: [...dated.values, ...entries.values],
  };
  const among = total <= FEW ? each : inTime;
  const found = tuples<[claim: string, entries: string]>(
    `SELECT c.id, (SELECT json_group_array(json_array(e.id, iif(c.act IN (${ACTS}), (${BEFORE}), NULL)) ORDER BY e.actor, e.id)
        FROM entry_claims AS k CROSS JOIN entries AS e ON e.n = k.entry WHERE k.claim = c.n AND k.counts AND ${entries.sql})
      FROM (SELECT c.n, r.n AS report ${among.sql} ORDER BY ${order('r', 'c')} LIMIT ? OFFSET ?) AS part
        CROSS JOIN claims AS c ON c.n = part.n CROSS JOIN reports AS r ON r.n = part.report
      ORDER BY ${order('r', 'c')}`,
    ...entries.values,
    ...among.values,
    limit,
    skip,
  );
  return {
    total,
    told: found.map(([claim, entries]) => ({
      claim,
      entries: (JSON.parse(entries) as readonly [string, string | null][]).map(([entry, before]) => ({
        entry,
        before,
      })),
    })),
  };
}
