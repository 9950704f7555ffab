import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foundIn } from '../src/model/decode.ts';
import { ranked, softmax } from '../src/model/probabilities.ts';
import {
  BROKEN,
  bridged,
  FAR,
  GLUED,
  heaviest,
  jointsOf,
  massOf,
  NEAR,
  rangesOf,
  spanOf,
  type Tags,
  tagsOf,
  without,
} from '../src/model/ranges.ts';
import type { Pieces } from '../src/model/word-pieces.ts';

/** Tags of one kind from a line: `.` outside, `B` and `I` as they say, `b` and `i` less surely. */
function tags(line: string, start = 0): Tags {
  const rows: Record<string, number[]> = {
    '.': [1, 0, 0],
    B: [0, 1, 0],
    I: [0, 0, 1],
    b: [0.5, 0.4, 0.1],
    i: [0.5, 0.1, 0.4],
  };
  return { start, kinds: 1, rows: Float32Array.from([...line].flatMap((c) => rows[c] ?? [])) };
}

/** Joints from a line: `-` glued, space near, `_` far, `|` a new paragraph. */
const joints = (line: string): Uint8Array =>
  Uint8Array.from(line, (c) => ({ '-': GLUED, ' ': NEAR, _: FAR, '|': BROKEN })[c] ?? BROKEN);

/** `0-1 3-3` */
const shown = (ranges: readonly { first: number; last: number }[]): string =>
  ranges.map(({ first, last }) => `${first}-${last}`).join(' ');

const cases: [name: string, tags: string, joints: string, ranges: string][] = [
  ['nothing', '...', '   ', ''],
  ['one after another', 'BI.B', '    ', '0-1 3-3'],
  ['B after a space begins anew', 'BB', '  ', '0-0 1-1'],
  ['B inside a word does not', 'BB', ' -', '0-1'],
  ['I alone begins too', '.II', '   ', '1-2'],
  ['I after a wide gap begins anew', 'BI', ' _', '0-0 1-1'],
  ['a paragraph ends it', 'BI', ' |', '0-0 1-1'],
  ['at the threshold is in', 'bi', '  ', '0-1'],
  ['goes on to the end', '..BI', '    ', '2-3'],
];
for (const [name, line, joint, expected] of cases) {
  test(`ranges: ${name}`, () => assert.equal(shown(rangesOf(tags(line), joints(joint), 0.5)), expected));
}

test('ranges are of the text, also where the tags begin later', () => {
  assert.equal(shown(rangesOf(tags('BI.', 7), joints('          '), 0.5)), '7-8');
  assert.equal(shown(rangesOf(tags('BIII'), joints('    '), 0.5, 2)), '0-1');
});

test('a higher threshold finds less', () => {
  assert.equal(shown(rangesOf(tags('Bi'), joints('  '), 0.51)), '0-0');
});

test('bridging: up to two pieces, not over a paragraph', () => {
  const of = (line: string, joint: string) =>
    shown(bridged(rangesOf(tags(line), joints(joint), 0.5), joints(joint), 2));
  assert.equal(of('B..I...I', '        '), '0-3 7-7');
  assert.equal(of('B..I', '__ _'), '0-3');
  assert.equal(of('B..I', '  | '), '0-0 3-3');
  assert.equal(of('B..I', '   |'), '0-0 3-3');
});

test('without: what lies before, after and around', () => {
  const ranges = [{ first: 2, last: 6 }];
  assert.equal(shown(without(ranges, null)), '2-6');
  assert.equal(shown(without(ranges, { first: 0, last: 1 })), '2-6');
  assert.equal(shown(without(ranges, { first: 7, last: 9 })), '2-6');
  assert.equal(shown(without(ranges, { first: 0, last: 2 })), '3-6');
  assert.equal(shown(without(ranges, { first: 4, last: 4 })), '2-3 5-6');
  assert.equal(shown(without(ranges, { first: 2, last: 6 })), '');
});

test('the heaviest range wins, the first of equals', () => {
  const line = tags('B.II.BI');
  assert.deepEqual(heaviest(rangesOf(line, joints('       '), 0.5), line), { first: 2, last: 3 });
  assert.equal(heaviest([], line), null);
});

test('a range found has its largest probability and the mass of each kind', () => {
  // rows: O, B and I of the first kind, B and I of the second
  const two: Tags = {
    start: 0,
    kinds: 2,
    rows: Float32Array.of(0.5, 0.25, 0, 0.25, 0, 0.25, 0, 0.25, 0, 0.5),
  };
  assert.deepEqual(massOf(two, { first: 0, last: 1 }), [0.5, 0.75]);
  assert.deepEqual(foundIn(two, joints('  '), 0.5, 2), [
    { range: { first: 0, last: 1 }, probability: 0.75, mass: [0.5, 0.75] },
  ]);
});

test('tags are the softmax of their own channels and rows', () => {
  const logits = Float32Array.of(9, 9, 9, 9, 9, 0, 0, 0, 9, Math.log(2), 0, 0);
  const got = tagsOf(logits, 4, 1, 3, 1, 2, 5);
  assert.deepEqual([got.start, got.kinds], [5, 1]);
  for (const [i, p] of [1 / 3, 1 / 3, 1 / 3, 1 / 2, 1 / 4, 1 / 4].entries())
    assert.ok(Math.abs((got.rows[i] ?? 0) - p) < 1e-6);
  assert.deepEqual([...softmax(Float32Array.of(1000, 1000), 0, 2)], [0.5, 0.5]);
});

test('values are ranked with their share, of equals the first of the vocabulary first', () => {
  assert.deepEqual(ranked(['x', 'y', 'z'], [1, 2, 1]), [
    { value: 'y', probability: 0.5 },
    { value: 'x', probability: 0.25 },
    { value: 'z', probability: 0.25 },
  ]);
});

/** `tank s`: pieces of `tanks troops`, and a paragraph further on. */
const pieces: Pieces = {
  count: 4,
  ids: Int32Array.of(1, 2, 3, 4),
  starts: Int32Array.of(0, 4, 6, 15),
  ends: Int32Array.of(4, 5, 12, 18),
  continues: Uint8Array.of(0, 1, 0, 0),
};

test('a span goes out to whole words', () => {
  assert.deepEqual(spanOf(pieces, { first: 1, last: 1 }), { start: 0, end: 5 });
  assert.deepEqual(spanOf(pieces, { first: 0, last: 0 }), { start: 0, end: 5 });
  assert.deepEqual(spanOf(pieces, { first: 2, last: 2 }), { start: 6, end: 12 });
});

test('joints: glued, near, far, broken by a paragraph', () => {
  const one = [{ start: 0, end: 18 }];
  const two = [
    { start: 0, end: 12 },
    { start: 15, end: 18 },
  ];
  assert.deepEqual([...jointsOf(pieces, one)], [BROKEN, GLUED, NEAR, FAR]);
  assert.deepEqual([...jointsOf(pieces, two)], [BROKEN, GLUED, NEAR, BROKEN]);
  assert.deepEqual([...jointsOf(pieces, [])], [BROKEN, GLUED, NEAR, FAR]);
});
