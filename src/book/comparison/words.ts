import { readWordLists } from '../../text/resource.ts';
import { type Span, slice } from '../../text/span.ts';

export const WORDS = readWordLists('en/comparison.yaml', [
  'all_who_take_part',
  'each_of_all',
  'taking_part',
  'weak',
  'part_of',
  'remainder',
]);
const WEAK: ReadonlySet<string> = new Set(WORDS.weak);

/** Letters of a stem: `prisoners` and `prisons` meet, `guard` and `guarantee` do not. */
const STEM = 6;

export const stemOf = (word: string): string =>
  word
    .toLowerCase()
    .replace(/(?:ies|es|s)$/, '')
    .slice(0, STEM);

/** Stems of the content words of a stretch of text. */
export function stemsOf(text: string, at: Span | null): ReadonlySet<string> {
  const words = at === null ? [] : (slice(text, at).match(/\p{L}[\p{L}\p{M}]{3,}/gu) ?? []);
  return new Set(words.filter((word) => !WEAK.has(word.toLowerCase())).map(stemOf));
}

export function sharedStems(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0;
  for (const stem of a)
    if (b.has(stem) || [...b].some((other) => isBegun(stem, other) || isBegun(other, stem))) count++;
  return count;
}

/** `sign` begins `signature`. */
const isBegun = (short: string, long: string): boolean => short.length >= 4 && long.startsWith(short);

export const union = (...sets: readonly ReadonlySet<string>[]): ReadonlySet<string> =>
  new Set(sets.flatMap((set) => [...set]));
