import { grouped } from '../scene.ts';
import { related } from '../taxonomy.ts';
import { HISTORY } from '../undertaking.ts';
import {
  isGroup,
  type LayingClaim,
  presentOf,
  type ScenarioBook,
  type ScenarioEntry,
  type StateClaim,
} from './entry.ts';
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
  new Set(layingOn(book, book.claims).map(({ report }) => report));

/** Those of these claims that do so. */
export const layingOn = <C extends LayingClaim>(
  book: Pick<ScenarioBook, 'parties'>,
  claims: readonly C[],
): readonly C[] => claims.filter((claim) => laysOnAll(book, claim));

interface Laying {
  readonly claim: LayingClaim;
  readonly requirement: Requirement;
  readonly key: string;
}

/** What is laid on a measure, by what makes it of one matter with an entry (`isOneMatter`). */
interface OnMeasure {
  readonly byBeneficiary: ReadonlyMap<string, readonly Laying[]>;
  /** For entries with a beneficiary where one lays something without one: all, to be looked at. */
  readonly all: readonly Laying[];
  readonly isAimless: boolean;
  /** By whom their reports name: for entries without a beneficiary. */
  readonly byNamed: ReadonlyMap<string, readonly Laying[]>;
}

function laying(book: ScenarioBook): (entry: ScenarioEntry) => readonly Laid[] {
  const named = book.around?.named ?? namedBy(book);
  const laid = layingOn(book, book.claims).flatMap(requirementsLaid);
  const byMeasures = [...Map.groupBy(laid, ({ claim }) => claim.measures.join(' '))];
  const onMeasure = (measure: string): OnMeasure => {
    const kinds = byMeasures.filter(([measures]) => measures.split(' ').some((one) => related(one, measure)));
    const all =
      kinds.length === 1
        ? (kinds[0]?.[1] ?? [])
        : inPlace(
            kinds.flatMap(([, same]) => same),
            laid,
          );
    return {
      all,
      isAimless: all.some(({ claim }) => claim.beneficiary.length === 0),
      byBeneficiary: grouped(all, ({ claim }) => claim.beneficiary),
      byNamed: grouped(all, ({ claim }) => [...(named.get(claim.report) ?? [])]),
    };
  };
  const measures = new Map<string, OnMeasure>();
  const own = new Set(laid.map(({ claim }) => claim.id));
  const gather = gathering();
  return (entry) => {
    if (!isToCome(entry)) return [];
    const { actor, beneficiary, measure } = entry;
    const on = measures.get(measure) ?? onMeasure(measure);
    measures.set(measure, on);
    const about =
      beneficiary === null
        ? on.byNamed.get(actor)
        : on.isAimless
          ? on.all
          : on.byBeneficiary.get(beneficiary);
    if (about === undefined || about.length === 0) return [];
    // An entry's earlier undertakings are its history, not laid on it.
    const history = new Set(
      entry.claims.flatMap(({ act, id }) => (HISTORY.has(act) && own.has(id) ? id : [])),
    );
    const met = new Set(requirementsOf(presentOf(entry)).map(keyOf));
    const covering = about.filter(
      ({ claim, key }) =>
        !met.has(key) &&
        !history.has(claim.id) &&
        mayCover(book, claim, entry) &&
        isOneMatter(claim, entry, named),
    );
    return covering.length === about.length ? gather(about) : gathered(covering);
  };
}

const requirementsLaid = (claim: LayingClaim): readonly Laying[] =>
  claim.conditions
    .filter(({ kind }) => LAYING_KINDS.has(kind))
    .map((condition) => requirementOf(claim, condition))
    .map((requirement) => ({ claim, requirement, key: keyOf(requirement) }));

function inPlace(some: readonly Laying[], all: readonly Laying[]): readonly Laying[] {
  const wanted = new Set(some);
  return all.filter((one) => wanted.has(one));
}

/** What covers many entries is one list, whatever it holds. */
function gathering(): (laid: readonly Laying[]) => readonly Laid[] {
  const known = new WeakMap<readonly Laying[], readonly Laid[]>();
  return (laid) => {
    const all = known.get(laid) ?? gathered(laid);
    known.set(laid, all);
    return all;
  };
}

const gathered = (laid: readonly Laying[]): readonly Laid[] =>
  [...Map.groupBy(laid, ({ key }) => key).values()].flatMap((same) =>
    same.slice(0, 1).map(({ requirement }) => ({
      ...requirement,
      claims: [...new Set(same.map(({ claim }) => claim.id))],
    })),
  );

/** Requirements with one key are the same; those not understood only where they are the same words. */
const keyOf = ({ trigger, asks, claim, condition }: Requirement): string =>
  trigger ? JSON.stringify([asks, trigger]) : JSON.stringify([claim, condition.start]);

/** A position or demand is about the measure, whoever does it; an undertaking is about others only where its actor is open. */
function laysOnAll(book: Pick<ScenarioBook, 'parties'>, claim: LayingClaim): boolean {
  if (!mayLay(claim)) return false;
  const { act, actors } = claim;
  return act === 'position' || act === 'demand' || actors.every((actor) => isGroup(book, actor));
}

/** Whether it lays conditions on others, as far as that can be told without knowing whose it is. */
export const mayLay = ({ act, conditions, negated }: StateClaim): boolean =>
  conditions.some(({ kind }) => LAYING_KINDS.has(kind)) &&
  (act === 'position' || act === 'demand' || ((act === 'commit' || act === 'agree') && !negated));

function isToCome(entry: ScenarioEntry): boolean {
  const present = presentOf(entry);
  if (present === null || present.negated || present.act === 'refuse' || present.act === 'perform')
    return false;
  return present.firmness !== 'under-way' && present.firmness !== 'fulfilled';
}

function mayCover(book: ScenarioBook, { act, targets }: LayingClaim, { actor }: ScenarioEntry): boolean {
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
  claim: LayingClaim,
  { actor, beneficiary, claims }: ScenarioEntry,
  named: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  if (beneficiary !== null && claim.beneficiary.length > 0) return claim.beneficiary.includes(beneficiary);
  if (claims.some(({ report }) => report === claim.report)) return true;
  return named.get(claim.report)?.has(beneficiary ?? actor) ?? false;
}
