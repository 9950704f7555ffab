import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { type Book, openBook } from '../src/app/book/index.ts';
import { readTable } from '../src/formats/tables/sheet.ts';
import { cliOn } from './cli-runs.ts';
import { readingOf, summit } from './export-book.ts';
import { plainReader } from './plain-reader.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-entries-'));
after(() => rmSync(folder, { recursive: true }));
const BY = ['--by', 'Ada'];
/** Germany’s troops stand on two claims, its money on two, Russia’s no on one. */
const NO = 'state:RUS/force.land/state:UKR';
const TROOPS = 'state:DEU/force.land/state:UKR';

let books = 0;
/** The book of a summit with its export, in a folder of their own. */
async function exported(to: string, ...options: readonly string[]) {
  const own = join(folder, `${books++}`);
  mkdirSync(own);
  const book = join(own, 'b.db');
  await (await summit(book)).close();
  const out = to === 'xlsx' ? join(own, 'book.xlsx') : own;
  const { code, err } = await cliOn(book, 'export', '--to', to, '--out', out, ...options);
  assert.equal(code, 0, err);
  const inBook = async <T>(ask: (open: Book) => Promise<T>): Promise<T> => {
    const open = await openBook({ book, reader: plainReader });
    try {
      return await ask(open);
    } finally {
      await open.close();
    }
  };
  return { book, out, table: (name: string) => join(own, `${name}.csv`), inBook };
}

/** Changes cells of a table, by the name of the column, in the rows of which the first cell begins so. */
async function edit(path: string, begin: string, cells: Readonly<Record<string, string>>): Promise<number> {
  const { columns, rows } = await readTable(readFileSync(path), path);
  const line = (values: readonly unknown[]) =>
    values.map((value) => `"${String(value ?? '').replaceAll('"', '""')}"`).join(',');
  let number = 0;
  const changed = rows.map((row) => {
    const isMeant = String(row.cells.get(columns[0] ?? '')).startsWith(begin);
    if (isMeant) number = row.number;
    return line(columns.map((column) => (isMeant && cells[column]) || row.cells.get(column)));
  });
  writeFileSync(path, [line(columns), ...changed].join('\r\n'));
  return number;
}

/** Puts other words in the place of those of a cell of a workbook. */
function editSheet(path: string, sheet: string, words: string, others: string): void {
  const parts = unzipSync(readFileSync(path));
  const names = [
    ...strFromU8(parts['xl/workbook.xml'] ?? new Uint8Array()).matchAll(/sheet name="([^"]+)"/g),
  ];
  const part = `xl/worksheets/sheet${names.findIndex(([, name]) => name === sheet) + 1}.xml`;
  const xml = strFromU8(parts[part] ?? new Uint8Array());
  assert.ok(xml.includes(`>${words}<`), xml);
  parts[part] = strToU8(xml.replace(`>${words}<`, `>${others}<`));
  writeFileSync(path, zipSync(parts));
}

test('an edited entry of one claim is a decision on the claim; twice changes nothing', async () => {
  const { book, out, inBook } = await exported('xlsx');
  editSheet(out, 'Entries', 'reject', 'threaten');
  const dry = await cliOn(book, 'import', out, ...BY, '--dry-run');
  assert.match(dry.out, /entries\.act: reject → threaten/);
  assert.match(dry.err, /It would be: 1 decision on 1 row; \d+ as they were$/m);
  const done = await cliOn(book, 'import', out, ...BY);
  assert.equal(done.code, 0, done.err);
  const acts = await inBook(async (open) =>
    (await open.list({ actor: ['RUS'] })).items.flatMap(({ stands }) => stands.map(({ act }) => act)),
  );
  assert.deepEqual(acts, ['threaten']);
  const again = await cliOn(book, 'import', out, ...BY);
  assert.equal(again.code, 0, again.err);
  assert.match(again.err, /^0 decisions on 0 rows/m);
});

test('an edit that is of no single claim is refused by row and column, with where it belongs', async () => {
  const cases: readonly (readonly [string, string, Readonly<Record<string, string>>, RegExp])[] = [
    [
      'entries',
      TROOPS,
      { firmness: 'formal' },
      /entries\.firmness: it cannot be edited here \(it was "offered"\): .* sheet Claims; its claims are \S+#c1, \S+#c1$/m,
    ],
    [
      'entries',
      NO,
      { reports: '7' },
      /entries\.reports: it cannot be edited here \(it was "1"\): .*; its claims are \S+#c2$/m,
    ],
    ['entries', NO, { act: 'shrug' }, /: act: "shrug" is none of/],
    ['entries', NO, { negated: 'perhaps' }, /entries\.negated: "perhaps" is neither TRUE nor FALSE/],
    [
      'entries',
      NO,
      { id: 'state:RUS/else' },
      /entries\.id: the export had no such row \(state:RUS\/else\); it follows/,
    ],
    ['reports', 'sha256', { publisher: 'Somebody' }, /reports\.publisher: .*pledgebook decide mend-report/],
    [
      'parties',
      'state:DEU',
      { name: 'Deutschland' },
      /parties\.name: .*\(it was "Germany"\): .*decide alias/,
    ],
    ['entry-claims', NO, { step: 'firmer' }, /entry-claims\.step: it cannot be edited here/],
  ];
  for (const [name, row, cells, said] of cases) {
    const { book, table, inBook } = await exported('csv');
    const number = await edit(table(name), row, cells);
    const { code, err } = await cliOn(book, 'import', table(name), ...BY);
    assert.equal(code, 1, err);
    assert.match(err, said);
    assert.ok(err.includes(`${name}.csv:${number}`), err);
    assert.deepEqual(await inBook((open) => open.decisions()), []);
  }
});

