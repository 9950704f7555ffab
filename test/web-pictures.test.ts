import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, clean, looksLike, openedPages } from './web-pages.ts';

const { open, openAs, book } = await openedPages();
const [story] = (await book.stories()).filter(({ reports }) => reports.length > 1);
const id = encodeURIComponent(story?.reports[0] ?? '');
const coded = (await book.reports({ publishers: ['The Continental'] }))[0]?.report;
assert.ok(coded);

/** Two who code one report from nothing, and differ. */
const at = (words: string) => {
  const start = coded.text.indexOf(words);
  return { start, end: start + words.length };
};
for (const [by, firmness] of [
  ['Ada', 'agreed-in-principle'],
  ['Bo', 'pledged'],
] as const) {
  const fields = {
    act: 'commit',
    predicate: at('pledged to deploy'),
    what: at('troops in Ukraine'),
    firmness,
  } as const;
  await book.code(coded.id, { kind: 'mark', fields }, { by });
  if (by === 'Bo')
    await book.code(
      coded.id,
      { kind: 'mark', fields: { act: 'endorse', predicate: at('welcomed') } },
      { by },
    );
  await book.code(coded.id, { kind: 'done', done: true }, { by });
}

/** Each page as it is first met, with something on it opened. */
const PAGES = {
  register: '/?actor=state:DEU&open=state:DEU/force.land/state:UKR',
  matrix: '/matrix?order=similar',
  'what-if': '/what-if?set=ceasefire=yes&goal-actor=state:DEU',
  stories: '/stories',
  story: `/stories/${encodeURIComponent(story?.id ?? '')}`,
  document: `/reports/${id}?claim=${id}%23c1`,
  timeline: '/timeline?as-of=2025-12-31',
  map: '/map?region=europe&measure=force&at=state:ITA',
  gap: '/gap?open=state:POL%20arms%20tank%20delivered',
  changes: '/changes?from=2025-09-05&to=2026-01-07',
  actor: '/actors/state%3ADEU',
  measure: '/measures/force',
  actors: '/actors',
  measures: '/measures',
  collisions: '/collisions',
  saved: '/saved',
  reports: '/reports',
  review: '/review',
  blind: '/review/blind',
  'blind-report': `/review/blind/${encodeURIComponent(coded.id)}?sentence=2`,
  settle: '/review/settle',
  add: '/add',
  about: '/about',
} as const;

for (const [name, address] of Object.entries(PAGES))
  test(`${name}: wide and narrow, light and dark, it looks as it did, and axe finds nothing`, async () => {
    const asWhom = /^(?:review|blind|blind-report|settle|add)$/.test(name)
      ? openAs.bind(null, 'decide')
      : open;
    await Promise.all(
      [1280, 390].flatMap((width) =>
        (['light', 'dark'] as const).map(async (scheme) => {
          const page = await asWhom(address, { width, scheme });
          await looksLike(page, `${name}-${width}-${scheme}`);
          await accessible(page);
          await clean(page);
        }),
      ),
    );
  });
