import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { asker, plainly, servedBook } from './served-book.ts';

const { book, server, reports } = await servedBook();
const ask = asker(server);
const [first = ''] = reports;
const all = await book.list();

/** All items of a list, page by page. */
async function paged(
  path: string,
  limit: number,
): Promise<{ readonly items: readonly { id: string }[]; readonly pages: number }> {
  const items: { id: string }[] = [];
  let pages = 0;
  for (let cursor: string | null = null; pages === 0 || cursor !== null; pages++) {
    const next: string = cursor === null ? '' : `&cursor=${cursor}`;
    const { status, json } = await ask(`${path}${path.includes('?') ? '&' : '?'}limit=${limit}${next}`);
    assert.equal(status, 200);
    items.push(...json.items);
    cursor = json.next;
  }
  return { items, pages };
}

test('entries are those of the book, page by page to the end', async () => {
  const { items, pages } = await paged('/api/entries', 2);
  assert.deepEqual(
    items.map(({ id }) => id),
    all.items.map(({ id }) => id),
  );
  assert.equal(pages, Math.ceil(all.items.length / 2));
  const sorted = await paged('/api/entries?sort=-measure', 500);
  assert.deepEqual(
    sorted.items.map(({ id }) => id),
    (await book.list({ sort: '-measure' })).items.map(({ id }) => id),
  );
});

test('a row has all ids of its claims, or the last few of them and how many there are', async () => {
  const rows = (await ask('/api/entries?limit=500')).json.items;
  const { json } = await ask('/api/entries?limit=500&ids=few');
  for (const [i, row] of rows.entries()) {
    const short = json.items[i];
    for (const name of ['history', 'stands', 'expected', 'against', 'claims'] as const) {
      assert.equal(row.counts[name], row[name].length);
      assert.deepEqual(short[name], row[name].slice(-2));
    }
    const { history: _, stands: __, expected: ___, against: ____, claims: _____, conditions, ...rest } = row;
    assert.deepEqual({ ...short, ...rest }, short);
    assert.equal(short.conditions.length, conditions.length);
  }
  assert.ok(rows.some(({ claims }: { claims: readonly string[] }) => claims.length > 2));
  const quoted = new Set(
    json.items.flatMap(({ quote }: { quote: { report: string } | null }) => quote?.report ?? []),
  );
  assert.deepEqual(new Set(json.reports.map(({ id }: { id: string }) => id)), quoted);
});

test('an entry shows its words, and leads to its reports and parties', async () => {
  const { json } = await ask('/api/entries?facets=yes');
  const [entry] = json.items;
  const report = json.reports.find(({ id }: { id: string }) => id === entry.quote.report);
  assert.ok(report);
  assert.equal('text' in report, false);
  assert.ok(json.parties.some(({ id }: { id: string }) => id === entry.actor));
  const { sentence, evidence, state } = entry.quote;
  assert.ok(evidence.start >= 0 && evidence.end <= sentence.length && evidence.start < evidence.end);
  assert.equal(state, 'unreviewed');
  const counted = json.facets.actor.reduce((sum: number, { count }: { count: number }) => sum + count, 0);
  assert.equal(counted, all.items.length);
});

test('filters are those of list, and a wrong one is told', async () => {
  const actor = all.items[0]?.actor ?? '';
  const { json } = await ask(`/api/entries?actor=${encodeURIComponent(actor)}`);
  assert.equal(json.total, all.items.filter((entry) => entry.actor === actor).length);
  for (const [query, code] of [
    ['measure=forse', 'usage/measure'],
    ['as-of=never', 'usage/date'],
    ['firmness=hard', 'usage/firmness'],
    ['sort=colour', 'usage/sort'],
    ['limit=0', 'http/request'],
    ['limit=501', 'http/request'],
    ['state=maybe', 'http/request'],
    ['colour=red', 'http/request'],
    ['since=2025&since=2026', 'http/request'],
    ['cursor=abc', 'http/cursor'],
  ] as const) {
    const { status, json: problem, headers } = await ask(`/api/entries?${query}`);
    assert.deepEqual([status, problem.code], [400, code], query);
    assert.equal(problem.type, `urn:pledgebook:${code}`);
    assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/);
  }
});

