import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { UrlOptions } from '../src/app/book/feeds/desk.ts';
import type { FetchOutcome } from '../src/app/book/feeds/outcome.ts';
import { type Book, openBook } from '../src/app/book/index.ts';
import { createFetcher } from '../src/app/fetcher.ts';
import type { SourceReader } from '../src/app/reader.ts';
import { InputError, UsageError } from '../src/text/errors.ts';
import { plainReader } from './plain-reader.ts';
import { newsPage, type RssItem, rss, webServer } from './web-server.ts';

const LONG =
  'The ministers met in the capital on Thursday to discuss guarantees, and several of them spoke to reporters after it had ended, as officials said.';
const DAY = 'Thu, 04 Sep 2025 18:40:00 +0200';
const hour = (n: number): string => new Date(Date.UTC(2025, 8, 5, n)).toISOString();

/** A book of its own, in which every change is an hour after the one before. */
async function deskOf(t: TestContext, reader: SourceReader = plainReader, now?: () => string) {
  const folder = mkdtempSync(join(tmpdir(), 'pledgebook-feeds-'));
  let clock = 0;
  const book = await openBook({
    book: join(folder, 'book.db'),
    reader,
    fetcher: await createFetcher({
      allowHosts: ['127.0.0.1'],
      gap: 0,
      limits: { whole: 2000, stall: 1000, bytes: 200_000 },
    }),
    now: now ?? (() => hour(clock++)),
  });
  t.after(async () => {
    await book.close();
    rmSync(folder, { recursive: true });
  });
  return book;
}

const outcomes = async (of: AsyncIterable<FetchOutcome>): Promise<readonly FetchOutcome[]> => {
  const all: FetchOutcome[] = [];
  for await (const outcome of of) all.push(outcome);
  return all;
};
const add = (book: Book, url: string, options?: UrlOptions) => outcomes(book.addUrl(url, options));
const fetchAll = (book: Book) => outcomes(book.fetchFeeds());
/** `added /1`, …; of the feed itself how many items were settled before. */
const told = (all: readonly FetchOutcome[]): readonly string[] =>
  all.map((outcome) =>
    'items' in outcome
      ? `${outcome.status} ${outcome.before}/${outcome.items}`
      : `${outcome.status} ${outcome.name.replace(/^http:\/\/[^/]+/, '')}${outcome.partial ? ` ${outcome.partial}` : ''}`,
  );
const titles = async (book: Book): Promise<readonly (string | null)[]> =>
  (await book.reports()).map(({ report }) => report.title);
const page = (title: string, text: string, head = '') => newsPage(title, `${text}\n${LONG}`, head);
const failsWith = (code: string) => (error: unknown) =>
  (error instanceof InputError || error instanceof UsageError) && error.code === code;

test('a page comes into the book, and what changed of it is a new version with its difference', async (t) => {
  const server = await webServer(t, {
    '/1?utm_source=x': {
      headers: { 'Content-Type': 'text/html', ETag: '"1"' },
      body: page(
        'Allies agree',
        'France will send troops.',
        '<meta property="article:published_time" content="2025-09-04">',
      ),
    },
  });
  const book = await deskOf(t);
  const url = `${server.origin}/1?utm_source=x`;
  assert.deepEqual(told(await add(book, url)), ['added /1?utm_source=x']);
  const [kept] = await book.reports();
  assert.deepEqual(
    [
      kept?.report.title,
      kept?.report.publisher,
      kept?.report.published,
      kept?.report.url,
      kept?.fetchedUrl,
      kept?.report.partial,
    ],
    ['Allies agree', 'Harbour Wire', '2025-09-04', `${server.origin}/1`, url, undefined],
  );
  const again = () => outcomes(book.fetchFeeds({ pages: true }));
  server.answers.set('/1?utm_source=x', ({ headers }, response) => {
    assert.equal(headers['if-none-match'], '"1"');
    response.writeHead(304).end();
  });
  assert.deepEqual(told(await again()), ['unchanged /1?utm_source=x']);
  server.answers.set('/1?utm_source=x', page('Allies agree at last', 'France may send troops.'));
  const [version] = await again();
  assert.ok(version && 'difference' in version);
  assert.deepEqual([version.status, version.follows], ['version', kept?.report.id]);
  assert.deepEqual(version.difference, {
    changed: [{ field: 'title', before: 'Allies agree', after: 'Allies agree at last' }],
    gone: ['France will send troops.'],
    come: ['France may send troops.'],
  });
  assert.deepEqual(told(await again()), ['unchanged /1?utm_source=x']);
  server.answers.delete('/1?utm_source=x');
  assert.deepEqual(told(await again()), ['refused /1?utm_source=x']);
  assert.deepEqual(await titles(book), ['Allies agree at last']);
  await assert.rejects(outcomes(book.fetchFeeds({ pages: true, since: 'soon' })), failsWith('usage/date'));
  assert.deepEqual(await outcomes(book.fetchFeeds({ pages: true, since: '2026' })), []);
});

