import type { Reason, Scored } from '../document/layers.ts';
import type { Pointed } from './pointers.ts';

/** One number of the model's. */
export const fromNumber = (name: string, probability: number): Reason => ({
  by: 'model',
  name,
  probability,
  runnerUp: null,
});

/** A value of a model's head with its runner-up. */
export function fromRanked<T>(name: string, [first, second]: readonly Scored<T>[]): Reason {
  return {
    by: 'model',
    name,
    probability: first?.probability ?? null,
    runnerUp: second ? { value: String(second.value), probability: second.probability } : null,
  };
}

/** Whom the model points to, the least sure of them, with the first of those that were not taken. */
export function fromPointer(role: string, pointed: readonly Pointed[], taken: readonly Pointed[]): Reason {
  const next = pointed.find((p) => !taken.includes(p));
  return {
    by: 'model',
    name: `pointer.${role}`,
    probability: taken.length > 0 ? Math.min(...taken.map((p) => p.probability)) : null,
    runnerUp: next ? { value: next.actor, probability: next.probability } : null,
  };
}

/** `name` is the rule's id, with the words that it fired on where there are some. */
export const fromRule = (name: string, probability: number | null = null): Reason => ({
  by: 'rule',
  name,
  probability,
  runnerUp: null,
});