test('the same as a table and as lines, by address or by what is accepted', async () => {
  const csv = await ask('/api/entries.csv');
  assert.match(csv.headers.get('content-type') ?? '', /^text\/csv/);
  assert.equal(csv.text.trim().split('\r\n').length, all.items.length + 1);
  const view = await ask('/api/entries.csv?columns=date&columns=actor&columns=words');
  assert.match(view.text, /^last told,actor,actor id,its words\r\n\d{4}-\d\d-\d\d,[^,:]+,[a-z]+:[^,]+,\S/);
  assert.equal((await ask('/api/entries.csv?columns=colour')).status, 400);
  const accepted = await ask('/api/entries', { headers: { accept: 'text/csv' } });
  assert.equal(accepted.text, csv.text);
  const lines = await ask('/api/entries.jsonl');
  assert.equal(lines.text.trim().split('\n').length, all.items.length);
  assert.equal((await ask('/api/entries', { headers: { accept: 'image/png' } })).status, 406);
  assert.match((await ask('/api/matrix.csv')).text, /^actor,name,/);
});

test('one entry whole, by its encoded id', async () => {
  const [entry] = all.items;
  const { status, json } = await ask(`/api/entries/${encodeURIComponent(entry?.id ?? '')}`);
  assert.equal(status, 200);
  const [whole] = json.items;
  assert.equal(whole.id, entry?.id);
  assert.equal(whole.claims[0].review.state, 'unreviewed');
  assert.equal(whole.claims[0].reliability.source, 'F');
  assert.match(json.reports[0].hash, /^sha256:/);
  assert.ok(json.reports[0].text.includes(whole.claims[0].quote.sentence));
});

