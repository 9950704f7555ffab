import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openBook } from '../src/app/book/index.ts';
import { run } from '../src/cli/run.ts';
import { type LogLine, tokensFrom } from '../src/http/index.ts';
import { UsageError } from '../src/text/errors.ts';
import { fakeReader } from './fake-cli.ts';
import { asker, plainly, servedBook } from './served-book.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-guards-'));
after(() => rmSync(folder, { recursive: true }));
const note = (report: string) => ({ decision: { kind: 'note', report, text: 'seen' } });

test('names of other hosts are refused on loopback', async () => {
  const { server } = await servedBook();
  const port = new URL(server.url).port;
  for (const [host, status] of [
    [`127.0.0.1:${port}`, 200],
    [`localhost:${port}`, 200],
    [`[::1]:${port}`, 200],
    ['evil.example.org', 421],
    [`127.0.0.1.example.org:${port}`, 421],
    ['localhost.example.org', 421],
  ] as const)
    assert.equal((await plainly(`${server.url}/api/me`, { host })).status, status, host);
  const nameless = connect(Number(port), '127.0.0.1');
  nameless.end('GET /api/me HTTP/1.0\r\n\r\n');
  assert.match(await text(nameless), /^HTTP\/1\.1 4\d\d /);
});

test('every answer forbids what the pages do not need', async () => {
  const { server } = await servedBook();
  for (const path of ['/', '/api/about', '/api/nothing', '/healthz', '/api/openapi.json']) {
    const { headers } = await asker(server)(path);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'self'/);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('access-control-allow-origin'), null);
  }
});

test('a body larger than allowed, and more writes than allowed, are refused', async () => {
  const { server, reports } = await servedBook({ maxBodyBytes: 2000, writesAMinute: 3 });
  const ask = asker(server);
  const large = await ask('/api/reports', { as: 'propose', body: { text: 'x'.repeat(2000) } });
  assert.deepEqual([large.status, large.json.code], [413, 'http/too-large']);
  const statuses = [];
  for (let i = 0; i < 5; i++)
    statuses.push((await ask('/api/decisions', { as: 'decide', body: note(reports[0] ?? '') })).status);
  assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
  const late = await ask('/api/decisions', { as: 'decide', body: note(reports[0] ?? '') });
  assert.ok(Number(late.headers.get('retry-after')) >= 1);
  assert.equal((await ask('/api/entries')).status, 200);
});

test('tokens cannot be tried for long', async () => {
  const { server } = await servedBook();
  const statuses = new Set<number>();
  for (let i = 0; i < 25; i++)
    statuses.add(
      (await asker(server)('/api/me', { headers: { authorization: `Bearer guess-${i}` } })).status,
    );
  assert.deepEqual([...statuses], [401, 429]);
});

test('a private book is read with a token only; a wider one keeps its texts in', async () => {
  const { server, reports } = await servedBook({ private: true, texts: false });
  const ask = asker(server);
  assert.equal((await ask('/api/entries')).status, 401);
  assert.equal((await ask('/metrics')).status, 401);
  const { json } = await ask(`/api/reports/${encodeURIComponent(reports[0] ?? '')}`, { as: 'read' });
  assert.deepEqual([json.text, json.sentences, json.mentions], [null, [], []]);
  assert.ok(json.claims[0].quote.sentence.length > 0);
  const { items } = (await ask('/api/entries', { as: 'read' })).json;
  const entry = await ask(`/api/entries/${encodeURIComponent(items[0].id)}`, { as: 'read' });
  assert.equal(entry.json.reports[0].text, null);
});

test('a sample takes no reports, and says where one’s own book is, where the same person has signed in', async () => {
  const mine = await servedBook();
  const { url, sessions } = mine.server;
  const sample = await servedBook({
    sample: true,
    own: url,
    sessions,
    link: { person: 'Ada', right: 'decide' },
  });
  const link = new URL(sample.server.link ?? '');
  const signedIn = await asker(sample.server)(`${link.pathname}${link.search}`);
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const asAda = (server: typeof sample.server) => ({ headers: { cookie, origin: server.url } });
  const body = { text: 'Germany will send troops.' };
  const refused = await asker(sample.server)('/api/reports', { ...asAda(sample.server), body });
  assert.deepEqual([refused.status, refused.json.code], [409, 'http/sample']);
  assert.equal((await asker(sample.server)('/api/about')).json.own, url);
  assert.equal(
    (await asker(mine.server)('/api/reports?wait=yes', { ...asAda(mine.server), body })).status,
    200,
  );
  assert.equal((await asker(mine.server)('/api/about')).json.own, null);
});

test('a link signs in once', async () => {
  const { server } = await servedBook({ link: { person: 'Ada', right: 'decide' } });
  const path = (server.link ?? '').slice(server.url.length);
  const first = await asker(server)(path);
  assert.equal(first.status, 303);
  assert.match(first.headers.get('set-cookie') ?? '', /HttpOnly; SameSite=Strict/);
  assert.equal((await asker(server)(path)).status, 401);
});

test('a request is counted, and logged without its secrets', async () => {
  const lines: LogLine[] = [];
  const { server } = await servedBook({ log: (line) => lines.push(line) });
  const ask = asker(server);
  await ask('/api/me?x=secret', { as: 'read' });
  await ask('/sign-in?once=secret');
  assert.deepEqual(
    lines.map(({ method, path, status, person }) => [method, path, status, person]),
    [
      ['GET', '/api/me', 400, 'Rea'],
      ['GET', '/sign-in', 401, null],
    ],
  );
  const metrics = (await ask('/metrics')).text;
  assert.match(metrics, /^pledgebook_http_requests_total\{method="GET",route="\/api\/me",status="400"\} 1$/m);
  assert.match(metrics, /^pledgebook_http_requests_in_flight 1$/m);
});

