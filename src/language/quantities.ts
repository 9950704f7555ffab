import type { Quantity, Tokenised } from '../document/layers.ts';
import { resolveBare } from './bare-numbers.ts';
import { joinRanges } from './bounds.ts';
import { countedNumber } from './counted-number.ts';
import { inHomeDollars } from './dollars.ts';
import { findDurations } from './durations.ts';
import { flatText } from './flat-text.ts';
import { findFractions } from './fractions.ts';
import { findNumerals } from './numbers.ts';

/** Amounts of a text in order: money, counts, measures, parts. Dates, ordinals, scores and names with numbers are none. */
export function findQuantities(document: Tokenised): readonly Quantity[] {
  const text = flatText(document);
  const counted = findNumerals(text).flatMap((numeral) => countedNumber(text, numeral) ?? []);
  const ranged = joinRanges(text, counted);
  const resolved = resolveBare(text, ranged);
  const others = [...findFractions(text), ...findDurations(text)];
  const all = [
    ...resolved,
    ...others.filter((part) => !resolved.some((q) => part.start < q.end && q.start < part.end)),
  ].sort((a, b) => a.start - b.start);
  return Object.freeze(inHomeDollars(text, all).map((quantity) => Object.freeze(quantity)));
}
