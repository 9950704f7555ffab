import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openBook } from '../src/app/book/index.ts';
import { readTable } from '../src/formats/tables/sheet.ts';
import { cliOn } from './cli-runs.ts';
import { clockFrom, readingOf, summit } from './export-book.ts';
import { fakeReader } from './fake-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-edits-'));
after(() => rmSync(folder, { recursive: true }));
const BY = ['--by', 'Ada'];

let books = 0;
/** A book with one report, and its export in this format, in a folder of their own. */
async function exported(to: string) {
  const own = join(folder, `${books++}`);
  mkdirSync(own);
  const book = join(own, 'b.db');
  let seconds = 0;
  const now = () => new Date(Date.UTC(2026, 0, 1, 10, 0, seconds++)).toISOString();
  const open = await openBook({ book, reader: fakeReader, now });
  const { id } = await open.add('first', { publisher: 'Harbour Wire', published: '2025-09-04' });
  await open.close();
  const out = to === 'xlsx' ? join(own, 'book.xlsx') : own;
  const { code, err } = await cliOn(book, 'export', '--to', to, '--out', out);
  assert.equal(code, 0, err);
  return { book, id, own, claims: to === 'xlsx' ? out : join(own, 'claims.csv') };
}

/** A table with cells of it changed, by the end of the claim's id and the name of the column; as semicolons part it, or commas. */
async function edit(
  path: string,
  cells: Readonly<Record<string, Readonly<Record<string, string>>>>,
  between = ',',
) {
  const { columns, rows } = await readTable(readFileSync(path), path);
  const head = columns[0] ?? '';
  const line = (values: readonly unknown[]) =>
    values.map((value) => `"${String(value ?? '').replaceAll('"', '""')}"`).join(between);
  const changed = rows.map(({ cells: row }) => {
    const id = String(row.get(head));
    const own = Object.entries(cells).find(([end]) => id.endsWith(end))?.[1] ?? {};
    return line(columns.map((column) => own[column] ?? row.get(column)));
  });
  writeFileSync(path, `\ufeff${[line(columns), ...changed].join('\r\n')}\r\n`);
}
const claimOf = async (book: string, id: string) => {
  const open = await openBook({ book });
  const { claims, decisions } = await open.reportFile(id.slice(0, id.indexOf('#')));
  await open.close();
  return { ...claims.find(({ claim }) => claim.id === id), decisions };
};

test('edited cells come back as decisions, with a preview; twice changes nothing', async () => {
  const { book, id, claims } = await exported('csv');
  await edit(claims, {
    '#c1': { measures: 'force.sea; force.air', negated: 'TRUE' },
    '#c2': { state: 'rejected' },
  });
  const dry = await cliOn(book, 'import', claims, ...BY, '--dry-run');
  assert.equal(dry.code, 0, dry.err);
  assert.match(dry.out, /measures: .* → force\.sea; force\.air/);
  assert.match(
    dry.err,
    /^nothing was changed \(a dry run\)\. It would be: 2 decisions on 2 rows; \d+ as they were$/m,
  );
  assert.equal((await claimOf(book, `${id}#c1`)).decisions.length, 0);

  const done = await cliOn(book, 'import', claims, ...BY, '--why', 'reviewed', '--json');
  assert.equal(done.code, 0, done.err);
  assert.deepEqual(
    done.json().map((row) => row.decisions.map(({ kind }: { kind: string }) => kind)),
    [['mend'], ['reject']],
  );
  const first = await claimOf(book, `${id}#c1`);
  assert.deepEqual(first.claim?.measures, ['force.sea', 'force.air']);
  assert.deepEqual([first.claim?.negated, first.state], [true, 'accepted']);
  assert.equal(first.decisions[0]?.by, 'Ada');
  assert.match(first.decisions[0]?.why ?? '', /^reviewed \(row \d+ of an edited export\)$/);
  assert.equal((await claimOf(book, `${id}#c2`)).state, 'rejected');

  const again = await cliOn(book, 'import', claims, ...BY);
  assert.equal(again.code, 0);
  assert.match(again.err, /^0 decisions on 0 rows/m);
  assert.equal((await claimOf(book, `${id}#c1`)).decisions.length, first.decisions.length);
});