test('a page that is as it was is no new version, whatever else is said of it on another way', async (t) => {
  const server = await webServer(t);
  const { origin } = server;
  const item = (published?: string): RssItem => ({
    title: 'Item',
    link: `${origin}/1`,
    ...(published && { published }),
  });
  const dated = (value: string) => `<meta property="article:published_time" content="${value}">`;
  const text = 'France will send troops.';
  server.answers.set('/1', page('Allies agree', text));
  for (const [path, published] of [
    ['/feed', 'Thu, 04 Sep 2025 16:40:00 GMT'],
    ['/zone', DAY],
    ['/undated', undefined],
    ['/later', 'Fri, 05 Sep 2025 09:00:00 GMT'],
  ] as const)
    server.answers.set(path, rss(path, [item(published)]));
  let read = 0;
  const book = await deskOf(t, (source) => {
    read++;
    return plainReader(source);
  });
  const dates = async () => (await book.reports({ versions: 'all' })).map(({ report }) => report.published);
  assert.deepEqual(told(await add(book, `${origin}/feed`)), ['added /1', 'feed 0/1']);
  const [kept] = await book.reports();
  const again = await add(book, `${origin}/1`);
  assert.deepEqual(told(again), ['known /1']);
  assert.deepEqual(again[0] && 'claims' in again[0] && [again[0].id, again[0].claims], [kept?.report.id, 1]);
  for (const path of ['/zone', '/undated', '/later'])
    assert.deepEqual(told(await add(book, `${origin}${path}`)), ['known /1', 'feed 0/1'], path);
  // What the page itself says less exactly, or in another zone.
  for (const said of ['2025-09-04', '2025-09-04T18:40+02:00', '2025-09-04T16:40:00Z']) {
    server.answers.set('/1', page('Allies agree', text, dated(said)));
    assert.deepEqual(told(await add(book, `${origin}/1`)), ['known /1'], said);
  }
  assert.deepEqual(await dates(), ['2025-09-04T16:40:00Z']);
  assert.equal(read, 1);
  // A page that changed, and says nothing of its date, has the one that is known.
  server.answers.set('/1', page('Allies agree', 'France may send troops.'));
  assert.deepEqual(told(await add(book, `${origin}/1`)), ['version /1']);
  assert.deepEqual(await dates(), ['2025-09-04T16:40:00Z', '2025-09-04T16:40:00Z']);
  // What the page itself says otherwise, and who adds it, counts.
  server.answers.set('/1', page('Allies agree', 'France may send troops.', dated('2025-09-05')));
  assert.deepEqual(told(await add(book, `${origin}/1`)), ['version /1']);
  const named = await add(book, `${origin}/1`, { known: { published: '2025-09-06' } });
  assert.deepEqual(told(named), ['version /1']);
  assert.deepEqual(await book.reports().then(([one]) => one?.report.published), '2025-09-06');
  assert.equal(read, 4);
});

