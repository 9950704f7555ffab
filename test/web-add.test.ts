import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean, openedPages } from './web-pages.ts';

const { open, openAs, book } = await openedPages({ readings: [] });

test('a file is read, what was guessed is put right, and it is stored', async () => {
  const page = await openAs('propose', '/add');
  await page.getByLabel('Choose files').setInputFiles({
    name: 'paris.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('France will send troops to Ukraine.'),
  });
  await page.getByText('not stored yet').waitFor();
  assert.equal((await book.reports()).length, 0);
  await page.getByLabel('Publisher').fill('Evening Gazette');
  await page.getByRole('button', { name: 'Store in the book' }).click();
  await page.getByText('Added.').waitFor();
  const [kept] = await book.reports();
  assert.equal(kept?.report.publisher, 'Evening Gazette');
  await page.getByRole('link', { name: 'Read it with its claims' }).click();
  await page.locator('.claim-card').first().waitFor();
  await clean(page);
});

test('of several files those that cannot be read are named with the reason, the others are stored', async () => {
  const page = await openAs('propose', '/add', { refused: [422] });
  const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page
    .getByLabel('Choose files')
    .setInputFiles([file('good.txt', 'Germany will send troops.'), file('broken.txt', 'BAD')]);
  const broken = page.locator('li', { hasText: 'broken.txt' });
  await broken.getByText('this is no text').waitFor();
  await page.locator('li', { hasText: 'good.txt' }).getByRole('button', { name: 'Store' }).click();
  await page.getByText(/Added|had it already/).waitFor();
  await clean(page);
});

test('a pasted text is read; progress is told while it is stored', async () => {
  const page = await openAs('decide', '/add');
  await page.getByLabel('Or paste a text').fill('SLOW: Poland will send trainers.');
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByLabel('Published').fill('2025-10-01');
  await page.getByRole('button', { name: 'Store in the book' }).click();
  await page.locator('progress').waitFor();
  await page.getByText('Added').waitFor();
  await clean(page);
});

test('who may not add is told', async () => {
  const page = await open('/add');
  await page.getByText(/To add reports, sign in/).waitFor();
  assert.equal(await page.getByLabel('Choose files').count(), 0);
  await clean(page);
});
