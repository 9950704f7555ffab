import type { SQLInputValue } from 'node:sqlite';
import type {
  BookRecord,
  ClaimRecord,
  FeedItemRecord,
  FeedRecord,
  FetchedPageRecord,
  ReportRecord,
} from '../book-records.ts';
import { claimKeys } from '../printed.ts';
import type { NotPut } from '../store.ts';
import { addKeys, rankOf } from './add.ts';
import type { Connection } from './connection.ts';
import { index } from './search.ts';
import { placeInTime } from './times.ts';

/**
 * Puts a record of another book into this one as it stands there: `recordsOf` turned round.
 * @returns why it cannot be, and nothing of it is there then; null where it is
 */
export function putRecord(connection: Connection, record: BookRecord): NotPut | null {
  const { database } = connection;
  database.exec('SAVEPOINT record');
  try {
    put(connection, record);
    database.exec('RELEASE record');
    return null;
  } catch (error) {
    database.exec('ROLLBACK TO record; RELEASE record');
    const refused = refusal(error);
    if (refused === null) throw error;
    return refused;
  }
}

const CONSTRAINT = 19;

/** What SQLite says of a row that cannot be, in words; null of any other failure. */
function refusal(error: unknown): NotPut | null {
  if (error instanceof Missing) return { why: error.message, restsOn: error.what };
  if (!(error instanceof Error)) return null;
  if ('errcode' in error && typeof error.errcode === 'number' && error.errcode % 256 === CONSTRAINT) {
    if (error.message.startsWith('FOREIGN KEY'))
      return { why: 'it rests on a record that is not there', restsOn: 'a record' };
    const why = error.message
      .replace(/^UNIQUE constraint failed: (\w+)\.(\w+).*$/, 'another record of $1 has this $2')
      .replace(/^(?:CHECK|NOT NULL) constraint failed: /, 'this cannot be: ')
      .replace(/^cannot store .*$/, 'a value is of another type than its field');
    return { why, restsOn: null };
  }
  return null;
}

class Missing extends Error {
  readonly what: string;
  constructor(what: string) {
    super(`it rests on ${what}, which is not there`);
    this.what = what;
  }
}

function numberIn({ row }: Connection, report: string): number {
  const found = row<{ n: number }>('SELECT n FROM reports WHERE id = ?', report);
  if (!found) throw new Missing(`the report ${report}`);
  return found.n;
}

function put(connection: Connection, record: BookRecord): void {
  switch (record.record) {
    case 'report':
      putReport(connection, record);
      return;
    case 'claim':
      putClaim(connection, record);
      return;
    case 'party': {
      const { id, kind, name, state, size } = record;
      insert(connection, 'parties', { id, kind, name, state, size });
      return;
    }
    case 'story': {
      const { id, title } = record;
      insert(connection, 'stories', { id, title });
      return;
    }
    case 'reading': {
      const { reader, at, reading } = record;
      const report = numberIn(connection, record.report);
      insert(connection, 'readings', { report, reader, at, reading: JSON.stringify(reading) });
      return;
    }
    case 'label': {
      const { kind, value, by, at, ended } = record;
      insert(connection, 'labels', {
        report: numberIn(connection, record.report),
        kind,
        value,
        by,
        at,
        ended,
      });
      return;
    }
    case 'placement': {
      const { story, by, at, ended } = record;
      insert(connection, 'story_reports', {
        report: numberIn(connection, record.report),
        story,
        by,
        at,
        ended,
      });
      return;
    }
    case 'note': {
      const { id, text, by, at } = record;
      insert(connection, 'notes', { id, report: numberIn(connection, record.report), text, by, at });
      return;
    }
    case 'perhaps-missed': {
      const { start, end, act, confidence, dismissed } = record;
      const report = numberIn(connection, record.report);
      insert(connection, 'perhaps_missed', { report, start, end, act, confidence, dismissed });
      return;
    }
    case 'progress': {
      const { state, by, at, ended } = record;
      insert(connection, 'progress', { report: numberIn(connection, record.report), state, by, at, ended });
      return;
    }
    case 'coding': {
      const { coder, at, done, marks, parties } = record;
      insert(connection, 'codings', {
        report: numberIn(connection, record.report),
        coder,
        at,
        done: done ? 1 : 0,
        marks: JSON.stringify(marks),
        parties: JSON.stringify(parties),
      });
      return;
    }
    case 'decision': {
      const { id, kind, subject, report, body, by, at, why, undoes } = record;
      insert(connection, 'decisions', {
        id,
        kind,
        subject,
        report: report === null ? null : numberIn(connection, report),
        body: body === null ? null : JSON.stringify(body),
        by,
        at,
        why,
        undoes,
      });
      return;
    }
    case 'grade': {
      const { publisher, grade, by, at } = record;
      insert(connection, 'grades', { publisher, grade, by, at });
      return;
    }
    case 'successor': {
      const { old, at } = record;
      const { step } = connection.row<{ step: number }>(
        'SELECT coalesce(max(n), 0) AS step FROM successors',
      ) ?? { step: 0 };
      for (const next of record.new.length > 0 ? record.new : [null])
        insert(connection, 'successors', { step, old, new: next, at });
      return;
    }
    case 'release': {
      const { name, by, at, why } = record;
      insert(connection, 'releases', { name, by, at, why });
      return;
    }
    case 'saved': {
      const { name, kind, query, by, at } = record;
      insert(connection, 'saved', { name, kind, query, by, at });
      return;
    }
    case 'feed':
    case 'feed-item':
    case 'fetched-page':
      putFeedRecord(connection, record);
  }
}

