import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { findInputs } from '../src/app/inputs.ts';
import { reportsIn } from '../src/app/reports-in.ts';
import { parseMap } from '../src/app/rows.ts';
import { run } from '../src/cli/run.ts';
import { InputError } from '../src/text/errors.ts';
import { fakeReader } from './fake-cli.ts';
import { madeRtf } from './made-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-tables-'));
after(() => rmSync(folder, { recursive: true }));
const node = promisify(execFile);

function written(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** What a file gives: of each row its line and what is known of the report, or why it is refused. */
async function read(path: string, map?: string): Promise<readonly string[]> {
  const found: string[] = [];
  const { inputs } = await findInputs([path], Readable.from([]));
  for (const input of inputs) {
    for await (const report of reportsIn(input, map === undefined ? {} : { map: parseMap(map) })) {
      const name = report.name.replace(path, '');
      try {
        const loaded = await report.load();
        assert('source' in loaded);
        const { text, metadata } = loaded.source;
        const { title, publisher, byline, url, published, language } = metadata;
        const known = [title, publisher, byline, url, published, language].filter((value) => value !== null);
        const id = loaded.received.path?.replace(path, '') ?? '';
        found.push([`${name}${id}`, text, ...known].join(' | '));
      } catch (error) {
        assert(error instanceof InputError, String(error));
        found.push(`${error.code} ${error.message.replace(path, '')}`);
      }
    }
  }
  return found;
}

test('CSV: our own names without a map; delimiters, quotes, line ends, encodings', async () => {
  const csv = [
    'title,text,publisher,published,other',
    'A,"They agreed, at ""last"".',
    'And met.",Wire,2025-09-04,x',
    '',
    'B,They met.,Daily,4 September 2025,',
  ];
  const expected = [
    ':2 | They agreed, at "last".\nAnd met. | A | Wire | 2025-09-04',
    ':5 | They met. | B | Daily | 2025-09-04',
  ];
  assert.deepEqual(await read(written('a.csv', csv.join('\n'))), expected);
  assert.deepEqual(await read(written('a.csv', `\ufeff${csv.join('\n')}\n`)), expected);
  assert.deepEqual(await read(written('a.csv', Buffer.from(`\ufeff${csv.join('\n')}`, 'utf16le'))), expected);
  const tabs = 'text\tpublisher\r\nThey agreed; they met, too.\tWire\r\n';
  assert.deepEqual(await read(written('a.tsv', tabs)), [':2 | They agreed; they met, too. | Wire']);
  assert.deepEqual(await read(written('a.csv', 'text;publisher\nThey agreed, too.;Süd\n')), [
    ':2 | They agreed, too. | Süd',
  ]);
  assert.deepEqual(
    await read(written('a.csv', Buffer.from('text,publisher\nThey agreed.,S\xfcd\n', 'latin1'))),
    [':2 | They agreed. | Süd'],
  );
});

test('CSV: a row that is none is named by its line, and the rest is read', async () => {
  const rows = [
    'id,text,published',
    '1,They agreed.,2025-09-04',
    '2,too,many,fields',
    '3',
    '4,They met.,04/05/2025',
    '5, ,2025-09-04',
    '6,A "quoted" word.,2025-09-04',
    '7,They signed.,',
    '8,"They left,2025-09-04',
    '9,They came.,2025-09-05',
  ];
  assert.deepEqual(await read(written('bad.csv', rows.join('\n'))), [
    ':2#1 | They agreed. | 2025-09-04',
    'input/table :3: this line is no row: its fields are 4, those of the first line 3',
    'input/table :4: this line is no row: its fields are 1, those of the first line 3',
    'input/table :5: published: "04/05/2025" is no date, or could be two; write it as 2025-09-04 or 2025-09-04T18:40:00+02:00',
    'input/table :6: "text" is missing or blank',
    'input/table :7: this line is no row: a quotation mark is missing, or one is too much',
    ':8#7 | They signed.',
    'input/table :9: this line is no row: a quotation mark is missing, or one is too much',
    ':10#9 | They came. | 2025-09-05',
  ]);
});

test('a map says in which columns the fields are; a wrong one names those there are', async () => {
  const path = written('mapped.csv', 'Key,Body,date,title\n7,They agreed.,2025-09-04,A\n');
  const map = 'id=Key,text=Body,published=date';
  assert.deepEqual(await read(path, map), [':2#7 | They agreed. | A | 2025-09-04']);
  const columns = 'the columns there are: "Key", "Body", "date", "title"';
  assert.deepEqual(await read(path, 'text=body'), [
    `input/map : there is no column "body" for text; ${columns}`,
  ]);
  assert.deepEqual(await read(path), [
    `input/map : no column is called "text"; say which one it is with --map text=COLUMN; ${columns}`,
  ]);
  assert.throws(() => parseMap('text=Body,day=date'), {
    code: 'usage/map',
    message: /"day=date".*the fields are id, text/,
  });
  assert.throws(() => parseMap('text'), { code: 'usage/map' });
  assert.deepEqual(await read(written('empty.csv', '')), [
    'input/table : it has no rows; a first line with the names of the columns is wanted',
  ]);
});

test('JSONL takes a map, too', async () => {
  const lines = [{ body: 'They agreed.', date: '20250904', id: 'x' }, { text: 'They met.' }];
  const path = written('mapped.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'));
  assert.deepEqual(await read(path, 'text=body,published=date'), [
    ':1#x | They agreed. | 2025-09-04',
    'input/jsonl :2: "body" is missing or blank (it has text)',
  ]);
});