test('an export that nobody edited, and that a spreadsheet has written anew in its own way, decides nothing', async () => {
  const { book, claims } = await exported('excel-csv');
  const german = readFileSync(claims, 'utf8')
    .replaceAll('FALSE', 'FALSCH')
    .replaceAll(/2025-09-04(?!T)/g, '04.09.2025');
  writeFileSync(claims, german);
  await edit(claims, {}, ';');
  const { code, err } = await cliOn(book, 'import', claims, ...BY);
  assert.equal(code, 0, err);
  assert.match(err, /^0 decisions on 0 rows; [1-9]\d* as they were$/m);
});

test('a workbook is known by its sheets', async () => {
  const { book, claims } = await exported('xlsx');
  const { code, err } = await cliOn(book, 'import', claims, ...BY);
  assert.equal(code, 0, err);
  assert.match(err, /^0 decisions on 0 rows; [1-9]\d* as they were$/m);
});

test('what others decided since is a conflict: told with what stands now, and left alone', async () => {
  const { book, id, claims } = await exported('csv');
  await edit(claims, { '#c1': { measures: 'force.sea' }, '#c2': { state: 'rejected' } });
  const meanwhile = await cliOn(book, 'decide', 'mend', `${id}#c1`, 'measures=force.air', '--by', 'Eve');
  assert.equal(meanwhile.code, 0, meanwhile.err);
  const found = await cliOn(book, 'import', claims, ...BY, '--json');
  assert.equal(found.code, 1);
  const [conflict, decided] = found.json();
  assert.deepEqual([conflict.status, decided.status], ['conflict', 'decided']);
  assert.equal(conflict.now[0].after, 'force.air');
  assert.deepEqual((await claimOf(book, `${id}#c1`)).claim?.measures, ['force.air']);
  assert.match(found.err, /1 conflict, left alone/);
});

test('what was decided since in the same way, or in another cell, is no conflict', async () => {
  const { book, id, claims } = await exported('csv');
  await edit(claims, { '#c1': { measures: 'force.sea' }, '#c2': { negated: 'TRUE' } });
  await cliOn(book, 'decide', 'mend', `${id}#c1`, 'measures=force.sea', '--by', 'Eve');
  await cliOn(book, 'decide', 'mend', `${id}#c2`, 'measures=force.air', '--by', 'Eve');
  const { code, err } = await cliOn(book, 'import', claims, ...BY);
  assert.equal(code, 0, err);
  assert.match(err, /^1 decision on 1 row/m);
  const { claim } = await claimOf(book, `${id}#c2`);
  assert.deepEqual([claim?.negated, claim?.measures], [true, ['force.air']]);
});

test('what cannot be edited, is no value, or is of no claim, is named by row and column; nothing is decided, or the rest', async () => {
  const { book, id, claims } = await exported('csv');
  await edit(claims, {
    '#c1': { quote: 'Something else.', firmness: 'iron' },
    '#c2': { state: 'rejected', act: 'shrug' },
    '#c3': { id: `${id}#c99` },
  });
  writeFileSync(claims, readFileSync(claims, 'utf8').replace('"learned"', '"my remarks"'));
  const refused = await cliOn(book, 'import', claims, ...BY);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /claims\.csv:2, quote: it cannot be edited here/);
  assert.match(refused.err, /claims\.csv:3: act: "shrug" is none of/);
  if (refused.err.includes('c99')) assert.match(refused.err, /the book had no claim ".*#c99"/);
  assert.match(refused.err, /columns of your own are not read: my remarks/);
  assert.equal((await claimOf(book, `${id}#c1`)).decisions.length, 0);
});

test('an edited export says when it was exported, or is told', async () => {
  const { book, own, claims } = await exported('csv');
  rmSync(join(own, 'datapackage.json'));
  const asked = await cliOn(book, 'import', claims, ...BY);
  assert.equal(asked.code, 2);
  assert.match(asked.err, /say when .*claims\.csv was exported/);
  assert.equal((await cliOn(book, 'import', claims, ...BY, '--exported', new Date().toISOString())).code, 0);
  writeFileSync(join(own, 'other.csv'), 'a,b\n1,2\n');
  const other = await cliOn(book, 'import', join(own, 'other.csv'), ...BY, '--exported', '2026-01-01');
  assert.match(other.err, /it has no column "id"; a tracker of your own needs --map/);
});

