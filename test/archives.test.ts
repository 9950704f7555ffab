import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { brotliCompressSync, constants, deflateRawSync, gzipSync } from 'node:zlib';
import { findInputs } from '../src/app/inputs.ts';
import { reportsIn } from '../src/app/reports-in.ts';
import { toRecord } from '../src/app/to-record.ts';
import { UNKNOWN } from '../src/document/metadata.ts';
import { findDates } from '../src/language/dates.ts';
import { tokenise } from '../src/language/sentences.ts';
import { InputError } from '../src/text/errors.ts';
import { plainReader } from './plain-reader.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-archives-'));
after(() => rmSync(folder, { recursive: true }));
const node = promisify(execFile);

const SENTENCE = 'Twenty-six countries agreed in principle to send ground forces to Ukraine. ';

function record(type: string, url: string, block: Uint8Array | string): Buffer {
  const bytes = Buffer.from(block);
  const head = `WARC/1.0\r\nWARC-Type: ${type}\r\nWARC-Target-URI: ${url}\r\nWARC-Date: 2025-09-05T08:00:00Z\r\nContent-Type: application/http; msgtype=${type}\r\nContent-Length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n\r\n')]);
}

const answer = (body: Uint8Array | string, headers = 'Content-Type: text/html', status = '200 OK'): Buffer =>
  Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n`), Buffer.from(body)]);

const page = (title: string, head = ''): string =>
  `<html><head><title>${title}</title>${head}</head><body><article><h1>${title}</h1><p>${SENTENCE.repeat(5)}</p></article></body></html>`;

const url = (path: string): string => `https://example.org/${path}`;
const response = (path: string, ...of: Parameters<typeof answer>) =>
  record('response', url(path), answer(...of));

/** What an archive gives: reports as their title, refusals as their code, and what was left out. */
async function read(name: string, records: readonly Uint8Array[]) {
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat(records));
  return readFrom(path);
}

async function readFrom(path: string) {
  const { inputs } = await findInputs([path], Readable.from([]));
  const [found, left, messages]: [string[], string[], string[]] = [[], [], []];
  for (const input of inputs) {
    for await (const report of reportsIn(input, { leftOut: (_, what) => left.push(...what) })) {
      try {
        const loaded = await report.load();
        assert('source' in loaded);
        const { source, received } = loaded;
        found.push(
          [
            source.metadata.title ?? source.text,
            source.metadata.url,
            received.fetchedUrl,
            source.metadata.published,
            source.metadata.publishedFrom,
            received.captured,
          ].join(' | '),
        );
      } catch (error) {
        assert(error instanceof InputError, String(error));
        found.push(error.code);
        messages.push(error.message.replace(path, 'FILE'));
      }
    }
  }
  return { found, left, messages };
}

const line = (title: string, path: string): string =>
  `${title} | ${url(path)} | ${url(path)} | 2025-09-05 | capture | 2025-09-05T08:00:00.000Z`;

test('a report a response; what is no page is counted, and its day is that of the page, else of its capture', async () => {
  const dated =
    '<meta property="article:published_time" content="2025-09-04"><link rel="canonical" href="https://example.org/canonical">';
  const chunked = (body: string) =>
    `5\r\n${body.slice(0, 5)}\r\n${(body.length - 5).toString(16)};x=1\r\n${body.slice(5)}\r\n0\r\n\r\n`;
  const { found, left } = await read('kinds.warc', [
    record('warcinfo', '', 'software: x'),
    record('request', url('a'), 'GET /a HTTP/1.1\r\n\r\n'),
    response('a', page('First', dated)),
    response('gone', 'Gone', 'Content-Type: text/html', '404 Not Found'),
    response('b.txt', SENTENCE, 'Content-Type: text/plain; charset=utf-8'),
    response('moved', '', 'Location: /a', '301 Moved'),
    response('c.png', '\x89PNG', 'Content-Type: image/png'),
    response('chunked', chunked(page('Chunked')), 'Content-Type: text/html\r\nTransfer-Encoding: chunked'),
    response('gzip', gzipSync(page('Packed')), 'Content-Type: text/html\r\nContent-Encoding: gzip'),
    response('br', brotliCompressSync(page('Brotli')), 'Content-Type: text/html\r\nContent-Encoding: br'),
    response(
      'unpacked',
      page('Unpacked'),
      'Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked',
    ),
    record('revisit', url('a'), ''),
    response('robots.txt', 'User-agent: *', 'Content-Type: text/plain'),
  ]);
  assert.deepEqual(found, [
    'First | https://example.org/canonical | https://example.org/a | 2025-09-04 | meta | 2025-09-05T08:00:00.000Z',
    line(SENTENCE, 'b.txt'),
    line('Chunked', 'chunked'),
    line('Packed', 'gzip'),
    line('Brotli', 'br'),
    line('Unpacked', 'unpacked'),
  ]);
  assert.deepEqual(left, [
    '2 records with another status than 200',
    '2 records without text',
    '1 record unchanged since an earlier visit',
  ]);
});

