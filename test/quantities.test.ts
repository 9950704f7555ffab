import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Quantity } from '../src/document/layers.ts';
import { findQuantities } from '../src/language/quantities.ts';
import { tokenise } from '../src/language/sentences.ts';
import { readCases } from './case-files.ts';
import { sourceOf } from './sources.ts';

/** `~300 person`, `2000..9999 troop`, `..10000 troop`. */
const written = ({ value, low, high, about, unit }: Quantity): string =>
  `${about ? '~' : ''}${value ?? `${low ?? ''}..${high ?? ''}`} ${unit}`;

describe('quantities', () => {
  for (const { file, name, text, expected } of readCases('quantities')) {
    it(`${file}: ${name}`, () => {
      const found = findQuantities(tokenise(sourceOf(text))).map(
        (quantity) => `${text.slice(quantity.start, quantity.end)}: ${written(quantity)}`,
      );
      assert.deepEqual(found, expected);
    });
  }
});

const words = fc.array(
  fc.constantFrom(
    '26',
    'countries',
    '$',
    '€5',
    'million',
    'euros',
    'two',
    'thirds',
    'of',
    'the',
    'up to',
    'between',
    'and',
    '10',
    '-',
    '15',
    'percent',
    'half',
    'several',
    'thousand',
    'troops',
    '.',
    ',',
    '\n',
    'other',
    'crowns',
    'a',
    'dozen',
    'days',
    'May',
    '2025',
  ),
  { maxLength: 30 },
);

describe('offsets', () => {
  it('quantities are in order, apart, trimmed, with a value or a bound and a unit', () => {
    fc.assert(
      fc.property(words, (pieces) => {
        const text = pieces.join(' ');
        let at = 0;
        for (const { start, end, value, low, high, unit } of findQuantities(tokenise(sourceOf(text)))) {
          assert.ok(at <= start && start < end && end <= text.length);
          assert.equal(text.slice(start, end), text.slice(start, end).trim());
          assert.ok(value !== null || low !== null || high !== null);
          assert.ok(value === null || Number.isFinite(value));
          if (low !== null && high !== null) assert.ok(low <= high);
          assert.notEqual(unit, '');
          at = end;
        }
      }),
    );
  });
});
