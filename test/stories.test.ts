import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { openBook } from '../src/app/book/index.ts';
import { createSourceReader, withKnown } from '../src/app/reader.ts';
import type { Reading } from '../src/app/reading.ts';
import type { ReadReport } from '../src/book/record.ts';
import {
  chooseStory,
  emptyStory,
  type Frequencies,
  lookupKeys,
  type StoryCandidate,
  storyScore,
  weightOf,
  withReport,
} from '../src/book/stories/choose.ts';
import { featuresOf } from '../src/book/stories/features.ts';
import { formOneStory } from '../src/book/stories/merge.ts';
import { namesIn } from '../src/book/stories/names.ts';
import { UNKNOWN } from '../src/document/metadata.ts';
import { tokenise } from '../src/language/sentences.ts';
import { deadline, reportOf, type Said, said, troops } from './small-book.ts';
import { sourceOf } from './sources.ts';

const EMPTY: Frequencies = { reports: 0, of: () => 0 };
/** A book of this many reports in which every key stands in `times` of them. */
const bookWith = (reports: number, times: number): Frequencies => ({ reports, of: () => times });

const pledge = (marked: string, value?: number): Said =>
  said(marked, {
    act: 'commit',
    firmness: 'pledged',
    actors: ['state:DEU'],
    measures: ['funding.any'],
    quantities:
      value === undefined
        ? []
        : [{ start: 0, end: 0, value, low: null, high: null, about: false, unit: 'EUR' }],
  });
const wire = reportOf('Danube Wire', '2023-11-14', [
  pledge('Donors meeting at Grauhof <pledged> {612 million euros}.'),
]);
const paper = reportOf('Weser-Anzeiger', '2023-11-15', [
  pledge('The hosts at Grauhof <put> {the total} at 612 million euros.'),
]);
const elsewhere = reportOf('Rift Press', '2023-11-15', [
  pledge('Donors meeting at Lake Kessa <pledged> {30 million euros}.'),
]);

const storyOf = (id: string, ...reports: readonly ReadReport[]): StoryCandidate =>
  reports.map(featuresOf).reduce(withReport, emptyStory(id));

describe('the names in a report', () => {
  const names = (text: string) => namesIn(tokenise(sourceOf(text)));

  it('are villages, persons and treaties, by the last word of each', () => {
    assert.deepEqual(
      names('On Monday the Kenyan mediator Esther Wanjala spoke at Lake Kessa. Wanjala left.'),
      ['wanjala', 'kessa'],
    );
  });

  it('hold the place of a dateline', () => {
    assert.deepEqual(names('SKARVOY, Norway - Five parties settled on a ceiling.'), ['skarvoy']);
  });

  it('hold no states, offices, days, headlines, nor words that begin a sentence', () => {
    assert.deepEqual(
      names(
        'DEAL BY THE WATER\n\nNobody knows. On Tuesday the Prime Minister of France met President Biden in Germany.',
      ),
      ['biden'],
    );
  });
});

describe('what tells an event', () => {
  it('is stored as keys: names, parties, measures, amounts, days, meetings', () => {
    const met = said('The coalition <met> in Paris [on Thursday].', {
      act: 'meet',
      actors: ['state:FRA'],
      ...troops,
      when: deadline('2025-09-04', '2025-09-04'),
      where: [{ start: 18, end: 26, kind: 'place', name: 'Paris' }],
    });
    const { keys, day } = featuresOf(reportOf('Harbour Wire', '2025-09-04T18:40:00+02:00', [met]));
    assert.equal(day, '2025-09-04');
    for (const key of ['party:state:FRA', 'measure:force.land', 'day:2025-09-04', 'meeting:2025-09-04:paris'])
      assert.ok(keys.includes(key), key);
  });

  it('takes amounts from the whole text, but no round ones', () => {
    const { keys } = featuresOf(
      reportOf('Sahel Ledger', '2023-11-22', [
        pledge('Of the 612 million euros, 200 million euros <are paid>.'),
      ]),
    );
    assert.deepEqual(
      keys.filter((key) => key.startsWith('amount:')),
      ['amount:EUR:612000000'],
    );
  });

  it('weighs more the rarer it is in the book', () => {
    assert.ok(weightOf('name:grauhof', bookWith(1000, 1)) > weightOf('name:grauhof', bookWith(1000, 500)));
    assert.ok(weightOf('name:grauhof', EMPTY) > weightOf('party:state:DEU', EMPTY));
  });

  it('is looked up by its rarest keys, never more than two dozen', () => {
    const features = {
      report: 'r',
      day: null,
      keys: Array.from({ length: 60 }, (_, i) => `name:place-${i}`),
    };
    const common: Frequencies = {
      reports: 100,
      of: (key) => (key === 'name:place-59' ? 1 : key === 'name:place-58' ? 0 : 50),
    };
    const keys = lookupKeys(features, common);
    assert.equal(keys.length, 24);
    assert.equal(keys[0], 'name:place-59');
    assert.ok(!keys.includes('name:place-58'), 'no report has it');
    // Without one of these no story is chosen.
    const general = { ...features, keys: ['party:state:DEU', 'measure:force.land', 'day:2025-09-04'] };
    assert.deepEqual(lookupKeys(general, EMPTY), []);
    assert.equal(
      storyScore(
        general,
        { ...emptyStory('s'), reports: 1, keys: new Map(general.keys.map((k) => [k, 1])) },
        EMPTY,
      ),
      0,
    );
  });
});

