import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openStore, type Store } from '../src/store/index.ts';
import { MIGRATIONS } from '../src/store/sqlite/schema.ts';
import { openSqlite } from '../src/store/sqlite/store.ts';
import { StoreError } from '../src/text/errors.ts';
import { NEXT } from './store-child.ts';
import { told } from './store-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-bad-days-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string) => join(folder, name);

/** 150 while adding and deciding, 50 while migrating. Several at a time: what a process mostly does is to start. */
const KILLS = { writing: 150, migrating: 50, atOnce: 5 };

/** Started processes read what the first one compiled. */
const environment = { ...process.env, NODE_COMPILE_CACHE: file('compiled') };

interface Child {
  readonly process: ChildProcess;
  /** What it printed so far, whole lines. */
  readonly lines: () => readonly string[];
  /** Resolves when it has printed so many lines, or ended. */
  readonly prints: (count: number) => Promise<void>;
  readonly ended: Promise<void>;
}

function start(...args: readonly string[]): Child {
  const script = join(import.meta.dirname, 'store-child.ts');
  const child = spawn(process.execPath, [script, ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    printed += part;
  });
  const lines = (): readonly string[] => printed.split('\n').slice(0, -1);
  const ended = once(child, 'close').then(() => undefined);
  const printing = async (count: number): Promise<void> => {
    while (lines().length < count) await once(child.stdout, 'data');
  };
  return { process: child, lines, prints: (count) => Promise.race([ended, printing(count)]), ended };
}

const failsWith =
  (code: string, message = /./) =>
  (error: unknown) =>
    error instanceof StoreError && error.code === code && message.test(error.message);

/** As `report …` and `decision …`. */
const contents = (store: Store): Promise<ReadonlySet<string>> =>
  store.read(async (book) => {
    const reports = (await book.reports({ versions: 'all' })).map(({ report }) => `report ${report.id}`);
    return new Set([...reports, ...(await book.decisions()).map(({ id }) => `decision ${id}`)]);
  });

/** Each lane does one after the other. */
const inLanes = (count: number, work: (lane: number, i: number) => Promise<void>): Promise<unknown> =>
  Promise.all(
    Array.from({ length: KILLS.atOnce }, async (_, lane) => {
      for (let i = lane; i < count; i += KILLS.atOnce) await work(lane, i);
    }),
  );

test('killed while it adds and decides: all that was acknowledged is there', async () => {
  const acknowledged = new Map<number, string[]>();
  await inLanes(KILLS.writing, async (lane, i) => {
    const path = file(`killed-${lane}`);
    const child = start('add', path, `run${i}`);
    // From while it opens the book on, which the first ones have to make, to its fourth acknowledgement and a bit.
    await child.prints(Math.floor(Math.random() * 6));
    await pause(Math.random() * 20);
    child.process.kill('SIGKILL');
    await child.ended;
    const lines = [...(acknowledged.get(lane) ?? []), ...child.lines().filter((line) => line !== 'open')];
    acknowledged.set(lane, lines);
    const store = await openStore(path);
    const kept = await contents(store);
    assert.deepEqual(
      lines.filter((line) => !kept.has(line)),
      [],
    );
    assert.deepEqual(await store.check(), []);
    // All of a report or nothing of it: the claims and the story of each.
    await store.read(async (book) => {
      const reports = await book.reports({ versions: 'all' });
      assert.equal((await book.claims({ versions: 'all' })).length, reports.length);
      assert.ok(reports.every(({ story }) => story !== null));
    });
    await store.close();
  });
  const total = [...acknowledged.values()].flat().length;
  assert.ok(total > KILLS.writing, `only ${total} acknowledgements before ${KILLS.writing} kills`);
});

