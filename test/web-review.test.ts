import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import type { BookClaim } from '../src/book/record.ts';
import { asker } from './served-book.ts';
import { accessible, clean, type How, openedPages, ready } from './web-pages.ts';

const { open, openAs, server, book } = await openedPages();
const ask = asker(server);
const stateOf = async (id: string): Promise<string> => (await book.claim(id)).now[0]?.state ?? '';
const queue = async () =>
  (await book.reviewQueue()).items.flatMap((item) => (item.kind === 'claim' ? [item.claim] : []));

const hangsOn = ({ conditions: [one, ...more] }: BookClaim): readonly string[] =>
  one?.trigger && 'any' in one.trigger && more.length === 0 ? one.trigger.any : [];

/** Until the server has what the page sent. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.fail('it did not come about');
}

test('a claim is accepted or rejected with one key, the next one is there within 100 ms, and u undoes', async () => {
  const [first, second] = await queue();
  const page = await openAs('decide', '/review');
  // Timed in the page, from the key to the frame in which another claim is shown.
  const press = (key: string): Promise<number> =>
    page.evaluate(
      (pressed) =>
        new Promise<number>((resolve) => {
          const shown = () => document.querySelector('.queue')?.textContent;
          const before = shown();
          const start = performance.now();
          document.body.dispatchEvent(
            new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true }),
          );
          const look = (): unknown =>
            shown() === before ? requestAnimationFrame(look) : resolve(performance.now() - start);
          requestAnimationFrame(look);
        }),
      key,
    );
  const took = [await press('a'), await press('r')];
  assert.ok(
    took.every((ms) => ms < 100),
    `${took.map(Math.round)} ms`,
  );
  await until(async () => (await stateOf(first?.id ?? '')) === 'accepted');
  await until(async () => (await stateOf(second?.id ?? '')) === 'rejected');
  assert.deepEqual(
    (await book.decisions()).filter(({ kind }) => kind !== 'progress').map(({ kind, by }) => [kind, by]),
    [
      ['accept', 'Ada'],
      ['reject', 'Ada'],
    ],
  );
  await page.keyboard.press('u');
  await until(async () => (await stateOf(second?.id ?? '')) === 'unreviewed');
  await page.getByText('1 decided just now').waitFor();
  await clean(page);
});

test('a claim is mended with few keys', async () => {
  const wanted = (await queue()).findIndex(({ act, firmness }) => act === 'commit' && firmness === 'pledged');
  const claim = (await queue())[wanted];
  assert.ok(claim);
  const page = await openAs('decide', `/review?report=${encodeURIComponent(claim.report)}`);
  let keys = 0;
  const press = async (key: string) => {
    keys++;
    await page.keyboard.press(key);
  };
  const inReport = (await queue()).filter(({ report }) => report === claim.report);
  const steps = inReport.findIndex(({ id }) => id === claim.id);
  await page.getByRole('button', { name: 'Accept' }).waitFor();
  for (let i = 0; i < steps; i++) await page.keyboard.press('j');
  await press('m');
  await page.getByRole('form').waitFor();
  await press('Tab');
  await press('o');
  await press('Enter');
  await until(async () => (await stateOf(claim.id)) === 'accepted');
  assert.equal((await book.claim(claim.id)).now[0]?.claim.firmness, 'offered');
  assert.ok(keys <= 5, `${keys} keys`);
  await clean(page);
});

test('conditions of a claim are added, changed and taken away by keyboard', async () => {
  const { reports, items } = await book.reviewQueue();
  const claim = items.flatMap((item) =>
    item.kind === 'claim' && hangsOn(item.claim).join() === 'ceasefire' ? [item.claim] : [],
  )[0];
  assert.ok(claim);
  const text = reports.get(claim.report)?.text ?? '';
  const conditions = async () =>
    (await book.claim(claim.id)).now[0]?.claim.conditions.map(({ start, end, kind, trigger }) => ({
      words: text.slice(start, end),
      kind,
      trigger,
    }));
  const [was] = (await conditions()) ?? [];
  const page = await openAs('decide', `/review?report=${encodeURIComponent(claim.report)}`);
  const inReport = (await queue()).filter(({ report }) => report === claim.report);
  for (let i = 0; i < inReport.findIndex(({ id }) => id === claim.id); i++) await page.keyboard.press('j');
  const mend = async () => {
    await page.keyboard.press('m');
    await page.getByRole('button', { name: 'Add a condition' }).waitFor();
  };
  const type = async (label: string | RegExp, words: string, within = page.getByRole('form')) => {
    await within.getByLabel(label, { exact: true }).last().focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(words);
  };
  const [first = '', second = ''] = text.slice(claim.sentence.start, claim.sentence.end).split(' ');
  await mend();
  await accessible(page);
  // Changed: its kind, one trigger more, denied, and both have to come about.
  const one = page.getByRole('group', { name: 'Condition 1' });
  await one.getByLabel('Kind').selectOption('only-after');
  await type('Add: Hangs on', 'Peace agreement', one);
  await page.keyboard.press('Enter');
  await one.getByLabel('not: peace agreement').press('Space');
  await one.getByLabel('Of several').selectOption('all');
  // Added: words that stand in the sentence.
  await page.getByRole('button', { name: 'Add a condition' }).press('Enter');
  const two = page.getByRole('group', { name: 'Condition 2' });
  await type('Its words', 'words that stand nowhere', two);
  await page.getByText('These words do not stand in the report').waitFor();
  await type('Its words', `${first} … ${second}`, two);
  await type('Add: Hangs on', 'approval:DEU-parliament', two);
  await page.keyboard.press('Enter');
  await two.getByText('Germany’s parliament approves').waitFor();
  await page.keyboard.press('Enter');
  await until(async () => (await conditions())?.length === 2);
  assert.deepEqual(await conditions(), [
    {
      words: was?.words,
      kind: 'only-after',
      trigger: { all: ['ceasefire', '!peace-agreement'] },
    },
    { words: `${first} ${second}`, kind: 'if', trigger: { any: ['approval:DEU-parliament'] } },
  ]);
  await clean(page);
  // Taken away, in the report.
  const again = await openAs(
    'decide',
    `/reports/${encodeURIComponent(claim.report)}?claim=${encodeURIComponent(claim.id)}`,
  );
  await again.getByRole('button', { name: 'Mend', exact: true }).press('Enter');
  await again.getByRole('button', { name: /^Take away Condition 1/ }).press('Enter');
  await again.getByRole('button', { name: /^Save/ }).press('Enter');
  await until(async () => (await conditions())?.length === 1);
  assert.equal((await conditions())?.[0]?.kind, 'if');
  await clean(again);
});

/** The form on this claim, opened in the review of its report. */
async function mending(claim: BookClaim, how: How = {}): Promise<Page> {
  const page = await openAs('decide', `/review?report=${encodeURIComponent(claim.report)}`, how);
  await page.getByRole('button', { name: 'Accept' }).waitFor();
  const inReport = (await queue()).filter(({ report }) => report === claim.report);
  for (let i = 0; i < inReport.findIndex(({ id }) => id === claim.id); i++) await page.keyboard.press('j');
  await page.keyboard.press('m');
  await page.getByRole('form').waitFor();
  await page.getByRole('button', { name: 'Add an amount' }).waitFor();
  return page;
}

