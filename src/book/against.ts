import { family } from '../claims/measure.ts';
import type { EntryKey } from './entries.ts';
import { type Alike, alike, meetsBy, namedBy } from './matters.ts';
import { type Matter, possibleCollision } from './opposition.ts';
import { grouped, type Scene } from './scene.ts';
import { related } from './taxonomy.ts';

/** Whether a claim is for the thing that its measure names (`stanceOf`); null where it collides with nothing. */
export type Favours<C> = (claim: C) => boolean | null;

/** What stands against these undertakings of an entry, in order of time. */
export type Against<O> = <U extends Matter>(
  undertaken: readonly U[],
  of: EntryKey,
  favours: Favours<U>,
) => readonly O[];

/**
 * Finds what stands against undertakings of an entry among these rejections and threats, in their order. An entry of a large book
 * has hundreds of both, most of them alike in the few fields by which it is told whether they may collide, and most of a book's are
 * about somebody else: they are looked up by whom both name.
 */
export function againstIn<O extends Matter>(
  opponents: readonly O[],
  favours: Favours<O>,
  scene: Pick<Scene, 'parties' | 'spokenOf'>,
): Against<O> {
  const found = facing(opponents, alike(opponents, scene), favours, scene);
  return (undertaken, of, favoursOf) =>
    undertaken.length === 0 ? [] : found(alike(undertaken, scene), of, favoursOf);
}

/** The same where it is known which are alike. @param groups of the opponents */
export function facing<O extends Matter>(
  opponents: readonly O[],
  groups: readonly Alike<O>[],
  favours: Favours<O>,
  scene: Pick<Scene, 'parties' | 'spokenOf'>,
) {
  const places = new Map(opponents.map((claim, i) => [claim, i]));
  const byWhom = grouped(groups, ({ like }) => foundBy(like, scene));
  return <U extends Matter>(
    theirs: readonly Alike<U>[],
    of: EntryKey,
    favoursOf: Favours<U>,
  ): readonly O[] => {
    const found = new Set(wantedBy(theirs, of, scene).flatMap((key) => byWhom.get(key) ?? []));
    return [...found]
      .flatMap(({ like, claims }) => {
        if (!isAbout(like, of)) return [];
        const opposed = theirs.flatMap((other) =>
          possibleCollision(like, other.like, scene) === null ? [] : other.claims,
        );
        return claims.filter((claim) => {
          const own = opposed.length === 0 ? null : favours(claim);
          return own !== null && opposed.some((other) => favoursOf(other) === !own);
        });
      })
      .sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  };
}

/** Keys under which an opponent is looked up: what stands against undertakings of an entry has one of `keysAgainst`. */
export const foundBy = (opponent: Matter, scene: Pick<Scene, 'spokenOf'>): readonly string[] => {
  const named = namedBy(opponent, scene);
  return opponent.measures.flatMap((measure) => named.map((whom) => `${family(measure)} ${whom}`));
};

/** `foundBy` of whatever may stand against these undertakings of an entry. */
export const keysAgainst = (
  undertaken: readonly Matter[],
  of: EntryKey,
  scene: Pick<Scene, 'spokenOf'>,
): readonly string[] => wantedBy(alike(undertaken, scene), of, scene);

const wantedBy = (
  undertaken: readonly Alike<Matter>[],
  of: EntryKey,
  scene: Pick<Scene, 'spokenOf'>,
): readonly string[] => [
  ...new Set(
    undertaken.flatMap(({ like }) => metBy(like, of, scene).map((named) => `${family(of.measure)} ${named}`)),
  ),
];

/** Whom an opponent has to name, one of them, to be on one matter with what is undertaken in this entry. */
const metBy = (undertaken: Matter, of: EntryKey, scene: Pick<Scene, 'spokenOf'>): readonly string[] =>
  meetsBy(undertaken, scene, (id) => of.beneficiary === null || id === of.beneficiary);

/** Whether an expectation or an opponent is about what an entry is about. */
export const isAbout = (
  { measures, beneficiary }: Pick<Matter, 'measures' | 'beneficiary'>,
  of: Pick<EntryKey, 'measure' | 'beneficiary'>,
): boolean =>
  measures.some((m) => related(m, of.measure)) &&
  (of.beneficiary === null || beneficiary.length === 0 || beneficiary.includes(of.beneficiary));
