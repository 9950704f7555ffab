import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { openBook } from '../src/app/book/index.ts';
import type { Book } from '../src/app/book/open-book.ts';
import { cliOn } from './cli-runs.ts';
import { fill, fullReader, webOfOneFeed } from './full-book.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-import-'));
after(() => rmSync(folder, { recursive: true }));
/** Books of one name in folders of their own: the head of an export says what the book is called. */
const bookIn = (name: string): string => {
  mkdirSync(join(folder, name), { recursive: true });
  return join(folder, name, 'b.db');
};
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

let clock = Date.parse('2026-01-01T10:00:00Z');
const now = () => {
  clock += 1000;
  return new Date(clock).toISOString();
};
const NOON = () => '2026-11-26T12:00:00.000Z';
const open = (book: string, time = NOON) =>
  openBook({ book, reader: fullReader, fetcher: webOfOneFeed, now: time });

async function exported(book: string): Promise<string> {
  const opened = await open(book);
  const parts: Buffer[] = [];
  for await (const { data } of opened.export({ to: 'jsonl' }).chunks) parts.push(Buffer.from(data));
  await opened.close();
  return Buffer.concat(parts).toString('utf8');
}

const FULL = bookIn('full');
let WHOLE = '';
let lines: readonly string[] = [];

before(async () => {
  const book = await open(FULL, now);
  const by = { by: 'Ada', why: 'as it says' };
  const decide = (decision: Parameters<Book['decide']>[0]) => book.decide(decision, by);
  const { id: first } = await book.add('first', { publisher: 'Harbour Wire', published: '2025-09-04' });
  const { id: second } = await book.add('second', { publisher: 'Dnipro Daily', published: '2025-09-05' });
  const { id: third } = await book.add('third', { publisher: 'Pacific Desk' });
  const { id: fourth } = await book.add('fourth', { publisher: 'Rhein-Kurier', published: '2025-12-16' });
  await book.add('GERMAN', { publisher: 'Rhein-Kurier', published: '2025-12-17' });
  const claims = (await book.reportFile(first)).claims.map(({ claim }) => claim.id);
  const [one, two, three] = claims;
  assert.ok(one && two && three);
  await decide({ kind: 'accept', claim: one });
  const mended = await decide({ kind: 'mend', claim: two, fields: { measures: ['force.sea'] } });
  await decide({ kind: 'undo', decision: mended.decision });
  await decide({
    kind: 'split',
    claim: three,
    into: [{ measures: ['force.sea'] }, { measures: ['force.air'] }],
  });
  await decide({ kind: 'reject', claim: `${second}#c2` });
  await book.release('first-page', by);
  await decide({ kind: 'label', report: second, label: { kind: 'tag', value: 'paris' } });
  await decide({ kind: 'unlabel', report: second, label: { kind: 'tag', value: 'paris' } });
  await decide({ kind: 'label', report: second, label: { kind: 'marking', value: 'internal' } });
  await decide({ kind: 'note', report: first, text: 'call them' });
  await decide({ kind: 'grade', publisher: 'Harbour Wire', grade: 'B' });
  await decide({ kind: 'place', report: second, story: 'story:by-hand' });
  await decide({ kind: 'name', story: 'story:by-hand', title: 'Paris' });
  await decide({ kind: 'alias', name: 'Gaul', actor: 'state:FRA' });
  await decide({ kind: 'mend-report', report: first, fields: { publisher: 'Harbour Wire (sample)' } });
  await book.reread(second, by);
  await decide({ kind: 'remove', report: third });
  await book.purge([fourth], by);
  await fill(book);
  await book.close();
  WHOLE = await exported(FULL);
  lines = WHOLE.trimEnd().split('\n');
});

/** Tables, indexes and triggers, of which some are away while a book is imported. */
function schemaOf(path: string): readonly unknown[] {
  const database = new DatabaseSync(path, { readOnly: true });
  const all = database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();
  database.close();
  return all;
}

async function allOf<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** What the book answers to everything that can be asked, now and as it was known before. */
async function views(path: string) {
  const book = await open(path);
  try {
    const queries = [{}, { knownOn: '2026-01-01T10:00:12Z' }, { asOf: '2025-09-04' }];
    const all = await Promise.all(
      queries.map(async (query) => {
        const list = await book.list(query);
        return {
          list: list.items,
          shown: await Promise.all(list.items.map(({ id }) => book.show(id, query))),
          reports: await book.reports({ ...query, versions: 'all' }),
          stories: await book.stories(query),
          compared: await allOf(book.compareAll(query)),
          collisions: await book.collisions(query),
          gap: await book.gap(query),
          whatIf: await book.whatIf(['ceasefire=yes'], query),
        };
      }),
    );
    const present = await book.reports({ versions: 'all' });
    const removed = await book.reports({ versions: 'all', state: 'removed' });
    return {
      all,
      diff: await book.diff('2025-09-04', '2026-01-31'),
      decisions: await book.decisions(),
      grades: await book.grades(),
      releases: await book.releases(),
      feeds: await book.feeds(),
      saved: await book.saved(),
      queue: await book.reviewQueue(),
      codings: await book.codings(),
      agreement: await book.agreement({ withReader: true }),
      files: await Promise.all([...present, ...removed].map(({ report }) => book.reportFile(report.id))),
      faults: (await book.doctor()).faults,
    };
  } finally {
    await book.close();
  }
}