const SAYS =
  'By the end of 2026 Germany <will send> {200 tanks}, and if Poland agrees more, [after a ceasefire].';

/** A book of one claim with a time, a condition and an amount, exported. */
async function exportedWords(to: string) {
  const own = join(folder, `${books++}`);
  mkdirSync(own);
  const path = join(own, 'b.db');
  const said = { says: SAYS, trigger: 'ceasefire', euros: 200 };
  const when = { start: 0, end: 18, from: null, to: '2026-12-31', granularity: 'year' as const };
  const reading = readingOf('Harbour Wire', '2025-09-04', [{ ...said, when }]);
  await (await summit(path, clockFrom(), [reading])).close();
  const out = to === 'xlsx' ? join(own, 'book.xlsx') : own;
  assert.equal((await cliOn(path, 'export', '--to', to, '--out', out)).code, 0);
  const table = (name: string) => (to === 'xlsx' ? out : join(own, `${name}.csv`));
  const claim = async () => {
    const open = await openBook({ book: path });
    const [found] = (await open.reportFile((await open.reports({}))[0]?.report.id ?? '')).claims;
    await open.close();
    assert.ok(found);
    const words = (at: { start: number; end: number }) =>
      SAYS.replace(/[<>[\]{}]/g, '').slice(at.start, at.end);
    const { conditions, quantities, when: time } = found.claim;
    return {
      conditions: conditions.map((at) => [at.kind, words(at), JSON.stringify(at.trigger)]),
      amounts: quantities.map((at) => [words(at), at.value, at.low, at.high, at.about, at.unit]),
      when: time && [words(time), time.from, time.to, time.granularity],
    };
  };
  return { path, table, claim };
}

test('conditions and times of the table of claims come back as decisions, by the words of the report', async () => {
  const { path, table, claim } = await exportedWords('csv');
  await edit(table('claims'), {
    '#c1': {
      conditions: 'after a ceasefire; if Poland agrees',
      triggers: 'peace-agreement or ceasefire; approval:POL',
      when_from: '01.01.2026',
    },
  });
  const done = await cliOn(path, 'import', table('claims'), ...BY);
  assert.equal(done.code, 0, done.err);
  assert.match(done.err, /^1 decision on 1 row/m);
  const { conditions, when } = await claim();
  assert.deepEqual(conditions, [
    ['after', 'after a ceasefire', '{"any":["peace-agreement","ceasefire"]}'],
    ['if', 'if Poland agrees', '{"any":["approval:POL"]}'],
  ]);
  assert.deepEqual(when, ['By the end of 2026', '2026-01-01', '2026-12-31', 'year']);
  assert.match((await cliOn(path, 'import', table('claims'), ...BY)).err, /^0 decisions on 0 rows/m);
});

test('a new condition is read by the rules; what is taken out of the cell is taken away', async () => {
  const { path, table, claim } = await exportedWords('csv');
  await edit(table('claims'), { '#c1': { conditions: 'if Poland agrees', when_from: '', when_to: '' } });
  const done = await cliOn(path, 'import', table('claims'), ...BY);
  assert.equal(done.code, 0, done.err);
  const { conditions, when } = await claim();
  assert.deepEqual(
    conditions.map(([kind, words]) => [kind, words]),
    [['if', 'if Poland agrees']],
  );
  assert.equal(when, null);
});

test('rows of the tables of conditions and amounts: changed, new, emptied', async () => {
  const { path, table, claim } = await exportedWords('excel-csv');
  await edit(table('amounts'), {
    '#c1': { Value: '', 'At least': '200', Roughly: 'WAHR', Unit: 'tank', Words: '200 tanks' },
  });
  const amounts = await cliOn(path, 'import', table('amounts'), ...BY);
  assert.equal(amounts.code, 0, amounts.err);
  assert.match(amounts.out, /amounts\.low: \(empty\) → 200/);
  assert.deepEqual((await claim()).amounts, [['200 tanks', null, 200, null, true, 'tank']]);

  await edit(table('conditions'), { '#c1': { Kind: 'only-after', Trigger: 'peace-agreement' } });
  const [, row = ''] = readFileSync(table('conditions'), 'utf8').split('\r\n');
  const added = `${row.split(',')[0]},"","","if Poland agrees",""\r\n`;
  writeFileSync(table('conditions'), readFileSync(table('conditions'), 'utf8') + added);
  assert.equal((await cliOn(path, 'import', table('conditions'), ...BY)).code, 0);
  assert.deepEqual(
    (await claim()).conditions.map(([kind, words]) => [kind, words]),
    [
      ['if', 'if Poland agrees'],
      ['only-after', 'after a ceasefire'],
    ],
  );
});

