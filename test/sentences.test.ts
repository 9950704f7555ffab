import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { tokenise } from '../src/language/sentences.ts';
import { slice } from '../src/text/span.ts';
import { readCases } from './case-files.ts';
import { sourceOf } from './sources.ts';

const flat = (text: string): string => text.replace(/\s+/g, ' ');

describe('sentences', () => {
  for (const { file, name, text, expected } of readCases('sentences')) {
    it(`${file}: ${name}`, () => {
      const { sentences } = tokenise(sourceOf(text));
      assert.deepEqual(
        sentences.map((sentence) => flat(slice(text, sentence))),
        expected,
      );
    });
  }
});

describe('paragraphs', () => {
  for (const { file, name, text: written, expected } of readCases('paragraphs')) {
    it(`${file}: ${name}`, () => {
      const text = written.replaceAll('\\r', '\r');
      const { paragraphs } = tokenise(sourceOf(text));
      assert.deepEqual(
        paragraphs.map((paragraph) => flat(slice(text, paragraph))),
        expected,
      );
    });
  }
});

/** Texts of the characters that matter to sentences. */
const texts = fc.array(
  fc.constantFrom(
    'a',
    'B',
    'Mr',
    'U.S',
    '1',
    '.',
    '!',
    '?',
    '…',
    '"',
    '”',
    ')',
    '(',
    ' ',
    '\n',
    '\n\n',
    '\t',
    '\r\n',
    '\u00a0',
    'é',
    '😀',
  ),
  { maxLength: 60 },
);

describe('offsets', () => {
  it('sentences are in order, apart, trimmed and within one paragraph, and leave nothing out', () => {
    fc.assert(
      fc.property(texts, (pieces) => {
        const text = pieces.join('');
        const { sentences, paragraphs } = tokenise(sourceOf(text));
        let at = 0;
        for (const sentence of sentences) {
          assert.equal(text.slice(at, sentence.start).trim(), '');
          assert.equal(slice(text, sentence), slice(text, sentence).trim());
          assert.ok(sentence.start < sentence.end);
          assert.equal(
            paragraphs.filter((p) => p.start <= sentence.start && sentence.end <= p.end).length,
            1,
          );
          at = sentence.end;
        }
        assert.equal(text.slice(at).trim(), '');
      }),
    );
  });

  it('a megabyte without a blank, a full stop or a line break takes less than a second, on a slow machine less than its square', () => {
    const taken = (piece: string, length: number): number => {
      const text = piece.repeat(Math.ceil(length / piece.length));
      const from = process.cpuUsage();
      tokenise(sourceOf(text));
      return process.cpuUsage(from).user;
    };
    for (const piece of ['x', '. ', 'a.b.', 'a\n']) {
      const quarter = taken(piece, 250_000);
      const whole = taken(piece, 1e6);
      assert.ok(
        whole < Math.max(1e6, 8 * quarter),
        `${JSON.stringify(piece)}: ${whole / 1e3} ms, a quarter ${quarter / 1e3} ms`,
      );
    }
  });
});
