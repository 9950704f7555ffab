import { family } from '../claims/measure.ts';
import type { Act, ActorKind } from '../document/vocabulary.ts';
import { readWordLists } from '../text/resource.ts';
import { slice } from '../text/span.ts';
import type { BookClaim } from './record.ts';
import { reportOf, type Scene } from './scene.ts';
import { related } from './taxonomy.ts';

/** How one claim stands against another. */
export type CollisionKind = 'rejection' | 'threat' | 'demand' | 'position';

/** All of a claim by which it is told with what it may collide, but for its own words. */
export type Matter = Pick<
  BookClaim,
  'report' | 'act' | 'negated' | 'actors' | 'targets' | 'beneficiary' | 'measures'
>;

/** A claim as one that may collide with others. */
export interface Stance {
  readonly claim: BookClaim;
  /** How it would stand against another; null where it is only stood against. */
  readonly kind: CollisionKind | null;
  /** Whether it is for the thing that its measure names. */
  readonly favours: boolean;
}

/** Null where a claim can collide with nothing: it has no named actor, undertakes or opposes nothing, or points back only. */
export const stanceOf = (claim: BookClaim, scene: Pick<Scene, 'reports'>): Stance | null =>
  mayStand(claim) ? stanceIn(claim, reportOf(claim, scene).text) : null;

/** The same by the text of its report. */
export function stanceIn(claim: BookClaim, text: string): Stance | null {
  if (!mayStand(claim)) return null;
  const what = claim.what === null ? '' : slice(text, claim.what).toLowerCase();
  const kind = KINDS.get(claim.act) ?? null;
  return namesItsMatter(claim, what) ? { claim, kind, favours: favours(claim, what) } : null;
}

const mayStand = ({ act, actors }: BookClaim): boolean =>
  actors.length > 0 && (KINDS.has(act) || BINDING.has(act) || act === 'refuse');

/**
 * How `stand` may collide with `other`, null where it does not: a rejection or threat with an undertaking, a demand with a refusal (a
 * demand not to with an undertaking), a position (`must`, `cannot`) with an undertaking of the other polarity, and `cannot`
 * with `must`; of different actors, on one matter. It does where one of them favours the thing and the other does not
 * (`stanceOf`): their own words, which take the longest, are not looked at here.
 */
export function possibleCollision(
  stand: Matter,
  other: Matter,
  scene: Pick<Scene, 'parties' | 'spokenOf'>,
): CollisionKind | null {
  const kind = KINDS.get(stand.act);
  if (kind === undefined || !AGAINST[kind](stand, other) || shared(stand.actors, other.actors)) return null;
  if (!stand.measures.some((m) => other.measures.some((n) => related(m, n)))) return null;
  return onOneMatter(stand, other, scene) && aimedAt(kind, stand, other, scene) ? kind : null;
}

const KINDS: ReadonlyMap<Act, CollisionKind> = new Map([
  ['reject', 'rejection'],
  ['threaten', 'threat'],
  ['demand', 'demand'],
  ['position', 'position'],
]);

const BINDING: ReadonlySet<Act> = new Set<Act>(['commit', 'agree', 'perform']);
export const isUndertaken = ({ act, negated }: Pick<BookClaim, 'act' | 'negated'>): boolean =>
  BINDING.has(act) && !negated;
const isRefused = ({ act, negated }: Matter): boolean => act === 'refuse' && !negated;

/** By their acts alone. What is denied to be rejected (`are not opposed`) stands against nothing. */
const AGAINST: Readonly<Record<CollisionKind, (stand: Matter, other: Matter) => boolean>> = {
  rejection: (stand, other) => !stand.negated && isUndertaken(other),
  threat: (stand, other) => !stand.negated && isUndertaken(other),
  demand: (_, other) => isRefused(other) || isUndertaken(other),
  // `has not delivered` is not `will not`.
  position: (stand, other) =>
    (BINDING.has(other.act) && !(other.act === 'perform' && other.negated)) ||
    isRefused(other) ||
    (other.act === 'position' && stand.negated),
};

const AVERSE: ReadonlySet<Act> = new Set<Act>(['refuse', 'reject', 'threaten']);

