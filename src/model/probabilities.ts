import type { Scored } from '../document/layers.ts';

export const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** Softmax over `width` logits from `at`, written to `out` from `to`. */
export function softmax(
  logits: Float32Array,
  at: number,
  width: number,
  out: Float32Array = new Float32Array(width),
  to = 0,
): Float32Array {
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < width; i++) {
    const logit = logits[at + i] ?? 0;
    if (logit > highest) highest = logit;
  }
  let sum = 0;
  for (let i = 0; i < width; i++) sum += out[to + i] = Math.exp((logits[at + i] ?? 0) - highest);
  for (let i = 0; i < width; i++) out[to + i] = (out[to + i] ?? 0) / sum;
  return out;
}

/** Every value with its share of the weights' sum, most probable first; of equals the vocabulary's first. */
export function ranked<T>(values: readonly T[], weights: ArrayLike<number>): Scored<T>[] {
  const sum = Array.from(weights).reduce((a, b) => a + b, 0);
  return values
    .map((value, i) => ({ value, probability: sum > 0 ? (weights[i] ?? 0) / sum : 0 }))
    .sort((a, b) => b.probability - a.probability);
}
