import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { after, test } from 'node:test';
import { openBook } from '../src/app/book/open-book.ts';
import { run } from '../src/cli/run.ts';
import { openStore } from '../src/store/index.ts';
import { UsageError } from '../src/text/errors.ts';
import { slice } from '../src/text/span.ts';
import { fakeReader } from './fake-cli.ts';
import { GERMANY, told } from './store-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-search-'));
after(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'book.db');
const OFFER = 'France is ready to send troops to Ukraine after a ceasefire.';
const store = await openStore(path);
await store.write((book) =>
  book.add([
    told('paris', {
      report: { title: 'Paris and the ceasefire', text: `${OFFER} The weather in Málaga was fine.` },
    }),
    told('berlin', {
      report: { text: `Berlin waited. ${OFFER}`, published: '2025-10-02', publisher: 'The Continental' },
      parties: [GERMANY],
      claim: { actors: [GERMANY.id] },
    }),
    told('gone', { report: { text: `Nobody heard of it. ${OFFER}` } }),
  ]),
);
await store.write((book) =>
  book.remove('gone', { id: 'd1', by: 'Ada', at: '2025-10-05T08:00:00Z', why: null }),
);
await store.close();
const book = await openBook({ book: path });
after(() => book.close());
const found = async (...asked: Parameters<typeof book.search>) =>
  (await book.search(...asked)).items.map(({ report }) => report);

test('what has all the words is found, in the title first, with the claims in whose sentences they stand', async () => {
  const page = await book.search('CEASEFIRE troops');
  assert.deepEqual(
    page.items.map(({ report }) => report),
    ['paris', 'berlin'],
  );
  const [paris] = page.items;
  const report = page.reports.get('paris');
  assert.ok(paris && report);
  assert.deepEqual(paris.inTitle, [{ start: 14, end: 23 }]);
  assert.deepEqual(
    paris.inText.map((at) => slice(report.text, at)),
    ['troops', 'ceasefire'],
  );
  assert.ok(slice(report.text, paris.snippet).includes('ceasefire'));
  assert.deepEqual(
    paris.quotes.map(({ claim, entries }) => ({ claim: claim.id, entries })),
    [{ claim: 'paris#c1', entries: ['state:FRA/force.land/state:UKR'] }],
  );
});

test('words in quotes stand in a row, accents and case do not count, operators are words', async () => {
  assert.deepEqual(await found('"send troops"'), ['berlin', 'paris']);
  assert.deepEqual(await found('"troops send"'), []);
  assert.deepEqual(await found('malaga'), ['paris']);
  assert.deepEqual(await found('troops OR nowhere'), []);
  assert.deepEqual(await found('Continental'), ['berlin']);
  await assert.rejects(
    book.search(' "" '),
    (error) => error instanceof UsageError && error.code === 'usage/words',
  );
});

test('filters choose what the reports tell of, now and as of another day', async () => {
  assert.deepEqual(await found('troops', { actor: ['DEU'] }), ['berlin']);
  assert.deepEqual(await found('troops', { measure: ['arms'] }), []);
  assert.deepEqual(await found('troops', { source: ['Harbour Wire'], limit: 1 }), ['paris']);
  assert.deepEqual(await found('troops', { asOf: '2025-09-30' }), ['paris']);
  assert.deepEqual(await found('troops', { actor: ['DEU'], asOf: '2025-09-30' }), []);
  assert.deepEqual(await found('troops', { states: ['accepted'] }), ['berlin', 'paris']);
});

const FRENCH = 'state:FRA/force.land/state:UKR';
const GERMAN = 'state:DEU/force.land/state:UKR';

test('entries are found by whom, what and when they are of, and by their sentences, newest first', async () => {
  // As it stands now is looked up, as it was is computed.
  for (const [words, ids] of [
    ['Germany', [GERMAN]],
    ['state:DEU', [GERMAN]],
    ['fra', [FRENCH]],
    ['ukraine', [GERMAN, FRENCH]],
    ['force.land', [GERMAN, FRENCH]],
    ['force', [GERMAN, FRENCH]],
    ['ceasefire', [GERMAN, FRENCH]],
    ['"send troops"', [GERMAN, FRENCH]],
    ['Germany ceasefire troops', [GERMAN]],
    ['Germany weather', []],
    ['weather', []],
    ['state', []],
    ['"troops send"', []],
    ['roops', []],
  ] as const)
    for (const query of [{}, { asOf: '2026-12-31' }]) {
      const page = await book.searchEntries(words, query);
      assert.deepEqual(
        page.items.map(({ id }) => id),
        ids,
        words,
      );
      assert.equal(page.total, ids.length, words);
    }
  const [first] = (await book.searchEntries('troops', { limit: 1 })).items;
  assert.equal(first?.id, GERMAN);
  const rest = await book.searchEntries('troops', { after: GERMAN });
  assert.deepEqual([rest.items.map(({ id }) => id), rest.total], [[FRENCH], 2]);
  assert.deepEqual((await book.searchEntries('troops', { actor: ['FRA'] })).items.length, 1);
  for (const words of ['', '"" -'])
    await assert.rejects(
      book.searchEntries(words),
      (error) => error instanceof UsageError && error.code === 'usage/words',
    );
});

