import { DatabaseSync } from 'node:sqlite';
import type { Count, Scratch } from '../scratch.ts';
import { scratchFailure } from './failure.ts';

/** Counts that are read at a time. */
const PAGE = 1000;

/**
 * SQLite takes the file of a database without a name away as soon as it is opened, and writes to it what its cache has no room
 * for. In UTF-16BE the order of bytes is that of code units.
 */
const SCHEMA = `
PRAGMA encoding = 'UTF-16be';
PRAGMA journal_mode = OFF;
PRAGMA cache_size = -8192;
CREATE TABLE kept (n INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE keys (kind TEXT, key TEXT, n INTEGER, PRIMARY KEY (kind, key, n)) STRICT, WITHOUT ROWID;
CREATE TABLE counts (kind TEXT, key TEXT, count INTEGER NOT NULL, PRIMARY KEY (kind, key)) STRICT, WITHOUT ROWID;
BEGIN`;

export function openSqliteScratch(): Scratch {
  const database = new DatabaseSync('');
  database.exec(SCHEMA);
  const value = database.prepare('INSERT INTO kept (value) VALUES (?)');
  const key = database.prepare('INSERT OR IGNORE INTO keys (kind, key, n) VALUES (?, ?, ?)');
  const found = database.prepare(
    `SELECT value FROM kept WHERE n IN (SELECT keys.n FROM json_each(?) AS wanted CROSS JOIN keys
      ON kind = ? AND keys.key = wanted.value) ORDER BY n`,
  );
  const counting = database.prepare(
    `INSERT INTO counts (kind, key, count) VALUES (?, ?, ?)
      ON CONFLICT (kind, key) DO UPDATE SET count = count + excluded.count`,
  );
  const known = database.prepare(
    'SELECT counts.key FROM json_each(?) AS wanted CROSS JOIN counts ON kind = ? AND counts.key = wanted.value',
  );
  const page = database.prepare(
    'SELECT key, count FROM counts WHERE kind = ? AND key > ? ORDER BY key LIMIT ?',
  );
  return {
    keep: (kind, keys, one) =>
      told(() => {
        const n = value.run(JSON.stringify(one)).lastInsertRowid;
        for (const each of keys) key.run(kind, each, n);
      }),
    find: (kind, keys) =>
      keys.length === 0
        ? []
        : found.all(JSON.stringify(keys), kind).map((row) => JSON.parse(String(row['value']))),
    count: (kind, each, by) => told(() => counting.run(kind, each, by)),
    among: (kind, keys) => new Set(known.all(JSON.stringify(keys), kind).map((row) => String(row['key']))),
    counted: function* (kind) {
      let after = '';
      for (;;) {
        const some = page
          .all(kind, after, PAGE)
          .map((row): Count => ({ key: String(row['key']), count: Number(row['count']) }));
        if (some.length > 0) yield some;
        if (some.length < PAGE) return;
        after = some.at(-1)?.key ?? '';
      }
    },
    close: () => database.close(),
  };
}

function told(write: () => unknown): void {
  try {
    write();
  } catch (error) {
    throw scratchFailure(error);
  }
}
