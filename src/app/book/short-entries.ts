import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import { facing } from '../../book/against.ts';
import { type Entry, type EntryKey, entryOf, keyOfId } from '../../book/entries.ts';
import { type Alike, asMatter, meetsBy } from '../../book/matters.ts';
import type { Matter } from '../../book/opposition.ts';
import { related } from '../../book/taxonomy.ts';
import {
  type MatterKey,
  type MatterSide,
  type NumberedMatter,
  type PlacedClaim,
  type Reads,
  type SeenClaim,
  type ShortClaim,
  undertakenIn,
} from '../../store/index.ts';
import type { Chosen } from './chosen-entries.ts';
import { SAID_ROLES } from './listed-entry.ts';
import type { Page } from './page.ts';
import { partiesWith } from './parties-with.ts';

/** An entry as the book keeps its claims: all that is told of it but their words. */
export type ShortEntry = Entry<PlacedClaim, ShortClaim>;

/** What entries are computed from. */
export interface ShortParts<O extends PlacedClaim = SeenClaim> {
  readonly ids: readonly string[];
  /** Of each id. */
  readonly members: readonly (readonly ShortClaim[])[];
  /** What may stand against them, in order of time. */
  readonly opponents: readonly O[];
  readonly standing: Standing;
}

/** Numbers of the matters that stand against what is undertaken in an entry. */
export type Standing = (of: EntryKey, undertaken: readonly NumberedMatter[]) => readonly number[];

/**
 * These entries, in the order that is given, from what is kept of their own claims, of what is expected of their actors and of what may
 * stand against them: the same as if all claims of the book were asked. Those that are not there are left out.
 */
export async function shortEntries(
  book: Reads,
  ids: readonly string[],
  taken: readonly TakenOnActors[],
): Promise<readonly ShortEntry[]> {
  const members = await book.shortClaims(ids, 'counting');
  const { standing, against } = await standingAgainst(book, ids, members, taken);
  return entriesFrom({ ids, members, standing, opponents: await book.claimsSaying(against) });
}

/** Of all claims, in whatever state and version. */
export async function shortParts(
  book: Reads,
  ids: readonly string[],
  taken: readonly TakenOnActors[],
): Promise<ShortParts> {
  const members = await book.shortClaims(ids, 'all');
  const { standing, against } = await standingAgainst(book, ids, members, taken);
  return { ids, members, standing, opponents: await book.claimsEverSaying(against, 'all') };
}

/** What stands against entries of these claims, by the numbers of its matters. */
async function standingAgainst(
  book: Reads,
  ids: readonly string[],
  members: readonly (readonly ShortClaim[])[],
  taken: readonly TakenOnActors[],
): Promise<{ readonly standing: Standing; readonly against: readonly number[] }> {
  const matters = await facingMatters(book, 'opposing', undertakenIn(members.flat()));
  const standing = await standingAmong(book, matters, taken);
  const against = new Set(ids.flatMap((id, i) => standing(keyOfId(id), undertakenIn(members[i] ?? []))));
  return { standing, against: [...against] };
}

/** As they are by those of their claims, and of what stands against them, that are seen; in the order of the ids. */
export function entriesFrom<O extends PlacedClaim>(
  { ids, members, opponents, standing }: ShortParts<O>,
  isSeen: (claim: ShortClaim | O) => boolean = () => true,
): readonly ShortEntry[] {
  const saying = sayingThem(opponents.filter(isSeen));
  return ids.flatMap((id, i): ShortEntry[] => {
    const claims = (members[i] ?? []).filter(isSeen);
    if (claims.every(({ act }) => act === 'expect')) return [];
    const key = keyOfId(id);
    return [entryOf(id, key, claims, saying(standing(key, undertakenIn(claims))), ({ told }) => told)];
  });
}

/** Which of these claims, that are in order, say one of some matters. */
export function sayingThem<C extends PlacedClaim>(claims: readonly C[]) {
  const placed = Map.groupBy(
    claims.map((claim, place) => ({ claim, place })),
    ({ claim }) => claim.says.n,
  );
  return (matters: readonly number[]): readonly C[] =>
    matters
      .flatMap((n) => placed.get(n) ?? [])
      .sort((a, b) => a.place - b.place)
      .map(({ claim }) => claim);
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
  const seen = new Set<number>();
  for (const { actor, beneficiary, claims, against, state, conditions } of entries) {
    for (const id of beneficiary === null ? [actor] : [actor, beneficiary]) named.add(id);
    for (const claim of claims) for (const id of claim.sources) named.add(id);
    for (const some of [claims, against])
      for (const { report, says } of some) {
        if (cited === 'all') reports.add(report);
        if (seen.has(says.n)) continue;
        seen.add(says.n);
        for (const role of SAID_ROLES) for (const id of says[role]) named.add(id);
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

/** What stands against undertakings among these rejections and threats. */
export async function standingAmong(
  book: Reads,
  matters: readonly NumberedMatter[],
  taken: readonly TakenOnActors[],
): Promise<Standing> {
  if (matters.length === 0) return () => [];
  const named = new Set(matters.flatMap(({ targets }) => targets));
  const parties = named.size === 0 ? [] : await partiesWith(book, [...named], taken);
  const spokenOf = new Map<string, ReadonlySet<string>>();
  const known = new Map<number, Alike<Sided>>();
  const groupOf = (matter: NumberedMatter): Alike<Sided> => {
    const before = known.get(matter.n);
    if (before) return before;
    const like = asMatter(matter, `${matter.n}`);
    spokenOf.set(like.report, new Set(like.spoken));
    const group = { like, claims: [like] };
    known.set(matter.n, group);
    return group;
  };
  const favours = (matter: Sided): boolean | null => matter.favours;
  const groups = matters.map(groupOf);
  const scene = { parties: new Map(parties.map((party) => [party.id, party])), spokenOf };
  const found = facing(
    groups.flatMap(({ claims }) => claims),
    groups,
    favours,
    scene,
  );
  return (of, undertaken) => found(undertaken.map(groupOf), of, favours).map(({ n }) => n);
}

type Sided = NumberedMatter & Matter;

/** What of the book names whom it has to, to be on one matter with one of these. */
export async function facingMatters(
  book: Reads,
  side: MatterSide,
  matters: readonly NumberedMatter[],
): Promise<readonly NumberedMatter[]> {
  const named = new Map<string, Set<string>>();
  for (const matter of matters) {
    const meets = meetsBy(asMatter(matter, ''), { spokenOf: new Map([['', new Set(matter.spoken)]]) });
    for (const measure of matter.measures) {
      const known = named.get(measure) ?? new Set();
      named.set(measure, known);
      for (const whom of meets) known.add(whom);
    }
  }
  const measures = named.size === 0 ? [] : await book.entryMeasures();
  const keys = [...named].flatMap(([own, meets]) =>
    measures
      .filter((id) => related(id, own))
      .flatMap((measure) => [...meets].map((whom): MatterKey => ({ measure, named: whom }))),
  );
  return book.mattersFound(side, keys);
}
