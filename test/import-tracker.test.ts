import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { amountFrom, dateFromCell } from '../src/app/book/imports/cell-values.ts';
import { openBook } from '../src/app/book/index.ts';
import { readTable } from '../src/formats/tables/sheet.ts';
import { partsOf } from '../src/formats/tables/xlsx.ts';
import { InputError } from '../src/text/errors.ts';
import { cli, cliOn } from './cli-runs.ts';
import { clockFrom, READINGS, summit } from './export-book.ts';
import { fakeReader } from './fake-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-tracker-'));
after(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(path(name), content);
  return path(name);
};
const failsWith =
  (code: string, words = /./) =>
  (error: unknown) =>
    error instanceof InputError && error.code === code && words.test(error.message);

// The example of the page is the example of the test.
const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'import.md'), 'utf8');
const block = (kind: string): string =>
  new RegExp(`\`\`\`${kind}\\n([\\s\\S]+?)\`\`\``).exec(page)?.[1] ?? '';
const CSV = block('csv');
const MAP = file('tracker.yaml', block('yaml'));
const BY = ['--by', 'Ada'];

/** A book with nothing in it but a report of the fake reader. */
let books = 0;
async function newBook(): Promise<string> {
  const book = path(`b${books++}.db`);
  const open = await openBook({ book, reader: fakeReader });
  await open.add('first', { publisher: 'Harbour Wire', published: '2025-09-04' });
  await open.close();
  return book;
}
const bring = (book: string, table: string, ...more: readonly string[]) =>
  cliOn(book, 'import', table, '--map', MAP, ...BY, '--json', ...more);
const rowsOf = (found: { json(): readonly { number: number; status: string }[] }) =>
  found.json().map(({ number, status }) => [number, status]);

test('the worked example: claims by hand, with all that the rows say, in their entries', async () => {
  const book = await newBook();
  const dry = await bring(book, file('tracker.csv', CSV), '--dry-run');
  assert.equal(dry.code, 0, dry.err);
  assert.match(
    dry.err,
    /^nothing was changed \(a dry run\)\. It would be: 3 rows added; 0 changed; 0 known before$/m,
  );
  assert.equal((await cliOn(book, 'reports', '--json')).lines.length, 1);

  const found = await bring(book, path('tracker.csv'));
  assert.equal(found.code, 0, found.err);
  const open = await openBook({ book });
  const { claims, report } = await open.reportFile(found.json()[0].report);
  const [{ claim, asRead, state } = assert.fail()] = claims;
  assert.deepEqual([asRead, state], [null, 'accepted']);
  const { text } = report.report;
  const at = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  assert.equal(at(claim.sentence), 'Berlin will pay for two more systems; talks go on');
  assert.deepEqual(
    [claim.act, claim.firmness, claim.actors, claim.beneficiary, claim.measures],
    ['commit', 'pledged', ['state:DEU'], ['state:UKR'], ['arms.air-defence']],
  );
  const [amount = assert.fail()] = claim.quantities;
  assert.deepEqual([amount.value, amount.unit, at(amount)], [1_200_500_000, 'EUR', '1.200,5']);
  const [condition = assert.fail()] = claim.conditions;
  assert.deepEqual(
    [condition.kind, condition.trigger, at(condition)],
    ['only-if', { any: ['approval:DEU-parliament'] }, 'approval by the Bundestag'],
  );
  const { publisher, published } = report.report;
  assert.deepEqual(
    [publisher, published, report.fetchedUrl],
    ['Aid tracker (sample)', '2025-09-04', 'https://example.org/a'],
  );
  const entry = await open.show('state:FRA/force.land/state:UKR');
  assert.ok(
    entry.items[0]?.conditions.some(
      ({ trigger }) => trigger && 'any' in trigger && trigger.any[0] === 'ceasefire',
    ),
  );
  const eu = await open.show('org:european-union/funding.any/state:UKR');
  assert.deepEqual(
    [eu.items[0]?.state?.claim.act, eu.items[0]?.state?.claim.firmness],
    ['perform', 'fulfilled'],
  );
  assert.deepEqual(
    (await open.reportFile(found.json()[0].report)).notes.map((note) => note.text),
    ['check the date'],
  );
  assert.deepEqual((await open.doctor()).faults, []);
  await open.close();
});

