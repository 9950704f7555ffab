import { createHash } from 'node:crypto';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

/** One connection to the file, which compiles each statement once. */
export interface Connection {
  readonly database: DatabaseSync;
  readonly readOnly: boolean;
  /** The rows, as the columns' types say: the tables are STRICT. */
  rows<T>(sql: string, ...values: readonly SQLInputValue[]): readonly T[];
  /** The rows without their columns' names, in the order of the columns: many rows of a few columns take half the time. */
  tuples<T extends readonly unknown[]>(sql: string, ...values: readonly SQLInputValue[]): readonly T[];
  /** The first row. */
  row<T>(sql: string, ...values: readonly SQLInputValue[]): T | undefined;
  /** @returns the rowid of the row inserted last. */
  run(sql: string, ...values: readonly SQLInputValue[]): number;
}

/**
 * @param wait milliseconds for which a statement waits for another process's lock, and this process with it.
 * @param cache KiB of the file that are held at most, where it is not as `SETTINGS` have it.
 */
export function connect(path: string, wait: number, readOnly = false, cache?: number): Connection {
  const database = new DatabaseSync(path, { timeout: wait, readOnly, enableForeignKeyConstraints: true });
  const compiled = new Map<string, StatementSync>();
  const asTuples = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const known = compiled.get(sql);
    if (known) return known;
    const made = database.prepare(sql);
    compiled.set(sql, made);
    return made;
  };
  const tupleStatement = (sql: string): StatementSync => {
    const known = asTuples.get(sql);
    if (known) return known;
    const made = database.prepare(sql);
    made.setReturnArrays(true);
    asTuples.set(sql, made);
    return made;
  };
  const connection: Connection = {
    database,
    readOnly,
    rows: <T>(sql: string, ...values: readonly SQLInputValue[]) => statement(sql).all(...values) as T[],
    tuples: <T extends readonly unknown[]>(sql: string, ...values: readonly SQLInputValue[]) =>
      tupleStatement(sql).all(...values) as unknown as T[],
    row: <T>(sql: string, ...values: readonly SQLInputValue[]) =>
      statement(sql).get(...values) as T | undefined,
    run: (sql, ...values) => Number(statement(sql).run(...values).lastInsertRowid),
  };
  try {
    database.function('sha256', { deterministic: true }, (bytes) =>
      bytes instanceof Uint8Array ? `sha256:${createHash('sha256').update(bytes).digest('hex')}` : null,
    );
    database.exec(SETTINGS);
    if (cache !== undefined) database.exec(`PRAGMA cache_size = -${cache}`);
  } catch (error) {
    database.close();
    throw error;
  }
  return connection;
}

/**
 * Every transaction is on the disk when it ends. What is deleted is overwritten, also in pages that come free when full-text
 * segments are merged, since a later purge would not find those any more. Signatures and features are inserted all over their
 * tables: 64 MiB of cache.
 */
export const SETTINGS = 'PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -65536';

/** A number that stands in the file: `user_version`, `application_id`. */
export function pragma(connection: Connection, name: 'user_version' | 'application_id'): number {
  return connection.tuples<[number]>(`PRAGMA ${name}`)[0]?.[0] ?? 0;
}
