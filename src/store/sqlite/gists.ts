import { entryOf, keyOfId } from '../../book/entries.ts';
import { type EntryGist, gistOf } from '../../book/entry-gist.ts';
import { SHORT_FACTS, undertakenIn } from '../said.ts';
import type { KeptGist, Opposition } from '../store.ts';
import type { Connection } from './connection.ts';
import { COUNTS, mattersNumbered, saying, shortClaims } from './short-claims.ts';

/** What is kept of a gist: `undertaken` are the numbers of what its claims undertake. */
type GistRow = Omit<EntryGist, 'id' | 'actor' | 'measure' | 'beneficiary'> & {
  readonly undertaken: readonly number[];
};

/** Entries whose claims are held at once. */
const AT_ONCE = 500;

/** Keeps of some entries of which it is not kept how a list shows them. @returns of how many it is still not kept. */
export function keepGists(connection: Connection): number {
  const { tuples, run } = connection;
  const ids = tuples<[string]>(
    'SELECT id FROM entries WHERE gist IS NULL AND claims > 0 LIMIT ?',
    AT_ONCE,
  ).flat();
  for (const [i, claims] of shortClaims(connection, ids, 'counting').entries()) {
    const id = ids[i] ?? '';
    const entry = entryOf(id, keyOfId(id), claims, [], SHORT_FACTS.toldOf);
    const { id: _, actor: __, measure: ___, beneficiary: ____, ...gist } = gistOf(entry, SHORT_FACTS);
    const kept: GistRow = { ...gist, undertaken: undertakenIn(claims).map(({ n }) => n) };
    run('UPDATE entries SET gist = ? WHERE id = ?', JSON.stringify(kept), id);
  }
  if (ids.length < AT_ONCE) return 0;
  return tuples<[number]>('SELECT count(*) FROM entries WHERE gist IS NULL AND claims > 0')[0]?.[0] ?? 0;
}

export function entryGists(connection: Connection, entries: readonly string[]): readonly KeptGist[] {
  const rows = connection.tuples<[id: string, gist: string]>(
    `SELECT e.id, e.gist FROM json_each(?) AS wanted CROSS JOIN entries AS e ON e.id = wanted.value
      WHERE e.gist IS NOT NULL ORDER BY wanted.key`,
    JSON.stringify(entries),
  );
  const kept = rows.map(([id, json]) => {
    const { undertaken, ...gist } = JSON.parse(json) as GistRow;
    return { gist: { id, ...keyOfId(id), ...gist }, undertaken };
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

/** How many claims say each of these matters, counted in an index alone, and which did last. */
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
    return says ? [{ says, count, last }] : [];
  });
}
