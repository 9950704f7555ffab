import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, asker, SECRETS, servedBook } from './served-book.ts';

const { book, server, reports } = await servedBook();
const ask = asker(server);
const [first = ''] = reports;
const claim = `${first}#c1`;
const note = { decision: { kind: 'note', report: first, text: 'seen' } };
const told = ({ status, json }: Answer) => [status, json?.code];

test('each right may what it says and no more', async () => {
  for (const [as, add, decide] of [
    [undefined, 401, 401],
    ['read', 403, 403],
    ['propose', 422, 403],
    ['decide', 422, 200],
  ] as const) {
    const who = as === undefined ? {} : { as };
    const refused = { text: 'BAD' };
    assert.equal((await ask('/api/reports?wait=yes', { ...who, body: refused })).status, add, `${as} adds`);
    assert.equal((await ask('/api/decisions', { ...who, body: note })).status, decide, `${as} decides`);
    assert.equal((await ask('/api/entries', who)).status, 200, `${as} reads`);
  }
  assert.deepEqual((await ask('/api/me', { as: 'propose' })).json, { person: 'Ben', right: 'propose' });
  assert.deepEqual((await ask('/api/me')).json, { person: null, right: 'read' });
  const wrong = await ask('/api/entries', { headers: { authorization: 'Bearer no-such-token' } });
  assert.deepEqual(told(wrong), [401, 'http/token']);
  assert.match(wrong.headers.get('www-authenticate') ?? '', /^Bearer/);
});

test('a decision is taken by the one whose token it is, and undone', async () => {
  const body = { decision: { kind: 'accept', claim }, why: 'as it says' };
  const previewed = await ask('/api/decisions/preview', { as: 'propose', body });
  assert.equal(previewed.json.decision, null);
  assert.equal((await book.decisions(first)).filter(({ kind }) => kind === 'accept').length, 0);
  const taken = (await ask('/api/decisions', { as: 'decide', body })).json;
  const kept = (await book.decisions(first)).find(({ id }) => id === taken.decision);
  assert.deepEqual([kept?.by, kept?.why, kept?.kind], ['Ada', 'as it says', 'accept']);
  const state = async () => (await ask(`/api/claims/${encodeURIComponent(claim)}`)).json.now[0].review.state;
  assert.equal(await state(), 'accepted');
  await ask('/api/decisions', {
    as: 'decide',
    body: { decision: { kind: 'undo', decision: taken.decision } },
  });
  assert.equal(await state(), 'unreviewed');
  const listed = (await ask(`/api/decisions?report=${encodeURIComponent(first)}`)).json.items;
  assert.deepEqual(
    listed.slice(0, 4).map(({ kind, undone }: { kind: string; undone: boolean }) => [kind, undone]),
    [
      // Without the decision the report is as far as it was before.
      ['progress', false],
      ['undo', false],
      // Who decides on a claim has begun with its report.
      ['progress', false],
      ['accept', true],
    ],
  );
});

test('of two reviewers of one claim the later is told', async () => {
  const decide = (kind: string, seen?: string | null) =>
    ask('/api/decisions', { as: 'decide', body: { decision: { kind, claim }, seen } });
  const accepted = await decide('accept', null);
  assert.equal(accepted.status, 200);
  const late = await decide('reject', null);
  assert.deepEqual(told(late), [409, 'usage/decided-since']);
  assert.match(late.json.detail, /^Ada decided on /);
  assert.equal(late.json.decisions.at(-1).id, accepted.json.decision);
  assert.equal((await decide('reject', accepted.json.decision)).status, 200);
  assert.equal((await decide('accept')).status, 200);
});

test('what cannot be decided is told, and nothing is changed', async () => {
  const before = (await book.decisions()).length;
  for (const [decision, status, code] of [
    [{ kind: 'accept', claim: 'none#c1' }, 422, 'usage/claim'],
    [{ kind: 'mend', claim, fields: { act: 'dance' } }, 422, 'usage/field'],
    [{ kind: 'mend', claim, fields: { predicate: { start: 4, end: 2 } } }, 422, 'usage/field'],
    [{ kind: 'label', report: first, label: { kind: 'colour', value: 'red' } }, 400, 'http/request'],
    [{ kind: 'dance' }, 400, 'http/request'],
    [{ kind: 'accept', claim, by: 'Eve' }, 400, 'http/request'],
  ] as const) {
    assert.deepEqual(told(await ask('/api/decisions', { as: 'decide', body: { decision } })), [status, code]);
  }
  const cases = [
    ['{"decision":', 400, 'http/request', 'application/json'],
    ['kind=accept', 415, 'http/media-type', 'application/x-www-form-urlencoded'],
  ] as const;
  for (const [body, status, code, type] of cases) {
    const headers = { 'content-type': type };
    assert.deepEqual(told(await ask('/api/decisions', { as: 'decide', body, headers })), [status, code]);
  }
  assert.equal((await book.decisions()).length, before);
});

