import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openStore } from '../src/store/index.ts';
import { cli } from './cli-runs.ts';
import { summit } from './export-book.ts';
import { told } from './store-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-export-days-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string) => join(folder, name);
const BOOK = path('summit.db');
before(async () => (await summit(BOOK)).close());

const exporting = (...args: readonly string[]) => cli('export', '--book', BOOK, ...args);

test('an export becomes a file, a folder or the standard output', async () => {
  const file = await exporting('--to', 'markdown', '--actor', 'DEU', '--out', path('germany.md'));
  assert.deepEqual([file.code, file.out], [0, '']);
  assert.match(file.err, /^wrote .*germany\.md, \d+ bytes\n$/);
  assert.match(readFileSync(path('germany.md'), 'utf8'), /- Filters: actor DEU\n/);
  const tables = await exporting('--to', 'csv', '--out', path('new/tables'));
  assert.match(tables.err, /^wrote 8 files in .*tables, \d+ bytes\n$/);
  assert.ok(readdirSync(path('new/tables')).includes('datapackage.json'));
  mkdirSync(path('there'));
  await exporting('--to', 'html', '--out', path('there'));
  assert.deepEqual(readdirSync(path('there')), ['report.html']);
  const printed = await exporting('--to', 'jsonl');
  assert.match(printed.out, /^\{"record":"book",.*"record":"end".*\n$/s);
});

test('what cannot be is said, exit 2, and no file is begun', async () => {
  const refused = async (said: RegExp, ...args: readonly string[]) => {
    const { code, out, err } = await exporting(...args);
    assert.deepEqual([code, out], [2, ''], err);
    assert.match(err, said);
  };
  await refused(/say as what: --to csv\|/);
  await refused(/there is no format "doc"; there are csv, /, '--to', 'doc');
  await refused(/name a folder for them: --out FOLDER/, '--to', 'csv');
  await refused(
    /no measure or family "wheat"/,
    '--to',
    'html',
    '--measure',
    'wheat',
    '--out',
    path('wheat.html'),
  );
  await refused(/no dated sum of money/, '--to', 'iati', '--measure', 'force', '--out', path('wheat.xml'));
  await refused(/--per-claim is for --to plover/, '--to', 'csv', '--per-claim', '--out', path('x'));
  await refused(
    /there is no release "may"; pledgebook release NAME makes one/,
    '--to',
    'csv',
    '--since',
    'may',
    '--out',
    path('x'),
  );
  assert.deepEqual(
    readdirSync(folder).filter((name) => /wheat|^x$/.test(name)),
    [],
  );
});

test('release: a name for what the book knows now', async () => {
  const made = await cli('release', '--book', BOOK, 'may', '--by', 'Ada', '--why', 'sent');
  assert.match(made.out, /UTC {2}may {2}Ada: sent\n$/);
  const listed = await cli('release', '--book', BOOK, '--json');
  assert.equal(JSON.parse(listed.out).name, 'may');
  assert.equal((await cli('release', '--book', BOOK, 'may', '--by', 'Ada')).code, 2);
  const since = await exporting('--to', 'markdown', '--since', 'may');
  assert.match(since.out, /^# Changes since may\n/);
});

test('a full disk: it is told, what stood there stays, and nothing half is left', async (t) => {
  const disk = path('small-disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'pipe' });
  } catch (error) {
    t.skip(`no small disk can be mounted here: ${error instanceof Error ? error.message.trim() : error}`);
    return;
  }
  try {
    const large = path('large.db');
    const store = await openStore(large);
    await store.write((book) => book.add(Array.from({ length: 600 }, (_, i) => told(`r${i}`))));
    await store.close();
    writeFileSync(join(disk, 'book.jsonl'), 'as it was');
    for (const [to, out] of [
      ['jsonl', join(disk, 'book.jsonl')],
      ['csv', join(disk, 'tables')],
      ['csv', disk],
    ] as const) {
      const { code, err } = await cli('export', '--book', large, '--to', to, '--out', out);
      assert.equal(code, 1);
      assert.match(err, /the disk is full\. Nothing of the export was kept.*export\/full/);
      assert.deepEqual(readdirSync(disk), ['book.jsonl']);
      assert.equal(readFileSync(join(disk, 'book.jsonl'), 'utf8'), 'as it was');
    }
    for (const form of ['--json', '--csv']) {
      const { code, err } = await cli('timeline', '--book', large, form, '--out', join(disk, 'book.jsonl'));
      assert.equal(code, 1);
      assert.match(err, /the disk is full\. Nothing of it was kept; make room.*export\/full/);
      assert.deepEqual(readdirSync(disk), ['book.jsonl']);
      assert.equal(readFileSync(join(disk, 'book.jsonl'), 'utf8'), 'as it was');
    }
    const { code, err } = await cli(
      'export',
      '--book',
      large,
      '--to',
      'csv',
      '--out',
      join(BOOK, 'below a file'),
    );
    assert.equal(code, 1);
    assert.match(err, /cannot be written.*export\/unwritable/);
  } finally {
    execFileSync('umount', [disk]);
  }
});

test('a book is not written over, whichever it is', async () => {
  const other = path('other.db');
  await (await openStore(other)).close();
  const before = [BOOK, other].map((file) => readFileSync(file));
  for (const book of [BOOK, other]) {
    const { code, err } = await exporting('--to', 'jsonl', '--out', book);
    assert.equal(code, 1);
    assert.match(err, /cannot be written: a book stands there, .*name another file\. Nothing of the export/);
  }
  assert.deepEqual(
    [BOOK, other].map((file) => readFileSync(file)),
    before,
  );
});

test('what a killed export left is taken away by the next one to the same name; others stay', async () => {
  const child = spawn(process.execPath, ['--eval', ''], { stdio: 'ignore' });
  await once(child, 'close');
  const left = (name: string, id: number | undefined) => `left/${name}.${id}.unfinished`;
  const names = [
    left('book.md', child.pid),
    left('book.md', process.ppid),
    left('other.md', child.pid),
    'left/book.md.unfinished',
  ];
  mkdirSync(path('left'));
  for (const name of names) writeFileSync(path(name), 'half');
  assert.equal((await exporting('--to', 'markdown', '--out', path('left/book.md'))).code, 0);
  assert.deepEqual(
    readdirSync(path('left')).map((name) => `left/${name}`),
    ['left/book.md', ...names.slice(1)].sort(),
  );
});

test('whoever reads the output may stop early', async () => {
  const script = join(import.meta.dirname, 'fake-cli.ts');
  const child = spawn(process.execPath, [script, 'export', '--book', BOOK, '--to', 'jsonl'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    told += part;
  });
  const [code] = await once(child, 'close');
  assert.deepEqual([code, told], [0, '']);
});

test('memory does not grow with the book: 80 MB of reports are exported with 72 MB of heap', async () => {
  const large = path('long-texts.db');
  const store = await openStore(large);
  const padding = '. '.repeat(80_000);
  const SIZE = 500;
  for (let from = 0; from < SIZE; from += 100)
    await store.write((book) =>
      book.add(
        Array.from({ length: 100 }, (_, i) => {
          const id = `r${from + i}`;
          const text = `${id}. France is ready to send troops to Ukraine after a ceasefire. ${padding}`;
          return told(id, { report: { text }, bytes: new Uint8Array(1), reading: '{}' });
        }),
      ),
    );
  await store.close();
  assert.ok(statSync(large).size > SIZE * padding.length);
  const script = join(import.meta.dirname, 'export-child.ts');
  // One of each way in which a format goes through the book.
  const formats = ['jsonl', 'parquet', 'plover', 'html'];
  const child = spawn(process.execPath, ['--max-old-space-size=72', script, large, ...formats], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    printed += part;
  });
  const [code] = await once(child, 'close');
  assert.equal(code, 0, printed);
  assert.equal(printed.trimEnd().split('\n').length, formats.length);
});