test('what a row may be the same as is told, seen again with it, and its money decided on', async () => {
  const book = path('matched.db');
  await (await summit(book, clockFrom(), READINGS.slice(0, 1))).close();
  const head = CSV.slice(0, CSV.indexOf('\n') + 1);
  const table = file(
    'matched.csv',
    `${head}1;Germany;Ukraine;Budget;Announced;80;04.09.2025;;;;\n2;Germany;Ukraine;Troops;Announced;;2025-09-05;;;;\n`,
  );
  const found = await bring(book, table);
  assert.equal(found.code, 0, found.err);
  const [money, troops] = found.json();
  const [match] = money.matches;
  assert.match(match.claim, /#c2$/);
  assert.ok(
    match.link.amount.startsWith(`${money.report}@`) && match.link.other.startsWith(`${match.report}@`),
  );
  assert.equal(match.link.verdict, null);
  assert.deepEqual(
    troops.matches.map(({ claim, link }: typeof match) => [claim.slice(-3), link]),
    [['#c1', null]],
  );
  // Later: of the claim, and of the entry in which the two meet, by the same rule.
  const entry = 'state:DEU/funding.any/state:UKR';
  for (const id of [money.claim, entry]) {
    const { out, code, err } = await cliOn(book, 'show', id);
    assert.equal(code, 0, err);
    assert.match(out, /matches \S+#c2 \(Harbour Wire, 2025-09-04; 0 days apart\)/);
    const [shown] = (await cliOn(book, 'show', id, '--json')).json();
    assert.deepEqual(shown.matches, { [money.claim]: money.matches });
  }
  assert.deepEqual((await cliOn(book, 'show', match.claim, '--json')).json()[0].matches, undefined);
  // The command that is printed is one that can be given.
  const { out } = await cliOn(book, 'import', table, '--map', MAP, ...BY);
  const [, link = ''] = /decide\s+link\s+(\S+~\s*\S+)\s+same$/m.exec(out) ?? [];
  const decided = await cliOn(book, 'decide', 'link', link.replace(/\s/g, ''), 'same', ...BY);
  assert.equal(decided.code, 0, `${out}\n${decided.err}`);
  assert.equal((await bring(book, table)).json()[0].matches[0].link.verdict, 'same');
  assert.match((await cliOn(book, 'show', money.claim)).out, /the money was decided on: same/);
});

test('the same tracker twice changes nothing', async () => {
  const book = await newBook();
  await bring(book, file('twice.csv', CSV));
  const before = (await cliOn(book, 'list', '--json')).out;
  const decisions = async () => {
    const open = await openBook({ book });
    const all = await open.decisions();
    await open.close();
    return all;
  };
  const taken = await decisions();
  const again = await bring(book, path('twice.csv'));
  assert.deepEqual(rowsOf(again), [
    [2, 'known'],
    [3, 'known'],
    [4, 'known'],
  ]);
  assert.equal((await cliOn(book, 'list', '--json')).out, before);
  assert.deepEqual(await decisions(), taken);
});

test('a changed row is a decision, a vanished one stays and is told', async () => {
  const book = await newBook();
  await bring(book, file('first.csv', CSV));
  const changed = CSV.replace('Considered', 'Announced').replace(/^3;.*$/m, '');
  const found = await bring(book, file('changed.csv', changed), '--why', 'monthly');
  assert.deepEqual(rowsOf(found), [
    [2, 'known'],
    [3, 'changed'],
  ]);
  assert.match(found.err, /1 in the book and not in the table any more, which stay: 3$/m);
  const open = await openBook({ book });
  const entry = (await open.show('state:FRA/force.land/state:UKR')).items[0];
  assert.equal(entry?.claims.filter(({ id }) => id === found.json()[1].claim).length, 1);
  const [first] = await open.decisions(found.json()[1].report);
  assert.deepEqual(
    [first?.kind, first?.by, first?.why],
    ['add', 'Ada', 'monthly (row 3 of Aid tracker (sample))'],
  );
  assert.equal((await open.reportFile(found.json()[1].report)).versions.length, 2);
  await open.close();
});

test('a row on which somebody has decided meanwhile is a conflict and left alone', async () => {
  const book = await newBook();
  const [, row] = (await bring(book, file('decided.csv', CSV))).json();
  assert.equal((await cliOn(book, 'decide', 'reject', row.claim, '--by', 'Eve')).code, 0);
  const before = (await cliOn(book, 'reports', '--json')).out;
  const table = file('conflict.csv', CSV.replace('Considered', 'Announced'));
  const found = await bring(book, table);
  assert.equal(found.code, 1);
  assert.deepEqual([found.json()[1].status, found.json()[1].claim], ['conflict', null]);
  assert.match(found.json()[1].why, /Eve: reject/);
  assert.equal((await cliOn(book, 'reports', '--json')).out, before);
});

test('a bad row is named by row and column with all that is wrong; nothing is imported, or the rest', async () => {
  const book = await newBook();
  const bad = CSV.replace('2;France;Ukraine;Troops', '2;Ruritania;Ukraine;Elephants').replace(
    '16 December',
    '31 February',
  );
  const table = file('bad.csv', bad);
  const refused = await bring(book, table);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /bad\.csv:3, Donor: nobody is known as "Ruritania"/);
  assert.match(refused.err, /bad\.csv:3, Kind: there is no measure "Elephants"/);
  assert.match(refused.err, /bad\.csv:4, Announced: "31 February 2025" is no date/);
  assert.match(refused.err, /nothing was changed .*--skip-bad\. It would be: 1 row added.*2 bad|2 bad/);
  assert.equal((await cliOn(book, 'reports', '--json')).lines.length, 1);
  const rest = await bring(book, table, '--skip-bad');
  assert.equal(rest.code, 1);
  assert.deepEqual(rowsOf(rest), [[2, 'added']]);
  assert.equal((await cliOn(book, 'reports', '--json')).lines.length, 2);
});

test('two rows of one id are told, not guessed at', async () => {
  const found = await bring(await newBook(), file('ids.csv', CSV.replace('\n2;', '\n1;')));
  assert.match(found.err, /ids\.csv:3: it is row 2 again: both are "1"/);
});

test('as German Excel writes it: a mark, semicolons, decimal commas, carriage returns; or without a mark in its own code', async () => {
  const german = CSV.replaceAll('\n', '\r\n').replace('check the date', 'Prüfen: „Größe“');
  const utf8 = await bring(await newBook(), file('excel.csv', `\ufeff${german}`));
  assert.equal(utf8.code, 0, utf8.err);
  const open = await openBook({ book: path(`b${books - 1}.db`) });
  const { notes } = await open.reportFile(utf8.json()[0].report);
  assert.equal(notes[0]?.text, 'Prüfen: „Größe“');
  await open.close();

  const ansi = Uint8Array.from(
    [...german].map((letter) => ({ '„': 0x84, '“': 0x93 })[letter] ?? letter.charCodeAt(0)),
  );
  const refused = await bring(await newBook(), file('ansi.csv', ansi));
  assert.equal(refused.code, 1);
  assert.match(refused.err, /ansi\.csv:2: this line is no UTF-8; .*windows-1252/);
  const map = file('ansi.yaml', `${block('yaml')}encoding: windows-1252\n`);
  const told = await cliOn(await newBook(), 'import', path('ansi.csv'), '--map', map, ...BY, '--json');
  assert.equal(told.code, 0, told.err);
  assert.equal(told.json()[0].report, utf8.json()[0].report);
});

const sheet = (rows: string): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
        <sheets><sheet name="Pledges" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
        </Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
    ),
  });
