import { claimKeys } from '../printed.ts';
import type { Fault } from '../store.ts';
import { addKeys, rankOf } from './add.ts';
import { DERIVED, INDEXES, parsed } from './check.ts';
import type { Connection } from './connection.ts';
import { placeInTime } from './times.ts';
import { numberOf } from './writes.ts';

/**
 * Makes anew what can be, each from what it is computed from: texts first, then what is derived, then the indexes of all
 * that. Inside a transaction.
 * @param texts by the ids of their reports
 */
export function mendFaults(
  connection: Connection,
  faults: readonly Fault[],
  texts: ReadonlyMap<string, string>,
): void {
  const { database, run, rows } = connection;
  const mendable = faults.filter((fault) => fault.mendable);
  for (const [report, text] of texts)
    run('UPDATE reports SET text = ? WHERE n = ?', text, numberOf(connection, report));
  if (mendable.some(({ kind }) => kind === 'file')) database.exec('REINDEX');
  // What is kept of entries is made anew when they are next asked for.
  if (mendable.length > 0 || texts.size > 0) run("UPDATE caught_up SET decided = 'mended'");
  dropOrphans(connection, mendable);
  const places = new Set(mendable.filter(({ kind }) => kind === 'derived').map(({ place }) => place));
  for (const { n, published, learned } of rows<Placed>(
    'SELECT n, published, learned FROM reports WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify([...places]),
  )) {
    const { day, moment } = placeInTime(published, learned);
    run('UPDATE reports SET day = ?, moment = ? WHERE n = ?', day, moment, n);
    // Its features stand under its day.
    places.add('features');
  }
  for (const { n, claim: json } of rows<{ n: number; claim: string }>(
    'SELECT n, claim FROM claims WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify([...places]),
  )) {
    const claim = parsed(json);
    if (claim === null) continue;
    run('UPDATE claims SET act = ?, firmness = ? WHERE n = ?', claim.act, rankOf(claim), n);
    run('DELETE FROM claim_keys WHERE claim = ?', n);
    addKeys(connection, n, claimKeys(claim));
  }
  if (places.has('features') || places.has('feature_counts')) countAnew(connection);
  run(
    'UPDATE stories SET outline = NULL WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify([...places]),
  );
  for (const index of INDEXES)
    if (texts.size > 0 || mendable.some(({ kind, place }) => kind === 'index' && place === index))
      run(`INSERT INTO ${index} (${index}) VALUES ('rebuild')`);
}

interface Placed {
  readonly n: number;
  readonly published: string | null;
  readonly learned: string;
}

/** Each row that leads nowhere. */
function dropOrphans({ run, rows }: Connection, faults: readonly Fault[]): void {
  const orphans = faults.filter(({ kind }) => kind === 'orphan').map(({ place }) => place);
  for (const table of DERIVED.filter((name) => orphans.includes(name))) {
    for (const { column, parent, key } of rows<{ column: string; parent: string; key: string }>(
      'SELECT "from" AS "column", "table" AS parent, "to" AS "key" FROM pragma_foreign_key_list(?)',
      table,
    ))
      run(`DELETE FROM ${table} WHERE ${column} NOT IN (SELECT ${key} FROM ${parent})`);
    // Passages are found by an index of their own.
    if (table === 'passages') run("INSERT INTO passage_search (passage_search) VALUES ('rebuild')");
  }
}

/** Triggers count what is inserted. */
function countAnew({ database }: Connection): void {
  database.exec(`
    DELETE FROM features;
    DELETE FROM feature_counts;
    INSERT INTO features (feature, day, report) SELECT DISTINCT value, day, n
      FROM reports JOIN report_features ON report = n, json_each(features);`);
}
