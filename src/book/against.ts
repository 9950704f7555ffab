import { family } from '../claims/measure.ts';
import type { EntryKey } from './entries.ts';
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

/** Claims of which each may collide with whatever one of them may collide with. */
interface Alike<C> {
  readonly like: Matter;
  readonly claims: readonly C[];
}

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
  const places = new Map(opponents.map((claim, i) => [claim, i]));
  const byWhom = grouped(alike(opponents, scene), ({ like }) => foundBy(like, scene));
  return (undertaken, of, favoursOf) => {
    if (undertaken.length === 0) return [];
    const theirs = alike(undertaken, scene);
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

/** Whom an opponent names, and in which role: of one without a beneficiary, also whom else its report speaks of. */
function namedBy(
  { actors, targets, beneficiary, report }: Matter,
  { spokenOf }: Pick<Scene, 'spokenOf'>,
): readonly string[] {
  const sole = beneficiary.length > 0 ? '' : 'sole ';
  return [
    ...actors.map((id) => `${sole}actor ${id}`),
    ...targets.map((id) => `${sole}target ${id}`),
    ...beneficiary.map((id) => `for ${id}`),
    ...(sole === '' ? [] : [...(spokenOf.get(report) ?? [])].map((id) => `spoken ${id}`)),
  ];
}

/** Whom an opponent has to name, one of them, to be on one matter with what is undertaken (`onOneMatter`) in this entry. */
function metBy(
  { actors, targets, beneficiary, report }: Matter,
  of: EntryKey,
  { spokenOf }: Pick<Scene, 'spokenOf'>,
): readonly string[] {
  const isSole = beneficiary.length === 0;
  const forWhom = isSole ? [...(spokenOf.get(report) ?? [])] : beneficiary;
  return [
    ...targets.flatMap((id) => [`sole actor ${id}`, ...(isSole ? [`actor ${id}`] : [])]),
    ...actors.flatMap((id) => [`sole target ${id}`, ...(isSole ? [`target ${id}`] : [])]),
    ...beneficiary.map((id) => `spoken ${id}`),
    // One that is for somebody else is not about the entry.
    ...forWhom.filter((id) => of.beneficiary === null || id === of.beneficiary).map((id) => `for ${id}`),
  ];
}

/** Whether an expectation or an opponent is about what an entry is about. */
export const isAbout = (
  { measures, beneficiary }: Pick<Matter, 'measures' | 'beneficiary'>,
  of: Pick<EntryKey, 'measure' | 'beneficiary'>,
): boolean =>
  measures.some((m) => related(m, of.measure)) &&
  (of.beneficiary === null || beneficiary.length === 0 || beneficiary.includes(of.beneficiary));

/** By all that `possibleCollision` looks at. Of whom else its report speaks it asks only where a claim has no beneficiary. */
const alike = <C extends Matter>(
  claims: readonly C[],
  { spokenOf }: Pick<Scene, 'spokenOf'>,
): readonly Alike<C>[] =>
  [
    ...Map.groupBy(claims, ({ act, negated, actors, measures, beneficiary, targets, report }) => {
      const spoken = beneficiary.length > 0 ? [] : [...(spokenOf.get(report) ?? [])].sort();
      const who = `${actors.join('\0')}\n${targets.join('\0')}`;
      return `${act} ${negated}\n${who}\n${measures.join('\0')}\n${beneficiary.join('\0')}\n${spoken.join('\0')}`;
    }).values(),
  ].flatMap((same) => same.slice(0, 1).map((like) => ({ like, claims: same })));
