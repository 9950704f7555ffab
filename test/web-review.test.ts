import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asker } from './served-book.ts';
import { clean, openedPages, ready } from './web-pages.ts';

const { open, openAs, server, book } = await openedPages();
const ask = asker(server);
const stateOf = async (id: string): Promise<string> => (await book.claim(id)).now[0]?.state ?? '';
const queue = async () =>
  (await book.reviewQueue()).items.flatMap((item) => (item.kind === 'claim' ? [item.claim] : []));

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
  for (let i = 0; i < steps; i++) await page.keyboard.press('j');
  await press('m');
  await press('Tab');
  await press('o');
  await press('Enter');
  await until(async () => (await stateOf(claim.id)) === 'accepted');
  assert.equal((await book.claim(claim.id)).now[0]?.claim.firmness, 'offered');
  assert.ok(keys <= 5, `${keys} keys`);
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
  await page.locator('.toast.failed').waitFor();
  assert.equal(await stateOf(claim?.id ?? ''), 'rejected');
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
