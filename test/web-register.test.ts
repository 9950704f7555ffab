import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { clean, openedPages, ready } from './web-pages.ts';

const { open, server, book } = await openedPages();
const rows = 'button.opens';

test('the register is filtered by its facets, and all of the choice stands in the address', async () => {
  const page = await open('/');
  const all = (await book.list()).items.length;
  assert.equal(await page.locator(rows).count(), all);
  await page.getByRole('checkbox', { name: 'Germany 7' }).check();
  await ready(page);
  const german = (await book.list({ actor: ['DEU'] })).items.length;
  await page.waitForFunction((n) => document.querySelectorAll('button.opens').length === n, german);
  assert.match(page.url(), /actor=state:DEU/);
  // What else could be chosen stays in sight.
  assert.ok(await page.getByRole('checkbox', { name: 'Ukraine 11' }).isVisible());
  await page.goBack();
  await page.waitForFunction((n) => document.querySelectorAll('button.opens').length === n, all);
  await clean(page);
});

test('a publisher is chosen by the facet that counts it', async () => {
  const page = await open('/');
  const told = (await book.list({ publisher: ['Rhein-Kurier'] })).items.length;
  await page.getByRole('checkbox', { name: `Rhein-Kurier ${told}`, exact: true }).check();
  await page.waitForFunction((n) => document.querySelectorAll('button.opens').length === n, told);
  assert.match(page.url(), /publisher=Rhein-Kurier/);
  await page.getByRole('link', { name: 'Remove the filter Told by: Rhein-Kurier' }).click();
  const all = (await book.list()).items.length;
  assert.ok(told > 0 && told < all);
  await page.waitForFunction((n) => document.querySelectorAll('button.opens').length === n, all);
  await clean(page);
});

test('a row opens to its sentences, which lead to the words in the report', async () => {
  const page = await open('/?actor=state:DEU&measure=force.land');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.locator('.sentences .quote').first().waitFor();
  assert.match(page.url(), /open=/);
  const words = await page.locator('.sentences blockquote mark').first().textContent();
  await page.reload();
  await page.locator('.sentences .quote blockquote a').first().click();
  await page.locator('.seg-chosen').first().waitFor();
  const shown = (await page.locator('.seg-chosen').allTextContents()).join('');
  assert.equal(shown, words);
  await clean(page);
});

test('one key copies the quote with its citation', async () => {
  const page = await open('/?actor=state:DEU');
  await page.keyboard.press('j');
  await page.keyboard.press('c');
  await page.getByText('Copied with its citation').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^“.+” .+, “.+”, \d+ \w+ \d{4}$/);
  await clean(page);
});

test('columns and density are chosen, kept, and stand in the address; the table sorts', async () => {
  const page = await open('/');
  await page.locator('summary', { hasText: 'Columns' }).click();
  await page.getByLabel('First told').check();
  await page.getByLabel('Confirmed', { exact: true }).uncheck();
  await page.locator('summary', { hasText: 'Columns' }).click();
  await page.getByLabel('Density').selectOption('compact');
  assert.match(
    page.url(),
    /columns=actor,measure,beneficiary,firmness,conditions,since,date&density=compact/,
  );
  await page.goto(server.url);
  await ready(page);
  assert.equal(await page.getByRole('columnheader', { name: 'First told' }).count(), 1);
  assert.equal(await page.getByRole('columnheader', { name: 'Confirmed' }).count(), 0);
  await page.getByRole('link', { name: 'Sort by Last told' }).click();
  await ready(page);
  await page.getByRole('link', { name: 'Sort by Last told' }).click();
  await page.waitForURL(/sort=-date/);
  await ready(page);
  const [first] = await page.locator('td.date').allInnerTexts();
  assert.ok(first);
  await clean(page);
});

test('what is downloaded is what is seen', async () => {
  const page = await open('/?measure=force.land&sort=-date');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  const text = readFileSync((await (await download).path()) ?? '', 'utf8');
  const shown = (await book.list({ measure: ['force.land'] })).items.length;
  assert.equal(text.trim().split(/\r?\n(?=\S)/).length, shown + 1);
  assert.match(text, /^actor,actor id,measure,measure id,for,for id,how firm now,/);
  await clean(page);
});

