import type { BareClaim } from '../document/layers.ts';
import { UNDERTAKINGS } from '../document/vocabulary.ts';
import { type Span, span } from '../text/span.ts';

/** How far a subject's words are looked for before their verb, in code units. */
const SUBJECT = 60;
/** Where a clause begins. */
const CLAUSE = /[,;:"“”—]\s*|\b(?:that|but|and|which|who|as|if|when)\s+/gu;

/**
 * The words in which a claim says what it is about: its predicate and its what; where it has none, its subject's
 * (`French soldiers would not be coming back`).
 */
export function ownWords(
  { act, predicate, what }: Pick<BareClaim, 'act' | 'predicate' | 'what'>,
  text: string,
  sentence: Span,
): readonly Span[] {
  if (what !== null) return [predicate, what];
  if (!(UNDERTAKINGS.has(act) && act !== 'agree')) return [predicate];
  const from = Math.min(predicate.start, Math.max(sentence.start, predicate.start - SUBJECT));
  const before = text.slice(from, predicate.start);
  const last = [...before.matchAll(CLAUSE)].at(-1);
  const start = from + (last === undefined ? 0 : last.index + last[0].length);
  return start < predicate.start ? [span(start, predicate.start), predicate] : [predicate];
}
