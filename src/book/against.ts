import { family } from '../claims/measure.ts';
import type { EntryKey } from './entries.ts';
import { possibleCollision, stanceOf } from './opposition.ts';
import type { BookClaim } from './record.ts';
import { grouped, type Scene } from './scene.ts';
import { related } from './taxonomy.ts';

/** Claims of which each may collide with whatever one of them may collide with. */
interface Alike {
  readonly like: BookClaim;
  readonly claims: readonly BookClaim[];
}

/**
 * Finds what stands against undertakings of an entry among these rejections and threats, in their order. An entry of a large book
 * has hundreds of both, most of them alike in the few fields by which it is told whether they may collide.
 */
export function againstIn(
  opponents: readonly BookClaim[],
  scene: Scene,
): (undertaken: readonly BookClaim[], of: EntryKey) => readonly BookClaim[] {
  const places = new Map(opponents.map((claim, i) => [claim, i]));
  const known = new Map<BookClaim, boolean | null>();
  const favours = (claim: BookClaim): boolean | null => {
    const before = known.get(claim);
    if (before !== undefined) return before;
    const now = stanceOf(claim, scene)?.favours ?? null;
    known.set(claim, now);
    return now;
  };
  const kinds = alike(opponents, scene);
  const ofFamily = grouped(kinds, ({ like }) => like.measures.map(family));
  // Of a large book most are about somebody else.
  const forWhom = grouped(kinds, ({ like: { measures, beneficiary } }) =>
    measures.flatMap((m) =>
      (beneficiary.length > 0 ? beneficiary : ['']).map((party) => `${family(m)} ${party}`),
    ),
  );
  const opponentsOf = ({ measure, beneficiary }: EntryKey): readonly Alike[] => {
    const of = family(measure);
    return beneficiary === null
      ? (ofFamily.get(of) ?? [])
      : [...(forWhom.get(`${of} ${beneficiary}`) ?? []), ...(forWhom.get(`${of} `) ?? [])];
  };
  return (undertaken, of) => {
    if (undertaken.length === 0) return [];
    const theirs = alike(undertaken, scene);
    return opponentsOf(of)
      .flatMap(({ like, claims }) => {
        if (!isAbout(like, of)) return [];
        const opposed = theirs.flatMap((other) =>
          possibleCollision(like, other.like, scene) === null ? [] : other.claims,
        );
        return claims.filter((claim) => {
          const own = opposed.length === 0 ? null : favours(claim);
          return own !== null && opposed.some((other) => favours(other) === !own);
        });
      })
      .sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  };
}

/** Whether an expectation or an opponent is about what an entry is about. */
export const isAbout = (
  { measures, beneficiary }: Pick<BookClaim, 'measures' | 'beneficiary'>,
  of: Pick<EntryKey, 'measure' | 'beneficiary'>,
): boolean =>
  measures.some((m) => related(m, of.measure)) &&
  (of.beneficiary === null || beneficiary.length === 0 || beneficiary.includes(of.beneficiary));

/** By all that `possibleCollision` looks at. Of whom else its report speaks it asks only where a claim has no beneficiary. */
const alike = (claims: readonly BookClaim[], { spokenOf }: Scene): readonly Alike[] =>
  [
    ...Map.groupBy(claims, ({ act, negated, actors, measures, beneficiary, targets, report }) => {
      const spoken = beneficiary.length > 0 ? [] : [...(spokenOf.get(report) ?? [])].sort();
      return JSON.stringify([act, negated, actors, measures, targets, beneficiary, spoken]);
    }).values(),
  ].flatMap((same) => same.slice(0, 1).map((like) => ({ like, claims: same })));
