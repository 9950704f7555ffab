import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { asker } from './served-book.ts';
import { accessible, clean, openedPages, READINGS, ready } from './web-pages.ts';

const [, wire, continental, ...others] = READINGS;
assert.ok(wire && continental);
/** Words in which the reader finds no claim. */
const NEAR = 'told reporters after the meeting';
const start = wire.document.text.indexOf(NEAR);
const near = { start, end: start + NEAR.length };
const missed = {
  predicate: near,
  act: 'meet' as const,
  sentence: wire.document.sentences.findIndex((of) => of.start <= start && start < of.end),
  confidence: 0.375,
};
const { openAs, open, server, book } = await openedPages({
  readings: [{ ...wire, perhapsMissed: [missed] }, continental, ...others],
});
const ask = asker(server);
const WIRE = (await book.reports({ publishers: ['Harbour Wire'] })).find(({ report }) =>
  report.text.includes(NEAR),
)?.report;
const STORY = (await book.reports({ publishers: ['The Continental'] }))[0]?.report;
assert.ok(WIRE && STORY);

/** Until the book has what the page sent. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.fail('it did not come about');
}

/** Writes into a field of the form, without a pointer. */
async function write(page: Page, label: string, words: string): Promise<void> {
  await page.getByRole('form').getByLabel(label, { exact: true }).last().focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(words);
}

const missedNow = async () => (await book.reviewQueue()).items.filter(({ kind }) => kind === 'missed').length;
const added = async () =>
  (await book.reportFile(WIRE.id)).claims.find(
    ({ claim, asRead }) => asRead === null && claim.predicate.start === near.start,
  );

test('what was perhaps missed is in the queue: marked as a claim, or dismissed, and undone, by keyboard', async () => {
  const { items } = await book.reviewQueue({ reports: [WIRE.id] });
  const page = await openAs('decide', `/review?report=${encodeURIComponent(WIRE.id)}`);
  for (let i = 0; i < items.findIndex(({ kind }) => kind === 'missed'); i++) await page.keyboard.press('j');
  await page.getByRole('heading', { name: 'Perhaps a claim was missed here' }).waitFor();
  // In its paragraph, its words marked.
  assert.equal(await page.locator('.review-now .seg-chosen').textContent(), NEAR);
  assert.match((await page.locator('.review-now .words').textContent()) ?? '', /26 countries/);
  await accessible(page);
  await page.keyboard.press('a');
  const form = page.getByRole('form');
  assert.equal(await form.getByLabel('Words of the act', { exact: true }).last().inputValue(), NEAR);
  assert.equal(await form.getByRole('combobox', { name: 'Act', exact: true }).inputValue(), 'meet');
  await write(page, 'Words of the act', 'told');
  await write(page, 'What', 'that 26 countries');
  await write(page, 'Add: Actor', 'Emmanuel Somebody');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await until(async () => (await added())?.state === 'accepted');
  const claim = (await added())?.claim;
  const said = (at: { start: number; end: number } | null | undefined) =>
    at && WIRE.text.slice(at.start, at.end);
  assert.deepEqual(
    [claim?.act, said(claim?.predicate), said(claim?.what), claim?.actors],
    ['meet', 'told', 'that 26 countries', ['unknown:emmanuel-somebody']],
  );
  assert.equal(await missedNow(), 0);
  // The book has it before the page was told so; until then keys belong to the form.
  await page.getByText('1 decided just now').waitFor();
  await page.keyboard.press('u');
  await until(async () => (await missedNow()) === 1);
  await page.getByRole('heading', { name: 'Perhaps a claim was missed here' }).waitFor();
  await page.keyboard.press('r');
  await until(async () => (await missedNow()) === 0);
  await page.keyboard.press('u');
  await until(async () => (await missedNow()) === 1);
  await page.getByLabel('With what was perhaps missed').uncheck();
  await page.waitForURL(/missed=no/);
  await ready(page);
  assert.equal(await page.locator('.queue').getByText('Perhaps missed').count(), 0);
  await clean(page);
});

