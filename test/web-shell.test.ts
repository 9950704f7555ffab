import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { serve } from '../src/http/index.ts';
import { clean, openedPages, ready } from './web-pages.ts';

const { open, server, book } = await openedPages();

test('the keyboard is explained, leads to pages, and can be switched off', async () => {
  const page = await open('/');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard' });
  await help.waitFor();
  assert.equal(await help.evaluate(({ scrollTop }) => scrollTop), 0);
  await help.getByText('Everywhere').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await page.waitForURL(/\/matrix/);
  await ready(page);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Matrix');
  await page.keyboard.press('?');
  await help.getByLabel('Use single keys as shortcuts').uncheck();
  await help.getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  assert.match(page.url(), /\/matrix/);
  await clean(page);
});

test('the search finds names, and words', async () => {
  const page = await open('/');
  await page.keyboard.press('/');
  await page.keyboard.type('germ');
  await page.getByRole('option', { name: 'Germany' }).first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/state:DEU|state%3ADEU/);
  await clean(page);
});

test('a token signs in, a wrong one is told, and signing out ends it', async () => {
  const page = await open('/', { refused: [401] });
  await page.locator('summary', { hasText: 'Sign in' }).click();
  await page.getByLabel('Token').fill('wrong-0123456789abcdef');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(/this token is none of those/).waitFor();
  await page.getByLabel('Token').fill('decides-0123456789abcdef');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('summary', { hasText: 'Ada' }).click();
  await page.getByText('Ada, may decide').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.locator('summary', { hasText: 'Sign in' }).waitFor();
  await clean(page);
});

test('the sample says so, an unknown page leads on, an unknown id is told', async () => {
  const page = await open('/no-such-page', { refused: [404] });
  await page.getByText('sample', { exact: true }).nth(1).waitFor();
  await page.getByRole('link', { name: 'To the register' }).click();
  await ready(page);
  for (const [at, all] of [
    ['/reports/sha256%3Anone', 'All reports'],
    ['/stories/story%3Anone', 'All stories'],
    ['/actors/state%3AXXX', 'All actors'],
    ['/measures/forse', 'All measures'],
  ] as const) {
    await page.goto(server.url + at);
    const alert = page.getByRole('alert');
    await alert.getByRole('link', { name: all }).waitFor();
    // In words of who reads pages, without ids and commands.
    assert.doesNotMatch((await alert.textContent()) ?? '', /pledgebook |--|:none|usage\//);
    await alert.getByRole('link', { name: all }).click();
    await ready(page);
    assert.equal(await page.getByRole('alert').count(), 0);
  }
  await clean(page);
});

test('on a phone what a menu opens lies within the page', async () => {
  for (const path of ['/', '/timeline', '/changes?from=2025-09-05', '/collisions', '/gap', '/matrix']) {
    const page = await open(path, { width: 390 });
    const menus = page.locator('.menu > summary:visible');
    assert.ok((await menus.count()) > 0);
    for (const menu of await menus.all()) {
      await menu.click();
      const sheet = menu.locator('xpath=following-sibling::*[contains(@class, "sheet")]');
      await page.waitForFunction(
        () => {
          const { left = -1, right = 0 } =
            document.querySelector('.menu[open] > .sheet')?.getBoundingClientRect() ?? {};
          return left >= 0 && right <= innerWidth;
        },
        undefined,
        { timeout: 5000 },
      );
      await sheet.waitFor();
      await menu.click();
    }
    await clean(page);
  }
});

test('a malformed address is a page that leads on', async () => {
  const page = await open('/%E0%A4%A', { refused: [404] });
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  await page.getByRole('link', { name: 'To the register' }).click();
  await page.waitForURL(`${server.url}/`);
  await clean(page);
});

test('on a phone the head is one line, and its menus lead to pages and days', async () => {
  const page = await open('/', { width: 390 });
  const head = await page.locator('header.top').boundingBox();
  assert.ok(head && head.height < 60, `${head?.height} px`);
  await page.locator('summary', { hasText: 'Menu' }).click();
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: 'Reports', exact: true })
    .click();
  await page.waitForURL(/\/reports$/);
  await ready(page);
  const title = await page.locator('td.first').first().boundingBox();
  assert.ok(title && title.width > 250, `${title?.width} px`);
  await page.getByLabel('Day, colours and who you are').click();
  await page.getByLabel('As of').fill('2025-09-04');
  await page.getByText('You see the book as of 4 Sept 2025.').waitFor();
  await clean(page);
});

test('the server stops while a page is open: the page says so, and recovers', async () => {
  const options = { book, path: 'other.db', host: '127.0.0.1', web: [] };
  const first = await serve({ ...options, port: 0 });
  const port = Number(new URL(first.url).port);
  // The pages come from the server that stays; what they ask goes to the one that stops.
  const page = await open('/');
  await page.route(/\/(api|healthz)/, async (route) => {
    const url = new URL(route.request().url());
    await route
      .fetch({ url: `http://127.0.0.1:${port}${url.pathname}${url.search}` })
      .then((response) => route.fulfill({ response }))
      .catch(() => route.abort('connectionrefused'));
  });
  await first.stop();
  await page.getByRole('link', { name: 'Matrix' }).click();
  await page.getByText('The server does not answer.').first().waitFor();
  const second = await serve({ ...options, port });
  await page.locator('table.matrix').waitFor();
  assert.equal(await page.locator('.banner.gone').count(), 0);
  await second.stop();
  await page.context().close();
});

test('the first view of the register needs less than 250 kB, packed', async () => {
  const page = await open('/about');
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.startsWith('/api/')) sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto(`${server.url}/`, { waitUntil: 'networkidle' });
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  assert.ok(bytes > 10_000 && bytes < 250_000, `${bytes} bytes`);
  await clean(page);
});
