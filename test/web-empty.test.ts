import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, clean, openedPages } from './web-pages.ts';

const { open } = await openedPages({ readings: [], sample: false });

test('a book without a report says so on every page of it, and leads to adding one', async () => {
  for (const path of [
    '/',
    '/matrix',
    '/timeline',
    '/map',
    '/gap',
    '/actors',
    '/stories',
    '/what-if',
    '/collisions',
    '/reports',
    '/review',
  ]) {
    const page = await open(path);
    await page.getByRole('heading', { name: 'The book is empty' }).first().waitFor();
    assert.equal(
      await page.locator('main').getByRole('link', { name: 'Add reports' }).first().isVisible(),
      true,
    );
    await accessible(page);
    await clean(page);
  }
});

test('about a book without a report nothing is said of its claims, and saved questions name the register', async () => {
  const page = await open('/about');
  assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /looked at by a person/);
  await clean(page);
  const saved = await open('/saved');
  await saved.locator('main').getByRole('link', { name: 'Register' }).waitFor();
  await clean(saved);
});