test('killed while it migrates: the book is of the old schema or of the new one, and whole', async () => {
  const old = file('old');
  const store = await openStore(old);
  await store.write((book) => book.add(Array.from({ length: 100 }, (_, i) => told(`r${i}`))));
  const before = await contents(store);
  await store.close();
  const trial = file('trial');
  copyFileSync(old, trial);
  const begun = performance.now();
  await (await openSqlite(trial, { migrations: NEXT })).close();
  const takes = performance.now() - begun;
  const found = { old: 0, next: 0 };
  await inLanes(KILLS.migrating, async (_, i) => {
    const path = file(`migrated-${i}`);
    copyFileSync(old, path);
    const child = start('migrate', path);
    await child.prints(1);
    await pause(Math.random() * takes);
    child.process.kill('SIGKILL');
    await child.ended;
    const migrated = versionOf(path) === NEXT.length;
    found[migrated ? 'next' : 'old']++;
    if (child.lines().includes('migrated')) assert.ok(migrated);
    // Of the old one it opens with the old schema, of the new one it has a backup that does.
    const backup = `${path}.v${MIGRATIONS.length}.backup`;
    if (migrated || existsSync(backup)) await holds(backup, before, MIGRATIONS);
    if (!migrated) await holds(path, before, MIGRATIONS);
    await holds(path, before, NEXT);
  });
  assert.equal(found.old + found.next, KILLS.migrating);
  assert.ok(found.old > 0, 'no kill came before the end');
});

const versionOf = (path: string): unknown => {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return database.prepare('PRAGMA user_version').get()?.['user_version'];
  } finally {
    database.close();
  }
};

async function holds(
  path: string,
  expected: ReadonlySet<string>,
  migrations: typeof MIGRATIONS,
): Promise<void> {
  const store = await openSqlite(path, { migrations });
  assert.deepEqual(await contents(store), expected);
  assert.deepEqual(await store.check(), []);
  await store.close();
}

test('two processes that add to one new book at once', async () => {
  const path = file('shared');
  const children = ['a', 'b'].map((name) => start('add', path, name, '25'));
  // And both the same.
  children.push(start('add', path, 'a', '25'));
  await Promise.all(children.map(({ ended }) => ended));
  const store = await openStore(path);
  const kept = await contents(store);
  assert.equal(kept.size, 100);
  for (const child of children) {
    assert.equal(child.process.exitCode, 0);
    for (const line of child.lines()) assert.ok(line === 'open' || kept.has(line), line);
  }
  const stories = await store.read((book) => book.stories());
  assert.deepEqual(
    stories.map(({ reports }) => reports.length),
    [50],
  );
  assert.deepEqual(await store.check(), []);
  await store.close();
});

test('a process that writes for too long is told of, and its change is not lost', async () => {
  const path = file('busy');
  const [slow, hasty] = [await openStore(path), await openSqlite(path, { patience: 50 })];
  const writing = slow.write(async (book) => {
    await pause(300);
    return book.add([told('a')]);
  });
  await pause(20);
  const add = () => hasty.write((book) => book.add([told('b')]));
  await assert.rejects(add(), failsWith('store/busy', /another process.*try again/));
  await writing;
  await add();
  assert.equal((await contents(slow)).size, 2);
  for (const store of [slow, hasty]) await store.close();
});

test('a disk that fills up', async (t) => {
  const disk = file('small-disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk], { stdio: 'pipe' });
  } catch (error) {
    t.skip(`no small disk can be mounted here: ${error instanceof Error ? error.message.trim() : error}`);
    return;
  }
  try {
    const [path, ballast] = [join(disk, 'book'), join(disk, 'ballast')];
    writeFileSync(ballast, new Uint8Array(1_000_000));
    const store = await openStore(path);
    const acknowledged: string[] = [];
    const add = async (i: number) => {
      const id = `r${i}`;
      await store.write((book) => book.add([told(id, { bytes: new Uint8Array(20_000) })]));
      acknowledged.push(`report ${id}`);
    };
    const fill = async () => {
      for (let i = 0; i < 1000; i++) await add(i);
    };
    await assert.rejects(fill(), failsWith('store/full', /book could not grow.*make room/));
    assert.ok(acknowledged.length > 10);
    assert.deepEqual([...(await contents(store))], acknowledged);
    rmSync(ballast);
    await add(acknowledged.length);
    await store.close();
    const again = await openStore(path);
    assert.deepEqual([...(await contents(again))], acknowledged);
    assert.deepEqual(await again.check(), []);
    await again.close();
  } finally {
    execFileSync('umount', [disk]);
  }
});

