import type { Actor, Claim, Claimed } from '../src/document/layers.ts';
import { type Span, span } from '../src/text/span.ts';

/** A document as the pipeline hands it over, written by hand: for tests of what comes after the pipeline. */
export const TEXT = `KYIV - The European Union will adopt new sanctions coordinated with Washington if Moscow refuses peace talks, Macron said after Thursday's summit in Paris.

In a call with the leaders, Trump urged Europe to stop buying Russian oil, Harbour Wire reported, citing a White House official.

Up to 10,000 troops would not go before a ceasefire, he said. 会議は中止された。`;

/** The `nth` place (from 0) where `words` stand. */
export function at(words: string, nth = 0, text = TEXT): Span {
  let start = text.indexOf(words);
  for (let i = 0; i < nth && start >= 0; i++) start = text.indexOf(words, start + 1);
  if (start < 0) throw new Error(`not in the text: ${words}`);
  return span(start, start + words.length);
}

const actor = (id: string, name: string, more: Partial<Actor> = {}): Actor => ({
  id,
  kind: 'state',
  name,
  state: null,
  aliases: [],
  roles: [],
  size: null,
  ...more,
});

const claim = (id: string, predicate: Span, more: Partial<Claim>): Claim => ({
  id,
  act: 'commit',
  predicate,
  actors: [],
  targets: [],
  what: null,
  firmness: null,
  negated: false,
  conditions: [],
  attribution: null,
  reportedBy: [],
  sentence: 0,
  evidence: predicate,
  confidence: 0.91234567,
  measures: [],
  quantities: [],
  when: null,
  where: [],
  beneficiary: [],
  factuality: 'CT+',
  plover: null,
  cameo: null,
  rule: 'model.predicate',
  reasons: {},
  ...more,
});

const paragraphs = TEXT.split('\n\n').map((paragraph) => at(paragraph));

export const claimed: Claimed = {
  text: TEXT,
  metadata: {
    title: 'Allies name the price of Russian refusal',
    publisher: 'Dnipro Daily',
    byline: null,
    url: null,
    published: '2025-09-05T09:10:00+03:00',
    publishedFrom: 'front-matter',
    language: 'en',
  },
  paragraphs,
  sentences: [
    ...paragraphs.slice(0, 2),
    at('Up to 10,000 troops would not go before a ceasefire, he said.'),
    at('会議は中止された。'),
  ],
  actors: [
    actor('org:european-union', 'European Union', { kind: 'organisation', aliases: ['EU'] }),
    actor('person:emmanuel-macron', 'Emmanuel Macron', {
      kind: 'person',
      state: 'FRA',
      roles: [{ office: 'president', of: 'state:FRA' }],
    }),
    actor('state:USA', 'United States', { state: 'USA' }),
    actor('state:RUS', 'Russia', { state: 'RUS' }),
    actor('org:harbour-wire', 'Harbour Wire', { kind: 'organisation' }),
    actor('group:26-countries', '26 countries', { kind: 'group', size: 26 }),
  ],
  mentions: [
    { ...at('European Union'), actor: 'org:european-union', rule: 'organisation.name' },
    { ...at('Macron'), actor: 'person:emmanuel-macron', rule: 'person.surname' },
  ],
  attributions: [
    {
      id: 'a1',
      kind: 'indirect',
      source: at('Macron'),
      cue: at('said'),
      content: [at('The European Union will adopt new sanctions')],
      actors: ['person:emmanuel-macron'],
      within: null,
    },
    {
      id: 'a2',
      kind: 'indirect',
      source: at('a White House official'),
      cue: at('citing'),
      content: [at('Trump urged Europe to stop buying Russian oil')],
      actors: ['state:USA'],
      within: null,
    },
    {
      id: 'a3',
      kind: 'indirect',
      source: at('he', TEXT.slice(0, TEXT.indexOf('he said.')).split('he').length - 1),
      cue: at('said', 1),
      content: [at('Up to 10,000 troops would not go before a ceasefire')],
      actors: ['person:emmanuel-macron'],
      within: null,
    },
  ],
  perhapsMissed: [],
  claims: [
    claim('c1', at('will adopt'), {
      actors: ['org:european-union'],
      targets: ['state:RUS'],
      what: at('new sanctions coordinated with Washington'),
      firmness: 'pledged',
      conditions: [
        { kind: 'if', ...at('if Moscow refuses peace talks'), trigger: { any: ['!negotiations'] } },
      ],
      measures: ['sanctions.any'],
      beneficiary: ['state:RUS'],
      attribution: 'a1',
      evidence: at('will adopt new sanctions coordinated with Washington if Moscow refuses peace talks'),
      plover: 'SANCTION',
      cameo: '16',
      reasons: {
        act: {
          by: 'model',
          name: 'act',
          probability: 0.93,
          runnerUp: { value: 'threaten', probability: 0.051 },
        },
        what: { by: 'model', name: 'what', probability: 0.81, runnerUp: null },
        measures: { by: 'rule', name: 'security-guarantees', probability: null, runnerUp: null },
      },
    }),
    claim('c2', at('urged'), {
      act: 'demand',
      actors: ['state:USA'],
      targets: ['org:european-union'],
      what: at('to stop buying Russian oil'),
      attribution: 'a2',
      reportedBy: ['org:harbour-wire'],
      sentence: 1,
    }),
    claim('c3', at('would not go'), {
      act: 'refuse',
      firmness: 'considered',
      negated: true,
      actors: ['group:26-countries'],
      quantities: [
        { ...at('Up to 10,000'), value: null, low: null, high: 10000, about: false, unit: 'troop' },
      ],
      when: { ...at('Thursday'), from: '2025-09-04', to: '2025-09-04', granularity: 'day' },
      where: [{ ...at('Paris'), kind: 'place', name: 'Paris' }],
      attribution: 'a3',
      sentence: 2,
    }),
    claim('c4', at('中止された'), { act: 'defer', sentence: 3 }),
  ],
};