test('every other question is answered as the book answers it', async () => {
  const matrix = (await ask('/api/matrix')).json;
  assert.ok(matrix.cells.length > 0 && matrix.cells.every((cell: { quote: unknown }) => cell.quote));
  const timeline = await paged('/api/timeline', 2);
  assert.equal(timeline.items.length, (await book.timeline()).items.length);
  const firstTwo = (await ask('/api/timeline?limit=2&count-to=2')).json;
  assert.deepEqual([firstTwo.items.length, firstTwo.total, firstTwo.next], [2, 2, null]);
  assert.equal((await ask('/api/timeline?count-to=0')).status, 400);
  assert.equal((await ask('/api/collisions')).json.total, (await book.collisions()).items.length);
  const whatIf = (await ask('/api/what-if?set=ceasefire=yes&set=backing:USA=no')).json;
  assert.deepEqual(whatIf.scenario, { ceasefire: 'yes', 'backing:USA': 'no' });
  const set = `${whatIf.triggers[0].trigger}=yes`;
  const address = `/api/what-if?set=${encodeURIComponent(set)}&limit=1`;
  const { standings } = (await ask(address)).json;
  const outlooks = [];
  for (const { state, total, entries, next } of standings) {
    const found = [...entries];
    for (let cursor = next; cursor !== null; ) {
      const [page] = (await ask(`${address}&standing=${state}&cursor=${cursor}`)).json.standings;
      found.push(...page.entries);
      cursor = page.next;
    }
    assert.equal(found.length, total);
    outlooks.push(...found);
  }
  const before = new Map((await book.whatIf([])).entries.map(({ entry, state }) => [entry, state]));
  assert.deepEqual(
    outlooks.map(({ quote: _, ...rest }) => rest).sort((a, b) => (a.entry < b.entry ? -1 : 1)),
    (await book.whatIf([set])).entries
      .map((one) => ({ ...one, was: before.get(one.entry) }))
      .sort((a, b) => (a.entry < b.entry ? -1 : 1)),
  );
  const moved = outlooks.filter(({ state, was }) => state !== was).length;
  const counted = standings.map((of: { readonly moved: number }) => of.moved);
  assert.ok(moved > 0);
  assert.equal(
    counted.reduce((sum: number, n: number) => sum + n),
    moved,
  );
  const astray = standings.find((of: { readonly next: string | null }) => of.next !== null);
  assert.equal((await ask(`${address}&cursor=${astray.next}`)).json.code, 'http/cursor');
  assert.deepEqual(
    (await ask('/api/what-would-it-take?goal=actor=DEU')).json.answers,
    (await book.whatWouldItTake('actor=DEU')).answers,
  );
  const diff = (await ask('/api/diff?from=2025-01-01&to=2025-12-31')).json;
  assert.equal(diff.items.length, (await book.diff('2025-01-01', '2025-12-31')).items.length);
  const few = (await ask('/api/diff?from=2025-01-01&to=2025-12-31&tellings=2')).json;
  assert.ok(diff.items.some((item: { readonly tellings: number }) => item.tellings > 2));
  for (const [i, item] of diff.items.entries()) {
    assert.equal(item.tellings, item.claims.length);
    assert.deepEqual(few.items[i], { ...item, claims: item.claims.slice(0, 2) });
  }
  const one = (await ask('/api/diff?from=2025-01-01&to=2025-12-31&limit=1')).json;
  const kinds = Map.groupBy(diff.items, ({ kind }: { readonly kind: string }) => kind);
  assert.deepEqual(one.counts, Object.fromEntries([...kinds].map(([kind, of]) => [kind, of.length])));
  assert.deepEqual(
    one.items,
    [...kinds].map(([, [first]]) => first),
  );
  assert.equal((await ask('/api/overdue?on=2027')).status, 200);
  assert.equal((await ask('/api/gap')).status, 200);
  const rates = 'date,from,to,rate,source\n2025-03-01,USD,EUR,0.96,ECB\n';
  assert.equal((await ask('/api/gap', { body: { in: 'EUR', rates } })).status, 200);
  const stories = (await ask('/api/stories?alone=yes&verdicts=yes')).json;
  const story = stories.items.find((one: { reports: readonly unknown[] }) => one.reports.length > 1);
  assert.ok(story.verdicts.same >= 1);
  const compared = (await ask(`/api/stories/${encodeURIComponent(story.id)}`)).json;
  assert.deepEqual(compared, JSON.parse(JSON.stringify(await book.compare(story.id))));
  const { claims, ...plain } = (await ask(`/api/stories/${encodeURIComponent(story.id)}?claims=yes`)).json;
  assert.deepEqual(plain, compared);
  assert.ok(claims.length > 0);
  for (const { sentence, quote } of claims) {
    const { text } = (await ask(`/api/reports/${encodeURIComponent(quote.report)}`)).json;
    assert.equal(quote.sentence, text.slice(sentence.start, sentence.end));
  }
  const about = (await ask('/api/about')).json;
  assert.equal(about.counts.entries, all.items.length);
  assert.equal(about.counts.reports, 3);
  assert.equal(about.book, 'summit.db');
  const { items } = (await ask('/api/measures')).json;
  assert.equal(new Set(items.map(({ id }: { id: string }) => id)).size, items.length);
  assert.equal((await ask('/api/measures/sanctions')).status, 200);
  const profiles = (await ask('/api/profiles')).json.items;
  assert.equal(profiles.length, book.profiles().length);
  assert.ok(profiles[0].triggers.includes('ceasefire') && !profiles[0].triggers.includes('other'));
  assert.deepEqual(
    (await ask('/api/grades')).json.items.map(({ grade }: { grade: string }) => grade),
    ['F', 'F', 'F'],
  );
});

test('the document page has the text with what was found in it', async () => {
  const { json } = await ask(`/api/reports/${encodeURIComponent(first)}`);
  assert.equal(json.report.id, first);
  assert.ok(json.attributions.length > 0 && json.mentions.length > 0 && json.actors.length > 0);
  for (const { start, end } of [...json.sentences, ...json.mentions])
    assert.ok(json.text.slice(start, end).length > 0);
  for (const claim of json.claims) assert.ok(json.text.includes(claim.quote.sentence));
  const list = (await ask('/api/reports?review=unread&publisher=Harbour%20Wire')).json;
  assert.deepEqual(
    list.items.map(
      ({ id, review, claims }: { id: string; review: string; claims: { unreviewed: number } }) => [
        id,
        review,
        claims.unreviewed,
      ],
    ),
    [[first, 'unread', json.claims.length]],
  );
});