test('a row that stands twice is told: nobody knows which is meant', async () => {
  const { book, table } = await exported('csv');
  const text = readFileSync(table('entries'), 'utf8').trimEnd();
  const [, row = ''] = text.split('\r\n');
  writeFileSync(table('entries'), `${text}\r\n${row.replace('pledged', 'formal')}\r\n`);
  const { code, err } = await cliOn(book, 'import', table('entries'), ...BY);
  assert.equal(code, 1);
  assert.match(err, /entries\.csv:\d+: it is row 2 again/);
});

test('tables that nobody edited decide nothing, whatever has become of the book since', async () => {
  const { book, out, inBook } = await exported('xlsx');
  await inBook(async (open) => {
    const by = { by: 'Eve' };
    const [first, second] = await open.reports({});
    assert.ok(first && second);
    const report = first.report.id;
    await open.decide(
      { kind: 'mend-report', report, fields: { title: 'Another', published: '2025-09-01' } },
      by,
    );
    await open.decide({ kind: 'label', report, label: { kind: 'tag', value: 'summit' } }, by);
    await open.decide({ kind: 'grade', publisher: 'Harbour Wire', grade: 'B' }, by);
    await open.decide({ kind: 'mend', claim: `${report}#c1`, fields: { firmness: 'formal' } }, by);
    await open.decide({ kind: 'reject', claim: `${second.report.id}#c2` }, by);
    await open.decide({ kind: 'merge-actors', actors: ['state:DEU', 'state:RUS'] }, by);
    await open.addReading(
      readingOf('Late News', '2026-01-05', [{ says: 'Germany <will send> 9 troops to Ukraine.' }]),
    );
  });
  const { code, err } = await cliOn(book, 'import', out, ...BY);
  assert.equal(code, 0, err);
  assert.match(err, /^0 decisions on 0 rows; [1-9]\d* as they were$/m);
});

test('a table of reports as a spreadsheet writes it anew decides nothing', async () => {
  const { book, table } = await exported('csv');
  const text = readFileSync(table('reports'), 'utf8');
  writeFileSync(table('reports'), text.replaceAll(/2025-(\d\d)-(\d\d)(?!T)/g, '$2.$1.2025'));
  const { code, err } = await cliOn(book, 'import', table('reports'), ...BY);
  assert.equal(code, 0, err);
});

test('entries that were exported otherwise than they stand in the book are not compared, which is told', async () => {
  const { book, out } = await exported('xlsx', '--as-of', '2025-09-04');
  editSheet(out, 'Entries', 'pledged', 'formal');
  const { code, err } = await cliOn(book, 'import', out, ...BY);
  assert.equal(code, 0, err);
  assert.match(err, /not compared, .*: Entries, Reports, Parties, Claims of entries$/m);
  const chosen = await exported('xlsx', '--actor', 'RUS');
  editSheet(chosen.out, 'Entries', 'reject', 'threaten');
  const found = await cliOn(chosen.book, 'import', chosen.out, ...BY);
  assert.match(found.err, /^1 decision on 1 row; \d+ as they were$/m);
});

test('a workbook of which the claims were taken out is read as far as it is there', async () => {
  const { book, out } = await exported('xlsx');
  editSheet(out, 'Entries', 'reject', 'threaten');
  const parts = unzipSync(readFileSync(out));
  const workbook = strFromU8(parts['xl/workbook.xml'] ?? new Uint8Array());
  parts['xl/workbook.xml'] = strToU8(workbook.replace('name="Claims"', 'name="My claims"'));
  writeFileSync(out, zipSync(parts));
  assert.match((await cliOn(book, 'import', out, ...BY)).err, /^1 decision on 1 row; \d+ as they were$/m);
  parts['xl/workbook.xml'] = strToU8(workbook.replaceAll(/name="/g, 'name="My '));
  writeFileSync(out, zipSync(parts));
  const none = await cliOn(book, 'import', out, ...BY);
  assert.match(none.err, /it has none of the sheets of an export; there are My About, .*needs --map/);
});
