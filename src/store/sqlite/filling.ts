import type { Connection } from './connection.ts';

/**
 * Makes what rows are only found by after the work, where many rows are put and none is looked for: an index is made sooner of
 * all rows, sorted, than row by row. What holds rows to what they may be stays.
 */
export async function filling<T>({ database, rows }: Connection, work: () => Promise<T>): Promise<T> {
  const indexes = rows<{ name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql LIKE 'CREATE INDEX %'",
  );
  for (const { name } of indexes) database.exec(`DROP INDEX ${name}`);
  const result = await work();
  for (const { sql } of indexes) database.exec(sql);
  return result;
}
