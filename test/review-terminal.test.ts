import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, before, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { openBook } from '../src/app/book/index.ts';
import { toReading } from '../src/app/reading.ts';
import { run } from '../src/cli/run.ts';
import { claimed } from './claimed-sample.ts';
import { fakeReader } from './fake-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-terminal-'));
after(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'book.db');
let report = '';
let claims = 0;
before(async () => {
  const book = await openBook({ book: path });
  ({ id: report, claims } = await book.addReading(toReading(claimed)));
  await book.close();
});

const hasPython = spawnSync('python3', ['--version']).status === 0;
const main = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts');

/** A command in a real terminal. */
class InTerminal {
  readonly child: ChildProcess;
  readonly changes = new EventEmitter();
  printed = '';
  ended = false;
  constructor(columns: number, rows: number, ...args: readonly string[]) {
    const helper = join(import.meta.dirname, 'in-terminal.py');
    const command = [process.execPath, main, ...args];
    this.child = spawn('python3', [helper, `${columns}`, `${rows}`, ...command], {
      env: { ...process.env, TERM: 'xterm', NO_COLOR: '1', FORCE_COLOR: undefined },
    });
    this.child.stdout?.on('data', (data) => {
      this.printed += data;
      this.changes.emit('change');
    });
    this.child.on('close', () => {
      this.ended = true;
      this.changes.emit('change');
    });
  }
  /** Of the command itself. */
  get pid(): number {
    return Number(this.printed.split('\n', 1)[0]);
  }
  /** What stands on the screen. */
  get screen(): string {
    return stripVTControlCharacters(this.printed.slice(this.printed.lastIndexOf('\u001b[H'))).replaceAll(
      '\r',
      '',
    );
  }
  /** Waits until the screen has these words. */
  async shows(words: RegExp): Promise<void> {
    while (!words.test(this.screen)) {
      if (this.ended) throw new Error(`ended without ${words}:\n${this.printed}`);
      await once(this.changes, 'change');
    }
  }
  press(keys: string): void {
    this.child.stdin?.write(keys);
  }
}

const stateOf = async (claim: string) => {
  const book = await openBook({ book: path });
  const { claims: kept, decisions } = await book.reportFile(report);
  await book.close();
  return {
    claim: kept.find((one) => one.claim.id === claim)?.claim,
    state: kept.find((one) => one.claim.id === claim)?.state,
    by: decisions.map(({ by, kind }) => `${by} ${kind}`),
  };
};

// Python 3 makes the pseudo-terminal; CONTRIBUTING.md says that this test is left out where there is none.
test('in a real terminal: what was acknowledged is there after kill -9, and the review goes on', {
  skip: !hasPython,
  timeout: 60_000,
}, async () => {
  const order = await openBook({ book: path });
  const ids = (await order.reviewQueue()).items.map(({ id }) => id);
  await order.close();
  const first = new InTerminal(80, 24, 'review', '--book', path, '--by', 'Ada');
  await first.shows(/1 of \d+[\s\S]*a accept/);
  assert.match(first.screen, new RegExp(`1 of ${claims} `));
  first.press('a');
  // The next one is shown only when this one is on the disk.
  await first.shows(/2 of \d+[\s\S]*accepted/);
  first.press('mn');
  await first.shows(/negated: /);
  const ended = once(first.child, 'exit');
  process.kill(first.pid, 'SIGKILL');
  await ended;
  assert.equal((await stateOf(ids[0] ?? '')).state, 'accepted');
  assert.equal((await stateOf(ids[1] ?? '')).state, 'unreviewed');

  const second = new InTerminal(40, 20, 'review', '--book', path, '--by', 'Bo');
  await second.shows(new RegExp(`1 of ${claims - 1} [\\s\\S]*a accept`));
  for (const line of second.screen.split('\n')) assert.ok(line.length <= 40, line);
  // NO_COLOR
  assert.equal(second.printed.includes('\u001b[1m'), false);
  second.press('r');
  await second.shows(/rejected/);
  second.press('u');
  await second.shows(/undone/);
  second.press('q');
  const [code] = await once(second.child, 'exit');
  assert.equal(code, 0);
  // The cursor is back, and so is what was on the screen before.
  assert.ok(second.printed.includes('\u001b[?25h\u001b[?1049l'));
  assert.match(second.printed, /0 decided, \d+ left open/);
  assert.deepEqual((await stateOf(ids[1] ?? '')).state, 'unreviewed');
  assert.ok((await stateOf(ids[0] ?? '')).by.includes('Ada progress'));
});

