import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type CopiedPassage,
  copiedPairs,
  copiedPassages,
  isNearDuplicate,
} from '../src/book/duplicates/copies.ts';
import { fingerprintOf } from '../src/book/duplicates/fingerprint.ts';
import { containment, resemblance, shinglesOf } from '../src/book/duplicates/shingles.ts';
import { estimatedResemblance, LONGEST, signatureOf } from '../src/book/duplicates/signature.ts';
import { tokenise } from '../src/language/sentences.ts';
import { slice } from '../src/text/span.ts';
import { sourceOf } from './sources.ts';

const agency = `Six European countries pledged on Wednesday to hand Ukraine 90 air-defence missiles and 14 radars by the summer, the Dutch state secretary for defence said after chairing a meeting in a barracks near Eindhoven.

Kharkiv has spent 41 nights under air-raid alarm since the New Year, its mayor's office says.`;
const paper = `In Samara the business pages were given over to the price of sunflower oil.

Six European countries promised on Wednesday to hand Ukraine 90 air-defence missiles and 14 radars by summer, the Dutch state secretary for defence said after he chaired a meeting in a barracks near Eindhoven, the agency LP reports.`;
const other = `The army, for its part, had nothing to say to us. A further round would make no sense, the colonel added.`;

const shared = (a: readonly string[], b: readonly string[]): number =>
  a.filter((key) => b.includes(key)).length;
const told = (text: string) => tokenise(sourceOf(text));

describe('near-duplicates', () => {
  it('are reports with small changes, whatever their letter case and punctuation', () => {
    assert.ok(isNearDuplicate({ text: agency }, { text: agency.toUpperCase().replaceAll(',', ' ;') }));
    assert.ok(isNearDuplicate({ text: agency }, { text: agency.replace('pledged', 'promised') }));
    assert.equal(isNearDuplicate({ text: agency }, { text: other }), false);
  });

  it('share a key with the report that they copy', () => {
    const copy = agency.replace('pledged', 'promised');
    assert.ok(shared(fingerprintOf(agency).keys, fingerprintOf(copy).keys) > 0);
    assert.equal(shared(fingerprintOf(agency).keys, fingerprintOf(other).keys), 0);
  });

  it('are not two texts too short for a shingle', () => {
    assert.equal(isNearDuplicate({ text: 'No comment.' }, { text: 'No comment.' }), false);
  });
});

describe('copied passages', () => {
  it('are found inside a report of its own', () => {
    const [passage, ...more] = copiedPassages(told(agency), told(paper));
    assert.deepEqual(more, []);
    assert.ok(passage);
    assert.match(slice(agency, passage.inFirst), /^Six European countries pledged/);
    assert.match(slice(paper, passage.inSecond), /^Six European countries promised/);
    assert.equal(isNearDuplicate({ text: agency }, { text: paper }), false);
  });

  it('are none where only a formula is common', () => {
    const answer = 'The army, for its part, will answer any provocation.';
    assert.deepEqual(copiedPassages(told(answer), told(other)), []);
  });

  it('are found among many reports as between each two of them', () => {
    const sentence = fc.constantFrom(...[agency, paper, other].flatMap((text) => text.split(/(?<=\.)\s+/)));
    const inOrder = (copied: readonly CopiedPassage[]) =>
      copied.toSorted((a, b) => a.inFirst.start - b.inFirst.start || a.inSecond.start - b.inSecond.start);
    fc.assert(
      fc.property(
        fc.array(fc.array(sentence, { minLength: 1, maxLength: 4 }), { maxLength: 5 }),
        (reports) => {
          const texts = reports.map((sentences) => told(sentences.join(' ')));
          const each = texts.flatMap((one, first) =>
            texts.flatMap((text, second) => {
              const copied = second > first ? copiedPassages(one, text) : [];
              return copied.length === 0
                ? []
                : [{ first, second, copied: isNearDuplicate(one, text) ? 'whole' : inOrder(copied) }];
            }),
          );
          const found = copiedPairs(texts).map(({ copied, ...pair }) => {
            return { ...pair, copied: copied === 'whole' ? copied : inOrder(copied) };
          });
          assert.deepEqual(found, each);
        },
      ),
    );
  });

  it('have keys of their own for each paragraph that is long enough', () => {
    const { passages, keys } = fingerprintOf(`PARIS\n\n${agency}`);
    assert.deepEqual(
      passages.map((passage) => slice(`PARIS\n\n${agency}`, passage).slice(0, 12)),
      ['Six European', 'Kharkiv has '],
    );
    assert.equal(
      shared(
        passages.flatMap((passage) => passage.keys),
        keys,
      ),
      0,
    );
  });
});

describe('signatures', () => {
  const shingles = fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 32 - 1 }), {
    minLength: 200,
    maxLength: 400,
  });

  it('estimate the resemblance of the sets that they stand for', () => {
    fc.assert(
      fc.property(shingles, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
        // Both get the first of them, each every second one of the others.
        const common = Math.round(all.length * share);
        const [a, b] = [0, 1].map((parity) => new Set(all.filter((_, i) => i < common || i % 2 === parity)));
        assert.ok(a && b);
        const estimate = estimatedResemblance(signatureOf(a, LONGEST), signatureOf(b, LONGEST));
        // Five standard deviations of a share of 128 places.
        assert.ok(Math.abs(estimate - resemblance(a, b)) < 5 * Math.sqrt(0.25 / LONGEST));
      }),
      { seed: 1997 },
    );
  });

  it('do not hang on the order of the shingles', () => {
    fc.assert(
      fc.property(shingles, (all) => {
        assert.deepEqual(signatureOf(new Set(all), 32), signatureOf(new Set(all.toReversed()), 32));
      }),
    );
  });

  it('are computed alike every time', () => {
    assert.deepEqual(fingerprintOf(paper), fingerprintOf(paper));
  });
});

describe('likeness of two texts', () => {
  it('is containment where one stands inside the other, resemblance where all of both counts', () => {
    const [sentence, whole] = [
      shinglesOf('The Netherlands will foot a bill'),
      shinglesOf('The Netherlands will foot a bill of 180 million euros'),
    ];
    assert.equal(containment(sentence, whole), 1);
    assert.equal(resemblance(sentence, whole), 0.5);
  });
});
