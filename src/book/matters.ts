import { type Matter, type Stance, stanceIn } from './opposition.ts';
import type { BookClaim } from './record.ts';
import type { Scene } from './scene.ts';

/** Claims of which each may collide with whatever one of them may collide with. */
export interface Alike<C> {
  readonly like: Matter;
  readonly claims: readonly C[];
}

/** By all that `possibleCollision` looks at. Of whom else its report speaks it asks only where a claim has no beneficiary. */
export const alike = <C extends Matter>(
  claims: readonly C[],
  { spokenOf }: Pick<Scene, 'spokenOf'>,
): readonly Alike<C>[] =>
  alikeBy(claims, ({ act, negated, actors, measures, beneficiary, targets, report }) => {
    const spoken = beneficiary.length > 0 ? [] : [...(spokenOf.get(report) ?? [])].sort();
    const who = `${actors.join('\0')}\n${targets.join('\0')}`;
    return `${act} ${negated}\n${who}\n${measures.join('\0')}\n${beneficiary.join('\0')}\n${spoken.join('\0')}`;
  });

/** The same where what is equal of them is known. */
export const alikeBy = <C extends Matter>(
  claims: readonly C[],
  matterOf: (claim: C) => unknown,
): readonly Alike<C>[] =>
  [...Map.groupBy(claims, matterOf).values()].flatMap((same) =>
    same.slice(0, 1).map((like) => ({ like, claims: same })),
  );

/** Whom a claim names, and in which role: of one without a beneficiary, also whom else its report speaks of. */
export function namedBy(
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

/**
 * Whom another claim has to name (`namedBy`), one of them, to be on one matter with this one (`onOneMatter`).
 * @param isAbout of beneficiaries: one that is for somebody else may be left out
 */
export function meetsBy(
  { actors, targets, beneficiary, report }: Matter,
  { spokenOf }: Pick<Scene, 'spokenOf'>,
  isAbout: (beneficiary: string) => boolean = () => true,
): readonly string[] {
  const isSole = beneficiary.length === 0;
  const forWhom = isSole ? [...(spokenOf.get(report) ?? [])] : beneficiary;
  return [
    ...targets.flatMap((id) => [`sole actor ${id}`, ...(isSole ? [`actor ${id}`] : [])]),
    ...actors.flatMap((id) => [`sole target ${id}`, ...(isSole ? [`target ${id}`] : [])]),
    ...beneficiary.map((id) => `spoken ${id}`),
    ...forWhom.filter(isAbout).map((id) => `for ${id}`),
  ];
}

/** What a claim's stance is (`stanceOf`) and what else of it says with what it may collide: the same for claims that are alike. */
export interface KeptMatter extends Omit<Matter, 'report'>, Pick<Stance, 'kind'> {
  /** Null where it can collide with nothing. */
  readonly favours: boolean | null;
  /** Whom its report speaks of, where it may collide and has no beneficiary. */
  readonly spoken: readonly string[];
}

/** @param spoken beneficiaries of all claims of its report, in order */
export function matterOf(claim: BookClaim, text: string, spoken: readonly string[]): KeptMatter {
  const { act, negated, actors, targets, beneficiary, measures } = claim;
  const stance = stanceIn(claim, text);
  const { kind, favours } = stance ?? { kind: null, favours: null };
  const others = beneficiary.length > 0 || stance === null ? [] : spoken;
  return { kind, favours, act, negated, actors, targets, beneficiary, measures, spoken: others };
}

/** What is kept of a matter stands for a report of its own. */
export const asMatter = <M extends KeptMatter>(kept: M, report: string): M & Matter => ({ ...kept, report });