const cells = (row: number, ...values: readonly (string | number)[]) =>
  `<row r="${row}">${values
    .map((value, i) => {
      const at = `r="${String.fromCharCode(65 + i)}${row}"`;
      return typeof value === 'number'
        ? `<c ${at}><v>${value}</v></c>`
        : `<c ${at} t="inlineStr"><is><t>${value}</t></is></c>`;
    })
    .join('')}</row>`;

test('XLSX: numbers are numbers, whatever the mapping says of commas', async () => {
  const map = file(
    'xlsx.yaml',
    `tracker: Sheet (sample)\nsheet: Pledges\ncolumns: {actor: Donor, measure: Kind, amount: EUR, firmness: Status}\nconstants: {currency: EUR, beneficiary: UKR}\n`,
  );
  const table = file(
    'tracker.xlsx',
    sheet(cells(1, 'Donor', 'Kind', 'EUR', 'Status') + cells(2, 'Germany', 'funding.any', 1234.5, 'pledged')),
  );
  const book = await newBook();
  const found = await cliOn(book, 'import', table, '--map', map, ...BY, '--json');
  assert.equal(found.code, 0, found.err);
  const open = await openBook({ book });
  const { claims } = await open.reportFile(found.json()[0].report);
  assert.equal(claims[0]?.claim.quantities[0]?.value, 1234.5);
  await open.close();
  const other = file('other.yaml', `${readFileSync(map, 'utf8')}`.replace('Pledges', 'Nowhere'));
  const none = await cliOn(book, 'import', table, '--map', other, ...BY);
  assert.match(none.err, /there is no sheet "Nowhere"; there are Pledges/);
});