test('a guessed day is that of no word in the text, and one text captured twice is one report', async () => {
  const text = 'France promised troops on Friday.';
  const on = (published: string, publishedFrom: 'capture' | 'meta') => ({
    text,
    metadata: { ...UNKNOWN, published, publishedFrom },
  });
  const days = (source: ReturnType<typeof on>) => findDates(tokenise(source)).map(({ from }) => from);
  assert.deepEqual(days(on('2025-09-05', 'meta')), ['2025-09-05']);
  assert.deepEqual(days(on('2025-09-05', 'capture')), []);
  const idOf = async (source: ReturnType<typeof on>) =>
    toRecord(await plainReader(source), '2026-01-01T00:00:00.000Z').report.id;
  assert.equal(await idOf(on('2025-09-05', 'capture')), await idOf(on('2025-10-05', 'capture')));
  assert.notEqual(await idOf(on('2025-09-05', 'meta')), await idOf(on('2025-10-05', 'meta')));
});

const GOOD = [
  response('a', page('First')),
  response('b', page('Second')),
  response('c', page('Third')),
] as const;
const OTHERS = [line('First', 'a'), 'input/record', line('Third', 'c')];

for (const [what, broken] of [
  [
    'has a head that is none',
    (bytes: Buffer) =>
      Buffer.from(bytes.toString('latin1').replace('Content-Length: ', 'Content-Length: x'), 'latin1'),
  ],
  [
    'says it is longer than it is',
    (bytes: Buffer) =>
      Buffer.from(bytes.toString('latin1').replace('Content-Length: ', 'Content-Length: 9'), 'latin1'),
  ],
  [
    'says it is shorter than it is',
    (bytes: Buffer) =>
      Buffer.from(bytes.toString('latin1').replace(/Content-Length: \d/, 'Content-Length: '), 'latin1'),
  ],
  ['is cut in the middle', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 300), Buffer.from('\r\n')])],
  ['has lost its start', (bytes: Buffer) => bytes.subarray(40)],
] as const) {
  test(`a record in the middle that ${what} is named, and the rest is read`, async () => {
    const { found, messages } = await read('broken.warc', [GOOD[0], broken(GOOD[1]), GOOD[2]]);
    assert.deepEqual(found, OTHERS);
    assert.match(
      messages[0] ?? '',
      new RegExp(`^FILE: record 2 \\(at byte ${GOOD[0].length}\\) is broken: .*; the rest is read$`),
    );
  });
}

test('a packed archive: damaged bytes in one member, one that is cut off, and one at the end', async () => {
  const members = GOOD.map((bytes) => gzipSync(bytes));
  const [first, second, third] = members;
  assert(first && second && third);
  const flipped = Buffer.from(second);
  flipped.fill(0x55, 60, 90);
  assert.deepEqual((await read('good.warc.gz', members)).found, [
    line('First', 'a'),
    line('Second', 'b'),
    line('Third', 'c'),
  ]);
  assert.deepEqual((await read('flipped.warc.gz', [first, flipped, third])).found, OTHERS);
  assert.deepEqual((await read('cut.warc.gz', [first, second.subarray(0, 100), third])).found, OTHERS);
  const end = await read('end.warc.gz', [first, third.subarray(0, -20)]);
  assert.deepEqual(end.found, [line('First', 'a'), 'input/record']);
  assert.match(end.messages[0] ?? '', /record 2 \(at byte \d+\) is broken/);
  // A letter that is another: only the member's sum shows it.
  const stored = gzipSync(GOOD[1], { level: 0 });
  stored[stored.indexOf('Twenty')] = 0x54 + 1;
  assert.deepEqual((await read('letter.warc.gz', [first, stored, third])).found, OTHERS);
  // Packed in one piece, as gzip does it.
  const one = await read('one.warc.gz', [gzipSync(Buffer.concat([GOOD[0], GOOD[1].subarray(40), GOOD[2]]))]);
  assert.deepEqual(one.found, OTHERS);
});

