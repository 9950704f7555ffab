import { partiesNow } from './actor-decisions/parties.ts';
import { type Against, againstIn, type Favours, isAbout } from './against.ts';
import type { EntryClaim } from './entry-claim.ts';
import { daysBetween, toldOn } from './moment.ts';
import { isUndertaken, stanceOf } from './opposition.ts';
import type { BookClaim, Party, Report } from './record.ts';
import { compare, grouped, inOrder, reportOf, type Scene, sceneOf } from './scene.ts';
import { OTHER } from './taxonomy.ts';
import { directionOf, HISTORY, STANDS, type Step, stepBetween, type Telling } from './undertaking.ts';

/**
 * One actor's stand on one measure towards one beneficiary, with all claims about it. Claims are in order of time throughout.
 * `C` is what is held of a claim, `O` of one that stands against it.
 */
export interface Entry<O = BookClaim, C extends EntryClaim = BookClaim> extends EntryKey {
  /** Says actor, measure and beneficiary, so that it never changes: `state:DEU/force.land/state:UKR`, `-` for no beneficiary. */
  readonly id: string;
  /** All but `against`. */
  readonly claims: readonly C[];
  /** Undertakings. */
  readonly history: readonly Told<C>[];
  /** What the actor endorses, rejects, demands, proposes, holds or threatens. */
  readonly stands: readonly C[];
  /** What is expected of the actor. */
  readonly expected: readonly C[];
  /** Null where nothing is undertaken. */
  readonly state: EntryState<C> | null;
  /** Of undertakings that bind or are open, by kind and trigger. */
  readonly conditions: readonly EntryCondition<C>[];
  /** Ids of the parties whose word the entry rests on. */
  readonly sources: readonly string[];
  /** Rejections and threats by others against what is undertaken. */
  readonly against: readonly O[];
}

export interface EntryKey {
  readonly actor: string;
  readonly measure: string;
  /** Null where it is nobody's in particular. */
  readonly beneficiary: string | null;
}

/** An undertaking and how it stands to the one before it; null for the first. */
export interface Told<C extends EntryClaim = BookClaim> {
  readonly claim: C;
  readonly step: Step | null;
}

/** Where an entry stands: its last undertaking, with act, firmness and whether it is negated. */
export interface EntryState<C extends EntryClaim = BookClaim> {
  readonly claim: C;
  readonly direction: ReturnType<typeof directionOf>;
  /** The last step that changed anything (no `same`, no `differs`), though it may have been told again since. */
  readonly change: Told<C> | null;
}

export interface EntryCondition<C extends EntryClaim = BookClaim>
  extends Pick<EntryClaim['conditions'][number], 'kind' | 'trigger'> {
  readonly claims: readonly C[];
}

/** What is asked of a part of the book's claims. */
export interface Part {
  /** Ids of the entries that are wanted. */
  readonly only?: ReadonlySet<string>;
  /** Beneficiaries of all claims of a report, also of those that are not given. */
  readonly spokenOf?: Scene['spokenOf'];
}

/**
 * The entries of these claims, by id. `spokenOf`: where `claims` are not all that their reports tell, of whom these speak
 * (`sceneOf`). A claim of several actors, measures or beneficiaries belongs to an entry of each; a
 * group's claim to the group's only, not to its members'. `reports` hold those of all the claims. Meetings, and claims of
 * nobody who is named, are in no entry (`withoutEntry`).
 * @throws StageError `stage/report` where a claim's report is missing.
 */
export function entriesOf(
  claims: readonly BookClaim[],
  reports: readonly Report[],
  parties: readonly Party[],
  { only, spokenOf }: Part = {},
): readonly Entry[] {
  const scene = { ...sceneOf(spokenOf ? [] : claims, reports, parties), ...(spokenOf && { spokenOf }) };
  const ordered = inOrder(claims, scene);
  const favours = favoursIn(scene);
  const against = againstIn(ordered.filter(isOpponent), favours, scene);
  return [...entriesIn(ordered, scene, against, favours, only)];
}

/**
 * The same, in the order of `only`, where it is known already what stands against undertakings: `claims` need not hold it, nor
 * all that their reports tell. Each is made when it is asked for: what stands against one may be much.
 */
export function entriesOpposed<O>(
  claims: readonly BookClaim[],
  reports: readonly Report[],
  against: Against<O>,
  only: ReadonlySet<string>,
): Iterable<Entry<O>> {
  const scene = sceneOf([], reports, []);
  return entriesIn(inOrder(claims, scene), scene, against, favoursIn(scene), only, only);
}

