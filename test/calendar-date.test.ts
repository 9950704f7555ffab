import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isoDay } from '../src/text/calendar-date.ts';

test('a day is one of the calendar', () => {
  for (let year = 1600; year < 2200; year += 1)
    for (let month = 0; month <= 13; month++)
      for (const day of [0, 1, 28, 29, 30, 31, 32]) {
        const date = new Date(Date.UTC(year, month - 1, day));
        const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
        assert.equal(isoDay(year, month, day), exists ? date.toISOString().slice(0, 10) : null);
      }
  for (const [year, month, day] of [
    [1599, 12, 31],
    [2200, 1, 1],
    [Number.NaN, 1, 1],
    [2025, Number.NaN, 1],
    [2025, 1, Number.NaN],
  ] as const)
    assert.equal(isoDay(year, month, day), null);
});