test('a claim says why it reads as it does when it is asked', async () => {
  const id = encodeURIComponent(`${first}#c1`);
  assert.equal((await ask(`/api/claims/${id}`)).json.reasons, null);
  const { json } = await ask(`/api/claims/${id}?explain=yes`);
  assert.equal(json.now[0].id, `${first}#c1`);
  assert.equal(typeof json.reasons, 'object');
  assert.notEqual(json.reasons, null);
});

test('the queue begins with the least certain claim', async () => {
  const { items } = await paged('/api/review', 2);
  const certain = items.map((claim) => (claim as unknown as { confidence: number }).confidence);
  assert.deepEqual(
    certain,
    certain.toSorted((a, b) => a - b),
  );
  const queue = (await book.reviewQueue()).items;
  assert.deepEqual(
    items.map(({ id }) => id),
    queue.map(({ id }) => id),
  );
  const [, second] = items;
  const { json } = await ask(`/api/review?limit=1&after=${encodeURIComponent(items[0]?.id ?? '')}`);
  assert.deepEqual([json.items[0].id, json.open], [second?.id, queue.length]);
});

test('an actor by its id or name; words are searched everywhere', async () => {
  const { items } = (await ask('/api/actors')).json;
  const uncounted = (await ask('/api/actors?counts=no')).json.items;
  assert.deepEqual(
    uncounted,
    items.map((one: object) => ({ ...one, claims: null })),
  );
  const one = (await ask(`/api/actors/${encodeURIComponent(items[0].id)}`)).json;
  assert.equal(one.entries.length, items[0].entries);
  assert.equal(one.totals.entries, items[0].entries);
  const ids = (entries: readonly { id: string }[]) => entries.map(({ id }) => id);
  const held = all.items.filter((entry) => entry.actor === items[0].id);
  assert.deepEqual(ids(one.entries), ids(held));
  const first = (await ask(`/api/actors/${encodeURIComponent(items[0].id)}?limit=1`)).json;
  assert.deepEqual([ids(first.entries), first.totals], [ids(one.entries.slice(0, 1)), one.totals]);
  const { json: measure } = await ask('/api/measures/sanctions?limit=1');
  const on = all.items.filter((entry) => /^sanctions(\.|$)/.test(entry.measure));
  assert.deepEqual([ids(measure.entries), measure.total], [ids(on.slice(0, 1)), on.length]);
  assert.deepEqual(measure.measures, [...new Set(on.map((entry) => entry.measure))].sort());
  assert.equal((await ask(`/api/actors/${encodeURIComponent(items[0].name)}`)).json.party.id, items[0].id);
  const found = (await ask('/api/search?words=sanctions')).json;
  assert.ok(found.reports.length === 3 && found.entries.length > 0 && found.measures.length > 0);
  const { report, snippet, inText, quotes } = found.reports[0];
  assert.match(snippet.text, /sanctions/);
  const { text } = (await ask(`/api/reports/${encodeURIComponent(report.id)}`)).json;
  assert.equal(text.slice(inText[0].start, inText[0].end).toLowerCase(), 'sanctions');
  assert.ok(
    quotes.some(({ claim }: { claim: { quote: { sentence: string } } }) =>
      /sanctions/.test(claim.quote.sentence),
    ),
  );
  const only = (await ask('/api/search?words=sanctions&in=reports&in=measures&publisher=dnipro%20daily'))
    .json;
  assert.deepEqual(
    [only.reports.length, only.entries.length, only.measures.length > 0, only.actors.length],
    [3, 0, true, 0],
  );
  assert.equal((await ask('/api/search?words=%22%20AND%20(')).status, 200);
  const none = (await ask('/api/search?words=sanctions&publisher=nobody')).json;
  assert.deepEqual([none.reports, none.entries], [[], []]);
  assert.equal((await ask('/api/search?words=%22')).json.code, 'usage/words');
  assert.equal((await ask('/api/search/texts?words=sanctions')).status, 404);
});

