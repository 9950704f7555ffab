import type { BookRecord, ClaimRecord, ReportRecord } from '../book-records.ts';
import { addKeys, rankOf } from './add.ts';
import type { Connection } from './connection.ts';
import { index } from './search.ts';
import { placeInTime } from './times.ts';

/**
 * Puts a record of another book into this one as it stands there: `recordsOf` turned round.
 * @returns why it cannot be, and nothing of it is there then; null where it is
 */
export function putRecord(connection: Connection, record: BookRecord): string | null {
  const { database } = connection;
  database.exec('SAVEPOINT record');
  try {
    put(connection, record);
    database.exec('RELEASE record');
    return null;
  } catch (error) {
    database.exec('ROLLBACK TO record; RELEASE record');
    const why = refusal(error);
    if (why === null) throw error;
    return why;
  }
}

const CONSTRAINT = 19;

/** What SQLite says of a row that cannot be, in words; null of any other failure. */
function refusal(error: unknown): string | null {
  if (error instanceof Missing) return error.message;
  if (!(error instanceof Error)) return null;
  if ('errcode' in error && typeof error.errcode === 'number' && error.errcode % 256 === CONSTRAINT)
    return error.message
      .replace(/^UNIQUE constraint failed: (\w+)\.(\w+).*$/, 'another record of $1 has this $2')
      .replace(/^FOREIGN KEY.*$/, 'it rests on a record that is not there')
      .replace(/^(?:CHECK|NOT NULL) constraint failed: /, 'this cannot be: ')
      .replace(/^cannot store .*$/, 'a value is of another type than its field');
  return null;
}

class Missing extends Error {}

function numberIn({ row }: Connection, report: string): number {
  const found = row<{ n: number }>('SELECT n FROM reports WHERE id = ?', report);
  if (!found) throw new Missing(`it rests on the report ${report}, which is not there`);
  return found.n;
}

function put(connection: Connection, record: BookRecord): void {
  const { run } = connection;
  switch (record.record) {
    case 'party': {
      const { id, kind, name, state, size } = record;
      run(
        'INSERT INTO parties (id, kind, name, state, size) VALUES (?, ?, ?, ?, ?)',
        id,
        kind,
        name,
        state,
        size,
      );
      return;
    }
    case 'story':
      run('INSERT INTO stories (id, title) VALUES (?, ?)', record.id, record.title);
      return;
    case 'report':
      putReport(connection, record);
      return;
    case 'reading': {
      const { reader, at, reading } = record;
      const n = numberIn(connection, record.report);
      const json = JSON.stringify(reading);
      run('INSERT INTO readings (report, reader, at, reading) VALUES (?, ?, ?, ?)', n, reader, at, json);
      return;
    }
    case 'claim':
      putClaim(connection, record);
      return;
    case 'label': {
      const { kind, value, by, at, ended } = record;
      const n = numberIn(connection, record.report);
      const columns = 'report, kind, value, by, at, ended';
      run(`INSERT INTO labels (${columns}) VALUES (?, ?, ?, ?, ?, ?)`, n, kind, value, by, at, ended);
      return;
    }
    case 'placement': {
      const { story, by, at, ended } = record;
      const n = numberIn(connection, record.report);
      run(
        'INSERT INTO story_reports (report, story, by, at, ended) VALUES (?, ?, ?, ?, ?)',
        n,
        story,
        by,
        at,
        ended,
      );
      return;
    }
    case 'note': {
      const { id, text, by, at } = record;
      const n = numberIn(connection, record.report);
      run('INSERT INTO notes (id, report, text, by, at) VALUES (?, ?, ?, ?, ?)', id, n, text, by, at);
      return;
    }
    case 'decision': {
      const { id, kind, subject, report, body, by, at, why, undoes } = record;
      run(
        `INSERT INTO decisions (id, kind, subject, report, body, by, at, why, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        id,
        kind,
        subject,
        report === null ? null : numberIn(connection, report),
        body === null ? null : JSON.stringify(body),
        by,
        at,
        why,
        undoes,
      );
      return;
    }
    case 'grade': {
      const { publisher, grade, by, at } = record;
      run('INSERT INTO grades (publisher, grade, by, at) VALUES (?, ?, ?, ?)', publisher, grade, by, at);
      return;
    }
    case 'successor': {
      const { step } = connection.row<{ step: number }>(
        'SELECT coalesce(max(n), 0) AS step FROM successors',
      ) ?? { step: 0 };
      for (const next of record.new.length > 0 ? record.new : [null])
        run(
          'INSERT INTO successors (step, old, new, at) VALUES (?, ?, ?, ?)',
          step,
          record.old,
          next,
          record.at,
        );
      return;
    }
    case 'release': {
      const { name, by, at, why } = record;
      run('INSERT INTO releases (name, by, at, why) VALUES (?, ?, ?, ?)', name, by, at, why);
      return;
    }
  }
}

function putReport(connection: Connection, report: ReportRecord): void {
  const { run } = connection;
  const { id, state, first, version, learned, published, bytes, parties, passages, features } = report;
  const { day, moment } = placeInTime(published, learned);
  const isPurged = state === 'purged';
  const n = run(
    `INSERT INTO reports (id, state, first, version, publisher, title, byline, url, fetched_url, path, published,
      published_from, day, moment, learned, language, media_type, reader, sentences, text)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    state,
    first,
    version,
    report.publisher,
    report.title,
    report.byline,
    report.url,
    report.fetchedUrl,
    report.path,
    published,
    report.publishedFrom,
    day,
    moment,
    learned,
    report.language,
    report.mediaType,
    report.reader,
    isPurged ? null : JSON.stringify(report.sentences),
    report.text,
  );
  index(run, n);
  if (bytes !== null) run('INSERT INTO originals (report, bytes) VALUES (?, ?)', n, bytes);
  for (const party of parties) run('INSERT INTO report_parties (party, report) VALUES (?, ?)', party, n);
  for (const { start, end, bands } of passages) {
    const words = bands.join(' ');
    const passage = run(
      'INSERT INTO passages (report, start, "end", bands) VALUES (?, ?, ?, ?)',
      n,
      start,
      end,
      words,
    );
    run('INSERT INTO passage_search (rowid, bands) VALUES (?, ?)', passage, words);
  }
  for (const feature of features)
    run('INSERT INTO features (feature, day, report) VALUES (?, ?, ?)', feature, day, n);
  if (!isPurged)
    run('INSERT INTO report_features (report, features) VALUES (?, ?)', n, JSON.stringify(features));
}

function putClaim(connection: Connection, kept: ClaimRecord): void {
  const { id, report, claim, asRead } = kept;
  const whole = { id, report, ...claim };
  const n = connection.run(
    `INSERT INTO claims (id, report, act, firmness, state, gone, by, learned, replaced, claim, as_read)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    numberIn(connection, report),
    claim.act,
    rankOf(whole),
    kept.state,
    kept.gone,
    kept.by,
    kept.learned,
    kept.replaced,
    JSON.stringify(claim),
    asRead === null ? null : JSON.stringify(asRead),
  );
  addKeys(connection, n, whole);
}
