import { family } from '../claims/measure.ts';
import { momentOf, toldOn } from './moment.ts';
import { type CollisionKind, collisionKind, commonMeasures, type Stance, stanceOf } from './opposition.ts';
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

/**
 * All collisions between the claims, newest first. `claims` may hold all of the book or a part of it, with the reports whole.
 * @param held only those in which one of these claims stands, by their ids
 */
export function collisionsOf(
  claims: readonly BookClaim[],
  reports: readonly Report[],
  parties: readonly Party[],
  held?: ReadonlySet<string>,
): readonly Collision[] {
  const scene = sceneOf(claims, reports, parties);
  const stances = claims.flatMap((claim) => stanceOf(claim, scene) ?? []);
  const sides = new Map<string, Pair[]>();
  for (const members of membersOf(stances, held)) {
    for (const stance of members.all) {
      if (stance.kind === null) continue;
      for (const other of members.facing(stance)) {
        const pair = pairFrom(stance, other, scene);
        // Claims with measures of several families meet in each of them.
        if (pair === null || family(pair.measures[0] ?? '') !== members.of) continue;
        const id = collisionId(pair, members.of);
        const known = sides.get(id);
        if (known) known.push(pair);
        else sides.set(id, [pair]);
      }
    }
  }
  const newest = ({ stand, against }: Collision) =>
    Math.max(...[stand, against].map((claim) => momentOf(toldOn(reportOf(claim, scene)))));
  const isHeld = ({ stands, opposed }: Collision): boolean =>
    held === undefined || [...stands, ...opposed].some(({ id }) => held.has(id));
  return [...sides]
    .flatMap(([id, pairs]) => collisionFrom(id, pairs, scene))
    .filter(isHeld)
    .sort((a, b) => newest(b) - newest(a) || compare(a.id, b.id));
}

/** The claims on measures of one family. */
interface Members {
  readonly of: string;
  readonly all: readonly Stance[];
  /** Among which those are that one of them may stand against. */
  readonly facing: (stance: Stance) => Iterable<Stance>;
}

/** Of a large book most claims on one family are for somebody else. */
function membersOf(stances: readonly Stance[], held: ReadonlySet<string> | undefined): readonly Members[] {
  const byFamily = grouped(stances, ({ claim }) => [...new Set(claim.measures.map(family))]);
  return [...byFamily].map(([of, members]) => {
    const forWhom = grouped(members, ({ claim: { beneficiary } }) =>
      beneficiary.length > 0 ? beneficiary : [''],
    );
    const facing = ({ claim: { beneficiary } }: Stance): Iterable<Stance> =>
      beneficiary.length === 0
        ? members
        : new Set([...beneficiary, ''].flatMap((party) => forWhom.get(party) ?? []));
    if (held === undefined) return { of, all: members, facing };
    const own = members.filter(({ claim }) => held.has(claim.id));
    // A collision is of two sides: whoever is on one with a claim that is held has all claims of that side in it.
    const sides = new Set(own.map(sideOf));
    const isOwn = (stance: Stance): boolean => sides.has(sideOf(stance));
    const ownSide = members.filter(isOwn);
    return {
      of,
      all: ownSide.length === 0 ? [] : members,
      facing: (stance) => (isOwn(stance) ? facing(stance) : ownSide),
    };
  });
}

const sideOf = ({ claim }: Stance): string => claim.actors.toSorted().join('+');

type Pair = Pick<Collision, 'kind' | 'measures' | 'beneficiary' | 'stand' | 'against'>;

function pairFrom(a: Stance, b: Stance, scene: Scene): Pair | null {
  const kind = collisionKind(a, b, scene);
  if (kind === null) return null;
  const [stand, against] = [a.claim, b.claim];
  const measures = commonMeasures(stand, against).toSorted();
  return { kind, measures, beneficiary: commonBeneficiary(stand, against), stand, against };
}

const collisionId = ({ kind, stand, against, beneficiary }: Pair, of: string): string =>
  [kind, stand.actors.toSorted().join('+'), against.actors.toSorted().join('+'), of, beneficiary ?? '-'].join(
    '/',
  );

function collisionFrom(id: string, pairs: readonly Pair[], scene: Scene): Collision[] {
  const stands = inOrder([...new Set(pairs.map((p) => p.stand))], scene);
  const opposed = inOrder([...new Set(pairs.map((p) => p.against))], scene);
  const [first] = pairs;
  const [stand, against] = [stands.at(-1), opposed.at(-1)];
  if (first === undefined || stand === undefined || against === undefined) return [];
  const measures = [...new Set(pairs.flatMap((p) => p.measures))].sort();
  return [
    { id, kind: first.kind, measures, beneficiary: first.beneficiary, stand, against, stands, opposed },
  ];
}

const commonBeneficiary = (a: BookClaim, b: BookClaim): string | null => {
  const both = a.beneficiary.filter((id) => b.beneficiary.includes(id));
  return [...(both.length > 0 ? both : [...a.beneficiary, ...b.beneficiary])].sort()[0] ?? null;
};
