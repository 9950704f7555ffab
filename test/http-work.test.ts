import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBook } from '../src/app/book/index.ts';
import { serve } from '../src/http/index.ts';
import { FEED } from './full-book.ts';
import { asker, SECRETS, servedBook } from './served-book.ts';

const { book, server, reports, path } = await servedBook();
const ask = asker(server);
const [first = ''] = reports;
const at = (id: string) => encodeURIComponent(id);
type Item = { readonly status: string; readonly id: string | null; readonly kind?: string };

test('a feed is looked at, added by its address, fetched, paused, resumed and forgotten', async () => {
  const before = (await book.reports()).length;
  const preview = await ask('/api/reports/preview', { as: 'propose', body: { url: FEED } });
  assert.equal(preview.json.feed.items.length, 2);
  assert.equal((await book.reports()).length, before);
  const added = await ask('/api/reports?wait=yes', {
    as: 'propose',
    body: { url: FEED, rules: { exclude: 'xyz' } },
  });
  assert.deepEqual(added.json.outcomes.map(({ status }: Item) => status).sort(), ['added', 'added', 'feed']);
  const [feed] = (await ask('/api/feeds')).json.items;
  assert.deepEqual([feed.url, feed.rules.exclude, feed.items], [FEED, 'xyz', 2]);
  const again = await ask('/api/feeds/fetch?wait=yes', { as: 'propose', body: {} });
  assert.ok(again.json.outcomes.some(({ status }: Item) => status.startsWith('feed')));
  const address = `/api/feeds/${at(FEED)}`;
  assert.equal((await ask(address, { as: 'propose', method: 'PUT', body: { paused: true } })).status, 403);
  const paused = await ask(address, { as: 'decide', method: 'PUT', body: { paused: true } });
  assert.equal(paused.json.state, 'paused');
  await ask(address, { as: 'decide', method: 'PUT', body: { paused: false } });
  assert.equal((await ask(address, { as: 'decide', method: 'DELETE' })).status, 204);
  assert.deepEqual((await ask('/api/feeds')).json.items, []);
  assert.equal((await ask(address, { as: 'decide', method: 'DELETE' })).json.code, 'http/feed');
  const none = await ask('/api/reports?wait=yes', {
    as: 'propose',
    body: { url: 'https://wire.example.org/none' },
  });
  assert.deepEqual([none.status, none.json.code], [422, 'fetch/status']);
});

test('what was perhaps missed is in the queue and dismissed; its report comes to be in work', async () => {
  const { items } = (await ask('/api/review?missed=yes&limit=500')).json;
  const missed = items.find(({ kind }: Item) => kind === 'missed');
  const { sentence, evidence } = missed.quote;
  assert.equal(sentence.slice(evidence.start, evidence.end).length, 8);
  const decision = { kind: 'dismiss', report: missed.report, words: missed.predicate };
  const { json } = await ask('/api/decisions', { as: 'decide', body: { decision } });
  assert.equal(json.progress, 'in-work');
  const left = (await ask('/api/review?missed=yes&limit=500')).json;
  assert.ok(!left.items.some(({ id }: Item) => id === missed.id));
  const inWork = (await ask('/api/reports?review=in-work')).json.items;
  assert.deepEqual(
    inWork.map(({ id, progress }: { id: string; progress: { by: string } }) => [id, progress.by]),
    [[missed.report, 'Ada']],
  );
  const taken = (await ask('/api/decisions?kind=dismiss&by=Ada&since=2025')).json.items;
  assert.deepEqual(
    taken.map(({ id }: Item) => id),
    [json.decision],
  );
});