test('Parquet: rows of several groups, dates, a column that is no text, a damaged file', async () => {
  const column = (name: string, data: unknown[], type?: 'STRING' | 'TIMESTAMP' | 'INT32') => ({
    name,
    data,
    ...(type && { type }),
  });
  const bytes = new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        column('key', [1, 2, 3], 'INT32'),
        column('body', ['They agreed.', 'They met.', ''], 'STRING'),
        column(
          'day',
          [new Date('2025-09-04'), new Date('2025-09-05T18:40:00Z'), new Date('2025-09-06')],
          'TIMESTAMP',
        ),
        column('publisher', ['Wire', 'Daily', 'Wire'], 'STRING'),
      ],
      rowGroupSize: [2, 1],
    }),
  );
  const path = written('a.parquet', bytes);
  assert.deepEqual(await read(path, 'id=key,text=body,published=day'), [
    ':1#1 | They agreed. | Wire | 2025-09-04',
    ':2#2 | They met. | Daily | 2025-09-05T18:40:00.000Z',
    'input/table :3: "body" is missing or blank',
  ]);
  assert.deepEqual(
    await read(path, 'text=body,title=key'),
    [1, 2, 3].map((row) => `input/table :${row}: "key" is no text`),
  );
  assert.deepEqual(await read(path, 'text=Body'), [
    'input/map : there is no column "Body" for text; the columns there are: "key", "body", "day", "publisher"',
  ]);
  for (const broken of [bytes.subarray(0, bytes.length - 20), Buffer.from('They agreed.')])
    assert.deepEqual(await read(written('b.parquet', broken)), [
      'input/table : it is no Parquet file, or a damaged one; get it again',
    ]);
  const damaged = Uint8Array.from(bytes).fill(0xff, 4, 60);
  const rows = await read(written('c.parquet', damaged), 'text=body');
  assert.match(rows[0] ?? '', /^input\/table :1: rows 1 to 2 are damaged/);
  assert.match(rows[1] ?? '', /^input\/table :3: "body" is missing/);
});

test('a large table is read row by row: what is held does not grow with it', async () => {
  const path = join(folder, 'large.csv');
  writeFileSync(path, 'text,publisher\n');
  const text = 'They agreed. '.repeat(40);
  for (let i = 0; i < 10; i++)
    await appendFile(
      path,
      Array.from({ length: 10_000 }, (_, row) =>
        i === 5 && row === 0 ? '"never closed,Wire\n' : `${text},Wire ${row}\n`,
      ).join(''),
    );
  const script = `
    const { reportsIn } = await import(${JSON.stringify(new URL('../src/app/reports-in.ts', import.meta.url))});
    let [reports, refused] = [0, []];
    for await (const report of reportsIn({ name: 'x', path: process.argv[1] }))
      await report.load().then(() => reports++, (error) => refused.push(error.message));
    console.log(JSON.stringify({ reports, refused }));`;
  const { stdout } = await node(process.execPath, [
    '--max-old-space-size=40',
    '--input-type=module',
    '--eval',
    script,
    path,
  ]);
  assert.deepEqual(JSON.parse(stdout), {
    reports: 99_999,
    refused: ['x:50002: this line is no row: a quotation mark is missing, or one is too much'],
  });
});

/** The command line with its reader replaced; what it printed. */
async function cli(...args: readonly string[]) {
  const sink = (into: string[]) =>
    new Writable({
      write(chunk, _, done) {
        into.push(String(chunk));
        done();
      },
    });
  const [out, err]: [string[], string[]] = [[], []];
  const host = {
    stdin: process.stdin,
    stdout: sink(out),
    stderr: sink(err),
    createSourceReader: async () => fakeReader,
  };
  const code = await run(args, host);
  return { code, out: out.join(''), err: err.join('') };
}

test('add --map: rows with an id are new versions of themselves, those without are reports of their own', async () => {
  const book = join(folder, 'rows.db');
  const table = (body: string) =>
    written('rows.csv', `nr,body,publisher\n1,${body},Wire\n2,They met.,Daily\nbad\n`);
  const add = (body: string) => cli('add', '--book', book, '--map', 'id=nr,text=body', table(body));
  const first = await add('They agreed.');
  assert.equal(first.code, 1);
  assert.match(first.err, /rows\.csv:4: this line is no row: [^\n]* \(input\/table\)\n/);
  assert.match(first.err, /2 reports added with \d+ claims; 1 refused\n$/);
  assert.match((await add('They agreed.')).out, /^known .*rows\.csv:2\nknown .*rows\.csv:3\n$/);
  const wrong = await cli('add', '--book', book, '--map', 'body', table('x'));
  assert.deepEqual([wrong.code, wrong.out], [2, '']);
  const unmapped = await cli('add', '--book', book, table('x'));
  assert.equal(unmapped.code, 1);
  assert.match(unmapped.err, /no column is called "text".*"nr", "body", "publisher" \(input\/map\)/);
});

test('what of a file is in none of its reports is told on the standard error', async () => {
  const lines = ['Title', 'Wire', 'September 4, 2025', 'Length: 3 words', 'Body', 'They agreed.'];
  const path = written('export.rtf', madeRtf([...lines, 'End of Document', ...lines]));
  const { code, out, err } = await cli('read', '--json', path);
  assert.deepEqual([code, out.trim().split('\n').length], [0, 1]);
  assert.equal(
    err,
    `left out of ${path}: what stands behind article 1, which has no "End of Document" (cut off?)\n`,
  );
  const unused = await cli('read', '--map', 'text=body', path);
  assert.equal(unused.code, 2);
  assert.match(unused.err, /none of the inputs is a table/);
});
