import type { Span } from '../text/span.ts';
import { softmax } from './probabilities.ts';
import type { Pieces } from './word-pieces.ts';

/** Pieces from `first` to `last`, both in it. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** BIO probabilities, a row a piece: O, then B and I of each kind. Row 0 is the piece `start`. */
export interface Tags {
  readonly start: number;
  readonly kinds: number;
  readonly rows: Float32Array;
}

/** How a piece stands to the piece before it. */
export const GLUED = 0;
export const NEAR = 1;
export const FAR = 2;
export const BROKEN = 3;

/** For each piece: GLUED to the one before, NEAR (one character between), FAR, or BROKEN off by a paragraph's end. */
export function jointsOf(pieces: Pieces, paragraphs: readonly Span[]): Uint8Array {
  const joints = new Uint8Array(pieces.count);
  let paragraph = 0;
  for (let i = 0; i < pieces.count; i++) {
    const start = pieces.starts[i] ?? 0;
    const before = paragraph;
    for (let p = paragraphs[paragraph]; p && p.end <= start; p = paragraphs[paragraph]) paragraph++;
    const gap = start - (pieces.ends[i - 1] ?? 0);
    joints[i] = i === 0 || paragraph > before ? BROKEN : gap <= 0 ? GLUED : gap === 1 ? NEAR : FAR;
  }
  return joints;
}

/** The softmax of one head: `width` logits from `channel`, in rows of `stride`, of which `count` from row `row` on. */
export function tagsOf(
  logits: Float32Array,
  stride: number,
  channel: number,
  width: number,
  row: number,
  count: number,
  start: number,
): Tags {
  const rows = new Float32Array(count * width);
  for (let i = 0; i < count; i++) softmax(logits, (row + i) * stride + channel, width, rows, i * width);
  return { start, kinds: (width - 1) / 2, rows };
}

const widthOf = (tags: Tags): number => 1 + 2 * tags.kinds;
export const endOf = (tags: Tags): number => tags.start + tags.rows.length / widthOf(tags);

/** 1 − P(O) of a piece: how probable it is that it belongs to a span of any kind. */
export const insideOf = (tags: Tags, piece: number): number =>
  1 - (tags.rows[(piece - tags.start) * widthOf(tags)] ?? 1);

/** The probability mass of each kind over a range's pieces. */
export function massOf(tags: Tags, range: Range): number[] {
  return Array.from({ length: tags.kinds }, (_, kind) => {
    let mass = 0;
    for (let i = range.first; i <= range.last; i++) {
      const at = (i - tags.start) * widthOf(tags) + 1 + 2 * kind;
      mass += (tags.rows[at] ?? 0) + (tags.rows[at + 1] ?? 0);
    }
    return mass;
  });
}

/** The sum and the largest of 1 − P(O) over a range's pieces. */
export function weightOf(tags: Tags, range: Range): { sum: number; largest: number } {
  let [sum, largest] = [0, 0];
  for (let i = range.first; i <= range.last; i++) {
    const inside = insideOf(tags, i);
    sum += inside;
    largest = Math.max(largest, inside);
  }
  return { sum, largest };
}

/** Whether a piece would rather go on with a span than begin one. */
function goesOn(tags: Tags, piece: number): boolean {
  let more = 0;
  const at = (piece - tags.start) * widthOf(tags);
  for (let c = 1; c < widthOf(tags); c += 2) more += (tags.rows[at + c + 1] ?? 0) - (tags.rows[at + c] ?? 0);
  return more > 0;
}

/** Whether a piece after a space may begin a range of its own: by B against I, or never. */
export type Beginning = 'by-tag' | 'never';

/**
 * Stretches of pieces whose 1 − P(O) reaches the threshold, over all of `tags` or up to the piece `end`. Pieces with
 * nothing between them stay together; after one space a new range begins where B outweighs I, unless told never.
 */
export function rangesOf(
  tags: Tags,
  joints: Uint8Array,
  threshold: number,
  end = endOf(tags),
  beginning: Beginning = 'by-tag',
): Range[] {
  const ranges: Range[] = [];
  let first = -1;
  for (let i = tags.start; i <= end; i++) {
    const inside = i < end && insideOf(tags, i) >= threshold;
    const joint = joints[i] ?? BROKEN;
    if (
      inside &&
      first >= 0 &&
      (joint === GLUED || (joint === NEAR && (beginning === 'never' || goesOn(tags, i))))
    )
      continue;
    if (first >= 0) ranges.push({ first, last: i - 1 });
    first = inside ? i : -1;
  }
  return ranges;
}

/** Neighbours with at most `gap` pieces between them become one, unless a paragraph ends there. */
export function bridged(ranges: readonly Range[], joints: Uint8Array, gap: number): Range[] {
  const out: Range[] = [];
  for (const range of ranges) {
    const before = out.at(-1);
    const close = before !== undefined && range.first - before.last - 1 <= gap;
    if (close && !joints.subarray(before.last + 1, range.first + 1).includes(BROKEN)) {
      out[out.length - 1] = { first: before.first, last: range.last };
    } else {
      out.push(range);
    }
  }
  return out;
}

/** What is left of the ranges where `taken` is cut out of them. */
export function without(ranges: readonly Range[], taken: Range | null): Range[] {
  if (!taken) return [...ranges];
  return ranges
    .flatMap(({ first, last }) => [
      { first, last: Math.min(last, taken.first - 1) },
      { first: Math.max(first, taken.last + 1), last },
    ])
    .filter((r) => r.first <= r.last);
}

/** The range with the largest sum of 1 − P(O): the longest, mostly; the first of equals. */
export function heaviest(ranges: readonly Range[], tags: Tags): Range | null {
  let best: Range | null = null;
  let most = 0;
  for (const range of ranges) {
    const { sum } = weightOf(tags, range);
    if (sum > most) [best, most] = [range, sum];
  }
  return best;
}

/** The stretch of text of a range, out to the ends of its first and last word. */
export function spanOf(pieces: Pieces, range: Range): Span {
  let { first, last } = range;
  while (first > 0 && pieces.continues[first] === 1) first--;
  while (pieces.continues[last + 1] === 1) last++;
  return Object.freeze({ start: pieces.starts[first] ?? 0, end: pieces.ends[last] ?? 0 });
}
