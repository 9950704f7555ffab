import { BARRED, CHOSEN, FREE, surveyor } from './survey.ts';
import { numbered, type Unit } from './units.ts';

export interface MinimalSets {
  /** Sets of literals, smallest first. */
  readonly sets: readonly (readonly string[])[];
  /** Whether there are more: none, some beyond the limit, or not known, since the search was given up. */
  readonly rest: 'none' | 'more' | 'not-searched';
}

/** After so many steps a search is given up. */
const STEPS = 50_000;

/**
 * The sets of literals (`ceasefire`, `!attack:RUS`: set to yes, set to no) that reach units whose weights come to `least`, and
 * no part of which does. Iterative deepening over the size of the sets (Korf 1985) with branch and bound: each step chooses
 * the literal that promises most, then bars it.
 *
 * All smaller sets have been found before, so that a set that holds none of them is minimal. This stays so with `notCome`,
 * which more literals can only make worse.
 */
export function minimalSets(
  units: readonly Unit[],
  least: number,
  limit: number,
  steps: number = STEPS,
): MinimalSets {
  const { literals, units: all } = numbered(units);
  const marks = new Uint8Array(literals.length);
  const survey = surveyor(all, marks);
  const chosen: number[] = [];
  const found: (readonly number[])[] = [];
  let left = steps;
  let mayBeLarger = true;

  const search = (size: number): void => {
    if (left < 0 || found.length > limit || left-- === 0) return;
    const isChosen = (literal: number) => marks[literal] === CHOSEN;
    if (found.some((set) => set.length < size && set.every(isChosen))) return;
    const { reached, reachable, hoped, next } = survey(size - chosen.length);
    if (reached >= least) {
      found.push([...chosen]);
    } else if (reachable >= least && (next < 0 || hoped < least - ROUNDING)) {
      mayBeLarger = true;
    } else if (reachable >= least) {
      const contrary = next ^ 1;
      const before = marks[contrary] ?? FREE;
      marks[next] = CHOSEN;
      marks[contrary] = BARRED;
      chosen.push(next);
      search(size);
      chosen.pop();
      marks[next] = BARRED;
      marks[contrary] = before;
      search(size);
      marks[next] = FREE;
    }
  };

  for (let size = 0; mayBeLarger && left >= 0 && found.length <= limit; size++) {
    mayBeLarger = false;
    search(size);
  }
  const sets = found.map((set) => set.map((literal) => literals[literal] ?? '').toSorted());
  const rest = found.length > limit ? 'more' : left < 0 ? 'not-searched' : 'none';
  return { sets: sets.slice(0, limit), rest };
}

/** Of sums of fractions. */
const ROUNDING = 1e-9;