describe('reports of one event', () => {
  const stories = [storyOf('kessa', elsewhere), storyOf('grauhof', wire)];

  it('form a story', () => {
    assert.equal(chooseStory(featuresOf(paper), stories, EMPTY), 'grauhof');
  });

  it('are told from those of another on the same measure by the same state', () => {
    assert.equal(chooseStory(featuresOf(paper), [storyOf('kessa', elsewhere)], EMPTY), null);
  });

  it('come within a month, each day later less surely', () => {
    const on = (published: string) =>
      storyScore({ ...featuresOf(paper), day: published }, storyOf('grauhof', wire), EMPTY);
    assert.ok(on('2023-11-15') > on('2023-11-24'));
    assert.equal(on('2023-12-20'), 0);
  });

  it('are told by what is rare: a name that half of the book has makes no story', () => {
    assert.equal(chooseStory(featuresOf(paper), stories, bookWith(1000, 500)), null);
  });

  it('keep counts of their keys in the story', () => {
    const story = storyOf('grauhof', wire, paper);
    assert.equal(story.reports, 2);
    assert.equal(story.keys.get('name:grauhof'), 2);
    assert.deepEqual([story.from, story.to], ['2023-11-14', '2023-11-15']);
  });
});

describe('two stories', () => {
  const follow = reportOf('Sahel Ledger', '2023-11-22', [
    pledge('Of what was told at Grauhof, 612 million euros, a third <is paid>.'),
  ]);

  it('are one where their reports form one in order of their days', () => {
    const reports = [follow, wire, paper].map(featuresOf);
    assert.equal(formOneStory(reports, EMPTY), true);
  });

  it('stay two where a report of either would not be placed in the other', () => {
    assert.equal(formOneStory([follow, wire, elsewhere].map(featuresOf), EMPTY), false);
  });
});

/** Six invented events told by five papers each, which `id` names; and any order of them. */
const TOLD = readFileSync(join(import.meta.dirname, 'fixtures/stories.jsonl'), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line): { id: string; publisher: string; published: string; text: string } => JSON.parse(line));
const order = fc.shuffledSubarray(TOLD, { minLength: TOLD.length });

test('six events are six stories, in whatever order their thirty reports are added', async () => {
  const reader = await createSourceReader({ model: 'small' });
  const readings = new Map<(typeof TOLD)[number], Reading>();
  for (const report of TOLD) {
    const { text, publisher, published } = report;
    readings.set(report, await reader(withKnown({ text, metadata: UNKNOWN }, { publisher, published })));
  }
  const byDay = TOLD.toSorted((a, b) => a.published.localeCompare(b.published));
  await fc.assert(
    fc.asyncProperty(order, async (reports) => {
      const folder = mkdtempSync(join(tmpdir(), 'pledgebook-stories-'));
      const book = await openBook({ book: join(folder, 'book.db') });
      try {
        const events = new Map<string, string>();
        const founded = new Set<string>();
        for (const report of reports) {
          const reading = readings.get(report);
          assert.ok(reading);
          const added = await book.addReading(reading);
          events.set(added.id, report.id);
          founded.add(added.story);
        }
        const stories = await book.stories();
        const told = stories.map((story) =>
          [...new Set(story.reports.map((id) => events.get(id)))].join(' '),
        );
        assert.deepEqual(told.toSorted(), [...new Set(TOLD.map(({ id }) => id))].sort());
        // What a story was called while it was two answers still.
        for (const id of founded)
          assert.ok(
            stories.some((story) => story.id === id) || (await book.compare(id)).story.reports.length === 5,
          );
      } finally {
        await book.close();
        rmSync(folder, { recursive: true });
      }
    }),
    { numRuns: 6, examples: [[byDay], [byDay.toReversed()]] },
  );
});