test('a book of a newer version is refused, untouched', async () => {
  const path = await bookWith(file('newer'), 'a');
  const opened = await openStore(path);
  await (await openSqlite(path, { migrations: NEXT })).close();
  // Open all the while, we do not write to it either.
  const known = new RegExp(`schema ${NEXT.length}.*up to ${MIGRATIONS.length}.*newer pledgebook`);
  const late = opened.write((book) => book.add([told('b')]));
  await assert.rejects(late, failsWith('store/newer', known));
  await opened.close();
  // The newer one was killed: its log is left for it to work off.
  const change = `new (require('node:sqlite').DatabaseSync)(process.argv[1]).exec("UPDATE reports SET byline = 'x'");
    process.kill(process.pid, 'SIGKILL')`;
  spawnSync(process.execPath, ['-e', change, path]);
  const files = [path, `${path}-wal`];
  const before = files.map((name) => readFileSync(name));
  assert.ok(before.every(({ length }) => length > 0));
  await assert.rejects(openStore(path), failsWith('store/newer'));
  for (const [i, name] of files.entries()) assert.ok(before[i]?.equals(readFileSync(name)), name);
  await holds(path, new Set(['report a']), NEXT);
});

async function bookWith(path: string, ...ids: readonly string[]): Promise<string> {
  const store = await openStore(path);
  await store.write((book) => book.add(ids.map((id) => told(id))));
  await store.close();
  return path;
}

test('a damaged file is said to be so, with how to restore', async () => {
  const ids = Array.from({ length: 50 }, (_, i) => `r${i}`);
  const damaged = await bookWith(file('damaged'), ...ids);
  await (await openSqlite(damaged, { migrations: NEXT })).close();
  // All after the first three pages.
  const descriptor = openSync(damaged, 'r+');
  writeSync(descriptor, new Uint8Array(statSync(damaged).size - 12_288).fill(7), 0, null, 12_288);
  const read = async () => {
    const store = await openSqlite(damaged, { migrations: NEXT });
    try {
      await store.read((book) => book.reports());
    } finally {
      await store.close();
    }
  };
  const backup = `damaged.v${MIGRATIONS.length}.backup`;
  const told = new RegExp(`damaged.*damaged-wal aside.*${backup.replaceAll('.', '\\.')}.*\\.recover`);
  await assert.rejects(read(), failsWith('store/damaged', told));
  // As it says.
  rmSync(damaged);
  copyFileSync(file(backup), damaged);
  await holds(damaged, new Set(ids.map((id) => `report ${id}`)), NEXT);

  const short = await bookWith(file('short'), ...ids);
  truncateSync(short, 20_000);
  await assert.rejects(openStore(short), failsWith('store/damaged'));
});

test('what is no book is refused, untouched', async () => {
  const [text, database] = [file('report.txt'), file('other.db')];
  writeFileSync(
    text,
    'PARIS - Twenty-six countries agreed in principle on Thursday to send forces.\n'.repeat(40),
  );
  new DatabaseSync(database).exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)');
  for (const path of [text, database]) {
    const before = readFileSync(path);
    await assert.rejects(openStore(path), failsWith('store/not-a-book', /no book/));
    assert.ok(before.equals(readFileSync(path)), path);
  }
  await assert.rejects(openStore(file('no/such/folder')), failsWith('store/unopenable', /folder/));
});
