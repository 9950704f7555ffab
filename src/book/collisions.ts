import { family } from '../claims/measure.ts';
import { momentOf, toldOn } from './moment.ts';
import { type CollisionKind, collisionKind, commonMeasures, type Stance, stanceOf } from './opposition.ts';
import type { BookClaim, Party, Report } from './record.ts';
import { compare, inOrder, reportOf, type Scene, sceneOf } from './scene.ts';

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

/** All collisions between the claims, newest first. `claims` may hold all of the book or a part of it, with the reports whole. */
export function collisionsOf(
  claims: readonly BookClaim[],
  reports: readonly Report[],
  parties: readonly Party[],
): readonly Collision[] {
  const scene = sceneOf(claims, reports, parties);
  const stances = claims.flatMap((claim) => stanceOf(claim, scene) ?? []);
  const byFamily = Map.groupBy(
    stances.flatMap((stance) =>
      [...new Set(stance.claim.measures.map(family))].map((of) => ({ of, stance })),
    ),
    ({ of }) => of,
  );
  const sides = new Map<string, Pair[]>();
  for (const [of, members] of byFamily) {
    for (const { stance } of members) {
      if (stance.kind === null) continue;
      for (const { stance: other } of members) {
        const pair = pairFrom(stance, other, scene);
        // Claims with measures of several families meet in each of them.
        if (pair === null || family(pair.measures[0] ?? '') !== of) continue;
        const id = collisionId(pair, of);
        const known = sides.get(id);
        if (known) known.push(pair);
        else sides.set(id, [pair]);
      }
    }
  }
  const newest = ({ stand, against }: Collision) =>
    Math.max(...[stand, against].map((claim) => momentOf(toldOn(reportOf(claim, scene)))));
  return [...sides]
    .flatMap(([id, pairs]) => collisionFrom(id, pairs, scene))
    .sort((a, b) => newest(b) - newest(a) || compare(a.id, b.id));
}

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
