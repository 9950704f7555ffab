import type { Stamp } from '../store.ts';
import { removeLookups } from './add.ts';
import type { Connection } from './connection.ts';
import { dropOutline } from './outlines.ts';
import { index, unindex } from './search.ts';
import { append, numberOf } from './writes.ts';

const TABLES = [
  'originals',
  'readings',
  'report_parties',
  'claims',
  'story_reports',
  'labels',
  'notes',
  'fetched_pages',
  'perhaps_missed',
  'progress',
  'codings',
];

/** Leaves of a report its id, its place among its versions, when it came, and that it was purged, by whom and why. */
export function purgeReport(connection: Connection, report: string, stamp: Stamp): void {
  const { run } = connection;
  const n = numberOf(connection, report);
  unindex(run, n);
  removeLookups(connection, n);
  dropOutline(connection, n);
  leaveEntries(connection, n);
  run('DELETE FROM claim_keys WHERE claim IN (SELECT n FROM claims WHERE report = ?)', n);
  for (const table of TABLES) run(`DELETE FROM ${table} WHERE report = ?`, n);
  run(
    'DELETE FROM party_names WHERE NOT EXISTS (SELECT 1 FROM report_parties WHERE report_parties.party = party_names.party)',
  );
  run('DELETE FROM parties WHERE NOT EXISTS (SELECT 1 FROM report_parties WHERE party = id)');
  run('DELETE FROM stories WHERE NOT EXISTS (SELECT 1 FROM story_reports WHERE story = id)');
  run('UPDATE feed_items SET report = NULL WHERE report = ?', n);
  run('UPDATE decisions SET body = NULL, why = NULL WHERE report = ?', n);
  // A report of which the date is gone stands where the book learned of it.
  run(
    `UPDATE reports SET state = 'purged', publisher = NULL, title = NULL, byline = NULL, url = NULL, fetched_url = NULL,
      captured = NULL, path = NULL, published = NULL, published_from = NULL, day = substr(learned, 1, 10), moment = learned,
      language = NULL, media_type = NULL, reader = NULL, sentences = NULL, text = NULL,
      partial = NULL WHERE n = ?`,
    n,
  );
  index(run, n);
  append(connection, { ...stamp, kind: 'purge', subject: report, report, body: null, undoes: null });
}

/** Entries that rest on nothing else go; what is kept of the others is made anew when they are next asked for. */
function leaveEntries({ run }: Connection, report: number): void {
  const claims = '(SELECT n FROM claims WHERE report = ?)';
  run(
    `INSERT OR IGNORE INTO behind (what, n) SELECT 'entry', entry FROM entry_claims WHERE claim IN ${claims}`,
    report,
  );
  run("INSERT OR IGNORE INTO behind (what, n) VALUES ('report', ?)", report);
  run(
    'UPDATE stories SET compared = NULL WHERE id = (SELECT story FROM story_reports WHERE report = ? AND ended IS NULL)',
    report,
  );
  for (const table of [
    'entry_claims',
    'short_claims',
    'expectations',
    'laying_claims',
    'corroborations',
    'replacements',
  ])
    run(`DELETE FROM ${table} WHERE claim IN ${claims}`, report);
  run(`DELETE FROM matter_keys WHERE ${unsaid('matter_keys.matter')}`);
  run(`DELETE FROM matters WHERE ${unsaid('matters.n')}`);
  for (const table of ['spoken_of', 'report_amounts', 'report_measures', 'named_in', 'counted_reports'])
    run(`DELETE FROM ${table} WHERE report = ?`, report);
  const entries = "(SELECT n FROM behind WHERE what = 'entry')";
  run(`DELETE FROM entry_keys WHERE entry IN ${entries}`);
  run(`DELETE FROM entry_gists WHERE entry IN ${entries}`);
  run(
    `DELETE FROM entries WHERE n IN ${entries} AND NOT EXISTS (SELECT 1 FROM entry_claims WHERE entry = n)`,
  );
}

const unsaid = (matter: string): string =>
  `NOT EXISTS (SELECT 1 FROM short_claims AS s WHERE s.matter = ${matter})`;