/** Runs `pledgebook ARGS…` with these keys as in a terminal. */
async function withKeys(keys: readonly string[], ...args: readonly string[]) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 30 });
  const stderr = new PassThrough();
  for (const key of keys) stdin.write(key);
  const code = await run([...args, '--book', path], {
    stdin,
    stdout,
    stderr,
    createSourceReader: async () => fakeReader,
  });
  const out = stripVTControlCharacters(String(stdout.read() ?? ''));
  return { code, out, err: stripVTControlCharacters(String(stderr.read() ?? '')), stdout };
}
const plain = async (...args: readonly string[]) => {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  const code = await run([...args, '--book', path], {
    ...streams,
    createSourceReader: async () => fakeReader,
  });
  return { code, out: String(streams.stdout.read() ?? ''), err: String(streams.stderr.read() ?? '') };
};

test('without a terminal it says what to do; --json prints what is open', async () => {
  const { code, err } = await plain('review', '--by', 'Ada');
  assert.equal(code, 2);
  assert.match(err, /--json/);
  const printed = await plain('review', '--json');
  assert.equal(printed.code, 0);
  const items = printed.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.ok(items.every(({ quote, certainty }) => quote && certainty));
  assert.ok(items.every(({ kind, seen }) => kind !== 'claim' || seen === null));
  assert.match((await withKeys([], 'review')).err, /--by/);
  assert.match((await withKeys([], 'review', '--blind', '--actor', 'FRA', '--by', 'Ada')).err, /--report/);
  assert.match((await plain('settle')).err, /--json/);
});

test('the reasons of the reader are shown, and drawn anew when the screen changes its size', {
  timeout: 20_000,
}, async () => {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 30 });
  const changes = new EventEmitter();
  let frame = '';
  stdout.on('data', (data) => {
    frame = stripVTControlCharacters(String(data)).replaceAll('\r', '');
    changes.emit('change');
  });
  const shows = async (words: RegExp) => {
    while (!words.test(frame)) await once(changes, 'change');
  };
  const host = { stdin, stdout, stderr: new PassThrough(), createSourceReader: async () => fakeReader };
  const ended = run(['review', '--by', 'Cy', '--book', path], host);
  await shows(/a accept/);
  stdin.write('e');
  await shows(/^ {4}why$/m);
  stdout.columns = 40;
  stdout.emit('resize');
  await shows(/^(?=[\s\S]*why)(?![\s\S]*.{41})/);
  stdin.write('x');
  await shows(/a accept/);
  stdin.write('q');
  assert.equal(await ended, 0);
});

test('two coders, their agreement, and a curator who settles their difference', async () => {
  const mark = (firmness: string) => [
    '\u001b[B',
    'm',
    'a',
    'commit\r',
    'p',
    'will adopt\r',
    'f',
    `${firmness}\r`,
    '\r',
    'f',
    'q',
  ];
  const short = report.slice(7, 19);
  const sentence = claimed.sentences.findIndex(({ start, end }) =>
    claimed.text.slice(start, end).includes('will adopt'),
  );
  for (const [by, firmness] of [
    ['Ada', 'pledged'],
    ['Bo', 'formal'],
  ] as const) {
    const keys = [...Array.from({ length: sentence }, () => '\u001b[B'), ...mark(firmness).slice(1)];
    const { code, err } = await withKeys(keys, 'review', '--blind', '--report', short, '--by', by);
    assert.deepEqual([code, err], [0, '1 report coded, 0 left\n']);
  }
  const { out } = await plain('agreement', '--with-reader', '--json');
  const found = JSON.parse(out);
  assert.deepEqual(found.coders, ['Ada', 'Bo', 'reader']);
  assert.equal(found.spans[0].exact, 1);
  const table = await plain('agreement', '--field', 'act');
  assert.match(table.out, /Ada – Bo +1\.000 +1\.000/);
  for (const line of table.out.split('\n')) assert.ok(line.length <= 80);
  const [difference] = (await plain('settle', '--json')).out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual([difference.quote, difference.fields], ['will adopt', ['firmness']]);
  const settled = await withKeys(['2', 'q'], 'settle', '--by', 'Cleo');
  assert.match(settled.err, /1 settled, 0 left open/);
  const { claim, state, by } = await stateOf(difference.standing.claim.id);
  assert.deepEqual([claim?.firmness, state], ['formal', 'accepted']);
  assert.ok(by.includes('Cleo settle'));
  assert.equal((await plain('settle', '--json')).out, '');
});

test('how far a report is, set by hand and asked for', async () => {
  const short = report.slice(7, 19);
  assert.match(
    (await plain('decide', 'progress', short, 'done', '--by', 'Di')).out,
    /progress: in-work → done/,
  );
  assert.match((await plain('reports', '--progress', 'done')).out, /done \(Di\)/);
  assert.equal((await plain('reports', '--progress', 'unread')).out, '');
  assert.match((await plain('reports', '--progress', 'half')).err, /unread, in-work, done/);
});
