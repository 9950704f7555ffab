import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { clean, openedPages } from './web-pages.ts';

const { open, openAs, book } = await openedPages();

async function downloaded(page: Page, name: string): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name }).first().click();
  return readFileSync((await (await download).path()) ?? '');
}

test('matrix: arrow keys move, the cell’s words stand beside, Enter opens the entry', async () => {
  const page = await open('/matrix');
  await page.locator('.cell[tabindex="0"]').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('PageUp');
  const first = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  assert.match(first ?? '', /^26 countries, Armed forces: build up: /);
  await page.getByRole('button', { name: /^Germany, Force: land: put off/ }).focus();
  await page.locator('.cell-about mark').waitFor();
  await page.locator('.cell-about').getByText('Rhein-Kurier').waitFor();
  await page.getByRole('button', { name: /^Germany, Force: land: put off/ }).press('Enter');
  await page.waitForURL(/open=state:DEU\/force.land/);
  await clean(page);
});

test('matrix: similar ones stand together, and the picture carries title, source and date', async () => {
  const page = await open('/matrix?as-of=2025-12-31');
  const names = () => page.locator('.matrix th[scope="row"]').allTextContents();
  const before = await names();
  await page.getByLabel('Order').selectOption('similar');
  const after = await names();
  assert.notDeepEqual(after, before);
  assert.deepEqual(after.toSorted(), before.toSorted());
  const svg = (await downloaded(page, 'SVG')).toString();
  assert.match(svg, /Who stands how on what/);
  assert.match(svg, /Source: 9 reports in sample\.db, read by Pledgebook · as of 31 Dec 2025/);
  const png = PNG.sync.read(await downloaded(page, 'PNG'));
  assert.ok(png.width > 1000 && png.data.some((byte, i) => i % 4 === 0 && byte < 100));
  await clean(page);
});

test('what if: a flip moves entries at once, says how many, and the link carries it', async () => {
  const page = await open('/what-if');
  const took = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        document.querySelector<HTMLElement>('input[name="ceasefire"]')?.click();
        const look = (): unknown =>
          document.querySelector('.moved-card')
            ? resolve(performance.now() - start)
            : requestAnimationFrame(look);
        look();
      }),
  );
  // Other tests run beside it.
  assert.ok(took < 1000, `${Math.round(took)} ms`);
  const forced = (await book.whatIf(['ceasefire=yes'])).entries.filter(({ state }) => state === 'in-force');
  const before = new Map((await book.whatIf([])).entries.map(({ entry, state }) => [entry, state]));
  const moved = forced.filter(({ entry }) => before.get(entry) !== 'in-force').length;
  assert.equal(await page.locator('.column-in-force .moved-card').count(), moved);
  assert.match(page.url(), /set=ceasefire(=|%3D)yes/);
  await page.reload();
  await page.locator('.moved-card').first().waitFor();
  assert.ok(await page.locator('input[name="ceasefire"]').first().isChecked());
  await page.getByRole('button', { name: 'Set all to open' }).click();
  await page.waitForFunction(() => !document.querySelector('.moved-card'));
  await clean(page);
});

test('what if: counts stand beside the switches, and what holds is told by its firmness', async () => {
  const page = await open('/what-if?set=ceasefire=yes', { width: 390 });
  const counts = page.locator('.standing-counts');
  const forced = (await book.whatIf(['ceasefire=yes'])).entries.filter(({ state }) => state === 'in-force');
  const shown = page.locator('.column-in-force .outlook-card');
  assert.match((await counts.textContent()) ?? '', new RegExp(`In force${await shown.count()}`));
  assert.ok((await shown.count()) <= forced.length);
  const offered = page.getByRole('region', { name: 'In force' }).getByRole('heading', { name: 'offered' });
  await offered.first().waitFor();
  await page.locator('input[name="ceasefire"]').last().scrollIntoViewIfNeeded();
  assert.ok(await counts.isVisible());
  assert.equal(await page.locator('.column-void').count(), 0);
  await page.getByRole('link', { name: 'What would it take?' }).click();
  await page.waitForFunction(
    () => (document.getElementById('takes')?.getBoundingClientRect().top ?? 9999) < 844,
  );
  await clean(page);
});

test('what would it take: a goal gives sets of switches, which can be set', async () => {
  const page = await open('/what-if');
  await page.locator('.takes select').first().selectOption({ label: 'Germany' });
  const answer = page.locator('.answers > li', { hasText: 'Ceasefire' }).first();
  await answer.getByRole('button', { name: 'Set these' }).click();
  await page.waitForURL(/set=ceasefire(=|%3D)yes/);
  await clean(page);
});

