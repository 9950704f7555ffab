import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { clean, openedPages, ready } from './web-pages.ts';

const { openAs, book, server } = await openedPages();
const [story] = (await book.stories()).filter(({ reports }) => reports.length > 1);
const report = encodeURIComponent(story?.reports[0] ?? '');

const PAGES = [
  '/?actor=state:DEU&open=state:DEU/force.land/state:UKR',
  '/matrix',
  '/timeline',
  '/map?region=europe&at=state:ITA',
  '/gap?open=state:POL+arms+tank+delivered',
  '/actors',
  '/actors/state%3ADEU',
  '/measures',
  '/measures/force',
  '/changes?from=2025-09-05&to=2026-01-07',
  '/collisions',
  '/saved',
  '/about',
  '/what-if?set=ceasefire=yes',
  '/stories',
  `/stories/${encodeURIComponent(story?.id ?? '')}`,
  '/reports',
  `/reports/${report}?claim=${report}%23c1`,
  '/add',
  '/review',
  '/review/blind',
  `/review/blind/${report}`,
  '/review/settle',
];

/** As a reader goes there: by a link of the page that is open. */
async function follow(page: Page, address: string): Promise<void> {
  await page.evaluate((href) => {
    const link = document.createElement('a');
    link.href = href;
    document.querySelector('main')?.append(link);
    link.click();
    link.remove();
  }, address);
  await ready(page);
}

/** Where each element stands, from the top of the page. */
const places = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    scrollTo(0, 0);
    return [...document.querySelectorAll('main *')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const name = [element.tagName.toLowerCase(), ...element.classList].join('.');
      return `${name} ${[x, y, width, height].map(Math.round).join(' ')}`;
    });
  });

for (const width of [1280, 390])
  test(`at ${width} pixels a page that is reached by links looks as one that is loaded`, async () => {
    const [wandering, fresh] = await Promise.all(
      [1, 2].map(() => openAs('decide', '/about', { width })) as [Promise<Page>, Promise<Page>],
    );
    // Once round, so that all stylesheets are there.
    for (const address of PAGES) await follow(wandering, address);
    for (const address of PAGES) {
      await Promise.all([
        follow(wandering, address),
        fresh.goto(server.url + address).then(() => ready(fresh)),
      ]);
      assert.deepEqual(await places(wandering), await places(fresh), address);
    }
    await Promise.all([clean(wandering), clean(fresh)]);
  });
