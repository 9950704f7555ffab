import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findDates } from '../src/language/dates.ts';
import { tokenise } from '../src/language/sentences.ts';
import { readCases } from './case-files.ts';
import { sourceOf } from './sources.ts';

/** A Thursday. */
const PUBLISHED = '2025-09-04T18:40:00+02:00';

describe('dates against a report of Thursday, 4 September 2025', () => {
  for (const { file, name, text, expected } of readCases('dates')) {
    it(`${file}: ${name}`, () => {
      const found = findDates(tokenise(sourceOf(text, PUBLISHED))).map(
        ({ start, end, from, to, granularity }) =>
          `${text.slice(start, end).replace(/\s+/g, ' ')}: ${from ?? '-'} ${to ?? '-'} ${granularity}`,
      );
      assert.deepEqual(found, expected);
    });
  }
});

describe('without a date of publication', () => {
  it('relative dates are left out and full ones read', () => {
    const text = 'They met on Thursday, in June and on 4 September 2025, and will meet next week or by 2027.';
    const found = findDates(tokenise(sourceOf(text))).map(({ from, to }) => [from, to]);
    assert.deepEqual(found, [
      ['2025-09-04', '2025-09-04'],
      [null, '2027-12-31'],
    ]);
  });
});

const words = fc.array(
  fc.constantFrom(
    'by',
    'from',
    'to',
    'the',
    'end of',
    'May',
    'September',
    '4',
    '31',
    '2025',
    'Thursday',
    'next',
    'week',
    'in',
    'two',
    'years',
    'ago',
    '-',
    ',',
    '.',
    '\n',
    'will',
    'met',
    'within',
    'days',
    'summer',
  ),
  { maxLength: 30 },
);

describe('offsets', () => {
  it('dates are in order, apart, not empty and their bounds are days in order', () => {
    fc.assert(
      fc.property(words, (pieces) => {
        const text = pieces.join(' ');
        let at = 0;
        for (const { start, end, from, to } of findDates(tokenise(sourceOf(text, PUBLISHED)))) {
          assert.ok(at <= start && start < end && end <= text.length);
          assert.ok(from !== null || to !== null);
          for (const day of [from, to]) assert.match(day ?? '2000-01-01', /^\d{4}-\d\d-\d\d$/);
          if (from !== null && to !== null) assert.ok(from <= to, `${text}: ${from} > ${to}`);
          at = end;
        }
      }),
    );
  });
});