test('an imported book is equal: exported again it gives the same bytes, and it answers alike', async () => {
  const copy = bookIn('copy');
  const { code, err } = await cliOn(copy, 'import', file('book.jsonl', WHOLE));
  assert.equal(code, 0, err);
  assert.match(err, /^imported 7 reports, \d+ claims, \d+ decisions$/m);
  assert.equal(await exported(copy), WHOLE);
  const answers = await views(copy);
  assert.deepEqual(answers, await views(FULL));
  assert.deepEqual(answers.faults, []);
  assert.deepEqual(schemaOf(copy), schemaOf(FULL));
});

test('an exported book is known by what it holds, not by its name', async () => {
  for (const name of ['book.json', 'backup', 'b.csv']) {
    const { code, err } = await cliOn(bookIn(`named-${name}`), 'import', file(name, `\ufeff${WHOLE}`));
    assert.equal(code, 0, err);
    assert.match(err, /^imported 7 reports/m);
  }
  const other = await cliOn(bookIn('named-other'), 'import', file('other', '{"text": "a report"}\n'));
  assert.equal(other.code, 1);
  assert.match(other.err, /first line is not that of an exported book.*pledgebook add/s);
});

test('an imported book goes on as the other would', async () => {
  const copies = await Promise.all(
    ['one', 'two'].map(async (name) => {
      const path = bookIn(name);
      if (name === 'one') writeFileSync(path, readFileSync(FULL));
      else assert.equal((await cliOn(path, 'import', file('go-on.jsonl', WHOLE))).code, 0);
      let seconds = 0;
      const book = await open(path, () => new Date(Date.UTC(2026, 1, 1, 0, 0, seconds++)).toISOString());
      const { id, status } = await book.add('fifth', {
        publisher: 'The Continental',
        published: '2025-09-05',
      });
      const [report] = (await book.reports()).filter((kept) => kept.report.publisher === 'Dnipro Daily');
      assert.ok(report);
      await book.decide({ kind: 'accept', claim: `${id}#c1` }, { by: 'Eve', id: 'd-eve' });
      await book.close();
      return [status, await exported(path)] as const;
    }),
  );
  assert.equal(copies[0]?.[0], 'added');
  assert.deepEqual(copies[0], copies[1]);
});

/** The file with a line of it changed. */
const withLine = (n: number, change: (line: string) => string): string =>
  `${lines.map((line, i) => (i === n ? change(line) : line)).join('\n')}\n`;
const nth = (kind: string): number => lines.findIndex((line) => line.includes(`"record":"${kind}"`));

const BAD: readonly (readonly [name: string, content: () => string | Uint8Array, told: RegExp])[] = [
  ['cut within a line', () => WHOLE.slice(0, WHOLE.length - 40), /no JSON object; it may have been cut off/],
  ['cut between lines', () => `${lines.slice(0, -1).join('\n')}\n`, /ends before the last line/],
  [
    'a line missing',
    () => `${lines.toSpliced(nth('note'), 1).join('\n')}\n`,
    /there were 2 records of the kind note, and 1/,
  ],
  [
    'a field missing',
    () => withLine(nth('claim'), (line) => line.replace('"act":', '"acts":')),
    /its "claim" is missing, or of another type/,
  ],
  ['no JSON', () => withLine(nth('decision'), () => '{"record": '), /no JSON object/],
  [
    'a kind from elsewhere',
    () => withLine(nth('note'), (line) => line.replace('"note"', '"gossip"')),
    /no kind of record "gossip"/,
  ],
  [
    'a wrong word',
    () => withLine(nth('placement'), (line) => line.replace(/"by":"\w+"/, '"by":"wind"')),
    /this cannot be/,
  ],
  ['twice', () => withLine(nth('note'), (line) => `${line}\n${line}`), /another record of notes has this id/],
  [
    'no UTF-8',
    () =>
      Buffer.concat([
        Buffer.from(withLine(nth('note'), (line) => line.slice(0, -10))),
        Buffer.of(0xff, 0x0a),
      ]),
    /no JSON object|no UTF-8/,
  ],
  [
    'bad bytes',
    () => withLine(nth('report'), (line) => line.replace('"as":"text"', '"as":"base64","data":"%%"')),
    /neither text nor base64/,
  ],
];

