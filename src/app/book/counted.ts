import type { KeptClaim, ReviewState } from '../../store/index.ts';
import { UsageError } from '../../text/errors.ts';

/** Which claims an answer counts. */
export interface Counted {
  /** Default: accepted and unreviewed ones. */
  readonly states?: readonly ReviewState[];
  /** At least as sure as this, 0 to 1; what a person accepted counts however sure the reader was. */
  readonly minConfidence?: number;
}

export const COUNTED: readonly ReviewState[] = ['accepted', 'unreviewed'];

/** @throws UsageError `usage/confidence` */
export function isCounted({
  states = COUNTED,
  minConfidence = 0,
}: Counted): (kept: Pick<KeptClaim, 'state' | 'claim'>) => boolean {
  if (!(minConfidence >= 0 && minConfidence <= 1))
    throw new UsageError('usage/confidence', `a confidence lies between 0 and 1, not at ${minConfidence}`);
  return ({ claim, state }) =>
    states.includes(state) && (state === 'accepted' || claim.confidence >= minConfidence);
}
