import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { clean, openedPages, ready } from './web-pages.ts';

const readingsIn = (name: string): readonly unknown[] =>
  readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The samples, and three reports about money: a pledge made twice and partly paid, bounds, a refusal. */
const { open, openAs, book, server } = await openedPages({
  readings: [...readingsIn('sample-readings.jsonl'), ...readingsIn('money-readings.jsonl')],
});

async function downloaded(page: Page, name: string): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name, exact: true }).click();
  return readFileSync((await (await download).path()) ?? '');
}

const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);

test('timeline: marks are reached by keys, and say their words', async () => {
  const page = await open('/timeline');
  const told = (await book.timeline()).items;
  const drawn = await page.locator('.spot').count();
  assert.ok(drawn > 20 && drawn <= told.length * 3);
  await page.locator('.spot[tabindex="0"]').focus();
  const first = await focused(page);
  await page.keyboard.press('ArrowRight');
  assert.notEqual(await focused(page), first);
  await page.keyboard.press('Home');
  assert.equal(await focused(page), first);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('.mark-about blockquote mark').first().waitFor();
  assert.match(page.url(), /mark=sha256/);
  const words = await page.locator('.mark-about blockquote').first().textContent();
  await page.reload();
  await ready(page);
  assert.equal(await page.locator('.mark-about blockquote').first().textContent(), words);
  await page.locator('.mark-about blockquote a').first().click();
  await page.locator('.seg-chosen').first().waitFor();
  await clean(page);
});

test('timeline: the slider goes from day to day for every page, and the lanes stand still', async () => {
  const page = await open('/timeline');
  const [marks, lanes] = [await page.locator('.spot').count(), await page.locator('.lane').count()];
  await page.getByRole('slider').focus();
  await page.keyboard.press('Home');
  await page.waitForURL(/as-of=2023-11-14/);
  await page.waitForFunction((n) => document.querySelectorAll('.spot').length < n, marks);
  assert.equal(await page.locator('.lane').count(), lanes);
  await page.keyboard.press('ArrowRight');
  await page.waitForURL(/as-of=2023-11-22/);
  await page.getByRole('link', { name: 'Register' }).click();
  await page.waitForURL(/\/\?as-of=2023-11-22/);
  await clean(page);
});

test('timeline: a filter holds, and picture and table carry what is shown', async () => {
  const page = await open('/timeline?as-of=2025-12-31');
  await page.locator('.filter-menu > summary').click();
  await page.locator('.filter-menu').getByLabel('Germany').first().check();
  await page.waitForURL(/actor=state:DEU/);
  await ready(page);
  // what was there before stays until the answer is there
  await page.waitForFunction(() => document.querySelectorAll('.lane-name').length < 5);
  assert.equal(await page.locator('.lane-name').count(), 1 + 1);
  await page.locator('.filter-menu > summary').click();
  await page.getByRole('combobox', { name: /^Lanes/ }).selectOption('measure');
  await page.waitForFunction(() => document.querySelectorAll('.lane').length > 3);
  const svg = (await downloaded(page, 'SVG')).toString();
  assert.match(svg, /What was told when/);
  assert.match(svg, /Source: 11 reports in sample\.db, read by Pledgebook · as of 31 Dec 2025/);
  assert.match(svg, />Force: land</);
  const png = PNG.sync.read(await downloaded(page, 'PNG'));
  assert.ok(png.width > 1000 && png.data.some((byte, i) => i % 4 === 0 && byte < 100));
  const csv = (await downloaded(page, 'CSV')).toString();
  const told = (await book.timeline({ actor: ['DEU'], asOf: '2025-12-31' })).items;
  const lines = told.flatMap(({ entries }) => entries).length;
  assert.equal(csv.trim().split(/\r\n(?=\d{4}-)/).length, lines + 1);
  await clean(page);
});

