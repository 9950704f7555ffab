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

/** How many stems of the first meet one of the second: the same, or one begins the other. */
export function sharedStems(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const { begun } = beginningsOf(b);
  let count = 0;
  for (const [stem, before] of beginningsOf(a).stems)
    if (b.has(stem) || begun.has(stem) || before.some((beginning) => b.has(beginning))) count++;
  return count;
}

/** Letters of a stem that begins another: `sign` begins `signature`. */
const BEGINNING = 4;

interface Beginnings {
  /** Each with what begins it. */
  readonly stems: readonly (readonly [stem: string, before: readonly string[]])[];
  /** What begins any of them. */
  readonly begun: ReadonlySet<string>;
}

/** Stems of a claim are compared with those of hundreds of others. */
function beginningsOf(stems: ReadonlySet<string>): Beginnings {
  const known = BEGINNINGS.get(stems);
  if (known) return known;
  const before = (stem: string): readonly string[] =>
    Array.from({ length: Math.max(0, stem.length - BEGINNING) }, (_, i) => stem.slice(0, BEGINNING + i));
  const told = [...stems].map((stem) => [stem, before(stem)] as const);
  const found = { stems: told, begun: new Set(told.flatMap(([, beginnings]) => beginnings)) };
  BEGINNINGS.set(stems, found);
  return found;
}
const BEGINNINGS = new WeakMap<ReadonlySet<string>, Beginnings>();

export const union = (...sets: readonly ReadonlySet<string>[]): ReadonlySet<string> =>
  new Set(sets.flatMap((set) => [...set]));
