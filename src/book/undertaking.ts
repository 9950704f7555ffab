import { type Act, FIRMNESS, UNDERTAKINGS } from '../document/vocabulary.ts';
import type { EntryClaim } from './entry-claim.ts';

/** Acts that make an entry's history. */
export const HISTORY: ReadonlySet<Act> = new Set<Act>([...UNDERTAKINGS, 'defer']);

/** Acts that are kept beside an entry's history. */
export const STANDS: ReadonlySet<Act> = new Set<Act>([
  'endorse',
  'reject',
  'demand',
  'propose',
  'position',
  'threaten',
]);

type Undertaking = Pick<EntryClaim, 'act' | 'negated' | 'conditions'>;
type Firm = Undertaking & Pick<EntryClaim, 'firmness'>;

/**
 * Where an undertaking leaves its actor: bound (`for`), not bound (`against`), or neither (`open`): a decision put off, a
 * deed not done so far, and a refusal that ends when something comes about (`not before parliament approves`).
 */
export function directionOf({ act, negated, conditions }: Undertaking): 'for' | 'open' | 'against' {
  if (act === 'refuse') return negated || conditions.length > 0 ? 'open' : 'against';
  if (act === 'defer' || (act === 'perform' && negated)) return 'open';
  return negated ? 'against' : 'for';
}

/** How an undertaking stands to the one before it in an entry's history. */
export type Step = 'same' | 'firmer' | 'weaker' | 'taken-back' | 'fulfilled' | 'contradicted' | 'differs';

/**
 * When two undertakings are told: `apart`, or of one time, by different reports (`together`) or by one. What differs in
 * firmness then is no change of the actor's mind but what reports make of it, or several parts of one deed.
 */
export type Telling = 'apart' | 'together' | 'one-report';

/** `differs` and `same` change nothing; `contradicted`: denied, or told both ways of one time. */
export function stepBetween(before: Firm, after: Firm, telling: Telling): Step {
  const [from, to] = [directionOf(before), directionOf(after)];
  if (from === 'for' && after.act === 'refuse' && to === 'against')
    return telling === 'together' ? 'contradicted' : 'taken-back';
  // `has made no promise` denies that there was one; it takes nothing back.
  if (from === 'for' && to === 'against') return telling === 'one-report' ? 'differs' : 'contradicted';
  if (isFulfilled(after)) return isFulfilled(before) ? 'same' : 'fulfilled';
  const change = level(after) - level(before);
  if (change === 0 || Number.isNaN(change)) return 'same';
  if (telling === 'apart') return change > 0 ? 'firmer' : 'weaker';
  return telling === 'together' && from === 'against' && to === 'for' ? 'contradicted' : 'differs';
}

export const isFulfilled = (claim: Firm): boolean =>
  claim.firmness === 'fulfilled' && directionOf(claim) === 'for';

/** On one scale from not bound to fulfilled; NaN where the firmness is not known. */
function level(claim: Firm): number {
  const direction = directionOf(claim);
  if (direction !== 'for') return direction === 'open' ? -1 : -2;
  return claim.firmness === null ? Number.NaN : FIRMNESS.indexOf(claim.firmness);
}
