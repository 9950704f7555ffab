import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { createFetcher, type FetchingOptions } from '../src/app/fetcher.ts';
import { checkedLookup, isPublic } from '../src/fetching/address.ts';
import { InputError } from '../src/text/errors.ts';
import { webServer } from './web-server.ts';

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();
const failsWith = (code: string, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof InputError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return true;
};
/** A fetcher that may ask this machine, and does not wait between requests. */
const local = (options: FetchingOptions = {}) =>
  createFetcher({ allowHosts: ['127.0.0.1'], gap: 0, ...options });
/** In bytes; a test need not send the real ones. */
const LIMIT = 100_000;
const limits = { whole: 5000, stall: 5000, bytes: LIMIT };

test('addresses of the public internet, and all those that are none', () => {
  for (const address of ['93.184.216.34', '8.8.8.8', '2606:2800:220:1:248:1893:25c8:1946', '2a00:1450::1'])
    assert.equal(isPublic(address), true, address);
  const hidden = [
    ['127.0.0.1', '127.255.255.254', '::1', '0.0.0.0', '::'],
    ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12::1'],
    ['169.254.169.254', 'fe80::1', 'fe80::1%eth0', 'fec0::1'],
    ['100.64.0.1', '100.127.255.255'],
    ['224.0.0.1', '239.1.1.1', 'ff02::1', '255.255.255.255', '240.0.0.1'],
    [
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '::127.0.0.1',
      '64:ff9b::7f00:1',
      '64:ff9b:1::1',
      '2002:7f00:1::',
      '2001::1',
    ],
    [
      '192.0.2.1',
      '198.18.0.1',
      '198.51.100.1',
      '203.0.113.1',
      '192.0.0.1',
      '2001:db8::1',
      '100::1',
      '5f00::1',
    ],
    ['', 'localhost', '127.1', '0x7f.0.0.1'],
  ].flat();
  for (const address of hidden) assert.equal(isPublic(address), false, address);
});

test('a page comes as its server sends it, and its server is told who asks', async (t) => {
  const server = await webServer(t, {
    '/plain': { headers: { 'Content-Type': 'text/html; charset=utf-8', ETag: '"1"' }, body: 'They agreed.' },
    '/gzip': { headers: { 'Content-Encoding': 'gzip' }, body: gzipSync('They agreed.') },
    '/deflate': { headers: { 'Content-Encoding': 'deflate' }, body: deflateSync('They agreed.') },
    '/br': { headers: { 'Content-Encoding': 'br' }, body: brotliCompressSync('They agreed.') },
    '/moved': { status: 302, headers: { Location: '/plain#there' } },
  });
  const fetcher = await local({ contact: 'desk@example.org' });
  for (const path of ['/plain', '/gzip', '/deflate', '/br', '/moved'])
    assert.equal(text((await fetcher.get(`${server.origin}${path}`))?.bytes), 'They agreed.', path);
  const moved = await fetcher.get(`${server.origin}/moved`);
  assert.deepEqual(
    [moved?.url, moved?.mediaType, moved?.etag],
    [`${server.origin}/plain`, 'text/html; charset=utf-8', '"1"'],
  );
  assert.match(
    server.headers.get('/plain')?.['user-agent'] ?? '',
    /^pledgebook\/\d+\.\d+\.\d+ \(desk@example\.org\)$/,
  );
  assert.equal(server.asked.filter((path) => path === '/robots.txt').length, 1);
  await assert.rejects(local({ contact: 'a\r\nX: y' }), { code: 'usage/contact' });
});

test('what is as it was is not sent again', async (t) => {
  const server = await webServer(t, {
    '/page': ({ headers }, response) => {
      const same =
        headers['if-none-match'] === '"1"' &&
        headers['if-modified-since'] === 'Thu, 04 Sep 2025 18:40:00 GMT';
      response.writeHead(same ? 304 : 200).end(same ? '' : 'They agreed.');
    },
  });
  const fetcher = await local();
  assert.notEqual(await fetcher.get(`${server.origin}/page`), null);
  const known = { etag: '"1"', lastModified: 'Thu, 04 Sep 2025 18:40:00 GMT' };
  assert.equal(await fetcher.get(`${server.origin}/page`, known), null);
});