test('a report is read before it is kept, mended, and then added', async () => {
  const count = (await book.reports()).length;
  const sent = {
    text: 'a report',
    known: { publisher: 'Rhein-Kurier', published: '2026-01-07', title: null },
  };
  const preview = (await ask('/api/reports/preview', { as: 'propose', body: sent })).json;
  assert.equal(preview.known.publisher, 'Rhein-Kurier');
  assert.ok(preview.claims.length > 0 && preview.attributions.length > 0);
  assert.equal((await book.reports()).length, count);
  const { status, json: job } = await ask('/api/reports?wait=yes', { as: 'propose', body: sent });
  assert.equal(status, 200);
  assert.deepEqual([job.state, job.outcomes[0].status], ['done', 'added']);
  assert.equal((await book.reports()).length, count + 1);
  const again = (await ask('/api/reports?wait=yes', { as: 'propose', body: sent })).json;
  assert.equal(again.outcomes[0].status, 'known');
  const refused = await ask('/api/reports?wait=yes', { as: 'propose', body: { text: ' BAD ' } });
  assert.deepEqual(told(refused), [422, 'input/binary']);
});

test('files come in JSON and in a form; what is wrong with one is told of it, and the others are added', async () => {
  const file = (name: string, text: string) => ({ name, base64: Buffer.from(text).toString('base64') });
  const body = {
    reports: [
      { file: file('one.md', '---\npublisher: Rift Press\ndate: 2025-10-01\n---\nA report.') },
      { file: file('two.txt', '') },
      { file: file('three.jsonl', '{"text":"x","publisher":"A","published":"2025-10-02"}\nno JSON\n') },
    ],
  };
  const { json: job } = await ask('/api/reports?wait=yes', { as: 'propose', body });
  assert.deepEqual(
    job.outcomes.map((one: { name: string; status: string; problem: { code: string } | null }) => [
      one.name,
      one.status,
      one.problem?.code ?? null,
    ]),
    [
      ['one.md', 'added', null],
      ['two.txt', 'refused', 'input/empty'],
      ['three.jsonl:1', 'added', null],
      ['three.jsonl:2', 'refused', 'input/jsonl'],
    ],
  );
  const form = new FormData();
  form.append('file', new Blob(['A report.'], { type: 'text/plain' }), 'four.txt');
  form.append('publisher', 'Metro Mombasa');
  form.append('published', '2025-10-03');
  const { json } = await ask('/api/reports?wait=yes', { as: 'propose', body: form });
  assert.deepEqual([json.outcomes[0].name, json.outcomes[0].status], ['four.txt', 'added']);
  const kept = await book.reports({ publishers: ['Metro Mombasa'] });
  assert.equal(kept[0]?.report.published, '2025-10-03');
});

test('progress is told while a report is read, from the beginning to whoever comes late', async () => {
  const body = {
    reports: [{ text: 'SLOW one', known: { publisher: 'S', published: '2025-10-04' } }, { text: 'BAD' }],
  };
  const { status, json: job, headers } = await ask('/api/reports', { as: 'propose', body });
  assert.equal(status, 202);
  assert.equal(headers.get('location'), `/api/jobs/${job.id}`);
  const events = await ask(`/api/jobs/${job.id}/events`, { as: 'propose' });
  assert.match(events.headers.get('content-type') ?? '', /^text\/event-stream/);
  const names = [...events.text.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name);
  assert.deepEqual(names, ['begin', 'progress', 'progress', 'outcome', 'begin', 'outcome', 'end']);
  assert.equal((await ask(`/api/jobs/${job.id}/events`, { as: 'propose' })).text, events.text);
  assert.equal((await ask(`/api/jobs/${job.id}`, { as: 'propose' })).json.state, 'done');
  assert.deepEqual(told(await ask('/api/jobs/none', { as: 'propose' })), [404, 'http/job']);
  assert.deepEqual(told(await ask(`/api/jobs/${job.id}`)), [401, 'http/token']);
});

