import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { informationGrade, sourceGrade, sourceGradeFrom } from '../src/book/reliability.ts';

describe('grade of information', () => {
  const one = { voices: 1, reports: 1, contradicting: 0, comparable: true };
  for (const [name, counts, grade] of [
    ['two independent voices', { ...one, voices: 2, reports: 2 }, 1],
    ['five papers with one agency’s copy', { ...one, reports: 5 }, 2],
    ['one report that fits what is known', one, 3],
    ['three against one', { ...one, voices: 3, reports: 3, contradicting: 1 }, 3],
    ['one against one', { ...one, reports: 4, contradicting: 1 }, 4],
    ['one against two', { ...one, contradicting: 2 }, 5],
    ['one report on what nobody else tells of', { ...one, comparable: false }, 6],
  ] as const)
    it(name, () => assert.equal(informationGrade(counts), grade));

  it('another voice for it never makes it less credible, copies never more than probable', () => {
    const count = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(count, count, fc.integer({ min: 0, max: 6 }), (voices, copies, contradicting) => {
        const of = (n: number) =>
          informationGrade({ voices: n, reports: n + copies, contradicting, comparable: true });
        assert.ok(of(voices + 1) <= of(voices));
        assert.ok(of(1) >= 2);
      }),
    );
  });
});

describe('grade of a source', () => {
  const grades = new Map([['Harbour Wire', sourceGradeFrom('b')]]);

  it('is the publisher’s, F where nobody has given one', () => {
    assert.equal(sourceGrade('Harbour Wire', grades), 'B');
    assert.equal(sourceGrade('The Continental', grades), 'F');
    assert.equal(sourceGrade(null, grades), 'F');
  });

  it('refuses what is no grade', () => {
    assert.throws(
      () => sourceGradeFrom('G'),
      /"G" is no grade of a source; grades are A completely reliable/,
    );
  });
});