test('a report is coded from nothing, by keyboard, and counts for agreement once it is finished', async () => {
  const page = await openAs('propose', '/review/blind');
  const asked: string[] = [];
  page.on('request', (request) =>
    asked.push(new URL(request.url()).pathname + new URL(request.url()).search),
  );
  await accessible(page);
  const [first] = await book.reports();
  await page.getByRole('link', { name: 'Begin with the next report' }).waitFor();
  await page.keyboard.press('o');
  await page.waitForURL(new RegExp(encodeURIComponent(first?.report.id ?? '')));
  await page.goto(`${server.url}/review/blind/${encodeURIComponent(STORY.id)}`);
  await ready(page);
  await page.getByText('Sentence 1 of').waitFor();
  // Nothing of what was read or decided is on the page, and nothing of it was asked for.
  assert.equal(await page.locator('main :is(.marked, .claim-card, .mark-card, .badge)').count(), 0);
  assert.deepEqual(
    asked.filter(
      (path) =>
        /^\/api\/(?:reports\/|claims|entries|review|codings(?!\/own)|differences)/.test(path) &&
        !/blind=yes|\/coding$/.test(path),
    ),
    [],
  );
  const sentences = (await book.reports({ reports: [STORY.id] }))[0]?.report.sentences ?? [];
  const pledge = STORY.text.indexOf('pledged to deploy troops');
  const at = sentences.findIndex((of) => of.start <= pledge && pledge < of.end);
  for (let i = 0; i < at; i++) await page.keyboard.press('j');
  await page.getByText(`Sentence ${at + 1} of`).waitFor();
  await page.keyboard.press('m');
  const form = page.getByRole('form');
  // Nothing is proposed: neither act, nor words, nor names that the book has.
  assert.equal(await form.getByRole('combobox', { name: 'Act', exact: true }).inputValue(), '');
  await page.getByRole('button', { name: 'Add a condition' }).press('Enter');
  await form.locator('datalist option[value="ceasefire"]').waitFor({ state: 'attached' });
  const triggers = (await ask('/api/entries?facets=yes&limit=1')).json.facets.condition;
  assert.ok(triggers.some(({ value }: { value: string }) => value.includes(':')));
  const offered = await form
    .locator('datalist option')
    .evaluateAll((options) => options.map((option) => option.getAttribute('value')));
  assert.deepEqual(
    offered.filter((name) => !/^[a-z][a-z ]*$/.test(name ?? '')),
    [],
  );
  await page.getByRole('button', { name: /^Take away Condition 1/ }).press('Enter');
  await form.getByRole('combobox', { name: 'Act', exact: true }).selectOption('commit');
  await form.getByRole('combobox', { name: 'Firmness', exact: true }).selectOption('pledged');
  await write(page, 'Words of the act', 'pledged');
  await write(page, 'What', 'to deploy troops');
  await write(page, 'When', 'the day after a ceasefire');
  await form.getByLabel('from', { exact: true }).fill('2026-03-01');
  await accessible(page);
  await page.keyboard.press('Enter');
  const coding = async (coder: string) => (await book.codings({ coders: [coder], reports: [STORY.id] }))[0];
  await until(async () => (await coding('Ben'))?.marks.length === 1);
  await page.getByText('1 claim marked').waitFor();
  const when = (await coding('Ben'))?.marks[0]?.when;
  assert.deepEqual([when?.from, when?.to, when?.granularity], ['2026-03-01', '2026-03-01', 'day']);
  assert.equal(when && STORY.text.slice(when.start, when.end), 'the day after a ceasefire');
  await page.keyboard.press('1');
  await form.getByRole('combobox', { name: 'Firmness', exact: true }).selectOption('formal');
  await form.getByRole('combobox', { name: 'Firmness', exact: true }).press('Enter');
  await until(async () => (await coding('Ben'))?.marks[0]?.firmness === 'formal');
  await form.waitFor({ state: 'detached' });
  // One more, taken away.
  await page.keyboard.press('m');
  await form.getByRole('combobox', { name: 'Act', exact: true }).selectOption('demand');
  await write(page, 'Words of the act', 'deploy');
  await page.keyboard.press('Enter');
  await until(async () => (await coding('Ben'))?.marks.length === 2);
  await page.getByText('2 claims marked').waitFor();
  await accessible(page);
  await page.keyboard.press('x');
  await page.getByText('Which mark is taken away?').waitFor();
  await page.keyboard.press('2');
  await until(async () => (await coding('Ben'))?.marks.length === 1);
  assert.equal((await coding('Ben'))?.marks[0]?.act, 'commit');
  const claims = (await book.reportFile(STORY.id)).claims;
  assert.ok(claims.every(({ state, asRead }) => state === 'unreviewed' && asRead !== null));
  await page.keyboard.press('f');
  await until(async () => (await coding('Ben'))?.done === true);
  await page.waitForURL(/\/review\/blind$/);
  await page.getByText('finished, 1 claim marked').waitFor();
  assert.deepEqual(
    (await book.agreement({ withReader: true })).spans.map(({ coders, marks }) => [coders, marks[0]]),
    [[['Ben', 'reader'], 1]],
  );
  await clean(page);
  const reader = await open('/review/blind');
  await reader.getByText('To code reports, sign in').waitFor();
  await clean(reader);
});