const bar = (page: Page, who: string, stage: string, unit: string) =>
  page
    .locator('.giver', { has: page.getByRole('heading', { name: who, exact: true }) })
    .locator('.gap-line', { hasText: unit })
    .locator(`.bar-${stage}`);

test('promised and delivered: what was announced twice counts once, and bounds stay bounds', async () => {
  const page = await open('/gap');
  await page.getByRole('heading', { name: 'United Arab Emirates' }).waitFor();
  await ready(page);
  const pledged = bar(page, 'Germany', 'pledged', 'USD');
  assert.match((await pledged.textContent()) ?? '', /US\$85m/);
  assert.match((await bar(page, 'Germany', 'delivered', 'USD').textContent()) ?? '', /US\$40m/);
  assert.match((await bar(page, 'United Kingdom', 'pledged', 'USD').textContent()) ?? '', /up to US\$25m/);
  assert.match((await bar(page, 'Norway', 'pledged', 'NOK').textContent()) ?? '', /at least NOK.300m/);
  assert.match((await bar(page, 'European Union', 'pledged', 'EUR').textContent()) ?? '', /about €40m/);
  await pledged.getByRole('button').click();
  await page.locator('.rests-on').getByText('announced again, counted once').waitFor();
  assert.equal(await page.locator('.rests-on .quote').count(), 3);
  assert.match(page.url(), /open=state:DEU\+funding\+USD\+pledged/);
  await page.getByText('Amounts that nobody gives').click();
  await page.getByText('refused or taken back').waitFor();
  await page.locator('.rests-on blockquote a').first().click();
  await page.locator('.seg-chosen').first().waitFor();
  await clean(page);
});

test('promised and delivered: converted only at rates that are given and named', async () => {
  const page = await open('/gap?by=measure');
  await ready(page);
  assert.equal(await page.locator('.converted').count(), 0);
  await page.locator('summary', { hasText: 'Convert' }).click();
  await page.getByLabel('Currency').fill('eur');
  await page
    .getByRole('textbox', { name: 'Rates' })
    .fill('date,from,to,rate,source\n2023-01-01,USD,EUR,0.9615,ECB');
  await page.getByRole('button', { name: 'Convert' }).click();
  await page.getByText('1 USD = 0.9615 EUR, 1 Jan 2023, ECB').waitFor();
  const usd = page.locator('.gap-line', { hasText: 'USD' });
  assert.match(
    (await usd.locator('.bar-pledged').textContent()) ?? '',
    /US\$135m to US\$160m\s+= €129\.8m to €153\.8m/,
  );
  const crowns = page.locator('.gap-line', { hasText: 'NOK' });
  assert.match((await crowns.locator('.bar-pledged').textContent()) ?? '', /at least NOK.300m\s+= no rate/);
  await crowns.getByText('No rate for one sum').waitFor();
  await page.reload();
  await page.getByText('1 USD = 0.9615 EUR').waitFor();
  const csv = (await downloaded(page, 'CSV')).toString();
  assert.match(csv, /,,funding,USD,,pledged,135000000,160000000,/);
  const svg = (await downloaded(page, 'SVG')).toString();
  assert.match(svg, /Promised and delivered[\s\S]*Source: 11 reports in sample\.db/);
  await clean(page);
});

test('promised and delivered: an amount of nobody, and nothing at all', async () => {
  const page = await open('/gap?as-of=2020-01-01');
  await page.getByRole('heading', { name: 'No amounts to show' }).waitFor();
  await clean(page);
});

test('promised and delivered: the picture has the colours of the stages, and its legend fits', async () => {
  const page = await open('/gap');
  await ready(page);
  const svg = (await downloaded(page, 'SVG')).toString();
  const width = Number(/<svg [^>]*width="(\d+)"/.exec(svg)?.[1]);
  const fills = [...svg.matchAll(/<rect [^>]*height="14" fill="(rgb[^"]+)"/g)].map(([, fill]) => fill);
  assert.ok(new Set(fills).size > 2, `${fills.length}`);
  assert.match(svg, />nothing told</);
  assert.doesNotMatch(svg, />(?:€0|0 troops)</);
  const right = await page.evaluate((picture) => {
    document.body.innerHTML = picture;
    return Math.max(
      ...[...document.querySelectorAll('text')].map((of) => of.getBoundingClientRect().right - 8),
    );
  }, svg);
  assert.ok(right <= width, `${right} of ${width}`);
  await clean(page);
});