function* entriesIn<O>(
  ordered: readonly BookClaim[],
  scene: Pick<Scene, 'reports'>,
  against: Against<O>,
  favours: Favours<BookClaim>,
  only?: ReadonlySet<string>,
  order?: Iterable<string>,
): Generator<Entry<O>> {
  const keysOf = only ? keysAmong(only) : keysWithIds;
  const keyed = ordered.flatMap((claim) => keysOf(claim).map(({ id, key }) => ({ id, key, claim })));
  const expectations = grouped(
    ordered.filter((c) => c.act === 'expect'),
    whoseAct,
  );
  const members = Map.groupBy(keyed, ({ id }) => id);
  for (const id of order ?? [...members.keys()].sort(compare)) {
    const claimed = members.get(id) ?? [];
    const key = claimed[0]?.key;
    if (key === undefined) continue;
    const own = claimed.map((m) => m.claim);
    const expected = (expectations.get(key.actor) ?? []).filter((c) => isAbout(c, key));
    const undertaken = own.filter((c) => HISTORY.has(c.act) && isUndertaken(c));
    const claims = expected.length === 0 ? own : inOrder([...own, ...expected], scene);
    yield entryOf(id, key, claims, against(undertaken, key, favours), toldIn(scene));
  }
}

/** Once for a claim of many entries: its own words take the longest. */
function favoursIn(scene: Pick<Scene, 'reports'>): Favours<BookClaim> {
  const known = new Map<BookClaim, boolean | null>();
  return (claim) => {
    const before = known.get(claim);
    if (before !== undefined) return before;
    const now = stanceOf(claim, scene)?.favours ?? null;
    known.set(claim, now);
    return now;
  };
}

/** `expects America to …` names whose act it is; `America is expected to …` has it as actor. */
export const whoseAct = ({ targets, actors }: Pick<BookClaim, 'targets' | 'actors'>): readonly string[] =>
  targets.length > 0 ? targets : actors;

/** Whether it may stand against what others undertake. */
export const isOpponent = ({ act }: Pick<BookClaim, 'act'>): boolean =>
  act === 'reject' || act === 'threaten';

/** The entries that a claim is part of. */
export function entryKeysOf(
  claim: Pick<BookClaim, 'act' | 'actors' | 'measures' | 'beneficiary'>,
): readonly EntryKey[] {
  if (!HISTORY.has(claim.act) && !STANDS.has(claim.act)) return [];
  const measures = claim.measures.length > 0 ? claim.measures : [OTHER];
  const beneficiaries = claim.beneficiary.length > 0 ? claim.beneficiary : [null];
  return claim.actors.flatMap((actor) =>
    measures.flatMap((measure) => beneficiaries.map((beneficiary) => ({ actor, measure, beneficiary }))),
  );
}

export const entryId = ({ actor, measure, beneficiary }: EntryKey): string =>
  `${escaped(actor)}/${escaped(measure)}/${escaped(beneficiary ?? '-')}`;

const escaped = (part: string): string => (part.includes('/') ? part.replaceAll('/', '%2F') : part);

interface KeyWithId {
  readonly id: string;
  readonly key: EntryKey;
}

const keysWithIds = (claim: BookClaim): readonly KeyWithId[] =>
  entryKeysOf(claim).map((key) => ({ id: entryId(key), key }));

/** Those of a claim's entries that are among these. Most claims are of others: no ids are put together for it. */
export function keysAmong(only: ReadonlySet<string>): (claim: BookClaim) => readonly KeyWithId[] {
  const wanted = Array.from(only, (id): KeyWithId => ({ id, key: keyOfId(id) }));
  const forWhom = (keys: readonly KeyWithId[]) => new Map(keys.map((one) => [one.key.beneficiary, one]));
  const byMeasure = (keys: readonly KeyWithId[]) =>
    new Map(
      [...Map.groupBy(keys, ({ key }) => key.measure)].map(([measure, own]) => [measure, forWhom(own)]),
    );
  const byActor = new Map(
    [...Map.groupBy(wanted, ({ key }) => key.actor)].map(([actor, own]) => [actor, byMeasure(own)]),
  );
  return (claim) =>
    claim.actors.some((actor) => byActor.has(actor))
      ? entryKeysOf(claim).flatMap(
          ({ actor, measure, beneficiary }) => byActor.get(actor)?.get(measure)?.get(beneficiary) ?? [],
        )
      : [];
}

