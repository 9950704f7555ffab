import assert from 'node:assert/strict';
import { createReadStream, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { findInputs, type Input } from '../src/app/inputs.ts';
import { reportsIn, reportsInBytes } from '../src/app/reports-in.ts';
import { MAX_INPUT_BYTES } from '../src/formats/decode.ts';
import { unpackedStream } from '../src/formats/gzip.ts';
import { InputError } from '../src/text/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-packed-'));
// For what is unpacked meanwhile.
process.env['TMPDIR'] = mkdtempSync(join(tmpdir(), 'pledgebook-temporary-'));
after(() => {
  rmSync(folder, { recursive: true });
  rmSync(tmpdir(), { recursive: true });
});

const written = (name: string, bytes: Uint8Array): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

/** What inputs give: of each report its media type and text, or why it is refused. */
async function read(inputs: readonly Input[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const input of inputs) for await (const report of reportsIn(input)) found.push(await told(report));
  return found;
}

async function told({ load }: { load: Input['load'] | (() => Promise<object>) }): Promise<string> {
  try {
    const loaded = await load();
    assert('source' in loaded && 'received' in loaded);
    const { source, received } = loaded as Awaited<ReturnType<Input['load']>> & {
      received: { mediaType?: string };
    };
    return `${received.mediaType ?? 'a row'}: ${source.text}`;
  } catch (error) {
    assert(error instanceof InputError, String(error));
    return error.code;
  }
}

const inputsOf = async (path: string) => (await findInputs([path], Readable.from([]))).inputs;

const PAGE =
  '<html><body><article><p>They agreed on a loan, and will meet again in the spring of next year.</p></article></body></html>';

test('what is packed with gzip is read as what is inside, by the name without .gz', async () => {
  const cases: readonly (readonly [name: string, content: string | Uint8Array, found: string])[] = [
    ['report.txt.gz', 'They agreed.', 'text/plain: They agreed.'],
    ['report.md.GZ', '# They agreed', 'text/markdown: They agreed'],
    [
      'page.html.gz',
      PAGE,
      'text/html: They agreed on a loan, and will meet again in the spring of next year.',
    ],
    ['page.gz', PAGE, 'text/html: They agreed on a loan, and will meet again in the spring of next year.'],
    ['corpus.csv.gz', 'text,publisher\nThey agreed.,Wire\n', 'a row: They agreed.'],
    ['corpus.jsonl.gz', '{"text":"They agreed."}\n', 'a row: They agreed.'],
    [
      'corpus.parquet.gz',
      new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'text', data: ['They agreed.'] }] })),
      'a row: They agreed.',
    ],
    [
      'news.mbox.gz',
      'From x\nFrom: Wire <a@example.org>\nSubject: Loan\n\nThey agreed.\n',
      'message/rfc822: They agreed.',
    ],
  ];
  for (const [name, content, found] of cases) {
    const packed = gzipSync(content);
    assert.deepEqual(await read(await inputsOf(written(name, packed))), [found], name);
    const sent: string[] = [];
    for await (const report of reportsInBytes(packed, name)) sent.push(await told(report));
    assert.deepEqual(sent, [found], name);
  }
  // Of a folder those that are named for what is inside; `page.gz` does not say it.
  assert.equal((await inputsOf(folder)).length, cases.length - 1);
  const { inputs } = await findInputs(['-'], Readable.from([gzipSync('They agreed.')]));
  assert.deepEqual(await read(inputs), ['text/plain: They agreed.']);
  assert.deepEqual(readdirSync(tmpdir()), []);
});

test('a browser unpacks what it loads and leaves the name', async () => {
  const path = written('unpacked.csv.gz', Buffer.from('text\nThey agreed.\n'));
  assert.deepEqual(await read(await inputsOf(path)), ['a row: They agreed.']);
});

test('what is cut off, damaged, empty or packed twice is refused; rows before the place are read', async () => {
  const code = async (name: string, bytes: Uint8Array) =>
    (await read(await inputsOf(written(name, bytes))))[0];
  const text = gzipSync('They agreed.');
  const flipped = Buffer.from(text).fill(0x55, text.length - 8, text.length - 4);
  assert.equal(await code('cut.txt.gz', text.subarray(0, -12)), 'input/cut-off');
  assert.equal(await code('flipped.txt.gz', flipped), 'input/damaged');
  assert.equal(await code('empty.txt.gz', gzipSync('')), 'input/empty');
  assert.equal(await code('twice.txt.gz', gzipSync(text)), 'input/binary');
  assert.equal(await code('archive.dat.gz', gzipSync('WARC/1.0\r\n')), 'input/record');

  const rows = Array.from({ length: 9000 }, (_, i) => JSON.stringify({ text: `Report ${i} ${i ** 3}.` }));
  const packed = gzipSync(rows.join('\n'));
  const found = await read(await inputsOf(written('cut.jsonl.gz', packed.subarray(0, packed.length >> 1))));
  assert.ok(found.length > 2000, String(found.length));
  assert.equal(found[0], 'a row: Report 0 0.');
  assert.equal(found.at(-1), 'input/cut-off');
});

test('bombs: a report that unpacks to more than one may have, a series that does not end', async () => {
  const bomb = gzipSync(Buffer.alloc(MAX_INPUT_BYTES + 1, 'a'), { level: 9 });
  const path = written('bomb.txt.gz', bomb);
  assert.deepEqual(await read(await inputsOf(path)), ['input/too-large']);
  const name = written('zeros.csv.gz', gzipSync(Buffer.alloc(4 << 20)));
  const drained = async () => {
    for await (const chunk of unpackedStream(createReadStream(name), name, 1 << 20)) assert.ok(chunk);
  };
  await assert.rejects(drained, { code: 'input/too-large', message: /unpacks to more than 1 MiB/ });
});
