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

/** Of undertakings, each with an entry that holds it, the one before it there. */
const BEFORE = `SELECT wanted.value ->> 0, wanted.value ->> 1, (
    SELECT b.id FROM entry_claims AS kb CROSS JOIN claims AS b ON b.n = kb.claim CROSS JOIN reports AS rb ON rb.n = b.report
      WHERE kb.entry = e.n AND kb.counts AND b.act IN (${ACTS}) AND rb.moment <= r.moment AND (${order('rb', 'b')}) < (${order('r', 'c')})
      ORDER BY rb.moment DESC, rb.id DESC, b.claim ->> '$.predicate.start' DESC, b.id DESC LIMIT 1)
  FROM json_each(?) AS wanted CROSS JOIN claims AS c ON c.id = wanted.value ->> 0 CROSS JOIN reports AS r ON r.n = c.report
    CROSS JOIN entries AS e ON e.id = wanted.value ->> 1`;

/** How many claims any entry holds: of all in the index, less the few that none of them counts. */
const ALL = `SELECT (SELECT count(DISTINCT claim) FROM entry_claims INDEXED BY entry_claims_by_claim) - (SELECT count(*) FROM (
    SELECT claim FROM entry_claims INDEXED BY entry_claims_apart WHERE counts = 0
    UNION SELECT k.claim FROM entries AS e CROSS JOIN entry_claims AS k ON k.entry = e.n WHERE e.claims = 0) AS some
  WHERE NOT EXISTS (SELECT 1 FROM entry_claims AS k CROSS JOIN entries AS e ON e.n = k.entry
    WHERE k.claim = some.claim AND k.counts AND e.claims > 0))`;

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
  const isAll = Object.keys(filter).length === 0;
  const [[total] = [0]] = isAll
    ? tuples<[number]>(ALL)
    : since === undefined
      ? tuples<[number]>(`SELECT count(*) FROM (${held.sql})`, ...held.values)
      : tuples<[number]>(`SELECT count(*) ${each.sql}`, ...each.values);
  const inTime: Where = {
    sql: `FROM reports AS r INDEXED BY reports_by_moment CROSS JOIN claims AS c ON c.report = r.n
      WHERE ${dated.sql} AND EXISTS (SELECT 1 FROM entry_claims AS k CROSS JOIN entries AS e ON e.n = k.entry
        WHERE k.claim = c.n AND k.counts AND ${entries.sql})`,
    values: [...dated.values, ...entries.values],
  };
  const among = total <= FEW ? each : inTime;
  const found = tuples<[claim: string, isStep: number, entries: string]>(
    `SELECT c.id, c.act IN (${ACTS}), (SELECT json_group_array(e.id ORDER BY e.actor, e.id)
        FROM entry_claims AS k CROSS JOIN entries AS e ON e.n = k.entry WHERE k.claim = c.n AND k.counts AND ${entries.sql})
      FROM (SELECT c.n, r.n AS report ${among.sql} ORDER BY ${order('r', 'c')} LIMIT ? OFFSET ?) AS part
        CROSS JOIN claims AS c ON c.n = part.n CROSS JOIN reports AS r ON r.n = part.report
      ORDER BY ${order('r', 'c')}`,
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
    total,
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
