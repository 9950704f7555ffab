import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import { facing } from '../../book/against.ts';
import { type Entry, type EntryKey, entryOf, keyOfId } from '../../book/entries.ts';
import { type Alike, alikeBy } from '../../book/matters.ts';
import { isUndertaken } from '../../book/opposition.ts';
import { PARTY_ROLES, type Party } from '../../book/record.ts';
import { related } from '../../book/taxonomy.ts';
import type { OpponentKey, Reads, ShortClaim, WhichClaims } from '../../store/index.ts';
import type { Chosen } from './chosen-entries.ts';
import type { Page } from './page.ts';
import { partiesWith } from './parties-with.ts';

/** An entry as the book keeps its claims: all that is told of it but their words. */
export type ShortEntry = Entry<ShortClaim, ShortClaim>;

/** What entries are computed from. */
export interface ShortParts {
  readonly ids: readonly string[];
  /** Of each id. */
  readonly members: readonly (readonly ShortClaim[])[];
  /** What may stand against them. */
  readonly opponents: readonly ShortClaim[];
  /** Whom that is directed at. */
  readonly parties: ReadonlyMap<string, Party>;
}

/**
 * These entries, in the order that is given, from what is kept of their own claims, of what is expected of their actors and of what may
 * stand against them: the same as if all claims of the book were asked. Those that are not there are left out.
 */
export async function shortEntries(
  book: Reads,
  ids: readonly string[],
  taken: readonly TakenOnActors[],
): Promise<readonly ShortEntry[]> {
  return entriesFrom(await shortParts(book, ids, taken, 'counting'));
}

export async function shortParts(
  book: Reads,
  ids: readonly string[],
  taken: readonly TakenOnActors[],
  which: WhichClaims,
): Promise<ShortParts> {
  const members = await book.shortClaims(ids, which);
  const keys = opponentKeys(ids, members, await book.entryMeasures());
  const opponents = await book.shortOpponents(keys, which);
  return { ids, members, opponents, parties: await targetsOf(book, opponents, taken) };
}

/** Whom these are directed at. */
export async function targetsOf(
  book: Reads,
  opponents: readonly ShortClaim[],
  taken: readonly TakenOnActors[],
): Promise<ShortParts['parties']> {
  const named = new Set(opponents.flatMap(({ targets }) => targets));
  const parties = named.size === 0 ? [] : await partiesWith(book, [...named], taken);
  return new Map(parties.map((party) => [party.id, party]));
}

/** As they are by those of their claims, and of what stands against them, that are seen; in the order of the ids. */
export function entriesFrom(
  { ids, members, opponents, parties }: ShortParts,
  isSeen: (claim: ShortClaim) => boolean = () => true,
): readonly ShortEntry[] {
  const opposing = opponents.filter(isSeen);
  const against = standing(opposing, parties);
  return ids.flatMap((id, i): ShortEntry[] => {
    const claims = (members[i] ?? []).filter(isSeen);
    if (claims.every(({ act }) => act === 'expect')) return [];
    const key = keyOfId(id);
    return [entryOf(id, key, claims, against(key, claims), ({ told }) => told)];
  });
}

