import type { Connection } from './connection.ts';

/** The full-text index finds what it holds of a report by the words that the report has: before these change. */
export function unindex(run: Connection['run'], n: number): void {
  run(
    `INSERT INTO report_search (report_search, rowid, title, text, publisher)
      SELECT 'delete', n, title, text, publisher FROM reports WHERE n = ?`,
    n,
  );
}

export function index(run: Connection['run'], n: number): void {
  run(
    'INSERT INTO report_search (rowid, title, text, publisher) SELECT n, title, text, publisher FROM reports WHERE n = ?',
    n,
  );
}