test('amounts and places of a claim are mended, added and taken away', async () => {
  const claim = (await queue()).find(
    ({ quantities, where }) => quantities.length === 1 && where.length === 1,
  );
  assert.ok(claim);
  const text = (await book.reportFile(claim.report)).report.report.text;
  const now = async () => (await book.claim(claim.id)).now[0]?.claim;
  const page = await mending(claim);
  const amount = page.getByRole('group', { name: 'Amount 1' });
  await amount.getByLabel('at least').fill('20');
  // A bound takes the place of the number.
  assert.equal(await amount.getByLabel('Number').inputValue(), '');
  await amount.getByLabel('at most').fill('26');
  await amount.getByLabel('about').check();
  const [first = '', second = ''] = text.slice(claim.sentence.start, claim.sentence.end).split(' ');
  await page.getByRole('button', { name: 'Add an amount' }).click();
  const another = page.getByRole('group', { name: 'Amount 2' });
  await another.getByLabel('Its words').last().fill(first);
  await another.getByLabel('Number').fill('1.5');
  await another.getByLabel('of', { exact: true }).fill('EUR');
  const place = page.getByRole('group', { name: 'Place 1' });
  await place.getByLabel('Kind of place').selectOption('limit');
  await place.getByLabel('Called').last().fill('the coast');
  await page.getByRole('button', { name: 'Add a place' }).click();
  const there = page.getByRole('group', { name: 'Place 2' });
  await there.getByLabel('Its words').last().fill(second);
  await accessible(page);
  await page.getByRole('button', { name: /^Save/ }).click();
  await until(async () => (await stateOf(claim.id)) === 'accepted');
  const [quantity] = claim.quantities;
  const words = (at: { readonly start: number; readonly end: number }) => text.slice(at.start, at.end);
  const mended = await now();
  assert.deepEqual(mended?.quantities[0], { ...quantity, value: null, low: 20, high: 26, about: true });
  assert.deepEqual(
    mended?.quantities.slice(1).map(({ start, end, ...of }) => ({ ...of, words: words({ start, end }) })),
    [{ words: first, value: 1.5, low: null, high: null, about: false, unit: 'EUR' }],
  );
  assert.deepEqual(
    mended?.where.map(({ kind, name, ...at }) => [kind, name, words(at)]),
    [
      ['limit', 'the coast', words(claim.where[0] ?? { start: 0, end: 0 })],
      ['place', second, second],
    ],
  );
  await clean(page);
  const again = await openAs(
    'decide',
    `/reports/${encodeURIComponent(claim.report)}?claim=${encodeURIComponent(claim.id)}`,
  );
  await again.getByText('20 to 26 countries').first().waitFor();
  await again.getByRole('button', { name: 'Mend', exact: true }).click();
  await again.getByRole('button', { name: /^Take away Amount 2/ }).click();
  await again.getByRole('button', { name: /^Take away Place 1/ }).click();
  await again.getByRole('button', { name: /^Save/ }).click();
  await until(async () => (await now())?.where.length === 1 && (await now())?.quantities.length === 1);
  assert.equal((await now())?.where[0]?.name, second);
  await clean(again);
});

