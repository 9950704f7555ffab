import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openBook } from '../src/app/book/index.ts';
import { readTable } from '../src/formats/tables/sheet.ts';
import { cliOn } from './cli-runs.ts';
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