test('a file that is no archive, an empty one, one that is not there', async () => {
  assert.deepEqual((await read('text.warc', [Buffer.from('They agreed.')])).found, ['input/record']);
  assert.deepEqual((await read('empty.warc', [])).found, []);
  assert.deepEqual((await readFrom(join(folder, 'none.warc'))).found, ['input/not-found']);
});

test('an archive that is called otherwise, or comes on the standard input, is told', async () => {
  assert.deepEqual((await read('archive.dat', GOOD)).found, ['input/record']);
  const { inputs } = await findInputs(['-'], Readable.from(GOOD));
  await assert.rejects(async () => inputs[0]?.load(), {
    code: 'input/record',
    message: /^standard input: .*\.warc/,
  });
});

test('bombs: a page that unpacks too far is refused, one too large is counted', async () => {
  const zeros = gzipSync(Buffer.alloc(40 << 20), { level: 1 });
  const { found, left } = await read('bomb.warc', [
    response('bomb', zeros, 'Content-Type: text/html\r\nContent-Encoding: gzip'),
    response('large', Buffer.alloc(17 << 20)),
    GOOD[2],
  ]);
  assert.deepEqual(found, ['input/too-large', line('Third', 'c')]);
  assert.deepEqual(left, ['1 record larger than 16 MiB']);
});

test('a packed record that unpacks to more than a gigabyte is given up, and the rest is read', async () => {
  // A flushed block of zeros can be repeated, so that a bomb need not be packed in full.
  const zeros = deflateRawSync(Buffer.alloc(16 << 20), { level: 1, finishFlush: constants.Z_FULL_FLUSH });
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  const bomb = Buffer.concat([header, ...Array.from({ length: 70 }, () => zeros), Buffer.alloc(10)]);
  const { found, messages } = await read('bomb.warc.gz', [gzipSync(GOOD[0]), bomb, gzipSync(GOOD[2])]);
  assert.deepEqual(found, OTHERS);
  assert.match(messages[0] ?? '', /record 2 \(at byte \d+\) is broken/);
});

test('a large archive is read in little memory', async () => {
  const path = join(folder, 'large.warc.gz');
  const file = await open(path, 'w');
  const filler = gzipSync(response('video', Buffer.alloc(32 << 20), 'Content-Type: video/mp4'), { level: 1 });
  const member = gzipSync(response('a', page('First')));
  for (let i = 0; i < 8; i++)
    await file.write(Buffer.concat([filler, ...Array.from({ length: 50 }, () => member)]));
  await file.close();
  const script = `
    const { warcRecords } = await import(${JSON.stringify(new URL('../src/formats/warc/records.ts', import.meta.url))});
    const file = await (await import('node:fs/promises')).open(process.argv[1]);
    const readAt = async (start, length) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
      return buffer.subarray(0, bytesRead);
    };
    let [records, most] = [0, 0];
    for await (const item of warcRecords(readAt)) {
      records++;
      if ('broken' in item) throw new Error(item.broken);
      most = Math.max(most, process.memoryUsage().rss);
    }
    console.log(JSON.stringify({ records, most }));`;
  const { stdout } = await node(process.execPath, [
    '--max-old-space-size=48',
    '--input-type=module',
    '--eval',
    script,
    path,
  ]);
  const { records, most } = JSON.parse(stdout);
  assert.equal(records, 8 * 51);
  assert.ok(most < 220 << 20, String(most >> 20));
});

test('a mailbox: a report a message, told by its line', async () => {
  const message = (subject: string) =>
    `From news@example.org Thu Sep  4 18:40:00 2025\nFrom: Harbour Wire <news@example.org>\nSubject: ${subject}\nDate: Thu, 4 Sep 2025 18:40:00 +0200\n\nThey agreed.\n>From then on, nobody spoke.\n\n`;
  const { found, messages } = await read('news.mbox', [
    Buffer.from(`${message('First')}From x\n\nnothing that is a message\n\n${message('Second')}`),
  ]);
  assert.deepEqual(found, [
    'First |  |  | 2025-09-04T18:40:00+02:00 | meta | ',
    'input/email',
    'Second |  |  | 2025-09-04T18:40:00+02:00 | meta | ',
  ]);
  assert.match(messages[0] ?? '', /^FILE:9: /);
});
