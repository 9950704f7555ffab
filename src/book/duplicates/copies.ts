import { type Span, slice } from '../../text/span.ts';
import type { Report } from '../record.ts';
import { containment, eachShared, resemblance, shared, shinglesOf } from './shingles.ts';

/**
 * Of 2,372 Reuters stories of 1987 with more than 600 characters, 120 pairs are at 0.5 and more. Of the 16 from 0.5 to 0.65, which
 * were read, 14 are revisions or repeats of one story, 2 are routine in one form (`U.S. oil demand … rose`); below 0.45 most are.
 */
export const NEAR_DUPLICATE = 0.5;

/**
 * A sentence is copied where half of its shingles stand in the other, five at least. Over all pairs of sentences of the 38
 * story and sample reports, those copied with small changes are at 0.55 and more, the next at 0.43 with three shingles
 * (`The army, for its part, …`), then 0.31.
 */
const COPIED = 0.5;
const FEWEST_SHARED = 5;

/** Sentences that stand in two reports with at most small changes. */
export interface CopiedPassage {
  readonly inFirst: Span;
  readonly inSecond: Span;
  /** Containment, 0 to 1. */
  readonly likeness: number;
}

type Text = Pick<Report, 'text' | 'sentences'>;

/** Whether one report is the other with small changes: resemblance of their shingles (Broder 1997). */
export const isNearDuplicate = (a: Pick<Report, 'text'>, b: Pick<Report, 'text'>): boolean =>
  resemblance(shinglesOf(a.text), shinglesOf(b.text)) >= NEAR_DUPLICATE;

/** In order of the first; a sentence may be copied into several. */
export function copiedPassages(first: Text, second: Text): readonly CopiedPassage[] {
  const others = shingled(second);
  return shingled(first).flatMap(({ at, shingles }) =>
    others.flatMap((other): CopiedPassage[] => {
      const likeness = containment(shingles, other.shingles);
      return likeness >= COPIED && shared(shingles, other.shingles) >= FEWEST_SHARED
        ? [{ inFirst: at, inSecond: other.at, likeness }]
        : [];
    }),
  );
}

/** One of several texts, by its place among them, and one after it of which one copies the other, whole or in passages. */
export interface CopiedPair {
  readonly first: number;
  readonly second: number;
  /** In no order; `whole` where they are near-duplicates. */
  readonly copied: readonly CopiedPassage[] | 'whole';
}

/**
 * Of all pairs of these texts those that have copied passages, in order of the first, then of the second. As `copiedPassages` and
 * `isNearDuplicate` have it, but each text is taken apart once, and only what shares a shingle is compared.
 */
export function copiedPairs(texts: readonly Text[]): readonly CopiedPair[] {
  const keyOf = (first: number, second: number): number => first * texts.length + second;
  const whole = new Set<number>();
  const sets = texts.map(({ text }) => shinglesOf(text));
  eachShared(sets, (first, second, both) => {
    const all = (sets[first]?.size ?? 0) + (sets[second]?.size ?? 0) - both;
    if (both / all >= NEAR_DUPLICATE) whole.add(keyOf(first, second));
  });
  const sentences = texts.flatMap((text, of) => shingled(text).map((sentence) => ({ ...sentence, of })));
  const pairs = new Map<number, CopiedPassage[]>();
  eachShared(
    sentences.map(({ shingles }) => shingles),
    (before, after, both) => {
      const [one, other] = [sentences[before], sentences[after]];
      if (both < FEWEST_SHARED || one === undefined || other === undefined || one.of === other.of) return;
      const likeness = both / Math.min(one.shingles.size, other.shingles.size);
      if (likeness < COPIED) return;
      const key = keyOf(one.of, other.of);
      const copied = pairs.get(key) ?? [];
      pairs.set(key, copied);
      if (!whole.has(key)) copied.push({ inFirst: one.at, inSecond: other.at, likeness });
    },
  );
  return [...pairs]
    .sort(([a], [b]) => a - b)
    .map(([key, copied]) => ({
      first: Math.floor(key / texts.length),
      second: key % texts.length,
      copied: whole.has(key) ? 'whole' : copied,
    }));
}

const shingled = ({ text, sentences }: Text) =>
  sentences.map((at) => ({ at, shingles: shinglesOf(slice(text, at)) }));
