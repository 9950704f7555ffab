import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openBook } from '../src/app/book/index.ts';
import { newsPage, rss, webServer } from './web-server.ts';

const ITEMS = 1000;
/** Reports that are added before the kill, at least. */
const KILLED_AFTER = 200;

test('a feed of a thousand items that is cut off by a kill is taken up again, and nothing comes twice', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pledgebook-feed-kill-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const server = await webServer(t);
  const text = (i: number): string =>
    `On day ${i} the government of city ${i * 7} said that it would send ${i} troops to the border with village ${i * 13}, where ${i * 17} people live in ${i * 3} houses.`;
  // Every fourth one has a page; the others have their text in the feed, which is faster.
  const items = Array.from({ length: ITEMS }, (_, i) =>
    i % 4 === 0
      ? { title: `Item ${i}`, link: `${server.origin}/${i}` }
      : { title: `Item ${i}`, guid: `item-${i}`, text: text(i) },
  );
  server.answers.set('/feed', rss('World', items));
  for (let i = 0; i < ITEMS; i += 4) server.answers.set(`/${i}`, newsPage(`Page ${i}`, text(i)));
  const path = join(folder, 'book.db');
  const start = () =>
    spawn(process.execPath, [join(import.meta.dirname, 'feed-child.ts'), path, `${server.origin}/feed`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });

  const first = start();
  let printed = '';
  for await (const chunk of first.stdout) {
    printed += chunk;
    if (printed.split('\n').length > KILLED_AFTER) first.kill('SIGKILL');
  }
  const stored = printed.split('\n').slice(0, -1);
  assert.ok(stored.length >= KILLED_AFTER && stored.length < ITEMS, `${stored.length}`);
  assert.ok(stored.every((line) => line.startsWith('added ')));

  const second = start();
  let rest = '';
  second.stdout.on('data', (chunk) => (rest += chunk));
  const [code] = await once(second, 'close');
  assert.equal(code, 0);
  const lines = rest.split('\n').slice(0, -1);
  // What was stored and not printed any more is known to the feed, too.
  const known = ITEMS - (lines.length - 1);
  assert.ok(known - stored.length <= 1, `${known} known, ${stored.length} printed`);
  assert.ok(lines.slice(0, -1).every((line) => line.startsWith('added ')));
  assert.equal(lines.at(-1), `feed ${server.origin}/feed`);
  // Only the page that was being fetched may have been fetched again.
  const pages = server.asked.filter((asked) => /^\/\d/.test(asked));
  assert.ok(pages.length <= ITEMS / 4 + 1 && new Set(pages).size === ITEMS / 4, `${pages.length} pages`);

  const book = await openBook({ book: path });
  const reports = await book.reports({ versions: 'all' });
  const [feed] = await book.feeds();
  await book.close();
  assert.equal(reports.length, ITEMS);
  assert.equal(new Set(reports.map(({ report }) => report.title)).size, ITEMS);
  assert.deepEqual([feed?.items, feed?.failures], [ITEMS, 0]);
});