test('an address that is none, or one of this network, is refused before anybody is asked', async (t) => {
  const server = await webServer(t, { '/': 'secret' });
  const fetcher = await createFetcher({ gap: 0 });
  const cases = [
    ['ftp://a.example/x', 'fetch/address', /no web address/],
    ['file:///etc/passwd', 'fetch/address', /no web address/],
    ['http://ada:secret@a.example/', 'fetch/address', /leave name and password out/],
    ['http://a.example:22/', 'fetch/port', /--allow-host a\.example/],
    ['http://127.0.0.1/', 'fetch/private', /--allow-host 127\.0\.0\.1/],
    ['http://2130706433/', 'fetch/private', /127\.0\.0\.1/],
    ['http://0x7f.1:8080/', 'fetch/private', /127\.0\.0\.1/],
    ['http://[::1]/', 'fetch/private', /::1/],
    ['http://[::ffff:169.254.169.254]/', 'fetch/private', /a9fe:a9fe/],
    ['http://[64:ff9b::a9fe:a9fe]/', 'fetch/private', /no public address/],
    [server.origin, 'fetch/port', /--allow-host 127\.0\.0\.1/],
  ] as const;
  for (const [address, code, message] of cases) {
    await assert.rejects(fetcher.get(address), failsWith(code, message), address);
    if (code !== 'fetch/port') assert.ok(!/secret/.test(String(await fetcher.get(address).catch(String))));
  }
  assert.deepEqual(server.asked, []);
  assert.equal(text((await fetcher.get(server.origin, { allowHosts: ['127.0.0.1'] }))?.bytes), 'secret');
});

test('a name that stands for an address of this network is refused, also for one among several', async (t) => {
  const server = await webServer(t, { '/': 'secret' });
  const answers: Record<string, readonly string[]> = {
    'inside.example': ['127.0.0.1'],
    'both.example': ['93.184.216.34', '10.0.0.1'],
    'nowhere.example': [],
  };
  const fetcher = await createFetcher({ gap: 0, resolve: async (host) => answers[host] ?? [] });
  const at = (host: string) => fetcher.get(`http://${host}:8080/`);
  await assert.rejects(
    at('inside.example'),
    failsWith('fetch/private', /leads to 127\.0\.0\.1.*--allow-host inside\.example/),
  );
  await assert.rejects(at('both.example'), failsWith('fetch/private', /leads to 10\.0\.0\.1/));
  await assert.rejects(at('nowhere.example'), failsWith('fetch/connection', /has no address/));
  assert.deepEqual(server.asked, []);
});

test('a DNS answer that changes between check and use is no way in', async (t) => {
  // Whoever looked the name up to check it, and again to connect, would get the second answer.
  const answers = [['93.184.216.34', '2a00:1450::1'], ['127.0.0.1']];
  const lookup = checkedLookup(
    new URL('http://rebinding.example/'),
    async () => answers.shift() ?? [],
    new Set(),
  );
  // As a socket asks: for all addresses, or for one.
  const asked = (all: boolean) =>
    new Promise<unknown>((resolve, reject) => {
      lookup('rebinding.example', { all }, (error, found) => (error ? reject(error) : resolve(found)));
    });
  assert.deepEqual(await asked(true), [
    { address: '93.184.216.34', family: 4 },
    { address: '2a00:1450::1', family: 6 },
  ]);
  await assert.rejects(asked(false), failsWith('fetch/private', /leads to 127\.0\.0\.1/));
  answers.push(['93.184.216.34']);
  assert.equal(await asked(false), '93.184.216.34');

  const server = await webServer(t, { '/': 'secret' });
  // An answer that is let through is the one that is connected to, and the next connection is looked up anew.
  const seen: string[] = [];
  const twice = await createFetcher({
    gap: 0,
    resolve: async () => {
      seen.push('looked');
      return ['127.0.0.1'];
    },
  });
  const port = `http://named.example:${server.port}/`;
  const allowed = { allowHosts: ['named.example'] };
  assert.equal(text((await twice.get(port, allowed))?.bytes), 'secret');
  // For robots.txt, and for the page.
  assert.equal(seen.length, 2);
  await assert.rejects(twice.get(port), failsWith('fetch/port', /named\.example/));
});

