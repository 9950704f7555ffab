import type { Attributed, BareClaim, Pointers, Quantity } from '../document/layers.ts';
import { contains, overlaps, type Span } from '../text/span.ts';
import { shareOf } from './pointers.ts';

/** Units that can be the size of an actor: `26 countries`, `41 delegations`, `five parties`. */
const ACTOR_UNITS: ReadonlySet<string> = new Set([
  'country',
  'delegation',
  'party',
  'organisation',
  'person',
  'member',
  'faction',
  'minister',
  'leader',
  'lawmaker',
  'bank',
  'company',
  'group',
  'donor',
  'creditor',
]);

/** What a meeting has besides participants: how long it lasted. */
const TIME_UNITS: ReadonlySet<string> = new Set(['minute', 'hour', 'day', 'week', 'month', 'year']);

/** Words at which a clause ends: what stands beyond belongs to another claim. */
const CLAUSE_END =
  /[;:.!?]|,? (?:and|but|while|because|although|though|which|who|whose|that|whereas|after|before|as well as|said|says?|told|tells?|reports?|reported)\s|, (?!among|including|of which|some|most|up to|at least|about)/;

/** Gap in a clause across which a subject with a number still goes with its predicate, in code units. */
const SUBJECT_GAP = 60;

/** From which share of the model's on an amount is the claim's, where the rules say so and where they do not. */
const CONFIRMED = 0.1;
const FOUND = 0.7;

/**
 * The amounts that belong to a claim: those in its content, those that count its actors or targets, and those that stand
 * with its predicate in one clause. Amounts in its conditions are not its own.
 * @param pointers where a model has read the claim: it takes out what it thinks little of, and adds what it is sure of
 */
export function claimQuantities(
  claim: BareClaim,
  document: Attributed,
  found: readonly Quantity[],
  pointers?: Pointers,
): readonly Quantity[] {
  const ruled = ruledQuantities(claim, document, found);
  if (pointers === undefined) return ruled;
  return found.filter(
    (quantity) =>
      shareOf(pointers, 'quantity', quantity) >= (ruled.includes(quantity) ? CONFIRMED : FOUND) &&
      !claim.conditions.some((condition) => overlaps(condition, quantity)),
  );
}

function ruledQuantities(
  claim: BareClaim,
  document: Attributed,
  found: readonly Quantity[],
): readonly Quantity[] {
  const sentence = document.sentences[claim.sentence];
  if (sentence === undefined) return [];
  return found.filter((quantity) => {
    if (claim.conditions.some((condition) => overlaps(condition, quantity))) return false;
    if (claim.what !== null && contains(claim.what, quantity)) return true;
    if (overlaps(claim.predicate, quantity)) return true;
    if (
      !contains(sentence, quantity) ||
      (claim.act === 'meet' && !ACTOR_UNITS.has(quantity.unit) && !TIME_UNITS.has(quantity.unit))
    )
      return false;
    if (countsActor(claim, document, quantity)) return true;
    return (
      isSubject(document.text, claim.predicate, quantity) || isComplement(claim, document.text, quantity)
    );
  });
}

/** The amount is the size of one of the claim's actors or targets (`26 countries had agreed`). */
function countsActor(claim: BareClaim, document: Attributed, quantity: Quantity): boolean {
  if (!ACTOR_UNITS.has(quantity.unit)) return false;
  const ids = new Set([...claim.actors, ...claim.targets]);
  if (
    document.mentions.some(
      (mention) =>
        ids.has(mention.actor) && overlaps(mention, quantity) && quantity.start - mention.start < 12,
    )
  )
    return true;
  const size = quantity.value ?? quantity.low ?? quantity.high;
  return document.actors.some(
    ({ id, size: members, name }) => ids.has(id) && (members === size || name.startsWith(`${size} `)),
  );
}

/** `Twenty-four of its 30 missiles crossed`, `Seven states signed`: right before the predicate, no clause between. */
function isSubject(text: string, predicate: Span, quantity: Quantity): boolean {
  if (quantity.end > predicate.start || predicate.start - quantity.end > SUBJECT_GAP) return false;
  return !CLAUSE_END.test(text.slice(quantity.end, predicate.start));
}

/** Without a content of its own, what follows the predicate in its clause: `chipped in 85 million`. */
function isComplement(claim: BareClaim, text: string, quantity: Quantity): boolean {
  if (quantity.start < claim.predicate.end) return false;
  const from =
    claim.what !== null && claim.what.end > claim.predicate.end ? claim.what.end : claim.predicate.end;
  if (quantity.start < from || quantity.start - from > SUBJECT_GAP) return false;
  // `its contribution to the fund, some 3 billion kroner`: an apposition goes with what stands before its comma.
  return !CLAUSE_END.test(text.slice(from, quantity.start).replace(/, ?$/, ''));
}