test('a part of a page that two feeds tell alike is one report', async (t) => {
  const server = await webServer(t, { '/1': { status: 404 } });
  const link = `${server.origin}/1`;
  const text = 'France will send troops.';
  server.answers.set('/world', rss('World', [{ title: 'One', link, text, published: DAY }]));
  server.answers.set('/europe', rss('Europe', [{ title: 'One', link, text }]));
  const book = await deskOf(t);
  const partial = 'fetch/status';
  assert.deepEqual(told(await add(book, `${server.origin}/world`)), [`added /1 ${partial}`, 'feed 0/1']);
  assert.deepEqual(told(await add(book, `${server.origin}/europe`)), [`known /1 ${partial}`, 'feed 0/1']);
  assert.deepEqual(
    (await book.reports({ versions: 'all' })).map(({ report }) => [report.publisher, report.published]),
    [['World', '2025-09-04T18:40:00+02:00']],
  );
});

test('a page is not taken for another site’s, or for its front page', async (t) => {
  const canonical = (href: string) => `<link rel="canonical" href="${href}">`;
  const server = await webServer(t, {
    '/a': page('A', 'A.', canonical('https://harbourwire.example/1')),
    '/b': page('B', 'B.', canonical('http://127.0.0.1/')),
    '/c': page('C', 'C.', canonical('http://127.0.0.1/stories/c')),
  });
  const book = await deskOf(t);
  for (const path of ['/a', '/b', '/c']) await add(book, `${server.origin}${path}`);
  assert.deepEqual(
    (await book.reports()).map(({ report }) => report.url),
    [`${server.origin}/a`, `${server.origin}/b`, 'http://127.0.0.1/stories/c'],
  );
});

test('a feed is remembered, its pages are read, and only what is new is fetched', async (t) => {
  const server = await webServer(t);
  const items = (...paths: readonly string[]): readonly RssItem[] =>
    paths.map((path) => ({
      title: `Item ${path}`,
      link: `${server.origin}/${path}`,
      published: DAY,
      text: 'A teaser.',
    }));
  const feed = (list: readonly RssItem[]) => ({
    headers: { ETag: `"${list.length}"`, 'Last-Modified': DAY },
    body: rss('World', list),
  });
  server.answers.set('/feed', feed(items('2', '1')));
  for (const path of ['1', '2', '3'])
    server.answers.set(`/${path}`, page(`Page ${path}`, `France will send troops, ${path} of them.`));
  const book = await deskOf(t);
  const url = `${server.origin}/feed`;
  // The earliest first.
  assert.deepEqual(told(await add(book, url)), ['added /1', 'added /2', 'feed 0/2']);
  assert.deepEqual(await titles(book), ['Page 1', 'Page 2']);
  const [kept] = await book.reports();
  assert.deepEqual(
    [kept?.report.publisher, kept?.report.published],
    ['Harbour Wire', '2025-09-04T18:40:00+02:00'],
  );

  server.answers.set('/feed', ({ headers }, response) => {
    assert.deepEqual([headers['if-none-match'], headers['if-modified-since']], ['"2"', DAY]);
    response.writeHead(304).end();
  });
  assert.deepEqual(told(await fetchAll(book)), ['feed-unchanged 0/0']);
  server.answers.set('/feed', feed(items('3', '2', '1')));
  server.asked.length = 0;
  assert.deepEqual(told(await fetchAll(book)), ['added /3', 'feed 2/3']);
  assert.deepEqual(server.asked, ['/feed', '/3']);
  // What the feed says otherwise of an item is looked at again.
  server.answers.set('/feed', feed([...items('3', '2'), { ...items('1')[0], title: 'Item 1, corrected' }]));
  server.answers.set('/1', page('Page 1', 'France will not send troops.'));
  assert.deepEqual(told(await fetchAll(book)), ['version /1', 'feed 2/3']);
  assert.deepEqual(await book.feeds().then(([one]) => [one?.title, one?.items, one?.state]), [
    'World',
    3,
    'active',
  ]);
});