test('timeline: on a phone the newest day is in sight', async () => {
  const page = await open('/timeline', { width: 390 });
  const last = page.locator('.days > span').last();
  assert.match((await last.textContent()) ?? '', /Jan 2026/);
  const at = await last.boundingBox();
  assert.ok(at && at.x > 0 && at.x + at.width <= 390, JSON.stringify(at));
  await clean(page);
});

test('map: it has room, whoever takes part', async () => {
  for (const width of [390, 1280]) {
    const page = await open('/map', { width });
    const box = await page.locator('.world').boundingBox();
    assert.ok(box && box.height >= box.width / 2 - 2, JSON.stringify(box));
    await clean(page);
  }
});

test('map: keys lead from state to state, the table says the same, both lead to the words', async () => {
  const page = await open('/map?measure=force.land&region=europe');
  await page.locator('.state-mark').first().waitFor();
  const cells = (await book.list({ measure: ['force.land'] })).items;
  const states = new Set(cells.map(({ actor }) => actor).filter((id) => id.startsWith('state:')));
  assert.equal(
    await page.getByRole('region', { name: 'Who stands how' }).locator('tbody tr').count(),
    states.size,
  );
  const italy = page.locator('.state-mark[data-actor="state:ITA"]');
  assert.match((await italy.getAttribute('aria-label')) ?? '', /^Italy: refused \(Force: land\)$/);
  await italy.focus();
  await page.keyboard.press('ArrowUp');
  assert.doesNotMatch((await focused(page)) ?? '', /^Italy/);
  await italy.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/at=state:ITA/);
  await page.locator('.stand-card blockquote mark').first().waitFor();
  assert.match((await page.locator('.stand-card').textContent()) ?? '', /not confirmed/);
  // Groups are not spread over their members: they stand below.
  await page.getByRole('region', { name: 'Not on the map' }).getByText('26 countries').waitFor();
  const svg = (await downloaded(page, 'SVG')).toString();
  assert.match(svg, /Who undertakes what: Force: land[\s\S]*Source: 11 reports in sample\.db/);
  await page.getByLabel('As firm as').selectOption('pledged');
  await page.waitForFunction(() => !document.querySelector('[data-actor="state:ITA"]'));
  await clean(page);
});

