import type { Attributed, BareClaim } from '../document/layers.ts';
import type { Factuality } from '../document/vocabulary.ts';
import { byRule, type Derived } from './derived.ts';
import { AVERSE, DENIED } from './negation.ts';

/** `may`, `could`, `might`, `is considering`, `possible`: possible, no more. */
const POSSIBLE =
  /\b(?:may|might|could|can|considering|weighing|mulling|possible|possibly|open to|reserves? the right|minded to|does not rule out|not rule out|hopes?|hoped|wish(?:es|ed)?|would like)\b/i;
/** `is expected to`, `is likely to`, `plans to`: probable. */
const PROBABLE =
  /\b(?:expected|expects?|likely|probably|due to|set to|should be able|forecast|anticipates?|confident|reckon(?:s|ed)?|plans?|planned|intends?|aims?)\b/i;
/** `must`, `should`, `ought to`: what is to be, of which the source does not say that it will be. */
const REQUIRED = /\b(?:must|should|ought|need(?:s|ed)? to|ha(?:s|ve|d) to|essential|important|necessary)\b/i;
/** `will`, `would`, `shall`: a deed still to come. */
const TO_COME = /\b(?:will|would|shall|'ll|is to|are to|was to|were to)\b/i;

/**
 * How far the source commits itself to the event that the predicate names (FactBank, Saurí and Pustejovsky 2009): certain
 * (CT), probable (PR), possible (PS), with its polarity; `Uu` where it hangs on something else, `CTu` where it is known to
 * be decided and not how. The undertaking itself is the event where a verb of undertaking is the predicate (`pledged`,
 * `agreed in principle`: CT+), the deed where that is (`would be deployed`).
 */
export function claimFactuality(claim: BareClaim, document: Attributed): Derived<Factuality> {
  const predicate = document.text.slice(claim.predicate.start, claim.predicate.end);
  const denied = claim.negated || (AVERSE.has(claim.act) && DENIED.test(predicate));
  const value = (certainty: 'CT' | 'PR' | 'PS', rule: string): Derived<Factuality> =>
    byRule<Factuality>(`${certainty}${denied ? '-' : '+'}`, `factuality.${rule}`);
  if (claim.act === 'position' || REQUIRED.test(predicate))
    return byRule<Factuality>('Uu', 'factuality.required');
  // A deed to come that hangs on a condition is neither promised nor denied.
  if (claim.conditions.length > 0 && (TO_COME.test(predicate) || POSSIBLE.test(predicate))) {
    return byRule<Factuality>('Uu', 'factuality.conditional');
  }
  if (claim.act === 'defer' && TO_COME.test(predicate))
    return byRule<Factuality>('CTu', 'factuality.undecided');
  if (POSSIBLE.test(predicate) && !/\bcannot\b|\bcould not\b/i.test(predicate))
    return value('PS', 'possible');
  if (claim.firmness === 'considered') return value('PS', 'considered');
  if (PROBABLE.test(predicate) || claim.act === 'expect') return value('PR', 'probable');
  return value('CT', 'asserted');
}
