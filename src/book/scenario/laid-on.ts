import type { BookClaim } from '../record.ts';
import { related } from '../taxonomy.ts';
import { HISTORY } from '../undertaking.ts';
import { isGroup, presentOf, type ScenarioBook, type ScenarioEntry } from './entry.ts';
import { type Requirement, requirementOf, requirementsOf } from './requirements.ts';

/** A condition that was laid on all of a measure, with every claim that lays it. */
export interface Laid extends Requirement {
  readonly claims: readonly string[];
}

const LAYING_KINDS = new Set(['only-after', 'only-if']);

/**
 * Finds the conditions that others laid on all of a measure and that an entry may be covered by: `foreign troops only after a
 * ceasefire`. Only undertakings of something still to be done are covered, by claims about the same or a wider or narrower
 * measure, for the same beneficiary or for one that either side leaves open.
 */
export function laidOn(book: ScenarioBook): (entry: ScenarioEntry) => readonly Laid[] {
  const laying = book.claims.filter((claim) => laysOnAll(book, claim)).flatMap(requirementsLaid);
  const ofMeasure = new Map<string, typeof laying>();
  return (entry) => {
    if (!isToCome(entry)) return [];
    const about =
      ofMeasure.get(entry.measure) ??
      laying.filter(({ claim }) => claim.measures.some((measure) => related(measure, entry.measure)));
    ofMeasure.set(entry.measure, about);
    // An entry's earlier undertakings are its history, not laid on it.
    const history = new Set(entry.claims.filter(({ act }) => HISTORY.has(act)).map(({ id }) => id));
    const covering = about.filter(({ claim }) => !history.has(claim.id) && mayCover(book, claim, entry));
    const own = new Set(requirementsOf(presentOf(entry)).map(keyOf));
    return [...Map.groupBy(covering, ({ key }) => key)].flatMap(([key, same]) =>
      same.slice(0, own.has(key) ? 0 : 1).map(({ requirement }) => ({
        ...requirement,
        claims: [...new Set(same.map(({ claim }) => claim.id))],
      })),
    );
  };
}

const requirementsLaid = (claim: BookClaim) =>
  claim.conditions
    .filter(({ kind }) => LAYING_KINDS.has(kind))
    .map((condition) => requirementOf(claim, condition))
    .map((requirement) => ({ claim, requirement, key: keyOf(requirement) }));

/** Requirements with one key are the same; those not understood only where they are the same words. */
const keyOf = ({ trigger, asks, claim, condition }: Requirement): string =>
  trigger ? JSON.stringify([asks, trigger]) : JSON.stringify([claim, condition.start]);

/** A position or demand is about the measure, whoever does it; an undertaking is about others only where its actor is open. */
function laysOnAll(book: ScenarioBook, { act, actors, conditions, negated }: BookClaim): boolean {
  if (!conditions.some(({ kind }) => LAYING_KINDS.has(kind))) return false;
  if (act === 'position' || act === 'demand') return true;
  return (act === 'commit' || act === 'agree') && !negated && actors.every((actor) => isGroup(book, actor));
}

function isToCome(entry: ScenarioEntry): boolean {
  const present = presentOf(entry);
  if (present === null || present.negated || present.act === 'refuse' || present.act === 'perform')
    return false;
  return present.firmness !== 'under-way' && present.firmness !== 'fulfilled';
}

function mayCover(book: ScenarioBook, claim: BookClaim, { actor, beneficiary }: ScenarioEntry): boolean {
  const { act, targets } = claim;
  // `Germany should send troops only if …`: asked of Germany alone.
  const addressed =
    act !== 'demand' ||
    targets.length === 0 ||
    targets.some((target) => target === actor || isGroup(book, target));
  return (
    addressed &&
    (beneficiary === null || claim.beneficiary.length === 0 || claim.beneficiary.includes(beneficiary))
  );
}
