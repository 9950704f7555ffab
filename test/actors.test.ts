import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findActors } from '../src/actors/find-actors.ts';
import { resolveSpan } from '../src/actors/resolve-span.ts';
import type { Mentioned } from '../src/document/layers.ts';
import { UNKNOWN } from '../src/document/metadata.ts';
import { tokenise } from '../src/language/sentences.ts';
import { contains } from '../src/text/span.ts';

const metadata = UNKNOWN;
const read = (text: string, published: string | null = null): Mentioned =>
  findActors(tokenise({ text, metadata: { ...metadata, published } }));

const folder = new URL('cases/actors/', import.meta.url);
for (const file of readdirSync(folder)) {
  describe(`actors: ${file.replace('.txt', '')}`, () => {
    for (const block of readFileSync(new URL(file, folder), 'utf8').split(/^# /m).slice(1)) {
      const [name = '', ...rest] = block.split('\n');
      const [text = '', expected = ''] = rest.join('\n').split('\n==>\n');
      it(name, () => {
        const found = lines(read(text));
        for (const line of expected.split('\n').filter((wanted) => wanted !== '')) {
          // `mention → id [state, size or alias]`; `! …`: must not be there
          const absent = line.startsWith('! ');
          const [mention = '', id = '', ...facts] = split(line.replace(/^! /, ''));
          const hits = found.filter((hit) => hit.mention === mention && (id === '' || hit.id === id));
          if (absent) assert.deepEqual(hits, [], line);
          else {
            assert.notEqual(
              hits.length,
              0,
              `${line}, but found\n${found.map((hit) => `${hit.mention} → ${hit.id}`).join('\n')}`,
            );
            for (const fact of facts)
              assert.ok(hits[0]?.facts.includes(fact), `${line}, but ${hits[0]?.facts.join(' ')}`);
          }
        }
      });
    }
  });
}

function split(line: string): readonly string[] {
  const [mention = '', rest = ''] = line.split(' → ');
  return [mention, ...rest.split(' ').filter((part) => part !== '')];
}

interface Line {
  readonly mention: string;
  readonly id: string;
  /** State or `-`, size, aliases. */
  readonly facts: readonly string[];
}

function lines(document: Mentioned): readonly Line[] {
  const actors = new Map(document.actors.map((actor) => [actor.id, actor]));
  return document.mentions.map(({ start, end, actor }) => {
    const { state = null, size = null, aliases = [] } = actors.get(actor) ?? {};
    return {
      mention: document.text.slice(start, end),
      id: actor,
      facts: [state ?? '-', String(size), ...aliases],
    };
  });
}

describe('resolveSpan', () => {
  const text = 'Macron and Starmer said France would wait. It was raining.';
  const document = read(text);
  const of = (phrase: string): readonly string[] => {
    const start = text.indexOf(phrase);
    return resolveSpan(document, { start, end: start + phrase.length });
  };

  it('gives all of a coordination', () => {
    assert.equal(of('Macron and Starmer').length, 2);
  });
  it('gives the mention that fits best', () => {
    assert.deepEqual(of('France'), ['state:FRA']);
  });
  it('gives nothing where nobody is mentioned', () => {
    assert.deepEqual(of('raining'), []);
  });
});

describe('mentions', () => {
  const words = [
    'France',
    'the',
    'French',
    'president',
    'Emmanuel',
    'Macron',
    'and',
    ',',
    '.',
    'said',
    '26',
    'countries',
    "'s",
    'of',
    'NATO',
    'Jordan',
    'he',
    'its',
    '(',
    ')',
    '"',
    '\n\n',
    '-',
    'spokesman',
    'for',
    'U.S.',
    'Bank',
    'é',
    'Mr',
    'de',
    'in',
    'UKRAINE',
    '😀',
  ];
  it('are spans of the text, trimmed, in order, of listed actors, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), (list) => {
        const document = read(list.join(' '));
        const ids = new Set(document.actors.map(({ id }) => id));
        let before = 0;
        for (const mention of document.mentions) {
          const slice = document.text.slice(mention.start, mention.end);
          assert.equal(slice, slice.trim());
          assert.notEqual(slice, '');
          assert.ok(mention.start >= before);
          assert.ok(ids.has(mention.actor));
          assert.ok(document.sentences.some((sentence) => contains(sentence, mention)));
          before = mention.start;
        }
        assert.equal(ids.size, new Set(document.mentions.map(({ actor }) => actor)).size);
      }),
      { numRuns: 300 },
    );
  });

  it('survive one line of a megabyte', () => {
    const line = 'the French and German and Polish of the president of '.repeat(20_000);
    assert.ok(
      findActors(
        Object.freeze({
          text: line,
          metadata,
          sentences: [{ start: 0, end: line.length - 1 }],
          paragraphs: [{ start: 0, end: line.length - 1 }],
        }),
      ).mentions.length > 0,
    );
  });
});