test('a question is kept by name, is a feed, and reading again is no news', async () => {
  const path = '/api/saved/Sanctions';
  const put = (body: unknown, to = path) => ask(to, { as: 'propose', method: 'PUT', body });
  assert.deepEqual(told(await put({ kind: 'entries', query: 'measure=forse' })), [422, 'usage/measure']);
  assert.deepEqual(told(await put({ kind: 'entries', query: 'colour=red' })), [400, 'http/request']);
  assert.deepEqual(told(await put({ kind: 'diff', query: '' })), [400, 'http/request']);
  assert.equal((await put({ kind: 'entries', query: 'x=y' }, '/api/saved/%3Cb%3E')).status, 400);
  for (const wrong of ['.', '.hidden', ' x', 'x ', 'a\nb', 'x.atom', 'x'.repeat(81)]) {
    const { status } = await put(
      { kind: 'diff', query: 'from=2025' },
      `/api/saved/${encodeURIComponent(wrong)}`,
    );
    assert.ok(status === 400 || status === 404, wrong);
  }
  for (const odd of ['50 % – “a/b?” & c#d', '制裁', "What's new: Iran!"]) {
    const at = `/api/saved/${encodeURIComponent(odd)}`;
    assert.equal((await put({ kind: 'diff', query: 'from=2025' }, at)).json.name, odd);
    assert.equal((await ask(`${at}.atom`)).status, 200);
    assert.equal((await ask(at, { as: 'propose', method: 'DELETE' })).status, 204);
  }
  const kept = await put({ kind: 'entries', query: 'measure=sanctions' });
  assert.deepEqual([kept.status, kept.json.by], [200, 'Ben']);
  assert.equal((await put({ kind: 'diff', query: 'from=2025-01-01' }, '/api/saved/News')).status, 200);
  for (const name of ['Sanctions', 'News']) {
    const feed = () => ask(`/api/saved/${name}.atom`);
    const before = await feed();
    assert.match(before.headers.get('content-type') ?? '', /^application\/atom\+xml/);
    const ids = (text: string) => [...text.matchAll(/<id>(.*?)<\/id>/g)].map(([, id]) => id);
    assert.ok(ids(before.text).length > 1);
    const links = [...before.text.matchAll(/<link rel="(\w+)" type="([^"]+)" href="([^"]+)"/g)].map(
      ([, rel, type, href = '']) => [rel, type, new URL(href.replaceAll('&#38;', '&'))] as const,
    );
    const html = name === 'News' ? '/changes' : '/';
    assert.deepEqual(
      links.slice(0, 2).map(([rel, type, { origin, pathname }]) => [rel, type, origin, pathname]),
      [
        ['self', 'application/atom+xml', server.url, `/api/saved/${name}.atom`],
        ['alternate', 'text/html', server.url, html],
      ],
    );
    const entries = links.slice(2).map(([, , { searchParams }]) => searchParams.get('open') ?? '');
    assert.equal(entries.length, ids(before.text).length - 1);
    for (const entry of entries)
      assert.equal((await ask(`/api/entries/${encodeURIComponent(entry)}`)).status, 200);
    const titles = [...before.text.matchAll(/<entry>\s*<id>.*<\/id>\s*<title>(.*)<\/title>/g)].map(
      ([, title]) => title,
    );
    for (const title of titles) assert.match(title ?? '', /^\p{L}[^:·]*$/u);
    assert.equal(new Set(ids(before.text)).size, ids(before.text).length);
    for (const report of reports) {
      const read = await ask(`/api/reports/${encodeURIComponent(report)}/reread`, {
        as: 'decide',
        body: { why: 'newer reader' },
      });
      assert.equal(read.status, 200);
    }
    assert.equal((await feed()).text, before.text);
  }
  assert.equal((await ask('/api/saved')).json.items.length, 2);
  assert.equal((await ask(path, { as: 'propose', method: 'DELETE' })).status, 204);
  assert.equal((await ask(path)).status, 404);
});

test('a purge wants the id once more', async () => {
  const [gone = ''] = (await book.reports({ publishers: ['Metro Mombasa'] })).map(({ report }) => report.id);
  const path = `/api/reports/${encodeURIComponent(gone)}`;
  const purge = (confirm: string) => ask(`${path}/purge`, { as: 'decide', body: { confirm } });
  assert.deepEqual(told(await purge('yes')), [422, 'usage/purge']);
  assert.equal((await purge(gone)).status, 200);
  assert.equal((await ask(path)).status, 404);
});

test('a browser signs in with a token or a link, and writes only from a page of the server', async () => {
  const wrong = await ask('/api/session', { body: { token: 'no-such-token' } });
  assert.deepEqual(told(wrong), [401, 'http/token']);
  const session = await ask('/api/session', { body: { token: SECRETS.decide } });
  const set = session.headers.get('set-cookie') ?? '';
  assert.match(set, /^pledgebook_\d+=.+; Path=\/; HttpOnly; SameSite=Strict$/);
  const cookie = set.split(';')[0] ?? '';
  assert.equal((await ask('/api/me', { headers: { cookie } })).json.person, 'Ada');
  for (const [headers, status] of [
    [{ origin: server.url }, 200],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ origin: 'https://example.org' }, 403],
    [{ origin: server.url, 'sec-fetch-site': 'cross-site' }, 403],
    [{ origin: 'null' }, 403],
    [{}, 403],
  ] as const) {
    const answer = await ask('/api/decisions', { body: note, headers: { cookie, ...headers } });
    assert.equal(answer.status, status, JSON.stringify(headers));
  }
  await ask('/api/session', { method: 'DELETE', headers: { cookie } });
  assert.equal((await ask('/api/me', { headers: { cookie } })).json.person, null);
});