test('what is neither page nor feed is refused, and a feed that is refused is not remembered', async (t) => {
  const entities = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>${rss('&b;', []).slice(38)}`;
  const server = await webServer(t, {
    '/bomb': entities,
    '/cut': rss('World', [{ title: 'One', guid: '1' }]).slice(0, 150),
    '/data': { headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: '{"troops": 12}' },
    '/sitemap': {
      headers: { 'Content-Type': 'application/xml' },
      body: '<?xml version="1.0"?><urlset></urlset>',
    },
    '/xhtml': {
      headers: { 'Content-Type': 'application/xhtml+xml' },
      body: `<?xml version="1.0"?>${page('A', 'A.')}`,
    },
    '/comments': `${'<!---->'.repeat(400)}<p>x</p>`,
  });
  const book = await deskOf(t);
  const refused = async (path: string) => {
    const error = await add(book, `${server.origin}${path}`).then(told, (reason) => reason);
    return error instanceof InputError ? error.code : error;
  };
  assert.equal(await refused('/bomb'), 'input/feed');
  assert.equal(await refused('/cut'), 'input/feed');
  assert.equal(await refused('/data'), 'fetch/no-text');
  assert.equal(await refused('/sitemap'), 'fetch/no-text');
  assert.deepEqual(await refused('/xhtml'), ['added /xhtml']);
  // Taken for what it is, and at once.
  assert.deepEqual(await refused('/comments'), ['added /comments']);
  assert.deepEqual(await book.feeds(), []);
  // An item may not lead to a feed, or round in a circle of them.
  server.answers.set(
    '/rss',
    rss('World', [{ title: 'Itself', link: `${server.origin}/rss`, text: 'A teaser.' }]),
  );
  assert.deepEqual(await refused('/rss'), ['added /rss fetch/no-text', 'feed 0/1']);
});

test('several feeds are fetched at a time, and each in its order', async (t) => {
  const server = await webServer(t);
  const book = await deskOf(t);
  for (const feed of ['a', 'b', 'c', 'd', 'e', 'f']) {
    const items = [2, 1].map((n) => ({
      title: `${feed}${n}`,
      guid: `${feed}${n}`,
      text: `Troops, ${feed}${n}.`,
    }));
    server.answers.set(`/${feed}`, rss(feed, []));
    await add(book, `${server.origin}/${feed}`);
    server.answers.set(`/${feed}`, rss(feed, items));
  }
  const names = (await fetchAll(book)).filter(({ status }) => status === 'added').map(({ name }) => name);
  assert.equal(names.length, 12);
  for (const feed of ['a', 'b', 'c', 'd', 'e', 'f'])
    assert.deepEqual(
      names.filter((name) => name.startsWith(feed)),
      [`${feed}1`, `${feed}2`],
    );
  assert.equal((await book.reports()).length, 12);
});

test('where the page cannot be had, what the feed says of it is kept as partial', async (t) => {
  const teaser = 'France will send troops, the minister said.';
  const server = await webServer(t, {
    '/robots.txt': 'User-agent: *\nDisallow: /closed/',
    '/wall': `<html><body><p>${teaser}</p><p>Subscribe to continue reading.</p><p>Already a subscriber? Sign in to continue.</p></body></html>`,
    '/film': { headers: { 'Content-Type': 'video/mp4' }, body: 'x' },
    '/inside': { status: 302, headers: { Location: 'http://10.0.0.1/' } },
    '/loop': { status: 302, headers: { Location: '/loop' } },
    '/zeros': Buffer.alloc(2000),
    '/large': '<p>x</p>'.repeat(40_000),
    '/open': page('Open', 'Germany offers a loan.'),
  });
  const paths = ['closed/1', 'wall', 'none', 'film', 'inside', 'loop', 'zeros', 'large', 'open'];
  server.answers.set(
    '/feed',
    rss('World', [
      ...paths.toReversed().map((path) => ({
        title: path,
        link: `${server.origin}/${path}`,
        published: DAY,
        text: `${teaser} (${path})`,
      })),
      { title: 'bare', link: `${server.origin}/bare` },
      { title: 'A note', guid: 'note', text: `A note. ${teaser}` },
      { title: 'Nothing', guid: 'nothing' },
    ]),
  );
  const book = await deskOf(t);
  const url = `${server.origin}/feed`;
  assert.deepEqual(told(await add(book, url)), [
    'refused Nothing',
    'added A note',
    'refused /bare',
    'added /closed/1 fetch/robots',
    'added /wall input/consent-wall',
    'added /none fetch/status',
    'added /film fetch/no-text',
    'added /inside fetch/private',
    'added /loop fetch/redirect',
    'added /zeros input/binary',
    'added /large input/too-large',
    'added /open',
    'feed 0/12',
  ]);
  const reports = await book.reports();
  const closed = reports.find(({ report }) => report.title === 'closed/1');
  assert.deepEqual(
    [
      closed?.report.text,
      closed?.report.partial,
      closed?.report.url,
      closed?.report.publisher,
      closed?.fetchedUrl,
    ],
    [`${teaser} (closed/1)`, 'fetch/robots', `${server.origin}/closed/1`, 'World', null],
  );
  // An item without a page is all that there is.
  assert.equal(reports.find(({ report }) => report.title === 'A note')?.report.partial, undefined);
  const cited = await book.cite(reports.map(({ report }) => report.id));
  assert.equal(cited.get(closed?.report.id ?? '')?.partial, 'fetch/robots');
  assert.deepEqual(told(await fetchAll(book)), ['feed 12/12']);

  // Once the page can be had, it is the version that counts; a page that is lost later does not take its place.
  server.answers.set('/wall', page('Wall', 'France will send troops, and more of them.'));
  const again = await outcomes(book.fetchFeeds({ pages: true }));
  assert.deepEqual(
    again.filter(({ status }) => status === 'version').map(({ name }) => name),
    [`${server.origin}/wall`],
  );
  assert.deepEqual(await titles(book).then((all) => all.filter((title) => /wall/i.test(title ?? ''))), [
    'Wall',
  ]);
  server.answers.delete('/wall');
  server.answers.set(
    '/feed',
    rss('World', [{ title: 'wall', link: `${server.origin}/wall`, text: 'Another teaser.' }]),
  );
  assert.deepEqual(told(await fetchAll(book)), ['unchanged /wall', 'feed 0/1']);
  assert.deepEqual(await titles(book).then((all) => all.filter((title) => /wall/i.test(title ?? ''))), [
    'Wall',
  ]);
});

test('a page that fails is tried again, and after the third time its feed has to do', async (t) => {
  const server = await webServer(t, { '/down': { status: 502 } });
  server.answers.set('/feed', ({ headers }, response) => {
    // Asked for as a whole while something is open.
    assert.equal(headers['if-none-match'], undefined);
    response
      .writeHead(200, { ETag: '"1"' })
      .end(rss('World', [{ title: 'Down', link: `${server.origin}/down`, text: 'A teaser on troops.' }]));
  });
  const book = await deskOf(t);
  assert.deepEqual(told(await add(book, `${server.origin}/feed`)), ['failed /down', 'feed 0/1']);
  assert.deepEqual(told(await fetchAll(book)), ['failed /down', 'feed 0/1']);
  assert.deepEqual(told(await fetchAll(book)), ['added /down fetch/status', 'feed 0/1']);
});

test('a text of a feed that cannot be read is refused, and the others are taken', async (t) => {
  const server = await webServer(t);
  const items = ['2', 'BAD', '1'].map((guid) => ({ title: guid, guid, text: `Troops, ${guid}.` }));
  server.answers.set('/feed', rss('World', items));
  const book = await deskOf(t, async (source) => {
    if (source.text.includes('BAD')) throw new InputError('input/empty', 'the text is empty');
    return plainReader(source);
  });
  assert.deepEqual(told(await add(book, `${server.origin}/feed`)), [
    'added 1',
    'refused BAD',
    'added 2',
    'feed 0/3',
  ]);
  assert.deepEqual(told(await fetchAll(book)), ['feed 3/3']);
});

test('a host that wants to be left alone costs an item no try', async (t) => {
  const busy = { status: 429, headers: { 'Retry-After': '0' } };
  const server = await webServer(t, { '/1': busy });
  server.answers.set(
    '/feed',
    rss('World', [{ title: 'One', link: `${server.origin}/1`, text: 'A teaser.' }]),
  );
  const book = await deskOf(t);
  await add(book, `${server.origin}/feed`);
  for (let i = 0; i < 4; i++) assert.deepEqual(told(await fetchAll(book)), ['failed /1', 'feed 0/1']);
  server.answers.set('/1', page('One', 'France will send troops.'));
  assert.deepEqual(told(await fetchAll(book)), ['added /1', 'feed 0/1']);
});

test('rules of a feed say which items come in, and other rules look again at what was left out', async (t) => {
  const server = await webServer(t);
  const stories: readonly (readonly [string, string])[] = [
    ['Troops for Ukraine', 'France will send troops.'],
    ['A loan for Ukraine', 'Germany offers a loan.'],
    ['Sport: Ukraine win', 'They won, and troops of fans came.'],
    ['Weather', 'It rains.'],
  ];
  for (const [i, [title, text]] of stories.entries()) server.answers.set(`/${i}`, page(title, text));
  server.answers.set(
    '/feed',
    rss('World', stories.map(([title], i) => ({ title, link: `${server.origin}/${i}` })).toReversed()),
  );
  const book = await deskOf(t);
  const url = `${server.origin}/feed`;
  assert.deepEqual(told(await add(book, url, { include: 'UKRAINE', exclude: '^sport', onlyWith: 'force' })), [
    'added /0',
    'left-out /1',
    'left-out /2',
    'left-out /3',
    'feed 0/4',
  ]);
  // What is left out by its words is not fetched.
  assert.deepEqual(server.asked, ['/robots.txt', '/feed', '/0', '/1']);
  assert.deepEqual(await titles(book), ['Troops for Ukraine']);
  const [kept] = await book.feeds();
  assert.deepEqual(kept?.rules, { include: 'UKRAINE', exclude: '^sport', onlyWith: 'force', allowHosts: [] });
  assert.deepEqual(told(await add(book, url)), ['feed 4/4']);
  assert.deepEqual(told(await add(book, url, { onlyWith: null })), [
    'added /1',
    'left-out /2',
    'left-out /3',
    'feed 1/4',
  ]);

  await assert.rejects(add(book, url, { include: '(' }), failsWith('usage/pattern'));
  await assert.rejects(add(book, url, { onlyWith: 'forse' }), failsWith('usage/measure'));
  await assert.rejects(add(book, `${server.origin}/0`, { include: 'x' }), failsWith('input/feed'));
  await assert.rejects(add(book, url, { known: { publisher: 'x' } }), failsWith('usage/feed'));
});

test('feeds that fail or have fallen silent are told, and one that is paused is not fetched', async (t) => {
  const server = await webServer(t);
  const daily = (title: string) =>
    rss(
      title,
      Array.from({ length: 6 }, (_, i) => ({
        title: `${title} ${i}`,
        guid: `${i}`,
        text: `${title} ${i} on troops.`,
        published: `0${6 - i} Sep 2025 12:00:00 GMT`,
      })),
    );
  server.answers.set('/daily', daily('Daily'));
  server.answers.set(
    '/few',
    rss('Few', [{ title: 'One', guid: '1', text: 'One.', published: '01 Jan 2020 12:00:00 GMT' }]),
  );
  server.answers.set('/bad', daily('Bad'));
  let now = '2025-09-07T12:00:00.000Z';
  const book = await deskOf(t, plainReader, () => now);
  for (const path of ['/daily', '/few', '/bad']) await add(book, `${server.origin}${path}`);
  const states = async () => (await book.feeds()).map(({ title, state }) => `${title} ${state}`);
  assert.deepEqual(await states(), ['Daily active', 'Few active', 'Bad active']);
  server.answers.set('/bad', '<html>We have moved.</html>');
  // Several are asked at a time, so in any order.
  assert.deepEqual(told(await fetchAll(book)).toSorted(), ['feed 1/1', 'feed 6/6', 'feed-failed 0/0']);
  server.answers.set('/bad', { status: 500 });
  await fetchAll(book);
  now = '2025-09-08T12:01:00.000Z';
  const [daily1, , bad] = await book.feeds();
  assert.deepEqual(
    [daily1?.state, daily1?.longestPause, daily1?.newest],
    ['silent', 1, '2025-09-06T12:00:00.000Z'],
  );
  assert.deepEqual([bad?.state, bad?.failures, bad?.succeeded], ['failing', 2, '2025-09-07T12:00:00.000Z']);
  assert.match(bad?.failure ?? '', /the server fails \(500\) \(fetch\/status\)/);

  await book.pauseFeed(`${server.origin}/bad`);
  assert.deepEqual(await states(), ['Daily silent', 'Few active', 'Bad paused']);
  assert.equal((await fetchAll(book)).length, 2);
  await book.pauseFeed(`${server.origin}/bad`, false);
  await book.removeFeed(`${server.origin}/few`);
  assert.deepEqual(await states(), ['Daily silent', 'Bad failing']);
  assert.ok((await titles(book)).includes('One'));
  await assert.rejects(book.removeFeed(`${server.origin}/few`), failsWith('usage/feed'));
});

test('nothing that could be read is left of a purged report, and its item does not bring it back', async (t) => {
  const server = await webServer(t, { '/1': page('Secret', 'France will send troops.') });
  const list = (text: string) =>
    rss('World', [{ title: 'Secret', link: `${server.origin}/1`, text, guid: 'secret-guid' }]);
  server.answers.set('/feed', list('A teaser.'));
  const book = await deskOf(t);
  await add(book, `${server.origin}/feed`);
  const [kept] = await book.reports();
  await book.purge([kept?.report.id ?? ''], { by: 'Ada' });
  assert.deepEqual(told(await fetchAll(book)), ['feed 1/1']);
  server.answers.set('/feed', list('Another teaser.'));
  assert.deepEqual(told(await fetchAll(book)), ['refused /1', 'feed 0/1']);
  assert.deepEqual(await titles(book), []);
});

test('a page leads to the feed that it names, where one is wanted or the page is a front page', async (t) => {
  const server = await webServer(t);
  const link = (href: string, more = '') =>
    `<link rel="alternate" type="application/rss+xml" href="${href}" ${more}>`;
  const other =
    '<link rel="alternate" hreflang="fr" href="/fr"><link rel="alternate" type="application/json" href="/wp">';
  const article = newsPage('Allies agree', `France will send troops.\n${LONG}`, link('/feed') + other);
  server.answers.set(
    '/',
    newsPage('Harbour Wire', LONG, other + link('/feed') + link(`${server.origin}/feed`)),
  );
  server.answers.set('/1', article);
  server.answers.set('/none', page('No feed', 'France will send troops.'));
  server.answers.set(
    '/several',
    newsPage(
      'Several',
      LONG,
      `${link('feed')}<LINK REL='Alternate' TYPE='application/atom+xml' HREF='/atom' title='Comments'>`,
    ),
  );
  server.answers.set('/feed', rss('World', [{ title: 'Allies agree', link: `${server.origin}/1` }]));
  const book = await deskOf(t);
  const url = `${server.origin}/feed`;

  assert.deepEqual(told(await add(book, `${server.origin}/`)), ['added /1', 'feed 0/1']);
  assert.deepEqual(
    (await book.feeds()).map((feed) => feed.url),
    [url],
  );
  // An article names its site's feed as well, and is a report all the same.
  assert.deepEqual(told(await add(book, `${server.origin}/1`)), ['known /1']);
  assert.deepEqual(told(await add(book, `${server.origin}/1`, { feed: true })), ['feed 1/1']);
  assert.deepEqual(told(await add(book, `${server.origin}/1`, { include: 'allies' })), ['feed 1/1']);
  const [kept] = await book.feeds();
  assert.deepEqual([kept?.url, kept?.rules.include], [url, 'allies']);
  assert.equal((await book.lookAt(`${server.origin}/1`, {}, true)).feed?.title, 'World');

  await assert.rejects(add(book, `${server.origin}/none`, { feed: true }), {
    code: 'input/feed',
    message: `${server.origin}/none: it is no feed and names none; give the address of the feed itself, or leave out what is said of its items`,
  });
  await assert.rejects(add(book, `${server.origin}/several`, { feed: true }), {
    code: 'input/feed',
    message: `${server.origin}/several: it names 2 feeds; add the one that you want: ${url}, ${server.origin}/atom (Comments)`,
  });
});
