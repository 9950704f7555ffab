import type { BookRecord, ReportRecord } from '../book-records.ts';
import type { ReportFilter } from '../filters.ts';
import type { Release, Saved } from '../store.ts';
import type { Connection } from './connection.ts';
import { feedRecords } from './feed-records.ts';
import { EVERY, type Keyed, paged } from './paged.ts';
import { reportWhere, type Where } from './where.ts';

/** Reports that are held at a time: they have texts and bytes. */
const REPORTS = 20;

type Choice = Omit<ReportFilter, 'state' | 'versions'>;

/** All that is kept, or what rests on the reports that the filter lets through. */
export async function* recordsOf(connection: Connection, filter: Choice = {}): AsyncGenerator<BookRecord> {
  const chosen = choiceOf(filter);
  yield* partiesAndStories(connection, chosen);
  yield* reports(connection, chosen);
  yield* judgements(connection, chosen);
  // What is asked, and whence reports come, is of the whole book, and not of a part of it that is handed on.
  if (chosen !== null) return;
  yield* saved(connection);
  yield* feedRecords(connection);
}

/** Numbers of the reports that are chosen; null where all are, also those of which only the id is left. */
function choiceOf(filter: Choice): Where | null {
  if (Object.keys(filter).length === 0) return null;
  const versions = 'all';
  const [present, removed] = (['present', 'removed'] as const).map((state) =>
    reportWhere({ ...filter, state, versions }),
  );
  if (present === undefined || removed === undefined) return null;
  return {
    sql: `(SELECT r.n FROM reports AS r WHERE (${present.sql}) OR (${removed.sql}))`,
    values: [...present.values, ...removed.values],
  };
}

/** A condition on a column that holds a report's number. */
const among = (column: string, chosen: Where | null): Where =>
  chosen === null ? EVERY : { sql: `${column} IN ${chosen.sql}`, values: chosen.values };

async function* partiesAndStories(connection: Connection, chosen: Where | null): AsyncGenerator<BookRecord> {
  const named = among('report', chosen);
  const within = (sql: string): Where => (chosen === null ? EVERY : { sql, values: named.values });
  const parties = paged<Keyed<Omit<Extract<BookRecord, { record: 'party' }>, 'record'>>>(
    connection,
    'SELECT id AS key, id, kind, name, state, size FROM parties WHERE $where AND id > ? ORDER BY id LIMIT ?',
    within(`id IN (SELECT party FROM report_parties WHERE ${named.sql})`),
    '',
  );
  for (const party of parties) yield { record: 'party', ...party };
  const stories = paged<Keyed<{ id: string; title: string | null }>>(
    connection,
    'SELECT id AS key, id, title FROM stories WHERE $where AND id > ? ORDER BY id LIMIT ?',
    within(`id IN (SELECT story FROM story_reports WHERE ${named.sql})`),
    '',
  );
  for (const story of stories) yield { record: 'story', ...story };
}

type ReportRow = Keyed<
  Omit<ReportRecord, 'record' | 'sentences' | 'parties' | 'passages' | 'features'> & {
    readonly n: number;
    readonly sentences: string | null;
    readonly features: string | null;
  }
>;

async function* reports(connection: Connection, chosen: Where | null): AsyncGenerator<BookRecord> {
  const { rows, row } = connection;
  const found = paged<ReportRow>(
    connection,
    `SELECT r.n AS key, r.n, r.id, r.state, r.first, r.version, r.publisher, r.title, r.byline, r.url,
      r.fetched_url AS fetchedUrl, r.captured, r.path, r.published, r.published_from AS publishedFrom, r.learned, r.language,
      r.media_type AS mediaType, r.reader, r.partial, r.sentences, r.text, bytes, features
      FROM reports AS r LEFT JOIN originals ON originals.report = r.n LEFT JOIN report_features AS f ON f.report = r.n
      WHERE $where AND r.n > ? ORDER BY r.n LIMIT ?`,
    among('r.n', chosen),
    0,
    REPORTS,
  );
  for (const { n, sentences, features, ...report } of found) {
    const first =
      chosen === null
        ? report.first
        : row<{ id: string }>(
            `SELECT id FROM reports WHERE first = ? AND n IN ${chosen.sql} ORDER BY version LIMIT 1`,
            report.first,
            ...chosen.values,
          )?.id;
    yield {
      record: 'report',
      ...report,
      first: first ?? report.first,
      sentences: JSON.parse(sentences ?? '[]'),
      parties: rows<{ party: string }>(
        'SELECT party FROM report_parties WHERE report = ? ORDER BY party',
        n,
      ).map(({ party }) => party),
      passages: rows<{ start: number; end: number; bands: string }>(
        'SELECT start, "end", bands FROM passages WHERE report = ? ORDER BY n',
        n,
      ).map(({ start, end, bands }) => ({
        start,
        end,
        bands: bands === '' ? [] : bands.split(' '),
      })),
      features: JSON.parse(features ?? '[]'),
    };
    yield* beside(connection, n, report.id);
  }
}

