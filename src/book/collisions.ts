import { family } from '../claims/measure.ts';
import { type Alike, alike, meetsBy, namedBy } from './matters.ts';
import { momentOf, toldOn } from './moment.ts';
import {
  type CollisionKind,
  commonMeasures,
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
  /** All on each side, in order of time. */
  readonly stands: readonly BookClaim[];
  readonly opposed: readonly BookClaim[];
}

/** What is asked of a part of the book's claims. */
export interface CollisionPart {
  /** Only those in which one of these claims stands, by their ids. */
  readonly held?: ReadonlySet<string>;
  /** Beneficiaries of all claims of a report, also of those that are not given. */
  readonly spokenOf?: Scene['spokenOf'];
}

/**
 * All collisions between the claims, newest first. `claims` may hold all of the book or a part of it, with the reports whole
 * unless `spokenOf` says of whom they speak.
 */
export function collisionsOf(
  claims: readonly BookClaim[],
  reports: readonly Report[],
  parties: readonly Party[],
  { held, spokenOf }: CollisionPart = {},
): readonly Collision[] {
  const scene = { ...sceneOf(spokenOf ? [] : claims, reports, parties), ...(spokenOf && { spokenOf }) };
  const stances = claims.flatMap((claim) => stanceOf(claim, scene) ?? []);
  const sides = new Map<string, Sides>();
  for (const { of, all, facing } of membersOf(groupsOf(stances, scene), scene, held)) {
    for (const group of all) {
      if (group.kind === null) continue;
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
  const newest = ({ stand, against }: Collision) =>
    Math.max(...[stand, against].map((claim) => momentOf(toldOn(reportOf(claim, scene)))));
  const isHeld = ({ stands, opposed }: Collision): boolean =>
    held === undefined || [...stands, ...opposed].some(({ id }) => held.has(id));
  return [...sides.values()]
    .flatMap((one) => collisionFrom(one, scene))
    .filter(isHeld)
    .map((collision) => ({ collision, at: newest(collision) }))
    .sort((a, b) => b.at - a.at || compare(a.collision.id, b.collision.id))
    .map(({ collision }) => collision);
}

/** Stances of which each collides with whatever one of them collides with. */
interface Group extends Alike<BookClaim>, Pick<Stance, 'kind' | 'favours'> {}

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
interface Members {
  readonly of: string;
  readonly all: readonly Group[];
  /** Among which those are that one of them may stand against. */
  readonly facing: (group: Group) => Iterable<Group>;
}

/** Of a large book most claims on one family are about somebody else. */
function membersOf(
  groups: readonly Group[],
  scene: Scene,
  held: ReadonlySet<string> | undefined,
): readonly Members[] {
  const byFamily = grouped(groups, ({ like }) => [...new Set(like.measures.map(family))]);
  return [...byFamily].map(([of, members]) => {
    const byWhom = grouped(members, ({ like }) => namedBy(like, scene));
    const facing = ({ like }: Group): Iterable<Group> =>
      new Set(meetsBy(like, scene).flatMap((named) => byWhom.get(named) ?? []));
    if (held === undefined) return { of, all: members, facing };
    const own = members.filter(({ claims }) => claims.some(({ id }) => held.has(id)));
    // A collision is of two sides: whoever is on one with a claim that is held has all claims of that side in it.
    const sides = new Set(own.map(({ like }) => sideOf(like)));
    const isOwn = ({ like }: Group): boolean => sides.has(sideOf(like));
    const ownSide = new Set(members.filter(isOwn));
    const facingOwn = (group: Group): Iterable<Group> =>
      isOwn(group) ? facing(group) : [...facing(group)].filter((other) => ownSide.has(other));
    return { of, all: ownSide.size === 0 ? [] : members, facing: facingOwn };
  });
}

const sideOf = ({ actors }: Pick<BookClaim, 'actors'>): string => actors.toSorted().join('+');

interface Sides extends Pick<Collision, 'id' | 'kind' | 'beneficiary'> {
  readonly groups: Set<Group>;
  readonly others: Set<Group>;
  readonly measures: Set<string>;
}

function collisionFrom(
  { id, kind, beneficiary, groups, others, measures }: Sides,
  scene: Scene,
): readonly Collision[] {
  const [stands, opposed] = [groups, others].map((side) =>
    inOrder(
      [...side].flatMap(({ claims }) => claims),
      scene,
    ),
  );
  const [stand, against] = [stands?.at(-1), opposed?.at(-1)];
  if (!stands || !opposed || stand === undefined || against === undefined) return [];
  return [{ id, kind, measures: [...measures].sort(), beneficiary, stand, against, stands, opposed }];
}

const commonBeneficiary = (
  a: Pick<BookClaim, 'beneficiary'>,
  b: Pick<BookClaim, 'beneficiary'>,
): string | null => {
  const both = a.beneficiary.filter((id) => b.beneficiary.includes(id));
  return [...(both.length > 0 ? both : [...a.beneficiary, ...b.beneficiary])].sort()[0] ?? null;
};
