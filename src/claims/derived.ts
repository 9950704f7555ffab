import type { Reason } from '../document/layers.ts';

/** A value read off a claim, with the rule that gave it. */
export interface Derived<T> {
  readonly value: T;
  readonly reason: Reason;
}

/** `name` is the rule's id, with the words that it fired on where there are some. */
export const byRule = <T>(value: T, name: string): Derived<T> => ({
  value,
  reason: { by: 'rule', name, probability: null, runnerUp: null },
});
