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
 * measure, for the same beneficiary; where either side leaves that open, by claims of a report that tells of the entry or of
 * whom it is about: a word on one conflict is none on another.
 */
export function laidOn(book: ScenarioBook): (entry: ScenarioEntry) => readonly Laid[] {
  const known = LAID.get(book) ?? { of: laying(book), entries: new Map() };
  LAID.set(book, known);
  return (entry) => {
    const laid = known.entries.get(entry) ?? known.of(entry);
    known.entries.set(entry, laid);
    return laid;
  };
}

/** Once for a book that is asked again and again. */
const LAID = new WeakMap<
  ScenarioBook,
  {
    readonly of: (entry: ScenarioEntry) => readonly Laid[];
    readonly entries: Map<ScenarioEntry, readonly Laid[]>;
  }
>();

/** The reports of claims that lay conditions on all of a measure: whom else they name counts for whom these cover. */
export const layingReports = (book: Pick<ScenarioBook, 'claims' | 'parties'>): ReadonlySet<string> =>
  new Set(book.claims.filter((claim) => laysOnAll(book, claim)).map(({ report }) => report));

function laying(book: ScenarioBook): (entry: ScenarioEntry) => readonly Laid[] {
  const laying = book.claims.filter((claim) => laysOnAll(book, claim)).flatMap(requirementsLaid);
  const ofMeasure = new Map<string, typeof laying>();
  const named = namedBy(book);
  return (entry) => {
    if (!isToCome(entry)) return [];
    const about =
      ofMeasure.get(entry.measure) ??
      laying.filter(({ claim }) => claim.measures.some((measure) => related(measure, entry.measure)));
    ofMeasure.set(entry.measure, about);
    // An entry's earlier undertakings are its history, not laid on it.
    const history = new Set(entry.claims.filter(({ act }) => HISTORY.has(act)).map(({ id }) => id));
    const covering = about.filter(
      ({ claim }) =>
        !history.has(claim.id) && mayCover(book, claim, entry) && isOneMatter(claim, entry, named),
    );
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
function laysOnAll(
  book: Pick<ScenarioBook, 'parties'>,
  { act, actors, conditions, negated }: BookClaim,
): boolean {
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

function mayCover(book: ScenarioBook, { act, targets }: BookClaim, { actor }: ScenarioEntry): boolean {
  // `Germany should send troops only if …`: asked of Germany alone.
  return (
    act !== 'demand' ||
    targets.length === 0 ||
    targets.some((target) => target === actor || isGroup(book, target))
  );
}

/** By report: everyone whom its claims name. */
function namedBy({ claims }: ScenarioBook): ReadonlyMap<string, ReadonlySet<string>> {
  const named = new Map<string, Set<string>>();
  for (const { report, actors, targets, beneficiary } of claims) {
    const known = named.get(report) ?? new Set<string>();
    named.set(report, known);
    for (const id of [...actors, ...targets, ...beneficiary]) known.add(id);
  }
  return named;
}

function isOneMatter(
  claim: BookClaim,
  { actor, beneficiary, claims }: ScenarioEntry,
  named: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  if (beneficiary !== null && claim.beneficiary.length > 0) return claim.beneficiary.includes(beneficiary);
  if (claims.some(({ report }) => report === claim.report)) return true;
  return named.get(claim.report)?.has(beneficiary ?? actor) ?? false;
}
