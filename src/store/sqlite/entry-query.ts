import { momentOf } from '../../book/moment.ts';
import type { Party } from '../../book/record.ts';
import { inNameOrder, isNamed, type NamedKey, type SortKey } from '../../book/sort.ts';
import { FIRMNESS } from '../../document/vocabulary.ts';
import type { EntryFilter, NamedEntries } from '../filters.ts';
import type { Connection } from './connection.ts';
import { all, anyOf, given, type Where } from './where.ts';

/** Columns of the entries `e` that a filter chooses, in its order. @param read how rows are read */
export function foundEntries<Row>(
  connection: Connection,
  columns: string,
  filter: EntryFilter = {},
  read: (sql: string, ...values: Where['values']) => readonly Row[],
): readonly Row[] {
  const { limit } = filter;
  const found: Row[] = [];
  for (const { sql, values } of queries(connection, columns, filter)) {
    for (const row of read(sql, ...values)) found.push(row);
    if (limit !== undefined && found.length >= limit) return found.slice(0, limit);
  }
  return found;
}

/** What to ask one after the other until as many are found as are wanted. */
function* queries(
  connection: Connection,
  columns: string,
  { limit, entries, after, sorting, names: others, ...chosen }: EntryFilter,
): Generator<Where> {
  const part = {
    sql: limit === undefined ? '' : ' LIMIT ?',
    values: limit === undefined ? [] : [limit],
  };
  if (sorting !== undefined && isNamed(sorting.key)) {
    const { key, descending } = sorting;
    const order = named(connection, key, others ?? []);
    if (descending) order.reverse();
    const where = entryWhere({ ...chosen, ...(entries && { entries }) });
    for (const { names, later } of namesInParts(order, limit, formerOf(connection, key, after)))
      yield {
        sql: `SELECT ${columns} FROM json_each(?) AS named CROSS JOIN entries AS e ON e.${key} IS named.value
          WHERE ${where.sql} AND ${later.sql} ORDER BY named.key, e.id${part.sql}`,
        values: [JSON.stringify(names), ...where.values, ...later.values, ...part.values],
      };
    return;
  }
  const { key, descending } = sorting ?? { key: 'actor', descending: false };
  const { sql, values } = entryWhere({
    ...chosen,
    ...(sorting && { sorting }),
    ...(after !== undefined && { after }),
  });
  // Looked up one by one: a list to be in would be made a table of, which takes longer than a few lookups.
  const from =
    entries === undefined
      ? { sql: 'entries AS e', values: [] }
      : {
          sql: 'json_each(?) AS wanted CROSS JOIN entries AS e ON e.id = wanted.value',
          values: [JSON.stringify([...new Set(entries)])],
        };
  yield {
    sql: `SELECT ${columns} FROM ${from.sql} WHERE ${sql}
      ORDER BY ${SORTED[key]} ${descending ? 'DESC' : 'ASC'}, e.id${part.sql}`,
    values: [...from.values, ...values, ...part.values],
  };
}

/** Whom or what entries have there, in the order of their names; nobody comes first. From one to the next in the index. */
function named(
  { tuples }: Connection,
  key: NamedKey,
  others: readonly Pick<Party, 'id' | 'name'>[],
): (string | null)[] {
  const found = tuples<[id: string, name: string | null]>(
    `WITH RECURSIVE each (id) AS (
        SELECT min(${key}) FROM entries
        UNION ALL SELECT (SELECT min(${key}) FROM entries WHERE ${key} > each.id) FROM each WHERE each.id IS NOT NULL)
      SELECT each.id, name FROM each LEFT JOIN parties ON parties.id = each.id AND EXISTS (SELECT 1 FROM report_parties
        JOIN reports ON n = report WHERE party = parties.id AND reports.state = 'present') WHERE each.id IS NOT NULL`,
  );
  const names = new Map(others.map(({ id, name }) => [id, { name }]));
  for (const [id, name] of found) if (name !== null) names.set(id, { name });
  const order = inNameOrder(
    found.map(([id]) => id),
    names,
  );
  return [...(key === 'beneficiary' ? [null] : []), ...order];
}

/** Names whose entries are looked for first, where only some entries are wanted. */
const FEW_NAMES = 16;

/**
 * The names from that of the entry after which the list goes on; all at once, or, where only some entries are wanted, a few and then
 * twice as many each time: most entries lie behind those. `later` leaves out what stands before it.
 */
function* namesInParts(
  order: readonly (string | null)[],
  limit: number | undefined,
  former: Former | null,
): Generator<{ readonly names: readonly (string | null)[]; readonly later: Where }> {
  const first = former === null ? 0 : order.findIndex((name) => former.names.includes(name));
  let many = limit === undefined ? order.length : FEW_NAMES;
  for (let start = first; start >= 0 && start < order.length; start += many, many *= 2) {
    const later =
      former !== null && start === first
        ? { sql: '(named.key > 0 OR e.id > ?)', values: [former.id] }
        : all([]);
    yield { names: order.slice(start, start + many), later };
  }
}

