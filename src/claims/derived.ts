import type { Reason } from '../document/layers.ts';
import { fromRule } from './reasons.ts';

/** A value read off a claim, and why it is that. */
export interface Derived<T> {
  readonly value: T;
  readonly reason: Reason;
}

/** With the rule that gave it. */
export const byRule = <T>(value: T, name: string): Derived<T> => ({ value, reason: fromRule(name) });