for (const [name, content, told] of BAD) {
  test(`one bad line is named, and nothing is imported: ${name}`, async () => {
    const book = bookIn(name);
    const { code, err } = await cliOn(book, 'import', file('bad.jsonl', content()));
    assert.equal(code, 1);
    assert.match(err, told);
    assert.match(err, /bad\.jsonl:\d+: /);
    assert.match(err, /^nothing was imported \(a line is bad/m);
    assert.equal((await cliOn(book, 'reports', '--json')).lines.length, 0);
  });
}

test('a line that is cut in the middle is named, and what rests on it counted beside it', async () => {
  const n = nth('report');
  const report = JSON.parse(lines[n] ?? '');
  const cut = file(
    'cut.jsonl',
    withLine(n, (line) => line.slice(0, line.length >> 1)),
  );
  const { code, err, json } = await cliOn(bookIn('cut'), 'import', cut, '--json');
  assert.equal(code, 1);
  const told = err.split('\n').filter((line) => line.includes('cut.jsonl:'));
  const others = told.filter((line) => !line.includes(`cut.jsonl:${n + 1}: `));
  assert.match(told[0] ?? '', /cut\.jsonl:\d+: this line is no JSON object; it may have been cut off$/);
  // What a decision on it or a later version rests on.
  assert.ok(others.every((line) => /rests? on /.test(line)) && others.length < 4, err);
  const [{ bad, lines: named, resting, imported }] = json();
  assert.equal(imported, false);
  const [first] = resting;
  assert.deepEqual([first.on, first.line], [`the report ${report.id}`, n + 1]);
  const of = lines.filter((line) => line.includes(`"report":"${report.id}"`));
  assert.equal(first.records, of.length);
  assert.match(err, new RegExp(`${first.records} records rest on the report .* left out: reading, .*#c1, `));
  assert.equal(bad, 1 + resting.reduce((sum: number, { records }: typeof first) => sum + records, 0));
  assert.deepEqual(named.map(({ line }: { line: number }) => line).slice(0, 2), [n + 1, n + 1]);
});

test('--skip-bad: the rest is imported; what rested on what was left out is left out and counted', async () => {
  const book = bookIn('skipped');
  const report = JSON.parse(lines[nth('report')] ?? '');
  const broken = withLine(nth('report'), (line) => line.replace('"version":1', '"version":"one"'));
  const { code, err, json } = await cliOn(book, 'import', file('skip.jsonl', broken), '--skip-bad', '--json');
  assert.equal(code, 1);
  const resting = lines.filter((line) => line.includes(`"report":"${report.id}"`)).length;
  const line = nth('report') + 1;
  assert.match(
    err,
    new RegExp(`skip\\.jsonl:${line}: \\d+ records rest on the report ${report.id}, which is not there, and`),
  );
  const [{ bad, counts, imported, resting: left }] = json();
  assert.equal(imported, true);
  assert.ok(bad > resting, `${bad} of ${resting}`);
  const of = left.find(({ on }: { on: string }) => on.endsWith(report.id));
  assert.equal(of.line, line);
  assert.ok(of.records >= resting, `${of.records} of ${resting}`);
  assert.equal(counts.report, 6);
  const opened = await open(book);
  assert.deepEqual(
    (await opened.doctor()).faults.filter(({ kind }) => kind !== 'decision'),
    [],
  );
  await opened.close();
});

test('what is no export of a book, or one of a newer pledgebook, is refused and says so', async () => {
  const told = async (content: string) =>
    (await cliOn(bookIn('refused'), 'import', file('r.jsonl', content))).err;
  assert.match(
    await told('{"text": "a report"}\n'),
    /first line is not that of an exported book.*pledgebook add/s,
  );
  assert.match(
    await told(WHOLE.replace('pledgebook.book/1', 'pledgebook.book/2')),
    /this is pledgebook\.book\/2.*newer/,
  );
  assert.match(await told(''), /there is nothing in it/);
  assert.match((await cliOn(FULL, 'import', file('r.jsonl', WHOLE))).err, /the book is not empty/);
  assert.match((await cliOn(bookIn('refused'), 'import', join(folder, 'none.jsonl'))).err, /no such file/);
});

test('a dry run says what it holds and imports nothing', async () => {
  const book = bookIn('dry');
  const { code, err } = await cliOn(book, 'import', file('dry.jsonl', WHOLE), '--dry-run');
  assert.equal(code, 0);
  assert.match(err, /^nothing was imported \(a dry run\)\. It holds 7 reports/m);
  assert.equal((await cliOn(book, 'reports', '--json')).lines.length, 0);
});

test('killed in the middle: nothing of it is there, and it can be imported again', async () => {
  const book = bookIn('killed');
  const path = file('killed.jsonl', WHOLE);
  const { path: pipe } = { path: join(folder, 'slow.jsonl') };
  // Half of the book comes, and then nothing more: whoever reads it is in the middle of its transaction.
  const { execFileSync } = await import('node:child_process');
  execFileSync('mkfifo', [pipe]);
  const main = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts');
  const child = spawn(process.execPath, [main, 'import', pipe, '--book', book], { stdio: 'ignore' });
  const { open: openFile } = await import('node:fs/promises');
  const writer = await openFile(pipe, 'w');
  await writer.write(`${lines.slice(0, lines.length >> 1).join('\n')}\n`);
  while ((statSync(`${book}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0)
    await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGKILL');
  await once(child, 'exit');
  await writer.close();
  assert.equal((await cliOn(book, 'reports', '--json')).lines.length, 0);
  assert.equal((await cliOn(book, 'import', path)).code, 0);
  assert.equal(await exported(book), WHOLE);
});