test('what is downloaded has the columns that are seen, and their names', async () => {
  const page = await open('/?actor=state:DEU&columns=measure,actor,reports');
  const seen = await page.locator('.register-table tbody tr:first-child').evaluateAll((all) =>
    all.map((row) =>
      [...row.querySelectorAll('td')]
        .slice(1)
        .map((cell) => cell.textContent?.trim())
        .join(),
    ),
  );
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  const text = readFileSync((await (await download).path()) ?? '', 'utf8');
  const [head, ...lines] = text.trim().split('\r\n');
  assert.equal(head, 'actor,actor id,measure,measure id,reports');
  assert.deepEqual(
    lines.map((line) =>
      line
        .split(',')
        .filter((_, i) => i % 2 === 0)
        .join(),
    ),
    seen,
  );
  await clean(page);
});

test('sorted by actor, names stand as in a dictionary', async () => {
  const page = await open('/?columns=actor');
  const seen = await page.locator('.register-table tbody tr td:nth-child(2)').allInnerTexts();
  assert.ok(new Set(seen).size > 10);
  assert.deepEqual(seen, seen.toSorted(new Intl.Collator('en', { numeric: true }).compare));
  await clean(page);
});

test('a wrong filter is told, and leads on', async () => {
  const page = await open('/?measure=forse', { refused: [400] });
  await page
    .getByRole('alert')
    .getByText(/there is no measure or family "forse"/)
    .waitFor();
  await page.getByRole('link', { name: 'Show everything' }).click();
  await page.locator(rows).first().waitFor();
  await clean(page);
});

test('nothing fits: the page says so', async () => {
  const page = await open('/?text=xylophone');
  await page.getByRole('heading', { name: 'No entry fits' }).waitFor();
  await clean(page);
});

test('an older day holds for every page that follows', async () => {
  const page = await open('/');
  await page.getByLabel('As of').fill('2025-09-04');
  await page.getByText('You see the book as of 4 Sept 2025.').waitFor();
  const then = (await book.list({ asOf: '2025-09-04' })).items.length;
  await page.waitForFunction((n) => document.querySelectorAll('button.opens').length === n, then);
  await page.getByRole('link', { name: 'Matrix' }).click();
  await page.waitForURL(/\/matrix\?as-of=2025-09-04/);
  await ready(page);
  await page.getByRole('button', { name: 'Back to now' }).click();
  await page.waitForURL(/\/matrix$/);
  await clean(page);
});

test('states have their names on a page that is opened by its address', async () => {
  const page = await open('/?actor=state:DEU');
  const sources = page.getByRole('group', { name: 'On the word of' });
  await sources.getByText('France').waitFor();
  assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /DEU|FRA|GBR|USA/);
  await page.getByRole('cell', { name: /only if United States backs it/ }).waitFor();
  await page.goto(`${server.url}/?condition=backing:USA`);
  await ready(page);
  await page.getByRole('link', { name: 'Remove the filter Hangs on: United States backs it' }).waitFor();
  await clean(page);
});

test('who refuses wears the mark of a refusal, in the register, beside the words and in the report', async () => {
  const page = await open('/?actor=state:ITA&measure=force.land&open=state:ITA/force.land/state:UKR');
  await page.locator('.sentences .act').first().waitFor();
  const refuses = page.locator('.act', { hasText: 'Italy refuses' });
  const marks = () => refuses.first().locator('.mark').getAttribute('class');
  assert.equal(await page.locator('.register-table td .mark-refused').first().isVisible(), true);
  assert.equal(await marks(), 'mark mark-refused');
  await page.locator('.quote', { has: refuses }).first().locator('blockquote a').click();
  await page.locator('.claim-card').first().waitFor();
  assert.equal(await marks(), 'mark mark-refused');
  await clean(page);
});

test('a printed page says which book, what is filtered by, as of when, and when it was printed', async () => {
  const page = await open('/?actor=state:DEU&as-of=2025-12-31');
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  for (const words of ['sample', 'Actor: Germany', /as of 31 Dec 2025, printed \d+ \w+ \d{4}/])
    assert.ok(await page.getByText(words).first().isVisible(), String(words));
  assert.equal(await page.locator('.filters').isVisible(), false);
  await clean(page);
});

test('how many of an entry’s claims are confirmed is counted over all of them', async () => {
  const page = await open('/?actor=state:DEU&measure=force.land');
  const [entry] = (await book.list({ actor: ['DEU'], measure: ['force.land'] })).items;
  assert.ok((entry?.claims.length ?? 0) > 2);
  await page.getByRole('cell', { name: `0 of ${entry?.claims.length}`, exact: true }).waitFor();
  await clean(page);
});