test('what the server does not take stays in the form, with the reason beside its field', async () => {
  const claim = (await queue()).find(({ when, act }) => when !== null && act === 'commit');
  assert.ok(claim);
  const page = await mending(claim, { refused: [422] });
  const form = page.getByRole('form');
  await form.getByRole('combobox', { name: 'Firmness' }).selectOption('formal');
  await form.getByLabel('from', { exact: true }).fill('2026-03-01');
  await form.getByLabel('to', { exact: true }).fill('2026-02-01');
  await form.getByRole('button', { name: 'Add an amount' }).click();
  const amount = page.getByRole('group', { name: 'Amount 1' });
  const [first = ''] = (await book.reportFile(claim.report)).report.report.text
    .slice(claim.sentence.start, claim.sentence.end)
    .split(' ');
  await amount.getByLabel('Its words').last().fill(first);
  await amount.getByLabel('of', { exact: true }).fill('tank');
  await page.getByRole('button', { name: /^Save/ }).click();
  const wrong = form.getByRole('alert');
  await wrong.getByText('the first day (2026-03-01) is later than the last (2026-02-01)').waitFor();
  await accessible(page);
  // It stands right after the field that it is about.
  assert.equal(
    await wrong.evaluate((said) => said.previousElementSibling?.querySelector('legend')?.textContent),
    'Its days',
  );
  assert.equal(await stateOf(claim.id), 'unreviewed');
  const written = async () => [
    await form.getByRole('combobox', { name: 'Firmness' }).inputValue(),
    await form.getByLabel('to', { exact: true }).inputValue(),
    await amount.getByLabel('of', { exact: true }).inputValue(),
  ];
  assert.deepEqual(await written(), ['formal', '2026-02-01', 'tank']);
  await form.getByLabel('to', { exact: true }).fill('2026-04-01');
  await page.getByRole('button', { name: /^Save/ }).click();
  await wrong.getByText('no number is said; write the value or a bound').waitFor();
  assert.deepEqual(await written(), ['formal', '2026-04-01', 'tank']);
  await amount.getByLabel('Number').fill('4');
  await page.getByRole('button', { name: /^Save/ }).click();
  await until(async () => (await stateOf(claim.id)) === 'accepted');
  const mended = (await book.claim(claim.id)).now[0]?.claim;
  assert.deepEqual(
    [mended?.firmness, mended?.when?.to, mended?.quantities.map(({ value, unit }) => [value, unit])],
    ['formal', '2026-04-01', [...claim.quantities.map(({ value, unit }) => [value, unit]), [4, 'tank']]],
  );
  await clean(page);
});