/** What rows of a list lead to: whom they name, and the reports that say how they stand, or all. */
export async function leadsOfShort(
  book: Reads,
  entries: readonly ShortEntry[],
  taken: readonly TakenOnActors[],
  cited: 'quoted' | 'all',
): Promise<Pick<Chosen, 'reports' | 'parties'> & Pick<Page<never>, 'states'>> {
  const quoted = new Map<string, ShortClaim>();
  const [named, reports] = [new Set<string>(), new Set<string>()];
  // Those of one matter have them in common.
  const seen = new Set<ShortClaim['actors']>();
  for (const { actor, beneficiary, claims, against, state, conditions } of entries) {
    for (const id of beneficiary === null ? [actor] : [actor, beneficiary]) named.add(id);
    for (const some of [claims, against])
      for (const claim of some) {
        if (cited === 'all') reports.add(claim.report);
        for (const id of claim.sources) named.add(id);
        if (seen.has(claim.actors)) continue;
        seen.add(claim.actors);
        for (const role of PARTY_ROLES) for (const id of claim[role]) named.add(id);
      }
    // A condition without a trigger is told by its words.
    const bare = conditions.flatMap(({ trigger, claims: of }) => (trigger === null ? of.slice(0, 1) : []));
    for (const claim of [state?.claim ?? claims.slice(-1), bare].flat()) quoted.set(claim.id, claim);
  }
  for (const { report } of quoted.values()) reports.add(report);
  return {
    reports: await book.texts([...reports]),
    parties: await partiesWith(book, [...named], taken),
    states: new Map([...quoted.values()].map(({ id, state }) => [id, state])),
  };
}

/** What stands against the undertakings of an entry among these rejections and threats. */
export function standing(opponents: readonly ShortClaim[], parties: ReadonlyMap<string, Party>) {
  const spokenOf = new Map<string, ReadonlySet<string>>();
  const groupsOf = (claims: readonly ShortClaim[]): readonly Alike<ShortClaim>[] => {
    const groups = alikeBy(claims, ({ matter }) => matter);
    for (const { claims: same } of groups)
      for (const { report, beneficiary, spoken } of same.slice(0, 1))
        if (beneficiary.length === 0) spokenOf.set(report, spoken);
    return groups;
  };
  const favours = (claim: ShortClaim): boolean | null => claim.favours;
  const found = facing(opponents, groupsOf(opponents), favours, { parties, spokenOf });
  return (of: EntryKey, claims: readonly ShortClaim[]): readonly ShortClaim[] => {
    const undertaken = opponents.length === 0 ? [] : claims.filter(isUndertaken);
    return undertaken.length === 0 ? [] : found(groupsOf(undertaken), of, favours);
  };
}

type Roles = Readonly<Record<OpponentKey['role'], Set<string>>>;

/** By what rejections and threats are found that may stand against what these entries undertake (`possibleCollision`). */
function opponentKeys(
  ids: readonly string[],
  members: ShortParts['members'],
  measures: readonly string[],
): readonly OpponentKey[] {
  const named = new Map<string, Roles>();
  for (const [i, id] of ids.entries()) {
    const undertaken = (members[i] ?? []).filter(isUndertaken);
    if (undertaken.length === 0) continue;
    const { measure } = keyOfId(id);
    const known = named.get(measure) ?? nobody();
    named.set(measure, known);
    const put = (role: OpponentKey['role'], parties: Iterable<string>): void => {
      for (const party of parties) known[role].add(party);
    };
    for (const { actors, targets, beneficiary, spoken } of new Map(
      undertaken.map((claim) => [claim.matter, claim]),
    ).values()) {
      // One that has another beneficiary is of another matter.
      put('sole-actor', targets);
      put('sole-target', actors);
      put('spoken', beneficiary);
      put('beneficiary', beneficiary.length > 0 ? beneficiary : spoken);
      if (beneficiary.length > 0) continue;
      put('actor', targets);
      put('target', actors);
    }
  }
  return [...named].flatMap(([own, roles]) =>
    measures
      .filter((id) => related(id, own))
      .flatMap((measure) =>
        OPPONENT_ROLES.flatMap((role) =>
          [...roles[role]].map((key): OpponentKey => ({ measure, role, key })),
        ),
      ),
  );
}

const OPPONENT_ROLES = ['actor', 'target', 'beneficiary', 'sole-actor', 'sole-target', 'spoken'] as const;

const nobody = (): Roles => ({
  actor: new Set(),
  target: new Set(),
  beneficiary: new Set(),
  'sole-actor': new Set(),
  'sole-target': new Set(),
  spoken: new Set(),
});
