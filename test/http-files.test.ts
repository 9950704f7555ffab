import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { FORMATS } from '../src/app/book/exports/index.ts';
import { UNKNOWN } from '../src/document/metadata.ts';
import { asker, plainly, servedBook } from './served-book.ts';

const { book, server, reports } = await servedBook();
const ask = asker(server);
const [first = ''] = reports;

/** All bytes that the book exports, file by file. */
async function exported(to: string): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for await (const { file, data } of book.export({ to }).chunks)
    files.set(file, Buffer.concat([files.get(file) ?? Buffer.alloc(0), Buffer.from(data)]));
  return files;
}

/** What the export says of when it was made is another each time. */
const timeless = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/2025-10-05T08:\d\d:\d\d\.\d{3}Z/g, 'NOW');

for (const [to, { file, mediaType }] of Object.entries(FORMATS)) {
  test(`export as ${to}: the bytes that the command line writes, as a file to be kept`, async () => {
    const answer = await plainly(`${server.url}/api/export?to=${to}`, {});
    // Nobody in this book names an amount.
    if (to === 'iati') return assert.equal(answer.status, 400);
    assert.equal(answer.status, 200);
    const { headers } = answer;
    assert.match(String(headers['content-disposition']), /^attachment; filename="summit-/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.match(String(headers['content-security-policy']), /sandbox/);
    const wanted = await exported(to);
    if (file === null) {
      assert.equal(headers['content-type'], 'application/zip');
      const there = unzipSync(answer.body);
      assert.deepEqual(Object.keys(there).sort(), [...wanted.keys()].sort());
      // Of Parquet the pages are packed.
      if (to !== 'parquet')
        for (const [name, bytes] of wanted)
          assert.equal(timeless(there[name] ?? Buffer.alloc(0)), timeless(bytes));
    } else {
      assert.equal(headers['content-type'], mediaType);
      if (to === 'xlsx') assert.ok(Object.keys(unzipSync(answer.body)).includes('xl/workbook.xml'));
      else assert.equal(timeless(answer.body), timeless(wanted.get(file) ?? Buffer.alloc(0)));
    }
  });
}

test('what is chosen is exported, and says so; what is wrong is a problem and no file', async () => {
  const [entry] = (await book.list()).items;
  const chosen = await ask(`/api/export?to=markdown&actor=${encodeURIComponent(entry?.actor ?? '')}`);
  assert.match(chosen.text, /actor/);
  for (const [query, status, code] of [
    ['', 400, 'http/request'],
    ['?to=pdf', 400, 'http/request'],
    ['?to=csv&measure=forse', 400, 'usage/measure'],
    ['?to=csv&with-texts=yes', 400, 'usage/export'],
    ['?to=jsonl&as-of=2025', 400, 'usage/export'],
    ['?to=csv&changes-since=never', 400, 'usage/release'],
    ['?to=xlsx&changes-since=2025', 400, 'usage/export'],
  ] as const) {
    const { status: told, json } = await ask(`/api/export${query}`);
    assert.deepEqual([told, json?.code], [status, code], query);
  }
  const { headers } = await ask('/api/export?to=markdown');
  const again = await ask('/api/export?to=markdown', {
    headers: { 'if-none-match': headers.get('etag') ?? '' },
  });
  assert.deepEqual([again.status, again.text], [304, '']);
  assert.equal((await plainly(`${server.url}/api/export?to=jsonl`, { method: 'HEAD' })).status, 200);
});

test('whoever leaves in the middle of an export ends it, and others are served', async () => {
  const big = `${'Leaders met in Paris on Thursday. '.repeat(20_000)}GERMAN`;
  for (let i = 0; i < 4; i++)
    await book.addSource({
      text: `${i} ${big}`,
      metadata: { ...UNKNOWN, publisher: `Big ${i}`, published: '2025-09-05', publishedFrom: 'option' },
    });
  // More than may be under way at once, one after the other: each has to end with its connection.
  for (let i = 0; i < 6; i++) {
    const asked = get(`${server.url}/api/export?to=jsonl`).on('error', () => {});
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    assert.equal(response.statusCode, 200);
    await once(response, 'data');
    response.on('error', () => {});
    asked.destroy();
  }
  // Four that do not read on are four that are under way.
  const waiting = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const asked = get(`${server.url}/api/export?to=jsonl`).on('error', () => {});
      const [response] = (await once(asked, 'response')) as [IncomingMessage];
      return { asked, response };
    }),
  );
  assert.deepEqual(
    waiting.map(({ response }) => response.statusCode),
    [200, 200, 200, 200],
  );
  const fifth = await ask('/api/export?to=csv');
  assert.deepEqual(
    [fifth.status, fifth.json.code, fifth.headers.get('retry-after')],
    [503, 'http/busy', '5'],
  );
  // The book can be written meanwhile, and what is sent is of when it began.
  await book.decide({ kind: 'note', report: first, text: 'said while it was sent' }, { by: 'Ada' });
  const [one, ...others] = waiting;
  for (const { asked, response } of others) {
    response.on('error', () => {});
    asked.destroy();
  }
  // As soon as the server has seen that one is gone, there is room.
  let room = 503;
  for (let i = 0; i < 1000 && room === 503; i++) room = (await ask('/api/export?to=csl-json')).status;
  assert.equal(room, 200);
  const parts: Buffer[] = [];
  for await (const part of one?.response ?? []) parts.push(part);
  const text = Buffer.concat(parts).toString();
  assert.match(text, /"record":"end"/);
  assert.doesNotMatch(text, /said while it was sent/);
  assert.match((await ask('/api/export?to=jsonl')).text, /said while it was sent/);
});

