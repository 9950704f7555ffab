import { within } from '../taxonomy.ts';
import { type Count, countedAs, countOf, sizeOf } from './count.ts';
import type { ScenarioBook, ScenarioEntry } from './entry.ts';
import { laidOn } from './laid-on.ts';
import { type MinimalSets, minimalSets } from './minimal-sets.ts';
import { type Beyond, type Covered, leadsTo, REACHES, type Reach, waysTo, whyBeyond } from './reach.ts';
import { controllerOf, scenarioOf, triggerIn } from './truth.ts';
import { isReached, type Unit } from './units.ts';
import { outlookOf } from './what-if.ts';
import type { Goal } from './words.ts';

export interface Setting {
  readonly trigger: string;
  readonly value: 'yes' | 'no';
  /** Who has it in hand: `USA`, `DEU-parliament`; null where the trigger names nobody. */
  readonly controller: string | null;
}

/** A minimal set of triggers: no part of it leads as far. */
export interface Answer {
  /** Empty where nothing more is needed. */
  readonly settings: readonly Setting[];
  readonly reach: Reach;
  /** Entries that it leads there; with a count, all that are then in force or, for `decision-due`, also due. */
  readonly entries: readonly string[];
  /** Null where none was asked for. */
  readonly count: Count | null;
}

export interface WhatItTakes {
  /** Smallest first, of one size what leads furthest first. */
  readonly answers: readonly Answer[];
  /** Whether there are more; `not-searched`: the search was given up, and smaller ones may be missing too. */
  readonly rest: MinimalSets['rest'];
  /** Entries that the goal means and that no scenario brings there. */
  readonly beyond: readonly { readonly entry: string; readonly why: Beyond }[];
}

/**
 * The minimal sets of triggers that bring a goal about: with a count so many actors together, else each entry that the goal
 * means by itself. Exact, also in their order, unless `rest` says that the search was given up.
 * @param limit of answers, from 1 on
 */
export function whatWouldItTake(book: ScenarioBook, goal: Goal, limit = 20): WhatItTakes {
  const laid = laidOn(book);
  const meant = book.entries
    .filter((entry) => isMeant(entry, goal))
    .map((entry) => ({ entry, laid: laid(entry) }));
  return {
    ...(goal.atLeast === null ? eachOf(meant, limit) : together(book, meant, goal.atLeast, limit)),
    beyond: meant.flatMap(({ entry }) => {
      const why = whyBeyond(entry);
      return why ? [{ entry: entry.id, why }] : [];
    }),
  };
}

const isMeant = ({ actor, measure }: ScenarioEntry, goal: Goal): boolean =>
  (goal.actor === null || actor === goal.actor || actor === `state:${goal.actor}`) &&
  (goal.measure === null || within(measure, goal.measure));

type Found = Pick<WhatItTakes, 'answers' | 'rest'>;

/** Each entry by itself; what several of them need alike is one answer. */
function eachOf(meant: readonly Covered[], limit: number): Found {
  const found = meant.map((covered) => ({
    id: covered.entry.id,
    ...furthest((reach) => [{ weight: 1, ways: waysTo(covered, reach) }], 1, limit),
  }));
  const alike = Map.groupBy(
    found.flatMap(({ id, sets }) => sets.map((set) => ({ id, ...set }))),
    ({ reach, set }) => JSON.stringify([reach, set]),
  );
  const distinct = [...alike.values()].flatMap((same) =>
    same.slice(0, 1).map(({ reach, set }) => ({ reach, set, entries: same.map(({ id }) => id) })),
  );
  const { sets, rest } = smallest(
    distinct,
    found.map((one) => one.rest),
    limit,
  );
  return {
    answers: sets.map(({ set, ...answer }) => ({ settings: settingsOf(set), ...answer, count: null })),
    rest,
  };
}

/** So many actors together: a group of n counts as 0 to n, hence not at all for certain and whole at best. */
function together(book: ScenarioBook, meant: readonly Covered[], least: number, limit: number): Found {
  const actors = [...Map.groupBy(meant, ({ entry }) => countedAs(book, entry.actor))];
  const unitsFor = (reach: Reach): readonly Unit[] =>
    actors.map(([actor, theirs]) => {
      const { low, high } = sizeOf(book, actor);
      return {
        weight: Math.min(least, reach === 'in-force' ? low : high),
        ways: theirs.flatMap((covered) => waysTo(covered, reach)),
      };
    });
  const { sets, rest } = furthest(unitsFor, least, limit);
  const answers = sets.map(({ reach, set }) => {
    const outlooks = meant.map((covered) => ({
      ...covered,
      outlook: outlookOf(covered.entry, covered.laid, scenarioOf(set)),
    }));
    return {
      settings: settingsOf(set),
      reach,
      entries: outlooks
        .filter(({ outlook }) => leadsTo(outlook, reach === 'decision-due' ? reach : 'possibly-in-force'))
        .map(({ entry }) => entry.id),
      count: countOf(book, outlooks),
    };
  });
  return { answers, rest };
}

interface ReachingSet {
  readonly reach: Reach;
  readonly set: readonly string[];
}

/** The smallest sets for all reaches, each by how far it leads at most. */
function furthest(unitsFor: (reach: Reach) => readonly Unit[], least: number, limit: number) {
  const levels = REACHES.map((reach) => ({ reach, units: unitsFor(reach) }));
  const searched = levels.map(({ reach, units }, i) => {
    const { sets, rest } = minimalSets(units, least, limit);
    const further = levels.slice(0, i);
    const named = sets
      .filter((set) => !further.some((level) => isReached(level.units, least, set)))
      .map((set): ReachingSet => ({ reach, set }));
    return { rest, named };
  });
  return smallest(
    searched.flatMap(({ named }) => named),
    searched.map(({ rest }) => rest),
    limit,
  );
}

/** Those within the limit: smallest first, of one size what leads furthest first. */
function smallest<T extends ReachingSet>(
  sets: readonly T[],
  rests: readonly MinimalSets['rest'][],
  limit: number,
): { readonly sets: readonly T[]; readonly rest: MinimalSets['rest'] } {
  const all = sets.length > limit ? [...rests, 'more'] : rests;
  return {
    sets: sets
      .toSorted((a, b) => a.set.length - b.set.length || REACHES.indexOf(a.reach) - REACHES.indexOf(b.reach))
      .slice(0, limit),
    rest: (['not-searched', 'more'] as const).find((rest) => all.includes(rest)) ?? 'none',
  };
}

const settingsOf = (set: readonly string[]): readonly Setting[] =>
  set.map((literal) => ({
    trigger: triggerIn(literal),
    value: literal.startsWith('!') ? 'no' : 'yes',
    controller: controllerOf(literal),
  }));
