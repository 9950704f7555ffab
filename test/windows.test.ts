import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { windowsOver } from '../src/model/windows.ts';

test('a short text is one window, an empty one none', () => {
  assert.deepEqual(windowsOver(0, 382, 96), []);
  assert.deepEqual(windowsOver(382, 382, 96), [{ start: 0, end: 382, from: 0, to: 382 }]);
});

test('windows begin at every stride until one reaches the end', () => {
  assert.deepEqual(windowsOver(700, 382, 96), [
    { start: 0, end: 382, from: 0, to: 334 },
    { start: 286, end: 668, from: 334, to: 620 },
    { start: 572, end: 700, from: 620, to: 700 },
  ]);
});

test('properties: each piece is taken from the first window where it is farthest from an edge', () => {
  const sizes = fc.tuple(
    fc.integer({ min: 0, max: 400 }),
    fc.integer({ min: 2, max: 50 }),
    fc.nat({ max: 100 }),
  );
  fc.assert(
    fc.property(sizes, ([count, size, part]) => {
      const windows = windowsOver(count, size, Math.floor((part / 100) * (size - 1)));
      for (let piece = 0; piece < count; piece++) {
        const depths = windows.map(({ start, end }) => Math.min(piece - start, end - 1 - piece));
        const owners = windows.flatMap(({ from, to }, k) => (from <= piece && piece < to ? [k] : []));
        assert.deepEqual(owners, [depths.indexOf(Math.max(...depths))]);
      }
    }),
  );
});
