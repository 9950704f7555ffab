import { AsyncLocalStorage } from 'node:async_hooks';
import { StoreError } from '../../text/errors.ts';
import type { Reads, Store, Writes } from '../store.ts';
import { faultsOf, faultsOfIndexes } from './check.ts';
import { type Connection, connect } from './connection.ts';
import { backupsOf, nextMend, storeFailure } from './failure.ts';
import { mendFaults } from './mend.ts';
import { begin, keepBackup, openWriter, patient, refuseNewer, rollBack } from './open.ts';
import { purgeReport } from './purge.ts';
import { reads } from './reads.ts';
import { MIGRATIONS, type Migration } from './schema.ts';
import { writes } from './writes.ts';

export interface SqliteOptions {
  readonly migrations?: readonly Migration[];
  /** Milliseconds to wait for another process that writes. */
  readonly patience?: number;
}

/** Milliseconds; nobody who writes locks out who reads. */
const WATCHER_WAIT = 5000;

/** KiB: who reads a book from end to end comes to most pages once. */
const STREAM_CACHE = 8192;

interface Reader {
  readonly connection: Connection;
  readonly book: Reads;
}

/** The book in one SQLite file. @throws StoreError */
export async function openSqlite(
  path: string,
  { migrations = MIGRATIONS, patience = 30_000 }: SqliteOptions = {},
): Promise<Store> {
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw storeFailure(error, path);
    }
  };
  const writer = await told(() => openWriter(path, migrations, patience));
  const writing = writes(writer);
  /** Connections that wait for someone to read: each view has one of its own, so that it sees one moment. */
  const idle: Reader[] = [];
  /** Whether we are inside a change, which would wait for itself. */
  const inside = new AsyncLocalStorage<true>();
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  let watcher: Connection | undefined;

  const refuseClosed = (): void => {
    if (closed) throw new StoreError('store/closed', `${path} was closed before`);
  };

  /** In turn: there is one connection that writes. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    if (inside.getStore())
      throw new StoreError('store/nested', `${path} is already being written by the one who wants to write`);
    const result = last.then(() => inside.run(true, () => told(work)));
    last = result.catch(() => undefined);
    return result;
  };

  const transaction = <T>(change: (book: Writes) => T | Promise<T>): Promise<T> =>
    inTurn(async () => {
      await begin(writer, patience);
      try {
        refuseNewer(writer, path, migrations);
        const result = await change(writing);
        writer.run('COMMIT');
        return result;
      } catch (error) {
        rollBack(writer);
        throw error;
      }
    });

  const begun = async (): Promise<Reader> => {
    refuseClosed();
    return atOneMoment(idle.pop() ?? (await patient(patience, () => fresh(path))));
  };

  const atOneMoment = async (reader: Reader): Promise<Reader> => {
    const { connection } = reader;
    try {
      await patient(patience, () => {
        rollBack(connection);
        connection.run('BEGIN');
        refuseNewer(connection, path, migrations);
      });
    } catch (error) {
      reader.connection.database.close();
      throw error;
    }
    return reader;
  };

  const ended = (reader: Reader): void => {
    rollBack(reader.connection);
    if (closed) reader.connection.database.close();
    else idle.push(reader);
  };

  const reading = <T>(view: (book: Reads, connection: Connection) => T | Promise<T>): Promise<T> =>
    told(async () => {
      const reader = await begun();
      try {
        const answer = await view(reader.book, reader.connection);
        // What is rolled back is compiled each time; there is nothing to roll back.
        reader.connection.run('COMMIT');
        return answer;
      } finally {
        ended(reader);
      }
    });

  async function* streaming<T>(view: (book: Reads) => AsyncIterable<T>): AsyncGenerator<T> {
    refuseClosed();
    const { book, connection } = await told(async () =>
      atOneMoment(await patient(patience, () => fresh(path, STREAM_CACHE))),
    );
    try {
      yield* view(book);
    } catch (error) {
      throw storeFailure(error, path);
    } finally {
      connection.database.close();
    }
  }

  return {
    read: async (view) => reading(view),
    stream: streaming,
    write: async (change) => {
      refuseClosed();
      return transaction(change);
    },
    purge: async (reports, stamp) => {
      refuseClosed();
      await transaction(() => {
        for (const report of reports) purgeReport(writer, report, stamp);
      });
      // What was purged still stands in the log until all of it is in the book.
      const emptied = await inTurn(async () =>
        writer.row<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)'),
      );
      return { remains: [...(emptied?.busy === 0 ? [] : [`${path}-wal`]), ...backupsOf(path)] };
    },
    check: async () => {
      refuseClosed();
      return told(async () => {
        // What a connection has read of a full-text index it goes on believing after another one has purged from it.
        const own = await patient(patience, () => connect(path, 5000));
        try {
          own.database.exec('BEGIN');
          refuseNewer(own, path, migrations);
          const faults = faultsOf(own);
          rollBack(own);
          await begin(own, patience);
          return [...faults, ...faultsOfIndexes(own)];
        } finally {
          rollBack(own);
          own.database.close();
        }
      });
    },
    mend: async (faults, texts = new Map()) => {
      refuseClosed();
      return transaction(() => {
        const backup = keepBackup(path, nextMend(path));
        mendFaults(writer, faults, texts);
        return { backup };
      });
    },
    version: async () => {
      refuseClosed();
      return told(async () => {
        // SQLite counts on a connection what all others changed.
        watcher ??= connect(path, WATCHER_WAIT, true);
        return watcher.row<{ data_version: number }>('PRAGMA data_version')?.data_version ?? 0;
      });
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await last;
      for (const { connection } of idle) connection.database.close();
      watcher?.database.close();
      writer.database.close();
    },
  };
}

function fresh(path: string, cache?: number): Reader {
  const connection = connect(path, 5000, true, cache);
  return { connection, book: reads(connection) };
}