test('XLSX: one that unpacks without end, claims a cell far away, is cut off or is none, is refused', async () => {
  // Sixteen times what it may come to, in a file that is smaller than that.
  const bomb = zipSync({ 'xl/workbook.xml': strToU8('<x/>'), 'xl/media/a': new Uint8Array(16 << 20) });
  assert.ok(bomb.length < 1 << 16);
  assert.throws(() => partsOf(bomb, 'bomb.xlsx', 1 << 20), failsWith('input/too-large', /more than 1 MiB/));
  assert.equal(partsOf(bomb, 'bomb.xlsx').get('xl/media/a')?.length, 16 << 20);
  const far = sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>');
  await assert.rejects(readTable(far, 'far.xlsx'), failsWith('input/table', /as far as (?:XFD)?1048576/));
  const whole = sheet(cells(1, 'Donor'));
  await assert.rejects(readTable(whole.subarray(0, whole.length / 2), 'cut.xlsx'), failsWith('input/table'));
  await assert.rejects(
    readTable(zipSync({ a: strToU8('a') }), 'other.zip'),
    failsWith('input/table', /no XLSX/),
  );
});

test('CSV: what cannot be read as a table is refused by its line', async () => {
  const read = (text: string) => readTable(strToU8(text), 't.csv');
  await assert.rejects(read('a,b\n1,"2\n'), failsWith('input/table', /t\.csv/));
  await assert.rejects(read('a,a\n1,2\n'), failsWith('input/table', /two columns are called "a"/));
  await assert.rejects(read('a,b\n1,2,3\n'), failsWith('input/table', /t\.csv:2/));
  await assert.rejects(read('\n\n'), failsWith('input/table', /no table/));
  const { rows, separator } = await read('sep=;\r\na;b\r\n\r\n"x\r\ny";2\r\n3;4\r\n');
  assert.equal(separator, ';');
  assert.deepEqual(
    rows.map(({ number, cells: row }) => [number, row.get('a'), row.get('b')]),
    [
      [4, 'x\ny', '2'],
      [6, '3', '4'],
    ],
  );
});

