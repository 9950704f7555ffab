import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { clean, openedPages, ready } from './web-pages.ts';

const PAYLOADS = readFileSync(join(import.meta.dirname, 'fixtures/script-payloads.txt'), 'utf8')
  .split('\n')
  .filter(Boolean);

const [sample] = readFileSync(join(import.meta.dirname, 'fixtures/sample-readings.jsonl'), 'utf8').split(
  '\n',
);

/** A reading whose every field that a report or an actor brings holds a payload. */
function hostile(payload: string, i: number): unknown {
  const reading = JSON.parse(sample ?? '');
  const { document, actors, claims } = reading;
  const text = `${payload} ${document.text}`;
  const moved = JSON.parse(
    JSON.stringify({ ...reading, document: null }).replaceAll(
      /"(start|end)":(\d+)/g,
      (_, name, at) => `"${name}":${Number(at) + payload.length + 1}`,
    ),
  );
  assert.ok(actors.length > 0 && claims.length > 0);
  return {
    ...moved,
    claims: moved.claims.slice(0, 2),
    document: {
      ...document,
      text,
      title: payload,
      publisher: `${payload} ${i}`,
      byline: payload,
      url: /^(?:javascript|data|vbscript):/i.test(payload) ? payload : `https://example.org/?${payload}`,
    },
    actors: moved.actors.map((actor: { id: string }, n: number) => ({
      ...actor,
      ...(n === 0 && { name: payload, aliases: [payload] }),
    })),
  };
}

const { open, openAs, book } = await openedPages({ readings: PAYLOADS.map(hostile) });

test('there are a hundred payloads', () => {
  assert.ok(PAYLOADS.length >= 100, String(PAYLOADS.length));
});

test('script in any field of a report runs nowhere, and leads nowhere', async () => {
  const reports = (await book.reports()).map(({ report }) => report.id);
  const [story] = await book.stories();
  const addresses = [
    '/?columns=actor,measure,beneficiary,sources,words',
    '/matrix',
    '/timeline',
    '/what-if',
    '/stories?alone=yes',
    `/stories/${encodeURIComponent(story?.id ?? '')}`,
    '/changes?from=2025-01-01&to=2026-02-01',
    '/reports',
    '/about',
    '/map',
    '/gap',
    '/actors',
    `/actors/${encodeURIComponent('state:UKR')}`,
    '/measures/force',
    '/collisions',
    '/saved',
    ...reports.slice(0, 2).map((id) => `/reports/${encodeURIComponent(id)}`),
  ];
  const page = await openAs('decide', '/review');
  for (const address of addresses) {
    await page.goto(new URL(address, page.url()).href);
    await ready(page);
    const found = await page.evaluate(() => ({
      ran: Reflect.get(globalThis, 'pwned') !== undefined,
      scripts: document.querySelectorAll(
        'body script:not([src^="/assets/"]), main iframe, main object, main embed, main img, main form[action]',
      ).length,
      handlers: [...document.querySelectorAll('main *')].flatMap((element) =>
        element.getAttributeNames().filter((name) => name.startsWith('on')),
      ),
      links: [...document.querySelectorAll('a[href]')]
        .map((link) => (link as HTMLAnchorElement).protocol)
        .filter((protocol) => !/^https?:$/.test(protocol)),
    }));
    assert.deepEqual(found, { ran: false, scripts: 0, handlers: [], links: [] }, address);
  }
  await clean(page);
});

test('script in an address runs nowhere', async () => {
  const page = await open('/', { refused: [400, 404] });
  for (const payload of PAYLOADS.slice(0, 8)) {
    const words = encodeURIComponent(payload);
    await page.goto(new URL(`/?text=${words}&open=${words}`, page.url()).href);
    await ready(page);
    assert.equal(await page.evaluate(() => Reflect.get(globalThis, 'pwned')), undefined);
  }
  await page.goto(new URL(`/measures/${encodeURIComponent(PAYLOADS[0] ?? '')}`, page.url()).href);
  await page.getByRole('alert').waitFor();
  await clean(page);
});