test('what one writes stays when somebody else was quicker, and is saved on what stands now', async () => {
  const claim = (await queue()).find(({ act, firmness }) => act === 'commit' && firmness !== null);
  assert.ok(claim);
  const page = await mending(claim, { refused: [409] });
  const form = page.getByRole('form');
  await form.getByLabel('Add: Actor').fill('Emmanuel Somebody');
  await form.getByLabel('Add: Actor').press('Enter');
  const other = await ask('/api/decisions', {
    as: 'decide',
    body: { decision: { kind: 'mend', claim: claim.id, fields: { negated: !claim.negated } } },
  });
  assert.equal(other.status, 200);
  await page.getByRole('button', { name: /^Save/ }).click();
  await form
    .getByRole('alert')
    .getByText(/Ada decided on .* in the meantime/)
    .waitFor();
  await form.getByRole('button', { name: 'Take away Emmanuel Somebody' }).waitFor();
  await accessible(page);
  await page.getByRole('button', { name: /^Save/ }).click();
  const actors = async () => (await book.claim(claim.id)).now[0]?.claim.actors ?? [];
  await until(async () => (await actors()).includes('unknown:emmanuel-somebody'));
  // What the other set and this one did not touch holds.
  assert.equal((await book.claim(claim.id)).now[0]?.claim.negated, !claim.negated);
  await form.waitFor({ state: 'detached' });
  await clean(page);
});

test('of two reviewers on one claim the later is told, and sees the claim again', async () => {
  const [claim] = await queue();
  const page = await openAs('decide', '/review', { refused: [409] });
  const other = await ask('/api/decisions', {
    as: 'decide',
    body: { decision: { kind: 'reject', claim: claim?.id } },
  });
  assert.equal(other.status, 200);
  await page.keyboard.press('a');
  const toast = page.locator('.toast.failed');
  await toast.waitFor();
  assert.match(
    (await toast.textContent()) ?? '',
    /^Ada decided on this claim in the meantime: rejected, \d+ Jan 2026, \d\d:\d\d\. Look at the claim/,
  );
  assert.ok(((await toast.boundingBox())?.width ?? 999) < 450);
  assert.equal(await stateOf(claim?.id ?? ''), 'rejected');
  await toast.getByRole('link', { name: 'Look at the claim' }).click();
  await page.locator('.claim-card.chosen.rejected').waitFor();
  await clean(page);
});

test('who may not decide sees the queue and no buttons', async () => {
  const page = await open('/review');
  await page.getByText(/To decide, sign in/).waitFor();
  await page.keyboard.press('a');
  assert.equal(await page.getByRole('button', { name: 'Accept' }).count(), 0);
  await clean(page);
});

test('reports say how far their review is', async () => {
  const page = await open('/reports');
  await page.getByLabel('Review').selectOption('in-work');
  await page.waitForURL(/review=in-work/);
  await ready(page);
  await page.getByRole('link', { name: 'in work' }).first().click();
  await page.waitForURL(/\/review\?report=/);
  await clean(page);
});