test('amounts and dates: what can be read in two ways is not guessed', () => {
  const amounts: readonly (readonly [string | number, '.' | ',' | null, number | null])[] = [
    ['1,234,567', null, 1234567],
    ['1.234.567', null, 1234567],
    ['1.234,5', null, 1234.5],
    ['1,234.5', null, 1234.5],
    ['1.5', null, 1.5],
    ['1,5', null, 1.5],
    ['0,125', null, 0.125],
    ['1.234', null, null],
    ['1,234', null, null],
    ['1.234', ',', 1234],
    ['1.234', '.', 1.234],
    ['1,234', ',', 1.234],
    ['€ 85', null, 85],
    ['85 000 EUR', null, 85000],
    ['-5', null, null],
    ['many', null, null],
    ['', null, null],
    [0.5, ',', 0.5],
  ];
  for (const [cell, decimal, value] of amounts) {
    const read = amountFrom(cell, { decimal });
    assert.equal('value' in read ? read.value : null, value, `${cell} ${decimal}`);
  }
  const days: readonly (readonly [string, 'day-first' | 'month-first' | null, string | null])[] = [
    ['2025-09-04', null, '2025-09-04'],
    ['2025-09', null, '2025-09'],
    ['4.9.2025', null, '2025-09-04'],
    ['04/09/2025', null, null],
    ['04/09/2025', 'day-first', '2025-09-04'],
    ['04/09/2025', 'month-first', '2025-04-09'],
    ['24/09/2025', null, '2025-09-24'],
    ['09/24/2025', null, '2025-09-24'],
    ['4 September 2025', null, '2025-09-04'],
    ['31.02.2025', null, null],
    ['soon', null, null],
  ];
  for (const [cell, dates, value] of days) {
    const read = dateFromCell(cell, { dates });
    assert.equal('value' in read ? read.value : null, value, `${cell} ${dates}`);
  }
});

test('a mapping that is wrong is told by its line, one that names a column that is not there too', async () => {
  const book = await newBook();
  const table = file('mapped.csv', CSV);
  const told = async (yaml: string) =>
    (await cliOn(book, 'import', table, '--map', file('wrong.yaml', yaml), ...BY)).err;
  assert.match(await told('tracker: x\ncolumn: {}\n'), /wrong\.yaml:2: unknown key "column"/);
  assert.match(
    await told('tracker: x\ncolumns: {actor: Donor}\n'),
    /no column and no constant says the measure/,
  );
  assert.match(
    await told('tracker: x\ncolumns: {actor: Donor, measure: Sort}\n'),
    /has no column "Sort"; it has No, Donor/,
  );
  assert.match(await told('tracker: [\n'), /wrong\.yaml/);
});

test('killed in the middle: the tracker is there as a whole or not at all, and comes in when it is imported again', async () => {
  const book = await newBook();
  const many = [
    CSV.split('\n')[0],
    ...Array.from({ length: 150 }, (_, i) => `${i};Germany;Ukraine;Budget;Announced;${i + 1};2025-09-04;;;;`),
  ];
  const table = file('many.csv', `${many.join('\n')}\n`);
  const command = ['import', table, '--map', MAP, '--book', book, ...BY];
  const child = spawn(process.execPath, [
    join(import.meta.dirname, '..', 'src', 'cli', 'main.ts'),
    ...command,
  ]);
  // The log grows once rows are being written.
  const grown = async (): Promise<boolean> => {
    const { statSync } = await import('node:fs');
    return (statSync(`${book}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0 || child.exitCode !== null;
  };
  while (!(await grown())) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGKILL');
  await once(child, 'exit');
  const there = (await cliOn(book, 'reports', '--json')).lines.length;
  assert.ok(there === 1 || there === 151, `${there}`);
  const again = await cli(...command);
  assert.equal(again.code, 0, again.err);
  assert.equal((await cliOn(book, 'reports', '--json')).lines.length, 151);
});
