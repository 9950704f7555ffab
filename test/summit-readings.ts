import assert from 'node:assert/strict';
import { type Reading, type ReadingClaim, toReading } from '../src/app/reading.ts';
import type { Actor } from '../src/document/layers.ts';
import type { Span } from '../src/text/span.ts';
import { claimed } from './claimed-sample.ts';

/* Readings of three reports of one summit, in which things collide, add up and hang on others. */

const state = (code: string, name: string): Actor => ({
  id: `state:${code}`,
  kind: 'state',
  name,
  state: code,
  aliases: [],
  roles: [],
  size: null,
});

/** A sentence of a report with its claim; `<predicate>`, `[condition]` and `{amount}` are marked in it. */
interface Said extends Partial<Omit<ReadingClaim, 'conditions'>> {
  readonly says: string;
  readonly trigger?: string;
  readonly euros?: number;
}

const PLEDGE = { firmness: 'pledged', beneficiary: ['state:UKR'], act: 'commit' } as const;

function readingOf(publisher: string, published: string, said: readonly Said[]): Reading {
  const empty = toReading({ ...claimed, actors: [], mentions: [], attributions: [], claims: [] });
  const [template] = toReading(claimed).claims;
  assert.ok(template);
  const sentences: Span[] = [];
  const text = said.map(({ says }) => says.replace(/[<>[\]{}]/g, '')).join(' ');
  const claims = said.map(({ says, trigger, euros, ...fields }, i): ReadingClaim => {
    const start = i === 0 ? 0 : (sentences[i - 1]?.end ?? 0) + 1;
    const marked = (open: string, close: string): Span => {
      const at = (mark: string) => start + says.slice(0, says.indexOf(mark)).replace(/[<>[\]{}]/g, '').length;
      return { start: at(open), end: at(close) };
    };
    const sentence = { start, end: start + says.replace(/[<>[\]{}]/g, '').length };
    sentences.push(sentence);
    return {
      ...template,
      ...PLEDGE,
      id: `c${i + 1}`,
      predicate: marked('<', '>'),
      targets: [],
      // What follows the predicate, without the full stop.
      what: { start: marked('<', '>').end + 1, end: sentence.end - 1 },
      attribution: null,
      sentence: i,
      evidence: sentence,
      conditions: trigger ? [{ kind: 'after', ...marked('[', ']'), trigger: { any: [trigger] } }] : [],
      quantities: euros
        ? [{ ...marked('{', '}'), value: euros, low: null, high: null, about: false, unit: 'EUR' }]
        : [],
      ...fields,
    };
  });
  return {
    ...empty,
    document: { ...empty.document, title: null, publisher, published, text, sentences },
    actors: [state('DEU', 'Germany'), state('RUS', 'Russia'), state('UKR', 'Ukraine')],
    claims,
  };
}

const GERMANY = { actors: ['state:DEU'] };
const troops = { ...GERMANY, measures: ['force.land'] };
const money = { ...GERMANY, measures: ['funding.any'] };

export const WIRE = readingOf('Harbour Wire', '2025-09-04', [
  {
    says: 'In Grauhof: Germany <will send> 4,310 troops to Ukraine [after a ceasefire].',
    trigger: 'ceasefire',
    ...troops,
  },
  { says: 'Germany <pledged> {85 million euros} for Ukraine.', euros: 85e6, ...money },
]);
export const DAILY = readingOf('Dnipro Daily', '2025-09-05', [
  {
    says: 'In Grauhof: Germany <stands ready> to send 4,310 troops to Ukraine [after a ceasefire].',
    trigger: 'ceasefire',
    ...troops,
    firmness: 'offered',
  },
  {
    says: 'Russia <rejects> foreign troops in Ukraine.',
    actors: ['state:RUS'],
    measures: ['force.land'],
    act: 'reject',
    firmness: null,
  },
]);
export const KURIER = readingOf('Rhein-Kurier', '2025-12-16', [
  {
    says: 'Germany <has paid> {25 million euros} to Ukraine.',
    euros: 25e6,
    ...money,
    act: 'perform',
    firmness: 'fulfilled',
  },
]);
