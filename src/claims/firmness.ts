import type { Act, Firmness } from '../document/vocabulary.ts';
import { byRule, type Derived } from './derived.ts';

/** What is weighed is not promised, whatever else the sentence says: `is considering`, `under consideration`, `are weighing`. */
const WEIGHED =
  /\b(?:(?:re)?consider(?:ing|s)?|being (?:re)?considered|under consideration|weighing|contemplating|pondering|mull(?:s|ing))\b/i;

/** `considers itself bound` is no doubt. */
const HELD = /\bconsider(?:ing|s)? (?:it|him|her|them|our|my)sel(?:f|ves)\b/i;

/**
 * How firm an undertaking is where the words of its predicate alone say it; null where they do not. The model weighs the whole
 * sentence, and took a loan that was considered on conditions for an offer.
 */
export function firmnessOf(act: Act, predicate: string): Derived<Firmness> | null {
  const words = predicate.replace(/\s+/g, ' ');
  if (act === 'refuse' || !WEIGHED.test(words) || HELD.test(words)) return null;
  return byRule('considered', 'firmness.weighed');
}