test('common words are neither marked nor enough for a claim, unless nothing else is looked for', async () => {
  const [paris] = (await book.search('the weather in Malaga')).items;
  const text = (await book.search('weather')).reports.get('paris')?.text ?? '';
  assert.deepEqual(
    paris?.inText.map((at) => slice(text, at)),
    ['weather', 'Málaga'],
  );
  assert.deepEqual([paris?.inTitle, paris?.quotes], [[], []]);
  const [row] = (await book.search('"after a ceasefire" the')).items;
  assert.deepEqual(
    row?.inText.map((at) => slice(text, at)),
    ['after a ceasefire'],
  );
  assert.ok(((await book.search('is to')).items[0]?.quotes.length ?? 0) > 0);
});

/** What a command prints on the book of this test, at 80 columns and without colours. */
async function printed(...args: readonly string[]) {
  const texts = { out: '', err: '' };
  const sink = (name: keyof typeof texts) =>
    new Writable({
      write(chunk, _encoding, done) {
        texts[name] += chunk;
        done();
      },
    });
  const [stdin, [command = '', ...rest]] = [new PassThrough(), args];
  const host = {
    stdin,
    stdout: sink('out'),
    stderr: sink('err'),
    createSourceReader: async () => fakeReader,
  };
  return { code: await run([command, '--book', path, ...rest], host), ...texts };
}

test('search prints the words where they stand, and its data as JSON', async () => {
  const { code, out, err } = await printed('search', 'ceasefire', 'Paris');
  assert.equal(code, 0);
  assert.equal(
    out,
    `*Paris* and the *ceasefire*
    Harbour Wire · 2025-09-04 · paris
    commit: France (paris#c1)
      France is ready to send troops to Ukraine after a *ceasefire*.
      state:FRA/force.land/state:UKR

`,
  );
  assert.equal(err, '0 entries, 1 report\n');
  const json = await printed('search', 'weather', '--json');
  const hit = JSON.parse(json.out);
  assert.deepEqual(hit.quotes, []);
  assert.match(hit.snippet.text, /The weather in Málaga/);
  assert.equal((await printed('search')).code, 2);
});

test('a long list is printed in parts', async () => {
  const [whole, first] = [await printed('list', '--json'), await printed('list', '--json', '--limit', '1')];
  const [one = '', two = ''] = whole.out.trim().split('\n');
  assert.equal(first.out.trim(), one);
  assert.equal(first.err, `the list may go on with --after '${JSON.parse(one).id}'\n`);
  const next = await printed('list', '--json', '--after', JSON.parse(one).id);
  assert.equal(next.out.trim(), two);
  assert.equal((await printed('list', '--limit', '0')).code, 2);
  assert.equal((await printed('list', '--after', 'nobody')).code, 2);
});

test('search prints entries first, with the sentence that told of them last, and says how each list goes on', async () => {
  const { out, err } = await printed('search', 'troops', 'ceasefire', '--limit', '1');
  assert.equal(
    out,
    `Germany · force.land · for Ukraine
    commit · offered ▰▰▱▱▱▱▱
    The Continental, 2025-10-02
      France is ready to send *troops* to Ukraine after a *ceasefire*.
    state:DEU/force.land/state:UKR

Paris and the *ceasefire*
    Harbour Wire · 2025-09-04 · paris
    commit: France (paris#c1)
      France is ready to send *troops* to Ukraine after a *ceasefire*.
      state:FRA/force.land/state:UKR

`,
  );
  assert.equal(
    err,
    `the list may go on with --after '${GERMAN}'
the list may go on with --after 'paris'
1 entry, 1 report
`,
  );
  const ids = async (...args: readonly string[]) =>
    (await printed('search', 'troops', '--json', ...args)).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .map(({ kind, id, report }) => (kind === 'entry' ? id : report));
  assert.deepEqual(await ids('--after', GERMAN), [FRENCH]);
  assert.deepEqual(await ids('--limit', '1', '--after', (await ids()).at(-2) ?? ''), [(await ids()).at(-1)]);
  assert.equal((await printed('search', 'troops', '--after', 'nobody')).code, 2);
  const [entry] = (await printed('search', 'Germany', '--json')).out
    .split('\n')
    .map((line) => line && JSON.parse(line));
  assert.equal(entry.snippet.text, OFFER);
  assert.equal(entry.report, 'berlin');
});
