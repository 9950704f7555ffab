import type { BookClaim, Party } from '../../book/record.ts';
import { FIRMNESS } from '../../document/vocabulary.ts';
import { overlaps, type Span } from '../../text/span.ts';
import { type ClaimKey, type Printed, type PrintedClaim, printedClaim, printedReport } from '../printed.ts';
import type { Added, Missed, NewReading, NewReport, ReportState, ReviewState, Signature } from '../store.ts';
import type { Connection } from './connection.ts';
import { dropOutline } from './outlines.ts';
import { placeNewReport } from './placements.ts';
import { stateColumns } from './rows.ts';
import { instant } from './times.ts';

export function addReport(connection: Connection, added: NewReport): Added {
  const { report } = added;
  const known = connection.row<{ state: ReportState }>('SELECT state FROM reports WHERE id = ?', report.id);
  if (known) return { id: report.id, status: 'known', state: known.state, follows: null };
  const print = added.printed ?? printedReport(added);
  const { learned, day, moment } = print;
  const before = versionBefore(connection, added, day);
  const n = connection.run(
    `INSERT INTO reports (id, state, first, version, publisher, title, byline, url, fetched_url, captured, path, published,
      published_from, day, moment, learned, language, media_type, reader, sentences, text, partial)
      VALUES (?, 'present', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    report.id,
    before?.first ?? report.id,
    (before?.version ?? 0) + 1,
    report.publisher,
    report.title,
    report.byline,
    report.url,
    added.fetchedUrl,
    added.captured === null ? null : instant(added.captured),
    added.path,
    report.published,
    added.publishedFrom,
    day,
    moment,
    learned,
    report.language,
    added.mediaType,
    added.reader,
    print.sentences,
    report.text,
    report.partial ?? null,
  );
  connection.run('INSERT INTO originals (report, bytes) VALUES (?, ?)', n, added.bytes);
  addReading(connection, n, added, print, day, learned);
  connection.run(
    'INSERT INTO report_search (rowid, title, text, publisher) VALUES (?, ?, ?, ?)',
    n,
    report.title,
    report.text,
    report.publisher,
  );
  if (before) dropOutline(connection, before.n);
  if (added.story) {
    const features = { day: report.published === null ? null : day, keys: added.features };
    placeNewReport(connection, n, added.story, features, learned);
  }
  return {
    id: report.id,
    status: before ? 'version' : 'added',
    state: 'present',
    follows: before?.id ?? null,
  };
}

interface Version {
  readonly n: number;
  readonly id: string;
  readonly first: string;
  readonly version: number;
}

/**
 * The latest version of the report that this one is a version of. Where both have a canonical URL, it alone decides: front
 * pages, and files that are written over, bring another report under the same name.
 */
function versionBefore({ row }: Connection, { report, path }: NewReport, day: string): Version | undefined {
  const latest = (condition: string, ...values: readonly string[]): Version | undefined =>
    row<Version>(
      `SELECT n, id, first, version FROM reports WHERE first =
        (SELECT first FROM reports WHERE ${condition} AND state <> 'purged' ORDER BY n DESC LIMIT 1)
        ORDER BY version DESC LIMIT 1`,
      ...values,
    );
  const { url, title, publisher, published } = report;
  const sameUrl = url === null ? undefined : latest('url = ?', url);
  if (sameUrl) return sameUrl;
  const [otherUrl, urls] = url === null ? ['TRUE', []] : ['url IS NULL', []];
  const samePath = path === null ? undefined : latest(`path = ? AND ${otherUrl}`, path, ...urls);
  if (samePath || title === null || publisher === null || published === null) return samePath;
  return latest(
    `publisher = ? AND title = ? AND day = ? AND published IS NOT NULL AND ${otherUrl}`,
    publisher,
    title,
    day,
  );
}

/** All that rests on one reading of a report; `dismissed` are words that a person dismissed in a former one. */
export function addReading(
  connection: Connection,
  n: number,
  read: Omit<NewReading, 'report' | 'sentences' | 'printed' | 'at'>,
  print: Printed,
  day: string,
  at: string,
  dismissed: readonly Dismissed[] = [],
): void {
  const { run } = connection;
  run(
    'INSERT INTO readings (report, reader, at, reading) VALUES (?, ?, ?, ?)',
    n,
    read.reader,
    at,
    read.reading,
  );
  addParties(connection, n, read.parties);
  for (const [i, claim] of read.claims.entries())
    addClaim(connection, n, claim, 'unreviewed', at, 'reader', print.claims[i]);
  for (const missed of read.perhapsMissed ?? []) addMissed(connection, n, missed, dismissed);
  // Row by row, as all above: a statement of many rows keeps each page that it touches as it was, in a file where there are many.
  for (const feature of new Set(read.features))
    run('INSERT INTO features (feature, day, report) VALUES (?, ?, ?)', feature, day, n);
  run('INSERT INTO report_features (report, features) VALUES (?, ?)', n, print.features);
  // Full-text indexes come last: they write out what they hold before each statement that a trigger belongs to.
  addPassages(connection, n, read.signatures, print.bands);
}

/** A state that was known by its code alone gets its name from the first report that has it. */
export function addParties({ run }: Connection, report: number, parties: readonly Party[]): void {
  for (const { id, kind, name, state, size } of parties)
    run(
      `INSERT INTO parties (id, kind, name, state, size) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE name = parties.state AND excluded.name <> name`,
      id,
      kind,
      name,
      state,
      size,
    );
  for (const { id } of parties)
    run('INSERT OR IGNORE INTO report_parties (party, report) VALUES (?, ?)', id, report);
}

function addPassages(
  { run }: Connection,
  report: number,
  signatures: readonly Signature[],
  bands: readonly string[],
): void {
  for (const [i, { start, end }] of signatures.entries()) {
    const words = bands[i] ?? '';
    const n = run(
      'INSERT INTO passages (report, start, "end", bands) VALUES (?, ?, ?, ?)',
      report,
      start,
      end,
      words,
    );
    run('INSERT INTO passage_search (rowid, bands) VALUES (?, ?)', n, words);
  }
}

/** What copies and the story are looked for by, of a report that is read again or purged. */
export function removeLookups({ run }: Connection, report: number): void {
  run(
    `INSERT INTO passage_search (passage_search, rowid, bands)
      SELECT 'delete', n, bands FROM passages WHERE report = ?`,
    report,
  );
  run(
    `DELETE FROM features WHERE (feature, day, report) IN (SELECT value, day, n
      FROM reports JOIN report_features ON report = n, json_each(features) WHERE n = ?)`,
    report,
  );
  for (const table of ['passages', 'report_features']) run(`DELETE FROM ${table} WHERE report = ?`, report);
}

interface Dismissed extends Span {
  readonly dismissed: string;
}

/** Takes away what a former reading perhaps missed. @returns what of it a person dismissed */
export function takeMissed({ rows, run }: Connection, report: number): readonly Dismissed[] {
  const dismissed = rows<Dismissed>(
    'SELECT start, "end", dismissed FROM perhaps_missed WHERE report = ? AND dismissed IS NOT NULL',
    report,
  );
  run('DELETE FROM perhaps_missed WHERE report = ?', report);
  return dismissed;
}

/** Words that a person dismissed stay dismissed. */
function addMissed(
  { run }: Connection,
  report: number,
  { start, end, act, confidence }: Missed,
  dismissed: readonly Dismissed[],
): void {
  run(
    'INSERT INTO perhaps_missed (report, start, "end", act, confidence, dismissed) VALUES (?, ?, ?, ?, ?, ?)',
    report,
    start,
    end,
    act,
    confidence,
    dismissed.find((former) => overlaps(former, { start, end }))?.dismissed ?? null,
  );
}

export function addClaim(
  connection: Connection,
  report: number,
  claim: BookClaim,
  state: ReviewState,
  at: string,
  by: 'reader' | 'hand',
  { json, keys }: PrintedClaim = printedClaim(claim),
): void {
  const n = connection.run(
    `INSERT INTO claims (id, report, act, firmness, state, gone, by, learned, claim)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    claim.id,
    report,
    claim.act,
    rankOf(claim),
    ...stateColumns(state, at),
    by,
    at,
    json,
  );
  addKeys(connection, n, keys);
}

export const rankOf = ({ firmness }: BookClaim): number | null =>
  firmness === null ? null : FIRMNESS.indexOf(firmness);

export function addKeys({ run }: Connection, n: number, keys: readonly ClaimKey[]): void {
  for (const [role, key] of keys)
    run('INSERT INTO claim_keys (role, key, claim) VALUES (?, ?, ?)', role, key, n);
}