/** The actor, measure and beneficiary of an entry with this id. */
export function keyOfId(id: string): EntryKey {
  const [actor = '', measure = '', beneficiary = '-'] = partsOf(id);
  return { actor, measure, beneficiary: beneficiary === '-' ? null : beneficiary };
}

/** Actor, measure and beneficiary, as they stand in the id of an entry. */
const partsOf = (id: string): readonly string[] => id.split('/').map((part) => part.replaceAll('%2F', '/'));

/** The entry with this id; where decisions on its actor or beneficiary took its place, those that answer for it. */
export function entriesNow<T extends EntryKey & Pick<Entry, 'id'>>(
  id: string,
  entries: readonly T[],
  parties: readonly Party[],
): readonly T[] {
  const own = entries.filter((entry) => entry.id === id);
  if (own.length > 0) return own;
  const [actor = '', measure, beneficiary = ''] = partsOf(id);
  const [actors, beneficiaries] = [actor, beneficiary].map((part) => partiesNow(part, parties));
  return entries.filter(
    (entry) =>
      actors?.includes(entry.actor) &&
      entry.measure === measure &&
      beneficiaries?.includes(entry.beneficiary ?? '-'),
  );
}

/** Claims that no entry holds: meetings, what nobody named undertakes, expectations of what is in no entry. */
export function withoutEntry(claims: readonly BookClaim[], entries: readonly Entry[]): readonly BookClaim[] {
  const held = new Set(entries.flatMap((entry) => entry.claims.map((c) => c.id)));
  return claims.filter((claim) => !held.has(claim.id));
}

/**
 * The entry of these claims, its own and what is expected of its actor, in order of time.
 * @param toldOf when the report of a claim told it
 */
export function entryOf<C extends EntryClaim, O>(
  id: string,
  key: EntryKey,
  claims: readonly C[],
  against: readonly O[],
  toldOf: (claim: C) => string,
): Entry<O, C> {
  const undertakings = claims.filter((c) => HISTORY.has(c.act));
  const history = undertakings.map((claim, i): Told<C> => {
    const before = undertakings[i - 1];
    return { claim, step: before ? stepBetween(before, claim, tellingOf(before, claim, toldOf)) : null };
  });
  const last = undertakings.at(-1);
  const change =
    history.findLast(({ step }) => step !== null && step !== 'same' && step !== 'differs') ?? null;
  return {
    id,
    ...key,
    claims,
    history,
    stands: claims.filter((c) => STANDS.has(c.act)),
    expected: claims.filter((c) => c.act === 'expect'),
    state: last ? { claim: last, direction: directionOf(last), change } : null,
    conditions: conditionsOf(undertakings),
    sources: [...new Set(claims.flatMap((c) => c.sources))],
    against,
  };
}

/** How an undertaking of an entry stands to the one before it there. @throws StageError `stage/report` */
export const stepAfter = (before: BookClaim, claim: BookClaim, scene: Pick<Scene, 'reports'>): Step =>
  stepBetween(before, claim, tellingOf(before, claim, toldIn(scene)));

const toldIn =
  (scene: Pick<Scene, 'reports'>) =>
  (claim: BookClaim): string =>
    toldOn(reportOf(claim, scene));

/** Papers of one evening and the next morning tell of one day. */
const ONE_TELLING = 1;

function tellingOf<C extends EntryClaim>(before: C, after: C, toldOf: (claim: C) => string): Telling {
  if (before.report === after.report) return 'one-report';
  const [first, second] = [toldOf(before), toldOf(after)];
  if (daysBetween(first, second) > ONE_TELLING) return 'apart';
  // The later one tells of a deed of its own day, of which the earlier report could not know.
  const day = after.when?.from;
  return day && daysBetween(first, day) > 0 && daysBetween(day, second) >= 0 ? 'apart' : 'together';
}

function conditionsOf<C extends EntryClaim>(undertakings: readonly C[]): readonly EntryCondition<C>[] {
  const stated = undertakings
    .filter((claim) => directionOf(claim) !== 'against')
    .flatMap((claim) => claim.conditions.map(({ kind, trigger }) => ({ kind, trigger, claim })));
  const alike = Map.groupBy(stated, ({ kind, trigger }) => JSON.stringify([kind, trigger]));
  return [...alike.values()].flatMap((same) =>
    same.slice(0, 1).map(({ kind, trigger }) => ({ kind, trigger, claims: same.map((s) => s.claim) })),
  );
}
