import { slice } from '../../text/span.ts';
import type { EntryFilter } from '../filters.ts';
import type { Connection } from './connection.ts';
import { entryWhere } from './entry-query.ts';

/** So many words of the book that hold a part of what is looked for are asked of its index; more hardly say where it stands. */
const MANY = 500;

/**
 * Ids of the entries that the filter chooses and in one of whose sentences this stands, whatever the case. It may begin and end inside of
 * words, which the index does not know: it is asked for the words that hold its parts, and the sentences of what it finds are read.
 */
export function entriesSaying(connection: Connection, text: string, filter: EntryFilter): readonly string[] {
  const wanted = text.toLowerCase();
  const { sql, values } = entryWhere(filter);
  const query = queryFor(connection, wanted);
  if (query === null) return [];
  const within =
    query === ''
      ? 'counted_reports'
      : '(SELECT rowid AS report FROM report_search WHERE report_search MATCH ?)';
  const asked = query === '' ? [] : [query];
  const texts = new Map(
    connection.tuples<[n: number, text: string]>(
      `SELECT n, text FROM ${within} AS found CROSS JOIN reports ON n = found.report WHERE state = 'present'`,
      ...asked,
    ),
  );
  const found = new Set<string>();
  for (const [entry, report, start, end] of connection.tuples<
    [entry: string, report: number, start: number, end: number]
  >(
    `SELECT e.id, c.report, s.sentence, s.sentence_end FROM ${within} AS found CROSS JOIN claims AS c ON c.report = found.report
      CROSS JOIN short_claims AS s ON s.claim = c.n AND s.current AND s.state <> 'rejected'
      CROSS JOIN entries AS e ON e.n = s.entry WHERE ${sql}`,
    ...asked,
    ...values,
  ))
    if (
      !found.has(entry) &&
      slice(texts.get(report) ?? '', { start, end })
        .toLowerCase()
        .includes(wanted)
    )
      found.add(entry);
  return [...found];
}

/** What finds all reports that may say it: null where no report does, empty where the index does not tell. */
function queryFor(connection: Connection, wanted: string): string | null {
  // What is a letter to the index but not here, or folded otherwise, would only hide what could be found.
  const parts = wanted.match(/[a-z0-9]+/g) ?? [];
  const words = parts.length === 0 ? [] : wordsOf(connection);
  const alternatives = parts.map((part) => words.filter((word) => word.includes(part)));
  if (alternatives.some((some) => some.length === 0)) return null;
  return alternatives
    .filter((some) => some.length <= MANY)
    .map((some) => `(${some.map((word) => `"${word}"`).join(' OR ')})`)
    .join(' AND ');
}

const known = new WeakMap<Connection, { readonly version: number; readonly words: readonly string[] }>();

/** All words of the book's index; those of a connection that only reads are found once for each change of the book. */
function wordsOf(connection: Connection): readonly string[] {
  const version = connection.tuples<[number]>('PRAGMA data_version')[0]?.[0] ?? 0;
  const before = known.get(connection);
  if (connection.readOnly && before?.version === version) return before.words;
  connection.database.exec(
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.report_words USING fts5vocab('main', 'report_search', 'row')",
  );
  const words = connection.tuples<[string]>('SELECT term FROM temp.report_words').flat();
  known.set(connection, { version, words });
  return words;
}