test('two code a report from nothing; a curator sees how far they agree, and settles where they do not', async () => {
  const coding = `/api/reports/${at(first)}/coding`;
  const [claim] = (await book.reportFile(first)).claims;
  const predicate = claim?.claim.predicate;
  assert.deepEqual((await ask(coding, { as: 'propose' })).json, { coding: null });
  const blind = (await ask(`/api/reports/${at(first)}?blind=yes`)).json;
  assert.deepEqual([blind.claims, blind.mentions, blind.decisions], [[], [], []]);
  assert.ok(blind.text.length > 0);
  for (const [as, act] of [
    ['propose', 'commit'],
    ['decide', 'demand'],
  ] as const) {
    const mark = await ask(coding, { as, body: { kind: 'mark', fields: { act, predicate } } });
    assert.equal(mark.json.marks[0].act, act);
    await ask(coding, { as, body: { kind: 'done', done: true } });
  }
  const own = (await ask('/api/codings/own', { as: 'propose' })).json.items;
  assert.deepEqual(own, [{ report: first, at: own[0].at, done: true, marks: 1 }]);
  assert.equal((await ask('/api/codings', { as: 'propose' })).status, 403);
  assert.equal((await ask('/api/codings', { as: 'decide' })).json.items.length, 2);
  assert.deepEqual((await ask('/api/agreement?field=act')).json.coders, ['Ada', 'Ben']);
  const [difference] = (await ask('/api/differences', { as: 'decide' })).json.items;
  assert.ok(difference.fields.includes('act'));
  const settling = (seen: object) => ({
    report: difference.report,
    words: difference.words,
    choice: { kind: 'take', coder: 'Ben' },
    seen,
  });
  const id = difference.standing.claim.id;
  const late = await ask('/api/differences/settle', { as: 'decide', body: settling({ [id]: 'd-other' }) });
  assert.deepEqual([late.status, late.json.code], [409, 'usage/decided-since']);
  const body = settling({ [id]: difference.standing.seen });
  assert.equal((await ask('/api/differences/settle', { as: 'decide', body })).status, 200);
  assert.deepEqual((await ask('/api/differences', { as: 'decide' })).json.items, []);
});

test('faults are looked for, and none is there', async () => {
  assert.equal((await ask('/api/doctor')).status, 401);
  const { json } = await ask('/api/doctor', { as: 'decide' });
  assert.deepEqual(json.faults, []);
  assert.ok(json.checked.reports > 0);
});

test('a book that was exported is imported into an empty one, and nowhere else', async (t) => {
  const whole = (await ask('/api/export?to=jsonl')).text;
  const headers = { 'content-type': 'application/jsonl' };
  const full = await ask('/api/import', { as: 'decide', body: whole, headers });
  assert.deepEqual([full.status, full.json.code], [422, 'usage/import']);
  const copy = await openBook({ book: `${path}.copy` });
  const tokens = [{ person: 'Ada', right: 'decide' as const, secret: SECRETS.decide }];
  const other = await serve({
    book: copy,
    path: `${path}.copy`,
    port: 0,
    host: '127.0.0.1',
    tokens,
    web: [],
    maxBodyBytes: 1000,
  });
  t.after(async () => {
    await other.stop();
    await copy.close();
  });
  const to = asker(other);
  assert.equal((await to('/api/import', { as: 'decide', body: '{}' })).status, 415);
  const cut = await to('/api/import', { as: 'decide', body: whole.slice(0, -30), headers });
  assert.equal(cut.json.imported, false);
  assert.match(cut.json.lines[0].why, /cut off/);
  const dry = await to('/api/import?dry-run=yes', { as: 'decide', body: whole, headers });
  assert.deepEqual([dry.json.imported, dry.json.bad, (await copy.reports()).length], [false, 0, 0]);
  const done = await to('/api/import', { as: 'decide', body: whole, headers });
  assert.deepEqual([done.json.imported, done.json.bad], [true, 0]);
  assert.equal((await copy.reports()).length, (await book.reports()).length);
});

test('an edited table of claims comes back as decisions', async () => {
  const parts: string[] = [];
  for await (const { file, data } of book.export({ to: 'csv' }).chunks)
    if (file === 'claims.csv') parts.push(String(data));
  const table = parts.join('');
  const file = { name: 'claims.csv', base64: Buffer.from(table).toString('base64') };
  const unsaid = await ask('/api/import/edits?dry-run=yes', { as: 'decide', body: { file } });
  assert.deepEqual([unsaid.status, unsaid.json.code], [422, 'usage/import']);
  const exported = '2025-10-06';
  const same = await ask('/api/import/edits?dry-run=yes', { as: 'decide', body: { file, exported } });
  assert.equal(same.status, 200, same.text);
  assert.deepEqual([same.json.rows, same.json.failures], [[], []]);
  assert.equal(
    (await ask('/api/import/tracker', { as: 'decide', body: { file, map: 'columns: {}' } })).status,
    422,
  );
});
