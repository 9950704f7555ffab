/** What is told apart quickly in a story of many reports is what a comparison of each with each tells. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Statement } from '../src/book/comparison/row.ts';
import type { ToldReport } from '../src/book/comparison/told.ts';
import { type Copies, voicesAmong, voicesOf } from '../src/book/comparison/voices.ts';
import { sharedStems } from '../src/book/comparison/words.ts';
import { eachShared, shared } from '../src/book/duplicates/shingles.ts';
import { reportOf } from './small-book.ts';

const told = (id: number): ToldReport => ({
  ...reportOf(`Paper ${id}`, '2025-09-04', []),
  quantities: [],
  mentions: [],
});

test('voices are counted as they are told with what makes them one', () => {
  const statement = fc.record({ report: fc.nat(7), chosen: fc.boolean() });
  const pair = fc.tuple(fc.nat(11), fc.nat(11));
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 12 }), fc.array(pair, { maxLength: 8 }), (drawn, pairs) => {
      const reports = Array.from({ length: 8 }, (_, id) => told(id));
      const statements = drawn.flatMap(({ report }): Statement<null>[] => {
        const of = reports[report];
        return of ? [{ in: of, at: { start: 0, end: 0 }, value: null, sources: [] }] : [];
      });
      const tied = new Set(pairs.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
      const places = new Map<Statement<unknown>, number>(statements.map((one, i) => [one, i]));
      const copies: Copies = {
        groups: [],
        tieOf: (a, b) =>
          a.in !== b.in && tied.has(`${places.get(a)} ${places.get(b)}`) ? { why: 'passage' } : null,
      };
      const count = voicesAmong(statements, copies);
      const some = statements.filter((_, i) => drawn[i]?.chosen);
      for (const asked of [some, statements, some])
        assert.equal(count(asked), voicesOf(asked, copies).length);
    }),
  );
});

test('stems meet where they are the same or one of four letters begins the other', () => {
  const stem = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 6 });
  const stems = fc.array(stem, { maxLength: 6 }).map((words) => new Set(words));
  const isBegun = (short: string, long: string): boolean => short.length >= 4 && long.startsWith(short);
  fc.assert(
    fc.property(stems, stems, (a, b) => {
      const meeting = [...a].filter((one) =>
        [...b].some((other) => one === other || isBegun(one, other) || isBegun(other, one)),
      );
      assert.equal(sharedStems(a, b), meeting.length);
    }),
  );
});

test('shingles that sets share are counted as between each two of them', () => {
  const sets = fc.array(fc.array(fc.nat(9), { maxLength: 8 }).map((shingles) => new Set(shingles)));
  fc.assert(
    fc.property(sets, (drawn) => {
      const found = new Map<string, number>();
      eachShared(drawn, (before, after, both) => {
        assert.ok(!found.has(`${before} ${after}`));
        found.set(`${before} ${after}`, both);
      });
      for (const [after, one] of drawn.entries())
        for (const [before, other] of drawn.slice(0, after).entries())
          assert.equal(found.get(`${before} ${after}`) ?? 0, shared(one, other));
    }),
  );
});