/** What rests on one report. */
function* beside({ rows }: Connection, n: number, report: string): Generator<BookRecord> {
  const readings = rows<{ reader: string; at: string; reading: string }>(
    'SELECT reader, at, reading FROM readings WHERE report = ? ORDER BY n',
    n,
  );
  for (const { reading, ...rest } of readings)
    yield { record: 'reading', report, ...rest, reading: JSON.parse(reading) };
  const claims = rows<
    Omit<Extract<BookRecord, { record: 'claim' }>, 'record' | 'report' | 'claim' | 'asRead'> & {
      readonly claim: string;
      readonly asRead: string | null;
    }
  >(
    `SELECT id, state, gone, by, learned, replaced, claim, as_read AS asRead FROM claims WHERE report = ? ORDER BY n`,
    n,
  );
  for (const { claim, asRead, ...rest } of claims)
    yield {
      record: 'claim',
      report,
      ...rest,
      claim: JSON.parse(claim),
      asRead: asRead === null ? null : JSON.parse(asRead),
    };
  const labels = rows<Omit<Extract<BookRecord, { record: 'label' }>, 'record' | 'report'>>(
    'SELECT kind, value, by, at, ended FROM labels WHERE report = ? ORDER BY n',
    n,
  );
  for (const label of labels) yield { record: 'label', report, ...label };
  const placements = rows<Omit<Extract<BookRecord, { record: 'placement' }>, 'record' | 'report'>>(
    'SELECT story, by, at, ended FROM story_reports WHERE report = ? ORDER BY n',
    n,
  );
  for (const placement of placements) yield { record: 'placement', report, ...placement };
  const notes = rows<Omit<Extract<BookRecord, { record: 'note' }>, 'record' | 'report'>>(
    'SELECT id, text, by, at FROM notes WHERE report = ? ORDER BY n',
    n,
  );
  for (const note of notes) yield { record: 'note', report, ...note };
  const missed = rows<Omit<Extract<BookRecord, { record: 'perhaps-missed' }>, 'record' | 'report'>>(
    'SELECT start, "end", act, confidence, dismissed FROM perhaps_missed WHERE report = ? ORDER BY n',
    n,
  );
  for (const words of missed) yield { record: 'perhaps-missed', report, ...words };
  const progress = rows<Omit<Extract<BookRecord, { record: 'progress' }>, 'record' | 'report'>>(
    'SELECT state, by, at, ended FROM progress WHERE report = ? ORDER BY n',
    n,
  );
  for (const state of progress) yield { record: 'progress', report, ...state };
  const codings = rows<{ coder: string; at: string; done: number; marks: string; parties: string }>(
    'SELECT coder, at, done, marks, parties FROM codings WHERE report = ? ORDER BY coder',
    n,
  );
  for (const { done, marks, parties, ...coding } of codings)
    yield {
      record: 'coding',
      report,
      ...coding,
      done: done === 1,
      marks: JSON.parse(marks),
      parties: JSON.parse(parties),
    };
}

/** Decisions, grades, successors and releases. */
async function* judgements(connection: Connection, chosen: Where | null): AsyncGenerator<BookRecord> {
  const own = among('report', chosen);
  const decisions = paged<
    Keyed<
      Omit<Extract<BookRecord, { record: 'decision' }>, 'record' | 'body'> & { readonly body: string | null }
    >
  >(
    connection,
    `SELECT d.n AS key, d.id, d.kind, d.subject, r.id AS report, d.body, d.by, d.at, d.why, d.undoes
      FROM decisions AS d LEFT JOIN reports AS r ON r.n = d.report
      WHERE (d.report IS NULL OR ($where)) AND d.n > ? ORDER BY d.n LIMIT ?`,
    among('d.report', chosen),
    0,
  );
  for (const { body, ...decision } of decisions)
    yield { record: 'decision', ...decision, body: body === null ? null : JSON.parse(body) };
  const grades = paged<Keyed<Omit<Extract<BookRecord, { record: 'grade' }>, 'record'>>>(
    connection,
    'SELECT n AS key, publisher, grade, by, at FROM grades WHERE $where AND n > ? ORDER BY n LIMIT ?',
    chosen === null
      ? EVERY
      : {
          sql: `publisher IN (SELECT publisher FROM reports WHERE n IN ${chosen.sql})`,
          values: chosen.values,
        },
    0,
  );
  for (const grade of grades) yield { record: 'grade', ...grade };
  const successors = paged<Keyed<{ old: string; at: string; followers: string }>>(
    connection,
    `SELECT step AS key, old, at, json_group_array(new ORDER BY n) AS followers FROM successors
      WHERE $where AND step > ? GROUP BY step ORDER BY step LIMIT ?`,
    chosen === null
      ? EVERY
      : {
          sql: `old IN (SELECT id FROM claims WHERE ${own.sql} UNION SELECT story FROM story_reports WHERE ${own.sql})`,
          values: [...own.values, ...own.values],
        },
    // Steps are counted from 0.
    -1,
  );
  for (const { old, at, followers } of successors)
    yield {
      record: 'successor',
      old,
      new: (JSON.parse(followers) as readonly (string | null)[]).filter((id) => id !== null),
      at,
    };
  const releases = paged<Keyed<Release>>(
    connection,
    'SELECT n AS key, name, at, by, why FROM releases WHERE $where AND n > ? ORDER BY n LIMIT ?',
    EVERY,
    0,
  );
  for (const release of releases) yield { record: 'release', ...release };
}

function* saved(connection: Connection): Generator<BookRecord> {
  const found = paged<Keyed<Saved>>(
    connection,
    'SELECT name AS key, name, kind, query, by, at FROM saved WHERE $where AND name > ? ORDER BY name LIMIT ?',
    EVERY,
    '',
  );
  for (const question of found) yield { record: 'saved', ...question };
}
