import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openBook } from '../src/app/book/index.ts';
import { fill, fullReader, tablesOf, webOfOneFeed } from './full-book.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-tables-'));
after(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'full.db');
let seconds = 0;
const open = (book: string) =>
  openBook({
    book,
    reader: fullReader,
    fetcher: webOfOneFeed,
    now: () => new Date(Date.UTC(2026, 0, 1, 10, 0, seconds++)).toISOString(),
  });

let report = '';

before(async () => {
  const book = await open(path);
  const by = { by: 'Ada' };
  const { id } = await book.add('first', { publisher: 'Harbour Wire', published: '2025-09-04' });
  await book.decide({ kind: 'grade', publisher: 'Harbour Wire', grade: 'B' }, by);
  await book.decide(
    { kind: 'split', claim: `${id}#c2`, into: [{ measures: ['force.sea'] }, { measures: ['force.air'] }] },
    by,
  );
  report = await fill(book);
  await book.release('first-page', by);
  await book.catchUp();
  for (const entry of (await book.list()).items) await book.show(entry.id);
  await book.close();
});

/** Made from the others when they are next asked for, and checked against them in test/kept-entries.test.ts. */
const DERIVED: ReadonlySet<string> = new Set([
  'behind',
  'caught_up',
  'corroborations',
  'counted_reports',
  'entries',
  'entry_claims',
  'entry_gists',
  'entry_keys',
  'expectations',
  'former_parties',
  'laying_claims',
  'matter_keys',
  'matters',
  'named_in',
  'short_claims',
  'party_names',
  'replacements',
  'report_amounts',
  'report_measures',
  'spoken_of',
]);

test('every table of the schema holds something, and all of it is in a book that was exported and imported', async () => {
  const full = tablesOf(path);
  const empty = [...full.values()]
    .filter(({ name, rows }) => rows.length === 0 && !DERIVED.has(name))
    .map(({ name }) => name);
  assert.deepEqual(empty, [], 'fill these in test/full-book.ts, and carry them in an export');
  const [book, copy] = [await open(path), await open(join(folder, 'copy.db'))];
  const bytes = (async function* () {
    for await (const { data } of book.export({ to: 'jsonl' }).chunks) yield Buffer.from(data);
  })();
  const bad: unknown[] = [];
  const { imported } = await copy.importBook(bytes, { onBad: (line) => bad.push(line) });
  assert.deepEqual([imported, bad], [true, []]);
  await book.close();
  await copy.close();
  const there = tablesOf(join(folder, 'copy.db'));
  for (const [name, { rows }] of full) {
    if (DERIVED.has(name)) continue;
    const sorted = (of: typeof rows) => of.map((row) => JSON.stringify(row)).sort();
    assert.deepEqual(sorted(there.get(name)?.rows ?? []), sorted(rows), name);
  }
});

/** What may still point to a report that was purged: that it was, by whom and when. */
const LEFT = ['decisions'];

test('of a purged report nothing is left in any table, nor a word in the file', async () => {
  const words = ['zqtext', 'zqtitle', 'zqpage', 'zqnote', 'zqlabel', 'zqwhy', 'zqparty', 'zqetag'];
  const left = () => {
    const all = Buffer.concat([path, `${path}-wal`].map((name) => readFileSync(name)));
    const lower = all.toString('latin1').toLowerCase();
    return words.filter((word) => lower.includes(word));
  };
  const pointing = () =>
    [...tablesOf(path).values()]
      .filter(({ rows, ofReports }) => rows.some((row) => ofReports.some((column) => row[column] === report)))
      .map(({ name }) => name);
  const able = [...tablesOf(path).values()].filter(({ ofReports }) => ofReports.length > 0);
  assert.deepEqual(
    pointing(),
    able.map(({ name }) => name),
    'fill these for the report, and delete them with it',
  );
  const book = await open(path);
  assert.deepEqual(left(), words);
  await book.purge([report], { by: 'Ada' });
  assert.deepEqual(pointing(), LEFT);
  assert.deepEqual(left(), []);
  assert.deepEqual((await book.doctor()).faults, []);
  await book.close();
});
