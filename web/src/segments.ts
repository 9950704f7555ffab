import type { Span } from './api-types.ts';

/** A stretch of text under which the same things lie from its first to its last letter. */
export interface Segment<T> extends Span {
  readonly under: readonly T[];
}

/** Cuts `[start, end)` wherever something begins or ends, so that what overlaps can be drawn. */
export function segments<T extends Span>({ start, end }: Span, things: readonly T[]): readonly Segment<T>[] {
  const inside = things.filter((thing) => thing.start < end && thing.end > start);
  const cuts = new Set([start, end]);
  for (const thing of inside)
    for (const at of [thing.start, thing.end]) if (at > start && at < end) cuts.add(at);
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, i) => {
    const to = sorted[i + 1] ?? end;
    return { start: from, end: to, under: inside.filter((thing) => thing.start <= from && thing.end >= to) };
  });
}

/** A track for each span, from 0 on, so that those that overlap never share one. */
export function tracks(spans: readonly Span[]): readonly number[] {
  const ends: number[] = [];
  const order = spans.map((span, i) => ({ ...span, i })).sort((a, b) => a.start - b.start || b.end - a.end);
  const found = new Array<number>(spans.length).fill(0);
  for (const { start, end, i } of order) {
    const free = ends.findIndex((last) => last <= start);
    const track = free === -1 ? ends.length : free;
    ends[track] = end;
    found[i] = track;
  }
  return found;
}

/** Paragraphs: what stands between empty lines. */
export function paragraphs(text: string): readonly Span[] {
  const found: Span[] = [];
  for (const { index, 0: words } of text.matchAll(/\S[\s\S]*?(?=\n\s*\n|\s*$)/g))
    if (words.trim() !== '') found.push({ start: index, end: index + words.length });
  return found;
}

/** The sentence in which words begin; the words themselves where it is not known. */
export const sentenceAround = (words: Span, sentences: readonly Span[]): Span =>
  sentences.find(({ start, end }) => start <= words.start && words.start < end) ?? words;

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;
