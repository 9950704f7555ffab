import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FEED, fullReader, webOfOneFeed } from './full-book.ts';
import { clean, openedPages, READINGS, ready } from './web-pages.ts';

const { open, openAs, book } = await openedPages({
  readings: [],
  reader: fullReader,
  fetcher: webOfOneFeed,
});
const at = (id: string): string => `/reports/${encodeURIComponent(id)}`;
const [sample] = READINGS;
assert.ok(sample);

test('a feed is added from the page, and its reports say that they came from it, and what came in part', async () => {
  const page = await openAs('propose', '/add');
  await page.getByLabel('Or paste a text').fill(FEED);
  await page.getByLabel('Of a page take the feed that it names').check();
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByText('A feed of 2 items').waitFor();
  await page.getByRole('button', { name: 'Store in the book' }).click();
  await page.getByText('A feed, which is remembered.').waitFor();
  assert.deepEqual(
    (await book.feeds()).map(({ url, items }) => [url, items]),
    [[FEED, 2]],
  );
  await page.goto(new URL('/about', page.url()).href);
  await ready(page);
  await page.getByRole('region', { name: 'Feeds' }).getByRole('link', { name: 'World' }).waitFor();
  await page.goto(new URL('/reports', page.url()).href);
  await ready(page);
  const row = page.locator('tr', { hasText: 'Short' });
  assert.deepEqual(await row.locator('.badge').allTextContents(), ['feed', 'in part']);
  await row.getByRole('link', { name: 'Short' }).click();
  await page.getByText('Only a part of it came').waitFor();
  const from = page.locator('.report-facts', { hasText: 'From the feed' }).getByRole('link', { name: FEED });
  assert.equal(await from.getAttribute('href'), FEED);
  await clean(page);
});

test('a report from a web archive says when that captured it', async () => {
  const { id } = await book.addReading(sample, {
    bytes: new TextEncoder().encode(sample.document.text),
    captured: '2025-09-05T06:00:00Z',
  });
  const page = await open('/reports');
  const row = page.locator('tr', { hasText: sample.document.title ?? '' });
  const badge = row.locator('.badge');
  assert.equal(await badge.textContent(), 'web archive');
  assert.match((await badge.getAttribute('title')) ?? '', /^Captured on 5 Sept? 2025/);
  await page.goto(new URL(at(id), page.url()).href);
  await page.getByText(/Captured by a web archive 5 Sept? 2025/).waitFor();
  await clean(page);
});

test('a claim says that a decision on it is inherited from a copy of its passage', async () => {
  const copied = {
    ...sample,
    document: { ...sample.document, publisher: 'Evening Gazette', published: '2025-09-06' },
  };
  const { id } = await book.addReading(copied);
  const by = { by: 'Ada' };
  await book.decide({ kind: 'remove', report: id }, by);
  const original = (await book.reports({ publishers: [sample.document.publisher ?? ''] }))[0]?.report.id;
  const claim = (await book.reportFile(original ?? '')).claims[0]?.claim;
  assert.ok(claim);
  const taken = await book.decide({ kind: 'accept', claim: claim.id }, by);
  assert.deepEqual(taken.carried, []);
  const { inherited } = await book.decide({ kind: 'restore', report: id }, by);
  const [own] = inherited?.carried ?? [];
  assert.equal(own?.from, taken.decision);
  const page = await open(`${at(id)}?claim=${encodeURIComponent(own?.subject ?? '')}`);
  await page
    .getByText(/accept: Ada, .* \(inherited from a copy of the passage, decided there on 8 Jan 2026/)
    .waitFor();
  // On the claim where it was decided it is nobody else's.
  await page.goto(new URL(`${at(claim.report)}?claim=${encodeURIComponent(claim.id)}`, page.url()).href);
  await page.getByText(/^accept: Ada, [^(]*$/).waitFor();
  await clean(page);
});