function putFeedRecord(
  connection: Connection,
  record: FeedRecord | FeedItemRecord | FetchedPageRecord,
): void {
  switch (record.record) {
    case 'feed': {
      const { url, title, added, paused, etag, tried, succeeded, failures, failure } = record;
      insert(connection, 'feeds', {
        url,
        title,
        rules: JSON.stringify(record.rules),
        added,
        paused,
        etag,
        last_modified: record.lastModified,
        tried,
        succeeded,
        failures,
        failure,
      });
      return;
    }
    case 'feed-item': {
      const { feed: url, key, stamp, state, tries, at, moment, report } = record;
      const feed = connection.row<{ n: number }>('SELECT n FROM feeds WHERE url = ?', url)?.n;
      if (feed === undefined) throw new Missing(`the feed ${url}`);
      insert(connection, 'feed_items', {
        feed,
        key,
        stamp,
        state,
        tries,
        at,
        moment,
        report: report === null ? null : numberIn(connection, report),
      });
      return;
    }
    case 'fetched-page': {
      const { url, etag, lastModified: last_modified, at } = record;
      const report = numberIn(connection, record.report);
      insert(connection, 'fetched_pages', { url, report, etag, last_modified, at });
    }
  }
}

/** A row of columns that are named here, whatever else its record has. @returns its rowid */
function insert({ run }: Connection, table: string, row: Readonly<Record<string, SQLInputValue>>): number {
  const columns = Object.keys(row).map((column) => `"${column}"`);
  return run(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    ...Object.values(row),
  );
}

function putReport(connection: Connection, report: ReportRecord): void {
  const { run } = connection;
  const { id, state, first, version, learned, published, bytes, parties, passages, features } = report;
  const isPurged = state === 'purged';
  const n = insert(connection, 'reports', {
    id,
    state,
    first,
    version,
    publisher: report.publisher,
    title: report.title,
    byline: report.byline,
    url: report.url,
    fetched_url: report.fetchedUrl,
    captured: report.captured,
    path: report.path,
    published,
    published_from: report.publishedFrom,
    ...placeInTime(published, learned),
    learned,
    language: report.language,
    media_type: report.mediaType,
    reader: report.reader,
    partial: report.partial,
    sentences: isPurged ? null : JSON.stringify(report.sentences),
    text: report.text,
  });
  index(run, n);
  if (bytes !== null) insert(connection, 'originals', { report: n, bytes });
  for (const party of parties) insert(connection, 'report_parties', { party, report: n });
  for (const { start, end, bands } of passages) {
    const words = bands.join(' ');
    const passage = insert(connection, 'passages', { report: n, start, end, bands: words });
    insert(connection, 'passage_search', { rowid: passage, bands: words });
  }
  const { day } = placeInTime(published, learned);
  for (const feature of features) insert(connection, 'features', { feature, day, report: n });
  if (!isPurged) insert(connection, 'report_features', { report: n, features: JSON.stringify(features) });
}

function putClaim(connection: Connection, kept: ClaimRecord): void {
  const { id, report, claim, asRead, state, gone, by, learned, replaced } = kept;
  const whole = { id, report, ...claim };
  const n = insert(connection, 'claims', {
    id,
    report: numberIn(connection, report),
    act: claim.act,
    firmness: rankOf(whole),
    state,
    gone,
    by,
    learned,
    replaced,
    claim: JSON.stringify(claim),
    as_read: asRead === null ? null : JSON.stringify(asRead),
  });
  addKeys(connection, n, claimKeys(whole));
}