test('a redirect is checked as the first address is', async (t) => {
  const inside = await webServer(t, { '/': 'secret' });
  const to = (location: string) => ({ status: 302, headers: { Location: location } });
  const server = await webServer(t, {
    '/private': to('http://127.0.0.1/'),
    '/name': to('http://inside.example/'),
    '/metadata': to('http://169.254.169.254/latest/meta-data/'),
    '/file': to('file:///etc/passwd'),
    '/far': to(`http://127.0.0.1:${inside.port}/`),
    '/loop': to('/back'),
    '/back': to('/loop'),
    '/itself': to('/itself'),
    ...Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`/${i}`, to(`/${i + 1}`)])),
  });
  // The first host is another one than the one it leads to, though both are this machine.
  const fetcher = await createFetcher({
    gap: 0,
    allowHosts: ['outside.example'],
    resolve: async () => ['127.0.0.1'],
  });
  const at = (path: string) => fetcher.get(`http://outside.example:${server.port}${path}`);
  await assert.rejects(at('/private'), failsWith('fetch/private', /127\.0\.0\.1/));
  await assert.rejects(at('/name'), failsWith('fetch/private', /inside\.example/));
  await assert.rejects(at('/metadata'), failsWith('fetch/private', /169\.254\.169\.254/));
  await assert.rejects(at('/file'), failsWith('fetch/address', /no web address/));
  await assert.rejects(at('/far'), failsWith('fetch/port', /127\.0\.0\.1/));
  await assert.rejects(at('/loop'), failsWith('fetch/redirect', /round in a circle/));
  await assert.rejects(at('/itself'), failsWith('fetch/redirect', /round in a circle/));
  await assert.rejects(at('/0'), failsWith('fetch/redirect', /more than 10 times/));
  assert.deepEqual(inside.asked, []);
});

test('robots.txt is asked first, once, and obeyed', async (t) => {
  const server = await webServer(t, {
    '/robots.txt':
      'User-agent: *\nDisallow: /private/\n\nUser-agent: pledgebook\nDisallow: /ours/\nCrawl-delay: 7\n',
    '/private/x': 'for us',
    '/ours/x': 'not for us',
    '/moved': { status: 301, headers: { Location: '/ours/x' } },
    '/a': 'a',
  });
  const pauses: number[] = [];
  let elapsed = 0;
  const fetcher = await local({
    gap: 1000,
    pacing: {
      elapsed: () => elapsed,
      pause: async (ms) => {
        pauses.push(ms);
        elapsed += ms;
      },
    },
  });
  const at = (path: string) => fetcher.get(`${server.origin}${path}`);
  await assert.rejects(at('/ours/x'), failsWith('fetch/robots', /robots\.txt does not let robots.*browser/));
  await assert.rejects(at('/moved'), failsWith('fetch/robots', /ours/));
  assert.equal(text((await at('/private/x'))?.bytes), 'for us');
  assert.equal(text((await at('/a'))?.bytes), 'a');
  assert.deepEqual(server.asked, ['/robots.txt', '/moved', '/private/x', '/a']);
  assert.deepEqual(pauses, [7000, 7000, 7000]);
});

test('a server that cannot say what may be asked is not asked; one without rules is', async (t) => {
  const server = await webServer(t, { '/robots.txt': { status: 500 }, '/a': 'a' });
  const fetcher = await local();
  await assert.rejects(fetcher.get(`${server.origin}/a`), failsWith('fetch/robots', /server fails/));
  server.answers.delete('/robots.txt');
  assert.equal(text((await fetcher.get(`${server.origin}/a`))?.bytes), 'a');
});

test('a host has one connection at a time', async (t) => {
  const slowly = (_: unknown, response: { end(body: string): void }) =>
    setTimeout(() => response.end('x'), 10);
  const server = await webServer(t, { '/a': slowly, '/b': slowly, '/c': slowly });
  const fetcher = await local();
  await Promise.all(['/a', '/b', '/c'].map((path) => fetcher.get(`${server.origin}${path}`)));
  assert.equal(server.asked.length, 4);
  assert.equal(server.busiest(), 1);
});