test('unknown ids and addresses are told apart', async () => {
  for (const [path, status, code] of [
    ['/api/entries/nobody', 404, 'usage/entry'],
    ['/api/claims/none%23c1', 404, 'usage/claim'],
    ['/api/reports/none', 404, 'usage/report'],
    ['/api/stories/none', 404, 'usage/story'],
    ['/api/actors/nobody', 404, 'http/actor'],
    ['/api/measures/none', 404, 'http/measure'],
    ['/api/saved/none', 404, 'http/saved'],
    ['/api/saved/none.atom', 404, 'http/saved'],
    ['/api/nothing', 404, 'http/no-route'],
    ['/api/decisions/preview', 405, 'http/method'],
  ] as const) {
    const { status: told, json } = await ask(path);
    assert.deepEqual([told, json.code], [status, code], path);
  }
  assert.equal((await ask('/api/decisions/preview')).headers.get('allow'), 'POST');
});

test('what has not changed is not sent again; a change makes another tag and ends cursors', async () => {
  const before = await ask('/api/entries?limit=1');
  const etag = before.headers.get('etag') ?? '';
  assert.match(etag, /^W\//);
  const again = await ask('/api/entries?limit=1', { headers: { 'if-none-match': etag } });
  assert.deepEqual([again.status, again.text], [304, '']);
  await ask('/api/decisions', {
    as: 'decide',
    body: { decision: { kind: 'note', report: first, text: 'seen' } },
  });
  const after = await ask('/api/entries?limit=1', { headers: { 'if-none-match': etag } });
  assert.equal(after.status, 200);
  assert.notEqual(after.headers.get('etag'), etag);
  const expired = await ask(`/api/entries?limit=1&cursor=${before.json.next}`);
  assert.deepEqual([expired.status, expired.json.code], [410, 'http/cursor-expired']);
  const other = await ask(`/api/timeline?limit=1&cursor=${after.json.next}`);
  assert.deepEqual([other.status, other.json.code], [400, 'http/cursor']);
});

test('what is asked again in the same words is answered the same, until the book changes', async () => {
  const path = '/api/entries?limit=2';
  const [one, two] = [await ask(path), await ask(path)];
  assert.equal(two.text, one.text);
  const headers = (answer: typeof one) => [...answer.headers].filter(([name]) => name !== 'date').sort();
  assert.deepEqual(
    headers(two).filter(
      ([name]) => !['connection', 'keep-alive', 'content-length', 'transfer-encoding'].includes(name),
    ),
    headers(one).filter(
      ([name]) => !['connection', 'keep-alive', 'content-length', 'transfer-encoding'].includes(name),
    ),
  );
  const etag = two.headers.get('etag') ?? '';
  assert.equal((await ask(path, { headers: { 'if-none-match': etag } })).status, 304);
  assert.equal((await plainly(`${server.url}${path}`, { host: 'evil.example.org' })).status, 421);
  assert.equal((await ask(path, { headers: { authorization: 'Bearer no-such-token' } })).status, 401);
  await ask('/api/decisions', { as: 'decide', body: { decision: { kind: 'accept', claim: `${first}#c1` } } });
  const three = await ask(path);
  assert.notEqual(three.headers.get('etag'), etag);
  const states = (await paged('/api/entries', 500)).items.map(
    (entry) => (entry as unknown as { confirmed: number }).confirmed,
  );
  assert.ok(states.some((confirmed) => confirmed > 0));
});

test('answers are compressed as the client takes them', async () => {
  const url = `${server.url}/api/matrix`;
  const plain = await plainly(url, {});
  const br = await plainly(url, { 'accept-encoding': 'gzip, br' });
  const gzip = await plainly(url, { 'accept-encoding': 'gzip, br;q=0' });
  assert.equal(br.headers['content-encoding'], 'br');
  assert.equal(gzip.headers['content-encoding'], 'gzip');
  assert.deepEqual(brotliDecompressSync(br.body), plain.body);
  assert.deepEqual(gunzipSync(gzip.body), plain.body);
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.match(String(plain.headers['vary']), /accept-encoding/);
});
