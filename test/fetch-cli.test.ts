import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { cliOver } from './cli-runs.ts';
import { plainReader } from './plain-reader.ts';
import { newsPage, rss, webServer } from './web-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-fetch-cli-'));
after(() => rmSync(folder, { recursive: true }));
let books = 0;
const newBook = (): string => join(folder, `${books++}.db`);

const cli = (...args: readonly string[]) => cliOver(plainReader, ...args);

process.env['PLEDGEBOOK_CONTACT'] = 'desk@example.org';
const LOCAL = ['--allow-host', '127.0.0.1', '--delay', '0'];
const LONG =
  'The ministers met in the capital on Thursday to discuss guarantees, and several of them spoke to reporters after it had ended, as officials said.';
const page = (title: string, text: string) => newsPage(title, `${text}\n${LONG}`);

test('a feed is added, fetched, shown, paused and removed', async (t) => {
  const server = await webServer(t, {
    '/robots.txt': 'User-agent: *\nDisallow: /closed',
    '/1': page('Allies agree', 'France will send troops.'),
  });
  const url = `${server.origin}/feed`;
  const items = [
    { title: 'Closed', link: `${server.origin}/closed`, text: 'Germany sends troops.' },
    { title: 'Allies agree', link: `${server.origin}/1` },
    { title: 'Sport', link: `${server.origin}/2` },
  ];
  server.answers.set('/feed', rss('Harbour Wire', items));
  const book = newBook();
  const added = await cli('add', '--book', book, ...LOCAL, '--exclude', 'sport', url);
  assert.deepEqual(added.lines, [
    `added    1 claim     ${server.origin}/1`,
    `added    1 claim     ${server.origin}/closed  (partial: what its feed says; its robots.txt does not let robots read it)`,
    'feed     3 items     Harbour Wire (3 of them new)',
  ]);
  assert.equal(
    added.err,
    '2 reports added with 2 claims; 1 of them partial; 1 left out by the rules of their feeds\n',
  );
  assert.equal(added.code, 0);

  const reports = await cli('reports', '--book', book);
  assert.match(
    reports.out,
    /Closed\n {4}Harbour Wire, undated, en\n {4}partial: what its feed says; its robots\.txt does not let robots read it\n/,
  );
  const [entry] = (await cli('list', '--book', book, '--json')).json();
  const shown = await cli('show', '--book', book, entry.id);
  assert.match(shown.out, /Harbour Wire, undated \(partial\)/);
  assert.match((await cli('show', '--book', book, '--json', entry.id)).out, /"partial":"fetch\/robots"/);

  server.answers.set(
    '/feed',
    rss('Harbour Wire', [{ title: 'Allies agree again', link: `${server.origin}/1` }]),
  );
  server.answers.set('/1', page('Allies agree', 'France may send troops.'));
  // Its host is remembered with the feed as allowed.
  const fetched = await cli('fetch', '--book', book, '--delay', '0');
  assert.deepEqual(fetched.lines, [
    `version  1 claim     ${server.origin}/1`,
    '    - France will send troops.',
    '    + France may send troops.',
    'feed     1 item      Harbour Wire (1 of them new)',
  ]);
  assert.match(fetched.err, /1 report added with 1 claim; 1 of them a new version of an earlier one\n$/);
  const json = (await cli('fetch', '--book', book, '--delay', '0', '--json', 'harbour')).json();
  assert.deepEqual(json, [
    { name: url, title: 'Harbour Wire', items: 1, before: 1, why: null, status: 'feed' },
  ]);

  server.answers.set('/feed', { status: 404 });
  // Where servers are not told whom to write to, that is said.
  const failed = await cli('fetch', '--book', book, '--delay', '0', '--contact', '');
  assert.equal(failed.code, 1);
  assert.match(
    failed.err,
    /^Servers are not told how you can be reached: .*\npledgebook: http\S+\/feed: there is no such page \(404\) \(fetch\/status\)\n.*1 feed failed/,
  );
  const feeds = await cli('feeds', '--book', book);
  assert.deepEqual(feeds.lines.slice(0, 2), ['Harbour Wire', `    ${url}`]);
  assert.match(feeds.out, /failing, once: http.*there is no such page/);
  assert.match(feeds.out, /3 items, last new 20\d\d-\d\d-\d\d, last fetched 20\d\d-\d\d-\d\d \d\d:\d\d UTC/);
  assert.match(feeds.out, /exclude sport; allowed: 127\.0\.0\.1/);
  assert.equal(feeds.err, '1 feed; 1 failing\n');
  const [file] = (await cli('feeds', '--book', book, '--pause', 'harbour', '--json')).json();
  assert.deepEqual([file.url, file.state, file.failures], [url, 'paused', 1]);
  assert.equal((await cli('fetch', '--book', book)).lines.length, 0);
  assert.match((await cli('feeds', '--book', book, '--resume', url)).out, /failing/);
  assert.equal((await cli('feeds', '--book', book, '--remove', 'harbour')).err, '0 feeds\n');
  for (const args of [
    ['feeds', '--pause', 'none'],
    ['fetch', 'none'],
    ['feeds', 'x'],
    ['fetch', '--since', '2025-01-01'],
    ['fetch', '--pages', 'x'],
  ])
    assert.equal((await cli(args[0] ?? '', '--book', book, ...args.slice(1))).code, 2, args.join(' '));
});

test('pages come beside files, and are fetched again', async (t) => {
  const server = await webServer(t, { '/1': page('Allies agree', 'France will send troops.') });
  const file = join(folder, 'note.txt');
  writeFileSync(file, 'Germany will send troops.');
  const book = newBook();
  const added = await cli(
    'add',
    '--book',
    book,
    ...LOCAL,
    file,
    `${server.origin}/1`,
    `${server.origin}/none`,
  );
  assert.deepEqual(added.lines, [`added    1 claim     ${file}`, `added    1 claim     ${server.origin}/1`]);
  assert.match(
    added.err,
    /pledgebook: http\S+\/none: there is no such page \(404\) \(fetch\/status\)\n2 reports added with 2 claims; 1 refused\n$/,
  );
  assert.equal(added.code, 1);
  const again = await cli('fetch', '--book', book, ...LOCAL, '--pages', '--json');
  assert.deepEqual(
    again.json().map(({ name, status }) => [name, status]),
    [[`${server.origin}/1`, 'unchanged']],
  );
  assert.match(again.err, /^0 reports added with 0 claims; 1 unchanged\n$/);
});

test('an address of this network is refused with the remedy, and no book is made for it', async (t) => {
  const server = await webServer(t, { '/': 'secret' });
  const book = newBook();
  const refused = await cli('add', '--book', book, `http://127.0.0.1/`);
  assert.equal(refused.code, 1);
  assert.match(
    refused.err,
    /which is no public address; where that is meant, allow it by name: --allow-host 127\.0\.0\.1 \(fetch\/private\)\n.*1 refused; .* was not made\n$/,
  );
  assert.equal(existsSync(book), false);
  assert.deepEqual(server.asked, []);
  for (const args of [
    ['--include', 'x', 'a.txt'],
    ['--delay', 'soon', 'http://a.example'],
    ['--contact', 'ä', 'http://a.example'],
  ])
    assert.equal((await cli('add', '--book', book, ...args)).code, 2, args.join(' '));
});