test('files of the bundle stay where they have their content in their name; pages are its index', async () => {
  const web = join(folder, 'web');
  mkdirSync(join(web, 'assets'), { recursive: true });
  writeFileSync(join(web, 'index.html'), '<!doctype html><title>pages</title>');
  writeFileSync(join(web, 'assets', 'main-B1x9zQa4.js'), 'export {};');
  writeFileSync(join(folder, 'outside.txt'), 'not to be served');
  const { server } = await servedBook({ web: [web] });
  const ask = asker(server);
  for (const path of ['/', '/entries', '/entries/state%3ADEU%2Fforce.land', '/stories/story:1'])
    assert.match((await ask(path)).text, /<title>pages/, path);
  const script = await ask('/assets/main-B1x9zQa4.js');
  assert.match(script.headers.get('cache-control') ?? '', /immutable/);
  assert.match(script.headers.get('content-type') ?? '', /^text\/javascript/);
  assert.equal((await ask('/assets/gone-B1x9zQa4.js')).status, 404);
  for (const path of [
    '/..%2foutside.txt',
    '/%2e%2e/outside.txt',
    '/..%2f..%2f..%2fetc/passwd',
    '/%00',
    '/%',
  ]) {
    const { status, text: found } = await ask(path);
    assert.ok(status === 404 || status === 400 || /pages/.test(found), path);
  }
  const { server: bare } = await servedBook();
  assert.match((await asker(bare)('/entries')).text, /npm run build/);
});

test('a token has a name, a right and a long secret', () => {
  assert.deepEqual(tokensFrom('# who\n\nAda Lovelace:decide:0123456789:abcdef\n', 'f'), [
    { person: 'Ada Lovelace', right: 'decide', secret: '0123456789:abcdef' },
  ]);
  for (const line of ['Ada', 'Ada:rule:0123456789abcdef', 'Ada:read:short', ':read:0123456789abcdef']) {
    assert.throws(
      () => tokensFrom(`\n${line}`, 'tokens.txt'),
      (error: unknown) =>
        error instanceof UsageError &&
        error.code === 'usage/token' &&
        /^tokens\.txt, line 2/.test(error.message),
    );
  }
});

test('wrong options of serve are told before anything is served', async () => {
  const path = join(folder, 'options.db');
  await (await openBook({ book: path, reader: fakeReader })).close();
  for (const [args, code, message] of [
    [['--port', 'x'], 2, /usage\/port/],
    [['--log', 'maybe'], 2, /usage\/log/],
    [['--private'], 2, /usage\/token/],
    [['--token', 'Ada:decide:short'], 2, /usage\/token/],
    [['--token-file', join(folder, 'none')], 1, /input\/not-found/],
    [['--book', join(folder, 'none.db')], 2, /usage\/book/],
    [['extra'], 2, /usage\/option/],
  ] as const) {
    let errors = '';
    const sink = new Writable({
      write(chunk, _, done) {
        errors += chunk;
        done();
      },
    });
    const host = {
      stdin: process.stdin,
      stdout: sink,
      stderr: sink,
      createSourceReader: async () => fakeReader,
    };
    assert.equal(await run(['serve', '--book', path, ...args], host), code, args.join(' '));
    assert.match(errors, message);
  }
});

test('a server that is told to stop answers what is under way, ends its streams and leaves', async () => {
  const path = join(folder, 'stop.db');
  const book = await openBook({ book: path, reader: fakeReader });
  await book.add('a report');
  await book.close();
  const child = spawn(
    process.execPath,
    [
      join(import.meta.dirname, 'fake-cli.ts'),
      ...['serve', '--book', path, '--port', '0', '--token', 'Ada:decide:decides-0123456789abcdef'],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const errors = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
  const { value: url = '' } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const ask = asker({ url });
  const body = { text: 'SLOW', known: { publisher: 'S', published: '2025-10-04' } };
  // It is under way for 300 ms.
  const adding = ask('/api/reports?wait=yes', { as: 'decide', body });
  for (let line = ''; !/served/.test(line); ) line = (await errors.next()).value ?? 'served';
  while ((await ask('/metrics')).text.includes('requests_in_flight 1')) await new Promise(setImmediate);
  child.kill('SIGTERM');
  const { status, json } = await adding;
  assert.deepEqual([status, json.outcomes[0].status], [200, 'added']);
  const [code] = await new Promise<[number | null]>((resolve) => child.on('exit', (c) => resolve([c])));
  assert.equal(code, 0);
  const again = await openBook({ book: path, reader: fakeReader });
  assert.equal((await again.reports()).length, 2);
  await again.close();
});

test('what a client asked while the server was busy is answered, however long that took', async () => {
  const { server } = await servedBook();
  const { port, host } = new URL(server.url);
  const client = connect(Number(port), '127.0.0.1');
  const ask = () => client.write(`GET /healthz HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
  let answered = '';
  client.on('data', (part) => {
    answered += part;
  });
  const closed = once(client, 'close');
  ask();
  await once(client, 'data');
  // Longer than a connection is kept open for the next request.
  await nextTurn();
  ask();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 6500);
  await once(client, 'data');
  assert.equal(answered.match(/200 OK/g)?.length, 2);
  // One on which nothing is asked is closed all the same.
  await closed;
});
