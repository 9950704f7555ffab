import { entryOf, keyOfId } from '../../book/entries.ts';
import { type EntryGist, gistOf } from '../../book/entry-gist.ts';
import { SHORT_FACTS, undertakenIn } from '../said.ts';
import type { KeptGist, Opposition } from '../store.ts';
import type { Connection } from './connection.ts';
import { COUNTS, mattersNumbered, saying, shortClaims } from './short-claims.ts';

/** What is kept of a gist: `undertaken` are the numbers of what its claims undertake. */
type StoredGist = Omit<EntryGist, 'id' | 'actor' | 'measure' | 'beneficiary'> & {
  readonly undertaken: readonly number[];
};

/** Entries whose claims are held at once. */
const AT_ONCE = 500;

/** Keeps how a list shows some of the entries that changed. @returns of how many it is still to be kept. */
export function keepGists(connection: Connection): number {
  const { tuples, run } = connection;
  const changed = tuples<[n: number, id: string | null]>(
    `SELECT behind.n, e.id FROM behind LEFT JOIN entries AS e ON e.n = behind.n AND e.claims > 0
      WHERE what = 'gist' LIMIT ?`,
    AT_ONCE,
  );
  const numbers = new Map(changed.flatMap(([n, id]) => (id === null ? [] : [[id, n] as const])));
  for (const [id, gist] of gistsFrom(connection, [...numbers.keys()]))
    run(
      'INSERT OR REPLACE INTO entry_gists (entry, gist) VALUES (?, ?)',
      numbers.get(id) ?? null,
      JSON.stringify(gist),
    );
  for (const [n] of changed) run("DELETE FROM behind WHERE what = 'gist' AND n = ?", n);
  return tuples<[number]>("SELECT count(*) FROM behind WHERE what = 'gist'")[0]?.[0] ?? 0;
}

function* gistsFrom(
  connection: Connection,
  ids: readonly string[],
): Generator<[id: string, gist: StoredGist]> {
  for (const [i, claims] of shortClaims(connection, ids, 'counting').entries()) {
    const id = ids[i] ?? '';
    const entry = entryOf(id, keyOfId(id), claims, [], SHORT_FACTS.toldOf);
    const { id: _, actor: __, measure: ___, beneficiary: ____, ...gist } = gistOf(entry, SHORT_FACTS);
    yield [id, { ...gist, undertaken: undertakenIn(claims).map(({ n }) => n) }];
  }
}

export function entryGists(connection: Connection, entries: readonly string[]): readonly KeptGist[] {
  const rows = connection.tuples<[id: string, gist: string | null]>(
    `SELECT e.id, g.gist FROM json_each(?) AS wanted CROSS JOIN entries AS e ON e.id = wanted.value
      LEFT JOIN entry_gists AS g ON g.entry = e.n ORDER BY wanted.key`,
    JSON.stringify(entries),
  );
  const others = new Map(
    gistsFrom(
      connection,
      rows.flatMap(([id, gist]) => (gist === null ? [id] : [])),
    ),
  );
  const kept = rows.flatMap(([id, json]) => {
    const row = json === null ? others.get(id) : (JSON.parse(json) as StoredGist);
    if (row === undefined) return [];
    const { undertaken, ...gist } = row;
    return [{ gist: { id, ...keyOfId(id), ...gist }, undertaken }];
  });
  const matters = mattersNumbered(
    connection,
    kept.flatMap(({ undertaken }) => undertaken),
  );
  return kept.map(({ gist, undertaken }) => ({
    gist,
    undertaken: undertaken.flatMap((n) => matters.get(n) ?? []),
  }));
}

/** How many claims say each of these matters that any says still, counted in an index alone, and which did last. */
export function opposition(connection: Connection, matters: readonly number[]): readonly Opposition[] {
  const rows = connection.tuples<[matter: number, count: number, last: string]>(
    `SELECT wanted.value,
        (SELECT count(*) FROM short_claims AS s INDEXED BY short_claims_by_matter WHERE ${saying('wanted.value')} AND ${COUNTS}),
        (SELECT json_group_array(json_array(id, report, moment, predicate)) FROM (
          SELECT s.id, s.report, s.moment, s.predicate FROM short_claims AS s INDEXED BY short_claims_by_matter
            WHERE ${saying('wanted.value')} AND ${COUNTS}
            ORDER BY s.moment DESC, s.report DESC, s.predicate DESC, s.id DESC LIMIT 2))
      FROM json_each(?) AS wanted`,
    JSON.stringify(matters),
  );
  const said = mattersNumbered(connection, matters);
  return rows.flatMap(([n, count, json]): Opposition[] => {
    const says = said.get(n);
    const last = (JSON.parse(json) as [string, string, number, number][]).map(
      ([id, report, moment, begins]) => ({ id, report, moment, begins }),
    );
    return says && count > 0 ? [{ says, count, last }] : [];
  });
}