test('where coders differ a curator takes, mends or refuses what one says, and undoes it', async () => {
  const say = (words: string) => {
    const from = STORY.text.indexOf(words);
    return { start: from, end: from + words.length };
  };
  const mark = (act: 'commit' | 'meet' | 'demand', words: string, more = {}) =>
    book.code(STORY.id, { kind: 'mark', fields: { act, predicate: say(words), ...more } }, { by: 'Cy' });
  await mark('commit', 'pledged', { firmness: 'pledged', what: say('to deploy troops') });
  await mark('meet', 'took part');
  await mark('demand', 'by video link');
  await book.code(STORY.id, { kind: 'done', done: true }, { by: 'Cy' });
  const left = async () => (await book.differences()).items;
  const [total, standing] = [(await left()).length, (await left()).map((one) => one.standing)];
  assert.ok(total >= 3 && standing.some((one) => one === null));
  const page = await openAs('decide', '/review/settle', { refused: [422, 409] });
  const go = async (words: string) => {
    const at = (await left()).findIndex((one) => STORY.text.slice(one.words.start, one.words.end) === words);
    for (let i = 0; i < total; i++) await page.keyboard.press('b');
    for (let i = 0; i < at; i++) await page.keyboard.press('n');
    await page.getByText(`Difference ${at + 1} of`).waitFor();
  };
  await go('pledged');
  await accessible(page);
  const row = page.getByRole('row', { name: /^Firmness/ });
  assert.match((await row.textContent()) ?? '', /differs.*formal.*pledged/);
  assert.equal(await page.getByRole('row', { name: /^What \(differs\)/ }).count(), 0);
  await page.keyboard.press('1');
  await until(async () => (await left()).length === total - 1);
  const decided = async () =>
    (await book.decisions()).filter(({ kind }) => kind !== 'progress' && kind !== 'settle');
  assert.deepEqual(
    (await decided()).slice(-1).map(({ kind, by }) => [kind, by]),
    [['mend', 'Ada']],
  );
  await page.getByText('1 settled just now').waitFor();
  await page.keyboard.press('u');
  await until(async () => (await left()).length === total);
  await page.locator('.toast').getByText('Undone').waitFor();
  await ready(page);
  // Mended first: what nobody said, and somebody whom the book does not know.
  await go('pledged');
  await page.keyboard.press('m');
  await page.getByText('Whose claim is mended?').waitFor();
  await page.keyboard.press('2');
  await page
    .getByRole('form')
    .getByRole('combobox', { name: 'Firmness', exact: true })
    .selectOption('offered');
  await write(page, 'Add: Actor', 'Somebody New');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await until(async () => (await left()).length === total - 1);
  const [said] = (await decided()).slice(-1);
  const now = (await book.claim(said?.subject ?? '')).now[0]?.claim;
  assert.equal(now?.firmness, 'offered');
  assert.ok(now?.actors.includes('unknown:somebody-new'));
  // No claim: one that only one coder has.
  await go('by video link');
  await page.keyboard.press('0');
  await until(async () => (await left()).length === total - 2);
  // The later of two who settle the same is told.
  await ready(page);
  await go('took part');
  const { words } =
    (await left()).find((one) => STORY.text.slice(one.words.start, one.words.end) === 'took part') ?? {};
  const settled = await ask('/api/differences/settle', {
    as: 'decide',
    body: { report: STORY.id, words: { start: words?.start, end: words?.end }, choice: { kind: 'none' } },
  });
  assert.equal(settled.status, 200, settled.text);
  await page.keyboard.press('1');
  await page.locator('.toast.failed').getByText('Somebody else has settled it').waitFor();
  await page.waitForFunction((n) => !document.body.textContent.includes(`of ${n}`), total - 2);
  await clean(page);
  const propose = await openAs('propose', '/review/settle');
  await propose.getByText('What others marked is shown to those who may decide').waitFor();
  await clean(propose);
});
