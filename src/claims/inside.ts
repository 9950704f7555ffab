import { contains, type Span } from '../text/span.ts';

/** The index of the first of `spans`, sorted by start, that starts at `offset` or later. */
export function firstFrom(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Those of `spans`, sorted by start, that lie inside `outer`; its time does not grow with the length of the document. */
export function inside<T extends Span>(spans: readonly T[], outer: Span): readonly T[] {
  const found: T[] = [];
  for (let i = firstFrom(spans, outer.start); i < spans.length; i++) {
    const span = spans[i];
    if (span === undefined || span.start >= outer.end) break;
    if (contains(outer, span)) found.push(span);
  }
  return found;
}

/** Index of the sentence that holds the position; the last one before it where none does. */
export const sentenceAt = (sentences: readonly Span[], at: number): number =>
  Math.max(0, firstFrom(sentences, at + 1) - 1);
