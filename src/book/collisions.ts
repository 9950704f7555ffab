import { family } from '../claims/measure.ts';
import { atOnce } from './at-once.ts';
import { type Alike, alike, meetsBy, namedBy } from './matters.ts';
import { momentOf, toldOn } from './moment.ts';
import {
  type CollisionKind,
  commonMeasures,
  type Matter,
  possibleCollision,
  type Stance,
  stanceOf,
} from './opposition.ts';
import type { BookClaim, Party, Report } from './record.ts';
import { compare, grouped, inOrder, reportOf, type Scene, sceneOf } from './scene.ts';

/** Two actors (or joint ones) who stand against each other on one matter, with the claims that say so. */
export interface Collision {
  /** From its kind, both sides, the measures' family and the beneficiary: stays the same when more reports come in. */
  readonly id: string;
  readonly kind: CollisionKind;
  /** The opponent's measures that are the other's too. */
  readonly measures: readonly string[];
  /** Null where neither says for whom. */
  readonly beneficiary: string | null;
  /** The newest on each side: who rejects, threatens, demands or holds that it must (cannot) be; who undertakes or refuses. */
  readonly stand: BookClaim;
  readonly against: BookClaim;
  /** All on each side, or the newest of them, in order of time. */
  readonly stands: readonly BookClaim[];
  readonly opposed: readonly BookClaim[];
  /** How many they are, where only the newest of them are given. */
  readonly counts: { readonly stands: number; readonly opposed: number };
}

/** What is asked of a part of the book's claims. */
export interface CollisionPart {
  /** Only those in which one of these claims stands, by their ids. */
  readonly held?: ReadonlySet<string>;
}

/** All collisions between the claims, newest first. `claims` may hold all of the book or a part of it, with the reports whole. */
export function collisionsOf(
  claims: readonly BookClaim[],
  reports: readonly Report[],
  parties: readonly Party[],
  { held }: CollisionPart = {},
): readonly Collision[] {
  const scene = sceneOf(claims, reports, parties);
  const stances = claims.flatMap((claim) => stanceOf(claim, scene) ?? []);
  const isHeld = held && (({ claims }: Group): boolean => claims.some(({ id }) => held.has(id)));
  const collisions = atOnce(pairingOf(groupsOf(stances, scene), scene, isHeld)).flatMap(
    ({ groups, others, ...sides }) => {
      const [stands, opposed] = [groups, others].map((side) =>
        inOrder(
          side.flatMap((group) => group.claims),
          scene,
        ),
      );
      return collisionFrom(sides, stands ?? [], opposed ?? []);
    },
  );
  const newest = ({ stand, against }: Collision): number =>
    Math.max(...[stand, against].map((claim) => momentOf(toldOn(reportOf(claim, scene)))));
  return newestFirst(collisions, newest);
}

/** @param stands those of a side in order of time; the last ones are enough, `counts` says how many there are */
export function collisionFrom(
  sides: Omit<Sides<never>, 'groups' | 'others'>,
  stands: readonly BookClaim[],
  opposed: readonly BookClaim[],
  counts: Collision['counts'] = { stands: stands.length, opposed: opposed.length },
): readonly Collision[] {
  const { id, kind, measures, beneficiary } = sides;
  const [stand, against] = [stands.at(-1), opposed.at(-1)];
  if (stand === undefined || against === undefined) return [];
  return [{ id, kind, measures, beneficiary, stand, against, stands, opposed, counts }];
}

export const newestFirst = <T extends { readonly id: string }>(
  values: readonly T[],
  at: (value: T) => number,
): readonly T[] =>
  values
    .map((value) => ({ value, at: at(value) }))
    .sort((a, b) => b.at - a.at || compare(a.value.id, b.value.id))
    .map(({ value }) => value);

/** Stances of which each collides with whatever one of them collides with. */
export interface Opposing extends Pick<Stance, 'kind' | 'favours'> {
  readonly like: Matter;
}

/** Both sides of a collision. */
export interface Sides<G> extends Pick<Collision, 'id' | 'kind' | 'beneficiary' | 'measures'> {
  readonly groups: readonly G[];
  readonly others: readonly G[];
}

/** Groups that are paired in one part. */
const A_PART = 256;