/** `not to send`, `that no restriction may be placed`, `that Russia cannot impose limits`: the content is a denial. */
const DENIAL = /^(?:not to\b|that(?:\s+\S+){0,8}?\s+(?:no|not|never|cannot|nothing)\b)/;

const favours = ({ act, negated }: BookClaim, what: string): boolean =>
  [AVERSE.has(act), negated, DENIAL.test(what)].filter(Boolean).length % 2 === 0;

/** The measures of `a` that are those of `b`, or kinds of them, or hold them. */
export const commonMeasures = (
  a: Pick<BookClaim, 'measures'>,
  b: Pick<BookClaim, 'measures'>,
): readonly string[] => a.measures.filter((m) => b.measures.some((n) => related(m, n)));

/**
 * Whether two claims on one measure are about the same beneficiary. Where one names none, its report has to speak of the
 * other's; where neither does, one has to be directed at the other: the fish of two seas have one measure.
 */
function onOneMatter(a: Matter, b: Matter, { spokenOf }: Pick<Scene, 'spokenOf'>): boolean {
  if (a.beneficiary.length > 0 && b.beneficiary.length > 0) return shared(a.beneficiary, b.beneficiary);
  if (shared(a.targets, b.actors) || shared(b.targets, a.actors)) return true;
  const speaksOf = (claim: Matter, ids: readonly string[]) =>
    ids.some((id) => spokenOf.get(claim.report)?.has(id) === true);
  return speaksOf(a, b.beneficiary) || speaksOf(b, a.beneficiary);
}

const VAGUE: ReadonlySet<ActorKind> = new Set<ActorKind>(['group', 'unknown']);

/** What is laid on somebody: who threatens these without saying whom he would stop means to impose them, not to prevent them. */
const LAID_ON: ReadonlySet<string> = new Set([
  'sanctions',
  'tariff',
  'quota',
  'export-control',
  'market-access',
]);

/** Whether `stand` may be directed at the actor of `other`, and is not plainly at somebody else. */
function aimedAt(
  kind: CollisionKind,
  stand: Matter,
  other: Matter,
  { parties }: Pick<Scene, 'parties'>,
): boolean {
  if (shared(stand.targets, other.actors)) return true;
  if (kind === 'threat' && stand.measures.some((m) => LAID_ON.has(family(m)))) return false;
  // `urged partners`, `any Western troops`: whoever it concerns.
  const vague = (id: string) => VAGUE.has(parties.get(id)?.kind ?? 'unknown');
  if (stand.targets.length === 0 || stand.targets.some(vague)) return true;
  // `rejected guarantees for Ukraine`: for whom it is. A demand and a threat are directed at who is to act.
  const forWhom = kind === 'rejection' || kind === 'position';
  return forWhom && (shared(stand.targets, other.beneficiary) || shared(stand.targets, other.targets));
}

const shared = (a: readonly string[], b: readonly string[]): boolean => a.some((id) => b.includes(id));

const { pointing, procedure } = readWordLists('en/pointing-words.yaml', ['pointing', 'procedure']);
const POINTING: ReadonlySet<string> = new Set(pointing);
const PROCEDURE: ReadonlySet<string> = new Set(procedure);

/** `that it is too little`, in words enough for a clause; `that plan` is a thing. */
const COMPLAINT = /^that(?:\s+\S+){4}/;

/**
 * Whether the claim's own words say what it is about. Where they only point back (`dismissed the offer`, `any such limits`),
 * the measure was guessed from the report around them. Who insists that parliament must approve a deployment does not
 * insist on the deployment, and who objects that it is too little does not object to it.
 */
function namesItsMatter({ act }: BookClaim, what: string): boolean {
  if (act === 'reject' && COMPLAINT.test(what)) return false;
  const [head = ''] = what.split(/ as | which | who /);
  const named: readonly string[] = head.match(/\p{L}+/gu) ?? [];
  if (named.includes('such') || named.some((w) => PROCEDURE.has(w))) return false;
  return named.some((w) => !POINTING.has(w) && !POINTING.has(w.replace(/s$/, '')));
}