/** What an entry is ordered by. */
interface Former {
  /** None where there is no such entry. */
  readonly names: readonly (string | null)[];
  readonly id: string;
}

const formerOf = ({ tuples }: Connection, key: NamedKey, id: string | undefined): Former | null =>
  id === undefined
    ? null
    : { names: tuples<[string | null]>(`SELECT ${key} FROM entries WHERE id = ?`, id).flat(), id };

/** As `sorted` of `src/book/sort.ts` has it; what has a name by its id, where none is asked for (`named`). */
const SORTED: Readonly<Record<SortKey, string>> = {
  actor: 'e.actor',
  measure: 'e.measure',
  beneficiary: "coalesce(e.beneficiary, '')",
  firmness: "iif(e.direction = 'for', coalesce(e.firmness, -1), -1)",
  date: 'e.moment',
};

/** Of entries `e`. */
export function entryWhere(filter: Omit<EntryFilter, 'limit'>): Where {
  const rank = (firmness: (typeof FIRMNESS)[number]): number => FIRMNESS.indexOf(firmness);
  return all([
    { sql: 'e.claims > 0', values: [] },
    anyOf('e.id', filter.entries),
    anyOf('e.actor', filter.actors),
    given(filter.notActors, (actors) => ({
      sql: 'e.actor NOT IN (SELECT value FROM json_each(?))',
      values: [JSON.stringify(actors)],
    })),
    anyOf('e.measure', filter.measures),
    anyOf('e.beneficiary', filter.beneficiaries),
    given(filter.targets, (targets) => any([anyOf('e.beneficiary', targets), keyed('target', targets)])),
    given(filter.firmness, ({ from, to }) => ({
      sql: "e.direction = 'for' AND e.firmness BETWEEN ? AND ?",
      values: [rank(from), rank(to)],
    })),
    given(filter.triggers, (words) => ({
      // A colon is followed by a semicolon.
      sql: `EXISTS (SELECT 1 FROM json_each(?) AS wanted CROSS JOIN entry_keys AS k ON k.role = 'trigger'
        AND (k.key = wanted.value OR (k.key >= wanted.value || ':' AND k.key < wanted.value || ';')) AND k.entry = e.n)`,
      values: [JSON.stringify(words)],
    })),
    given(filter.sources, ({ parties, publishers }) =>
      any([keyed('source', parties), keyed('publisher', publishers)]),
    ),
    given(filter.publishers, (publishers) => keyed('publisher', publishers)),
    given(filter.since, (since) =>
      since.includes('T')
        ? { sql: 'e.moment >= ?', values: [momentOf(since)] }
        : { sql: 'e.day >= ?', values: [since] },
    ),
    given(filter.named, (named) => all(named.map(namedIn))),
    given(filter.after, (after) => afterEntry(after, filter)),
  ]);
}

/** Of what nothing is named nothing is asked, so that indices find the rest. */
const namedIn = ({ parties, measures, triggers, entries }: NamedEntries): Where =>
  any([
    ...(parties.length === 0
      ? []
      : [anyOf('e.actor', parties), anyOf('e.beneficiary', parties), holding('target', parties)]),
    measures.length === 0 ? null : anyOf('e.measure', measures),
    triggers.length === 0 ? null : holding('trigger', triggers),
    anyOf('e.id', entries),
  ]);

/** The same as `keyed`, where most entries are looked at: all with such a key are found once. */
const holding = (role: 'target' | 'trigger', keys: readonly string[]): Where => ({
  sql: `e.n IN (SELECT k.entry FROM json_each(?) AS wanted CROSS JOIN entry_keys AS k
    ON k.role = '${role}' AND k.key = wanted.value)`,
  values: [JSON.stringify(keys)],
});

const keyed = (role: 'target' | 'source' | 'publisher', keys: readonly string[]): Where => ({
  sql: `EXISTS (SELECT 1 FROM json_each(?) AS wanted CROSS JOIN entry_keys AS k
    ON k.role = '${role}' AND k.key = wanted.value AND k.entry = e.n)`,
  values: [JSON.stringify(keys)],
});

const any = (conditions: readonly (Where | null)[]): Where => {
  const some = conditions.filter((condition) => condition !== null);
  return {
    sql: `(${some.map(({ sql }) => sql).join(' OR ')})`,
    values: some.flatMap(({ values }) => values),
  };
};

function afterEntry(after: string, { sorting }: Omit<EntryFilter, 'limit'>): Where {
  const { key, descending } = sorting ?? { key: 'actor', descending: false };
  const value = SORTED[key].replaceAll('e.', 'former.');
  return {
    sql: `EXISTS (SELECT 1 FROM entries AS former WHERE former.id = ?
      AND (${SORTED[key]} ${descending ? '<' : '>'} ${value} OR (${SORTED[key]} = ${value} AND e.id > former.id)))`,
    values: [after],
  };
}
