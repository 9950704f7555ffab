import { length, overlap, type Span } from '../../text/span.ts';

/**
 * One-to-one pairs of what was marked and what was read, by their indices: the ones that are worth most first.
 * @param worth 0 where two are no pair
 */
export function pairsOf<M, R>(
  marked: readonly M[],
  read: readonly R[],
  worth: (marked: M, read: R) => number,
): ReadonlyMap<number, number> {
  const all = marked.flatMap((m, i) => read.map((r, j) => ({ i, j, value: worth(m, r) })));
  const pairs = new Map<number, number>();
  const used = new Set<number>();
  for (const { i, j } of all.filter(({ value }) => value > 0).sort((a, b) => b.value - a.value)) {
    if (pairs.has(i) || used.has(j)) continue;
    pairs.set(i, j);
    used.add(j);
  }
  return pairs;
}

/** What the pairs are worth together, where each that was marked takes, in order, the best that is left. */
export function matched<M, R>(
  marked: readonly M[],
  read: readonly R[],
  worth: (marked: M, read: R) => number,
): number {
  const left = new Set(read);
  let sum = 0;
  for (const m of marked) {
    let best: R | undefined;
    for (const r of left) if (worth(m, r) > (best === undefined ? 0 : worth(m, best))) best = r;
    if (best === undefined) continue;
    left.delete(best);
    sum += worth(m, best);
  }
  return sum;
}

/** Whether two spans share at least half of their characters (F1 of characters). */
export const sameSpan = (a: Span, b: Span): boolean => 2 * overlap(a, b) >= (length(a) + length(b)) / 2;