test('a story: reports side by side, what differs, and a click leads to the words', async () => {
  const page = await open('/stories');
  await page
    .getByRole('link', { name: /Twenty-six states ready in principle/ })
    .first()
    .click();
  await page.locator('table.compared').waitFor();
  assert.equal(await page.locator('.report-head').count(), 4);
  await page.getByLabel('Show').selectOption('differs');
  const row = page.locator('tr', { hasText: 'How many took part' });
  assert.deepEqual(await row.locator('.value').allTextContents(), ['A 35 countries', 'B 31 countries']);
  await row.getByRole('link', { name: '“35 countries and organisations”' }).click();
  await page.locator('.seg-chosen').first().waitFor();
  assert.equal(
    (await page.locator('.seg-chosen').allTextContents()).join(''),
    '35 countries and organisations',
  );
  await clean(page);
});

test('what a story compares copies its whole sentence with whose and when, and says whether it is confirmed', async () => {
  const page = await open('/stories');
  await page
    .getByRole('link', { name: /Twenty-six states ready in principle/ })
    .first()
    .click();
  // Nothing but the story has told of its reports.
  await page.reload();
  const said = page.locator('.said [data-quote]', { hasText: '“35 countries and organisations”' });
  await said.getByText('not confirmed').waitFor();
  await said.getByRole('link').focus();
  await page.keyboard.press('c');
  await page.getByText('Copied with its citation').waitFor();
  assert.match(
    await page.evaluate(() => navigator.clipboard.readText()),
    /^“PARIS, Sept 4 - Leaders of 35 countries .+ said\.” Harbour Wire, “Twenty-six states .+”, 4 Sept 2025$/,
  );
  await clean(page);
});

test('a report: claims beside their words, overlapping ones apart, the card says why', async () => {
  const page = await open('/reports');
  await page.getByRole('link', { name: /Paris meeting ends with pledges/ }).click();
  await page.locator('.passage').first().waitFor();
  assert.ok((await page.locator('.seg.track-0.track-1').count()) > 0);
  await page.locator('a.seg').first().click();
  await page.locator('.claim-card.chosen').waitFor();
  assert.match(page.url(), /claim=/);
  await page.getByText('Why it reads so').click();
  await page
    .getByText(/The reader does not find this claim|model|rule/)
    .first()
    .waitFor();
  await page.getByLabel('Who said it').uncheck();
  assert.equal(await page.locator('.seg-said').count(), 0);
  await clean(page);
});

test('words are selected and become a claim', async () => {
  const page = await openAs('decide', '/reports');
  await page.getByRole('link', { name: /Paris meeting ends with pledges/ }).click();
  await page.locator('.words').first().waitFor();
  await page.evaluate(() => {
    const words = document.querySelector('.words');
    const last = words?.lastChild;
    if (!words || !last) return;
    const range = document.createRange();
    range.selectNodeContents(last);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
    document.dispatchEvent(new Event('selectionchange'));
  });
  await page.getByRole('button', { name: 'Add a claim on the selected words' }).click();
  // Beside the words, none of which it covers.
  const form = await page.locator('.adding-claim').boundingBox();
  const words = await page.locator('.words').first().boundingBox();
  assert.ok(form && words && form.x >= words.x + words.width && form.y + form.height <= 800);
  await page.locator('.mend select').first().selectOption('meet');
  const added = async () => (await book.decisions()).filter(({ kind }) => kind === 'add').length;
  const before = await added();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Decided: add').waitFor();
  assert.equal(await added(), before + 1);
  await clean(page);
});

test('on a phone the words that become a claim stay in sight above the form', async () => {
  const page = await openAs('decide', '/reports', { width: 390 });
  await page.getByRole('link', { name: /Paris meeting ends with pledges/ }).click();
  await page.locator('.words').first().waitFor();
  await page.evaluate(() => {
    const words = document.querySelectorAll('.words')[3];
    words?.scrollIntoView({ block: 'end' });
    if (words) getSelection()?.selectAllChildren(words);
  });
  await page.getByRole('button', { name: 'Add a claim on the selected words' }).click();
  await page.locator('.adding-claim').waitFor();
  const [words, form] = await page.evaluate(() => [
    getSelection()?.getRangeAt(0).getBoundingClientRect().bottom ?? 0,
    document.querySelector('.adding-claim')?.getBoundingClientRect().top ?? 0,
  ]);
  assert.ok((words ?? 0) > 0 && (words ?? 0) <= (form ?? 0), `${words} above ${form}`);
  await clean(page);
});
