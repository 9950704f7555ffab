import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { clean, openedPages, READINGS, ready } from './web-pages.ts';

const { open, server, book } = await openedPages({ texts: false });
const [sample] = READINGS;
const report = (await book.reports({ publishers: [sample?.document.publisher ?? ''] }))[0]?.report.id ?? '';
const { claims } = await book.reportFile(report);

/** The card that is meant is in sight, and it alone. */
async function inSight(page: Page, id: string | undefined): Promise<void> {
  const card = page.locator('.claim-card.chosen');
  await card.waitFor();
  assert.equal(await card.count(), 1);
  assert.match((await card.getAttribute('data-quote')) ?? '', new RegExp(report));
  assert.equal(await card.getAttribute('data-claim'), id);
  const { top, bottom } = await card.evaluate((element) => element.getBoundingClientRect());
  assert.ok(top >= 0 && top < 700 && bottom > 100, `from ${top} to ${bottom}`);
}

test('where texts stay in a report opens at the claim that a link leads to, with all quotes', async () => {
  const at = `/reports/${encodeURIComponent(report)}`;
  const second = claims[1]?.claim.id ?? '';
  const page = await open(`${at}?claim=${encodeURIComponent(second)}`);
  assert.equal(await page.locator('.claim-card blockquote').count(), claims.length);
  await inSight(page, second);
  const last = claims.at(-1)?.claim.id ?? '';
  await page.goto(`${server.url}${at}?claim=${encodeURIComponent(last)}`);
  await ready(page);
  await inSight(page, last);
  await clean(page);
});

test('where texts stay in a story leads to the quote, in which its words are marked', async () => {
  const page = await open('/stories');
  await page
    .getByRole('link', { name: /Twenty-six states ready in principle/ })
    .first()
    .click();
  for (const _ of ['asked for', 'known already']) {
    await page.getByRole('link', { name: '“35 countries and organisations”' }).click();
    const card = page.locator('.claim-card.chosen');
    await card.waitFor();
    assert.equal(await card.locator('mark').textContent(), '35 countries and organisations');
    await page.goBack();
  }
  await clean(page);
});