test('a workbook brings all its sheets; one field in two of them is refused', async () => {
  const { path, table, claim } = await exportedWords('xlsx');
  const { code, err } = await cliOn(path, 'import', table('claims'), ...BY);
  assert.equal(code, 0, err);
  assert.match(err, /^0 decisions on 0 rows; 3 as they were$/m);
  assert.deepEqual((await claim()).conditions.length, 1);

  const csv = await exportedWords('csv');
  await edit(csv.table('claims'), { '#c1': { triggers: 'peace-agreement' } });
  await edit(csv.table('conditions'), { '#c1': { kind: 'only-if' } });
  const tables = await Promise.all(
    ['claims', 'conditions'].map((name) => readTable(readFileSync(csv.table(name)), name)),
  );
  const open = await openBook({ book: csv.path });
  const found = await open.importEdits(tables, new Date().toISOString(), { by: 'Ada' });
  await open.close();
  assert.equal(found.imported, false);
  assert.match(found.failures[0]?.why ?? '', /^the conditions of this claim are edited in two tables/);
});

test('conditions, times and amounts that cannot be understood are refused with row, column and remedy', async () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    [
      'claims',
      { conditions: 'after a truce' },
      /claims\.csv:2, conditions: "after a truce" does not stand in the report; copy/,
    ],
    [
      'claims',
      { conditions: 'e' },
      /claims\.csv:2, conditions: "e" stands in the report several times; say which/,
    ],
    [
      'claims',
      { triggers: 'ceasefire; x' },
      /claims\.csv:2, triggers: 2 triggers are said for 1 conditions; write one/,
    ],
    [
      'claims',
      { triggers: 'When it stops' },
      /claims\.csv:2: conditions: trigger: "When it stops" is no trigger; write/,
    ],
    [
      'claims',
      { when_from: '03/04/2026' },
      /claims\.csv:2, when_from: "03\/04\/2026" is no day, or could be two; write it as/,
    ],
    [
      'claims',
      { when_from: '2027-01-01' },
      /claims\.csv:2, when_from: the first day \(2027-01-01\) is later than the last/,
    ],
    ['conditions', { kind: 'maybe' }, /conditions\.csv:2, conditions\.kind: "maybe" is none of /],
    [
      'amounts',
      { value: '1.234' },
      /amounts\.csv:2, amounts\.value: "1\.234" is no number that can be read in one way; write/,
    ],
    ['amounts', { value: '' }, /amounts\.csv:2, amounts\.value: no number is said; write/],
    ['amounts', { unit: '' }, /amounts\.csv:2, amounts\.unit: the unit is missing; write/],
  ];
  for (const [name, cells, said] of cases) {
    const { path, table, claim } = await exportedWords('csv');
    const before = await claim();
    await edit(table(name), { '#c1': cells });
    const { code, err } = await cliOn(path, 'import', table(name), ...BY);
    assert.equal(code, 1, err);
    assert.match(err, said);
    assert.deepEqual(await claim(), before);
  }
  const { book, id, claims } = await exported('csv');
  await edit(claims, { '#c2': { when_from: '2026-01-01' } });
  assert.match(
    (await cliOn(book, 'import', claims, ...BY)).err,
    /when_from: no words of the report .* when; name them by/,
    id,
  );
});

test('a condition that others decided on since is a conflict', async () => {
  const { path, table, claim } = await exportedWords('csv');
  await edit(table('conditions'), { '#c1': { trigger: 'peace-agreement' } });
  const [, row = ''] = readFileSync(table('conditions'), 'utf8').split('\r\n');
  const id = row.split(',')[0]?.replaceAll('"', '') ?? '';
  await cliOn(path, 'decide', 'mend', id, 'conditions=none', '--by', 'Eve');
  const { code, out } = await cliOn(path, 'import', table('conditions'), ...BY);
  assert.equal(code, 1);
  assert.match(out, /conflict[\s\S]*since the export the book has conditions: \(empty\)/);
  assert.deepEqual((await claim()).conditions, []);
});
