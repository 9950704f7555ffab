import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StoreError } from '../../text/errors.ts';
import { type Connection, connect, pragma } from './connection.ts';
import { isBusy } from './failure.ts';
import { APPLICATION_ID, type Migration } from './schema.ts';

/** A statement that meets a lock waits so long at once; `patient` goes on waiting without holding up the process. */
const WRITER_WAIT = 25;

/**
 * A connection that may write to the book at `path`, of the newest schema. A new file becomes a book; an older one is
 * migrated, its state before kept beside it as `path.vN.backup`.
 * @throws StoreError `store/newer`, `store/not-a-book` without having touched the file.
 */
export async function openWriter(
  path: string,
  migrations: readonly Migration[],
  patience: number,
): Promise<Connection> {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0)
    await patient(patience, () => inspect(path, migrations));
  const writer = await patient(patience, () => connect(path, WRITER_WAIT));
  try {
    const mode = await patient(patience, () =>
      writer.row<{ journal_mode: string }>('PRAGMA journal_mode = WAL'),
    );
    if (mode?.journal_mode !== 'wal') {
      const remedy = 'keep the book on a local disk: over a network SQLite cannot have several processes';
      throw new StoreError('store/unopenable', `${path} cannot keep a log beside it; ${remedy}`);
    }
    await migrate(writer, path, migrations, patience);
  } catch (error) {
    writer.database.close();
    throw error;
  }
  return writer;
}

/** A connection that only reads leaves the file as it is, even its log, which one that writes would work off. */
function inspect(path: string, migrations: readonly Migration[]): void {
  const reader = connect(path, 5000, true);
  try {
    const empty = reader.row('SELECT 1 FROM sqlite_schema') === undefined;
    if (!empty && pragma(reader, 'application_id') !== APPLICATION_ID)
      throw new StoreError('store/not-a-book', `${path} is a database, but no book; name another file`);
    refuseNewer(reader, path, migrations);
  } finally {
    reader.database.close();
  }
}

/** @throws StoreError `store/newer`. */
export function refuseNewer(connection: Connection, path: string, migrations: readonly Migration[]): void {
  const [found, newest] = [pragma(connection, 'user_version'), newestOf(migrations)];
  if (found <= newest) return;
  const message = `${path} is of schema ${found}, this pledgebook knows them up to ${newest}; nothing was changed. Install a newer pledgebook`;
  throw new StoreError('store/newer', message);
}

const newestOf = (migrations: readonly Migration[]): number => migrations.at(-1)?.version ?? 0;

async function migrate(
  writer: Connection,
  path: string,
  migrations: readonly Migration[],
  patience: number,
): Promise<void> {
  if (pragma(writer, 'user_version') === newestOf(migrations)) return;
  await begin(writer, patience);
  try {
    // Another process may have done it by now.
    refuseNewer(writer, path, migrations);
    const found = pragma(writer, 'user_version');
    if (found > 0 && found < newestOf(migrations)) keepBackup(path, `${path}.v${found}`);
    const { database } = writer;
    database.exec('PRAGMA defer_foreign_keys = ON');
    for (const { version, sql } of migrations) if (version > found) database.exec(sql);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${newestOf(migrations)}`);
    database.exec('COMMIT');
  } catch (error) {
    rollBack(writer);
    throw error;
  }
}

/**
 * Whoever holds the write lock calls this, so that nobody changes the book between its backup and what is done to it.
 * @returns `name.backup`
 */
export function keepBackup(path: string, name: string): string {
  const [backup, unfinished] = [`${name}.backup`, `${name}.unfinished`];
  rmSync(unfinished, { force: true });
  const reader = connect(path, 5000);
  try {
    reader.run('VACUUM INTO ?', unfinished);
  } finally {
    reader.database.close();
  }
  renameSync(unfinished, backup);
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
  return backup;
}

/** Begins a transaction that writes, when nobody else does. @throws what SQLite says after `patience` milliseconds. */
export const begin = (writer: Connection, patience: number): Promise<unknown> =>
  patient(patience, () => writer.run('BEGIN IMMEDIATE'));

/** SQLite has rolled back by itself after some failures. */
export function rollBack({ database }: Connection): void {
  if (database.isTransaction) database.exec('ROLLBACK');
}

/** Pauses of a few milliseconds at random, so that two who wait do not wait in step. */
export async function patient<T>(patience: number, attempt: () => T): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error;
    }
    await pause(1 + Math.random() * 4);
  }
}