test('a report as it came, byte for byte, which no browser shows', async () => {
  const html = Buffer.from(
    '<!doctype html><title>Harm</title><script>alert(1)</script><p>GERMAN</p>\xff',
    'latin1',
  );
  const { id } = await book.addSource(
    { text: 'GERMAN, and more', metadata: { ...UNKNOWN, publisher: 'Harm', published: '2025-09-05' } },
    { bytes: html, mediaType: 'text/html' },
  );
  const path = `${server.url}/api/reports/${encodeURIComponent(id)}/original`;
  const { status, body, headers } = await plainly(path, {});
  assert.equal(status, 200);
  assert.deepEqual(body, html);
  assert.equal(headers['content-type'], 'application/octet-stream');
  assert.match(String(headers['content-disposition']), /^attachment; filename="\w{12}\.html"/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  const none = await ask('/api/reports/none/original');
  assert.deepEqual([none.status, none.json.code], [404, 'usage/report']);
});

test('where full texts stay in, so do the files that hold them', async () => {
  const { server: other, reports: theirs } = await servedBook({ texts: false });
  const from = asker(other);
  const original = `/api/reports/${encodeURIComponent(theirs[0] ?? '')}/original`;
  for (const path of ['/api/export?to=jsonl', '/api/export?to=html&with-texts=yes', original]) {
    const { status, json } = await from(path, { as: 'decide' });
    assert.deepEqual([status, json.code], [403, 'http/texts'], path);
  }
  const [kept] = await book.reports({ reports: [first] });
  const long = kept?.report.text.slice(0, 400) ?? '';
  for (const to of ['csv', 'html', 'webannotation', 'csl-json', 'markdown', 'plover']) {
    const answer = await from(`/api/export?to=${to}`);
    assert.equal(answer.status, 200, to);
    assert.ok(!answer.text.includes(long), to);
  }
  assert.equal((await from('/api/export?to=jsonl&changes-since=2025')).status, 200);
});

test('releases are made and compared with', async () => {
  const made = await ask('/api/releases', { as: 'decide', body: { name: 'may', why: 'sent' } });
  assert.deepEqual([made.status, made.json.name, made.json.by, made.json.why], [200, 'may', 'Ada', 'sent']);
  assert.deepEqual((await ask('/api/releases')).json.items, [made.json]);
  const twice = await ask('/api/releases', { as: 'decide', body: { name: 'may' } });
  assert.deepEqual([twice.status, twice.json.code], [422, 'usage/release']);
  assert.equal((await ask('/api/releases', { as: 'propose', body: { name: 'june' } })).status, 403);
  await ask('/api/decisions', { as: 'decide', body: { decision: { kind: 'accept', claim: `${first}#c1` } } });
  const since = await ask('/api/export?to=jsonl&changes-since=may');
  assert.match(since.text, new RegExp(`"id":"${first}#c1"`));
});

test('the brief as data, as Markdown and for Word', async () => {
  const { status, json } = await ask('/api/brief?since=2025-09-01&as-of=2025-12-31&limit=5');
  assert.equal(status, 200);
  assert.deepEqual(
    json,
    JSON.parse(JSON.stringify(await book.brief({ since: '2025-09-01', asOf: '2025-12-31', limit: 5 }))),
  );
  assert.ok(json.footnotes.length > 0);
  const markdown = await ask('/api/brief.md?since=may');
  assert.match(markdown.headers.get('content-type') ?? '', /^text\/markdown/);
  assert.match(markdown.text, /^# /);
  const word = await plainly(`${server.url}/api/brief.docx?since=2025-09-01`, {});
  assert.match(String(word.headers['content-type']), /wordprocessingml/);
  assert.ok(Object.keys(unzipSync(word.body)).includes('word/document.xml'));
  const wrong = await ask('/api/brief?since=whenever');
  assert.deepEqual([wrong.status, wrong.json.code], [400, 'usage/since']);
});