test('a host that wants to be left alone is', async (t) => {
  const server = await webServer(t, { '/a': { status: 429, headers: { 'Retry-After': '60' } }, '/b': 'b' });
  let elapsed = 0;
  const fetcher = await local({ pacing: { elapsed: () => elapsed, pause: async () => undefined } });
  await assert.rejects(fetcher.get(`${server.origin}/a`), failsWith('fetch/busy', /left alone/));
  await assert.rejects(fetcher.get(`${server.origin}/b`), failsWith('fetch/busy', /left alone/));
  assert.deepEqual(server.asked, ['/robots.txt', '/a']);
  elapsed = 60_001;
  assert.equal(text((await fetcher.get(`${server.origin}/b`))?.bytes), 'b');
});

test('what is too large is not loaded, and a bomb not unpacked', async (t) => {
  let sent = 0;
  const endless = (_: unknown, response: import('node:http').ServerResponse) => {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(16_384, 'x'))) sent += 16_384;
    };
    response.on('drain', more);
    response.writeHead(200);
    more();
  };
  const server = await webServer(t, {
    '/endless': endless,
    '/announced': (_, response) => response.writeHead(200, { 'Content-Length': '10000000000' }).write('x'),
    '/bomb': { headers: { 'Content-Encoding': 'gzip' }, body: gzipSync(Buffer.alloc(20_000_000)) },
    '/broken': { headers: { 'Content-Encoding': 'gzip' }, body: 'no gzip' },
    '/cut': { headers: { 'Content-Encoding': 'gzip' }, body: gzipSync('They agreed.').subarray(0, 20) },
    '/odd': { headers: { 'Content-Encoding': 'rot13' }, body: 'x' },
    '/film': { headers: { 'Content-Type': 'video/mp4' }, body: 'x' },
  });
  const fetcher = await local({ limits });
  const at = (path: string) => fetcher.get(`${server.origin}${path}`);
  await assert.rejects(at('/endless'), failsWith('input/too-large', /endless/));
  assert.ok(sent < 100 * LIMIT, `${sent} bytes were sent`);
  await assert.rejects(at('/announced'), failsWith('input/too-large', /announced/));
  await assert.rejects(at('/bomb'), failsWith('input/too-large', /bomb/));
  await assert.rejects(at('/broken'), failsWith('fetch/connection', /cannot be unpacked/));
  await assert.rejects(at('/cut'), failsWith('fetch/connection', /cut off/));
  await assert.rejects(at('/odd'), failsWith('fetch/encoding', /rot13/));
  await assert.rejects(at('/film'), failsWith('fetch/no-text', /video\/mp4/));
});

test('a server that sends a byte now and then, or nothing at all, is given up', async (t) => {
  const trickling = (_: unknown, response: import('node:http').ServerResponse) => {
    response.writeHead(200);
    const drop = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(drop));
  };
  const server = await webServer(t, {
    '/trickle': trickling,
    '/silent': () => undefined,
    '/stops': (_, response) => response.writeHead(200).write('They'),
    '/cut': (_, response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('They', () => response.destroy());
    },
  });
  const fetcher = await local({ limits: { whole: 400, stall: 150, bytes: LIMIT } });
  const at = (path: string) => fetcher.get(`${server.origin}${path}`);
  await assert.rejects(at('/trickle'), failsWith('fetch/slow', /not there after 1 seconds/));
  await assert.rejects(at('/silent'), failsWith('fetch/stalled', /nothing came/));
  await assert.rejects(at('/stops'), failsWith('fetch/stalled', /nothing came/));
  await assert.rejects(at('/cut'), failsWith('fetch/connection', /cut off/));
});

test('what a server refuses is told in words, and whether to try again', async (t) => {
  const server = await webServer(t, {
    '/gone': { status: 410 },
    '/paid': { status: 402 },
    '/down': { status: 502 },
  });
  const fetcher = await local();
  const temporary = async (path: string) => {
    const error = await fetcher.get(`${server.origin}${path}`).catch((e) => e);
    return [error.code, error.temporary];
  };
  assert.deepEqual(await temporary('/gone'), ['fetch/status', false]);
  assert.deepEqual(await temporary('/paid'), ['fetch/status', false]);
  assert.deepEqual(await temporary('/none'), ['fetch/status', false]);
  assert.deepEqual(await temporary('/down'), ['fetch/status', true]);
});