test('an actor and a measure: everything of it on one page', async () => {
  const page = await open('/actors');
  await page.getByPlaceholder('Find a name').fill('germ');
  await page.getByRole('link', { name: 'Germany' }).click();
  await page.getByRole('heading', { name: 'Germany', level: 1 }).waitFor();
  await ready(page);
  const own = (await book.list({ actor: ['DEU'] })).items.length;
  assert.equal(await page.locator('#own button.opens').count(), own);
  assert.ok((await page.locator('#timeline .spot').count()) > 3);
  assert.ok((await page.locator('#collisions .collision').count()) > 0);
  assert.ok((await page.locator('#gap .gap-line').count()) > 1);
  assert.ok((await page.locator('#reports li').count()) > 3);
  assert.ok((await page.locator('#stories li').count()) > 1);
  await page.locator('#own').getByRole('button').first().click();
  await page.locator('#own .sentences .quote').first().waitFor();
  await page.locator('#own').getByRole('link', { name: 'Force: land' }).first().click();
  await page.getByRole('heading', { name: 'Force: land', level: 1 }).waitFor();
  await ready(page);
  assert.ok((await page.locator('#timeline .lane').count()) > 3);
  const told = new Set(
    (await book.list({ measure: ['force.land'] })).items.flatMap(({ claims }) =>
      claims.map((of) => of.report),
    ),
  );
  const telling = (await book.stories()).filter(({ reports }) => reports.some((id) => told.has(id)));
  assert.ok(telling.length < (await book.stories()).length);
  assert.equal(await page.locator('#stories li').count(), telling.length);
  await page.locator('#stories a').first().click();
  await page.waitForURL(/\/stories\//);
  await clean(page);
});

test('nobody by that id, and no such measure, are told', async () => {
  const page = await open('/actors/state%3AXXX', { refused: [404] });
  await page.getByRole('alert').waitFor();
  await page.goto(`${server.url}/measures/forse`);
  await page.getByRole('alert').waitFor();
  await page.goto(`${server.url}/collisions?actor=Nobody%20at%20all`);
  await ready(page);
  await page.getByRole('heading', { name: 'Nobody stands against anybody' }).waitFor();
  await clean(page);
});

test('collisions: both sides in their words', async () => {
  const page = await open('/collisions?actor=state:RUS');
  const all = (await book.collisions({ actor: ['RUS'] })).items;
  assert.equal(await page.locator('.collision').count(), all.length);
  assert.equal(await page.locator('.collision').first().locator('.side-of').count(), 2);
  await page.locator('.collision blockquote a').first().click();
  await page.locator('.seg-chosen').first().waitFor();
  await clean(page);
});

test('differences since a day: by kind, saved by name, a feed, deleted', async () => {
  const page = await openAs('propose', '/changes?from=2025-09-05', { refused: [400] });
  const all = (await book.diff('2025-09-05', '2026-01-07')).items;
  const shown = [...Map.groupBy(all, ({ kind }) => kind).values()].map(({ length }) => Math.min(length, 20));
  const first = shown.reduce((sum, n) => sum + n, 0);
  assert.equal(await page.locator('.changed .change-item').count(), first);
  await page.getByRole('button', { name: `${all.length - first} more` }).click();
  await page.waitForFunction(
    (n) => document.querySelectorAll('.changed .change-item').length === n,
    all.length,
  );
  await page.getByRole('button', { name: /^weaker/ }).click();
  await page.waitForURL(/kind=weaker/);
  assert.equal(
    await page.locator('.change-item').count(),
    all.filter(({ kind }) => kind === 'weaker').length,
  );
  await page.locator('summary', { hasText: 'Save' }).click();
  await page.getByLabel('Name').fill('.since');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').getByText('Not saved: a name does not begin with a full stop').waitFor();
  assert.equal(await page.getByLabel('Name').inputValue(), '.since');
  await page.getByLabel('Name').fill('since September');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved as since September').waitFor();
  await page.getByRole('link', { name: 'Saved questions' }).first().click();
  await page.getByRole('link', { name: 'Atom feed' }).waitFor();
  const href = await page.getByRole('link', { name: 'Atom feed' }).getAttribute('href');
  const feed = await page.request.get(new URL(href ?? '', page.url()).href);
  assert.match(await feed.text(), /<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom">[\s\S]*<entry>/);
  await page.getByRole('link', { name: 'since September' }).click();
  await page.waitForURL(/\/changes\?from=2025-09-05/);
  await page.goBack();
  await page.getByRole('button', { name: 'Delete since September' }).click();
  await page.getByRole('heading', { name: 'Nothing is saved yet' }).waitFor();
  await clean(page);
});

test('about: figures, readers, and a publisher is graded', async () => {
  const page = await openAs('decide', '/about');
  await page.getByText('11 reports published from 14 Nov 2023 to 7 Jan 2026').waitFor();
  await page.getByLabel('Grade of Harbour Wire').selectOption('B');
  await page.getByText('Decided: grade').waitFor();
  assert.equal((await book.grades()).find(({ publisher }) => publisher === 'Harbour Wire')?.grade, 'B');
  await clean(page);
});