/** Who stands against whom; with `isHeld` only where such a group stands on a side. Of many, something else can be done between its parts. */
export function* pairingOf<G extends Opposing>(
  groups: readonly G[],
  scene: Pick<Scene, 'parties' | 'spokenOf'>,
  isHeld?: (group: G) => boolean,
): Generator<void, readonly Sides<G>[]> {
  const sides = new Map<string, Growing<G>>();
  let paired = 0;
  for (const { of, all, facing } of membersOf(groups, scene, isHeld)) {
    for (const group of all) {
      if (group.kind === null) continue;
      if (++paired % A_PART === 0) yield;
      for (const other of facing(group)) {
        const kind =
          group.favours === other.favours ? null : possibleCollision(group.like, other.like, scene);
        if (kind === null) continue;
        const measures = commonMeasures(group.like, other.like).toSorted();
        // Claims with measures of several families meet in each of them.
        if (family(measures[0] ?? '') !== of) continue;
        const beneficiary = commonBeneficiary(group.like, other.like);
        const id = [kind, sideOf(group.like), sideOf(other.like), of, beneficiary ?? '-'].join('/');
        const known = sides.get(id) ?? {
          id,
          kind,
          beneficiary,
          groups: new Set(),
          others: new Set(),
          measures: new Set(),
        };
        sides.set(id, known);
        known.groups.add(group);
        known.others.add(other);
        for (const measure of measures) known.measures.add(measure);
      }
    }
  }
  return [...sides.values()]
    .map((one) => {
      return { ...one, groups: [...one.groups], others: [...one.others], measures: [...one.measures].sort() };
    })
    .filter((one) => isHeld === undefined || [...one.groups, ...one.others].some(isHeld));
}

interface Growing<G> extends Pick<Collision, 'id' | 'kind' | 'beneficiary'> {
  readonly groups: Set<G>;
  readonly others: Set<G>;
  readonly measures: Set<string>;
}

interface Group extends Alike<BookClaim>, Opposing {}

const groupsOf = (stances: readonly Stance[], scene: Scene): readonly Group[] =>
  [...Map.groupBy(stances, ({ kind, favours }) => `${kind} ${favours}`).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { kind, favours } = first;
    return alike(
      same.map(({ claim }) => claim),
      scene,
    ).map((group) => ({ ...group, kind, favours }));
  });

/** The claims on measures of one family. */
interface Members<G> {
  readonly of: string;
  readonly all: Iterable<G>;
  /** Among which those are that one of them may stand against. */
  readonly facing: (group: G) => Iterable<G>;
}

/** Of a large book most claims on one family are about somebody else. */
function membersOf<G extends Opposing>(
  groups: readonly G[],
  scene: Pick<Scene, 'spokenOf'>,
  isHeld: ((group: G) => boolean) | undefined,
): readonly Members<G>[] {
  const byFamily = grouped(groups, ({ like }) => [...new Set(like.measures.map(family))]);
  return [...byFamily].map(([of, members]) => {
    const byWhom = grouped(members, ({ like }) => namedBy(like, scene));
    const facing = ({ like }: G): Iterable<G> =>
      new Set(meetsBy(like, scene).flatMap((named) => byWhom.get(named) ?? []));
    if (isHeld === undefined) return { of, all: members, facing };
    const own = members.filter(isHeld);
    // A collision is of two sides: whoever is on one with a claim that is held has all claims of that side in it.
    const sides = new Set(own.map(({ like }) => sideOf(like)));
    const ownSide = new Set(members.filter(({ like }) => sides.has(sideOf(like))));
    const facingOwn = (group: G): Iterable<G> =>
      ownSide.has(group) ? facing(group) : [...facing(group)].filter((other) => ownSide.has(other));
    // Who faces one is faced by it.
    return {
      of,
      all: new Set([...ownSide].flatMap((group) => [group, ...facing(group)])),
      facing: facingOwn,
    };
  });
}

const sideOf = ({ actors }: Pick<BookClaim, 'actors'>): string => actors.toSorted().join('+');

const commonBeneficiary = (
  a: Pick<BookClaim, 'beneficiary'>,
  b: Pick<BookClaim, 'beneficiary'>,
): string | null => {
  const both = a.beneficiary.filter((id) => b.beneficiary.includes(id));
  return [...(both.length > 0 ? both : [...a.beneficiary, ...b.beneficiary])].sort()[0] ?? null;
};
