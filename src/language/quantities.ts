import type { Quantity, Tokenised } from '../document/layers.ts';
import { resolveBare } from './bare-numbers.ts';
import { joinRanges } from './bounds.ts';
import { countedNumber } from './counted-number.ts';
import { inHomeDollars } from './dollars.ts';
import { findDurations } from './durations.ts';
import { flatText } from './flat-text.ts';
import { findFractions, findPoints } from './fractions.ts';
import { findNumerals } from './numbers.ts';

/** Amounts of a text in order: money, counts, measures, parts. Dates, ordinals, scores and names with numbers are none. */
export function findQuantities(document: Tokenised): readonly Quantity[] {
  const text = flatText(document);
  const counted = findNumerals(text).flatMap((numeral) => countedNumber(text, numeral) ?? []);
  const ranged = joinRanges(text, counted);
  const points = findPoints(text);
  const whole = [...points, ...besides(points, resolveBare(text, ranged))];
  const all = [...whole, ...besides(whole, [...findFractions(text), ...findDurations(text)])].sort(
    (a, b) => a.start - b.start,
  );
  return Object.freeze(inHomeDollars(text, all).map((quantity) => Object.freeze(quantity)));
}

/** Those that share no word with one of the others. */
const besides = (others: readonly Quantity[], some: readonly Quantity[]): readonly Quantity[] =>
  some.filter((one) => !others.some((q) => one.start < q.end && q.start < one.end));
