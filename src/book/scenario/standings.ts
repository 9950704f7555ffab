import type { ScenarioBook } from './entry.ts';
import type { Scenario } from './truth.ts';
import { type Outlook, type ScenarioState, triggersOf, type WhatIf, whatIf } from './what-if.ts';

export const SCENARIO_STATES = [
  'in-force',
  'waiting',
  'decision-due',
  'void',
  'open',
] as const satisfies readonly ScenarioState[];

/** With the state that the entry has while nothing is set. */
export interface Moving extends Outlook {
  readonly was: ScenarioState;
}

/** The entries of one state. */
export interface Standings {
  readonly state: ScenarioState;
  readonly total: number;
  /** How many the scenario has brought here. */
  readonly moved: number;
  /** A part of them, those first that the scenario has brought here. */
  readonly entries: readonly Moving[];
}

export interface StandingsAsked {
  /** Only entries that hang on something, in this scenario or while nothing is set. */
  readonly hanging: boolean;
  /** Of these entries only, by their ids. */
  readonly only?: ReadonlySet<string>;
  /** Of these states; of each so many after so many. */
  readonly states: readonly ScenarioState[];
  readonly skip: number;
  readonly limit: number;
}

/** How a scenario leaves the entries, counted by state, and a part of those of each. */
export function standingsOf(
  book: ScenarioBook,
  scenario: Scenario,
  { hanging, only, states, skip, limit }: StandingsAsked,
): Pick<WhatIf, 'idle'> & { readonly standings: readonly Standings[] } {
  const { entries, idle } = whatIf(book, scenario);
  const base = asItIs(book).entries;
  const byState = new Map<ScenarioState, { readonly moved: Moving[]; readonly rest: Moving[] }>();
  entries.forEach((outlook, i) => {
    if (only && !only.has(outlook.entry)) return;
    const before = base[i] ?? outlook;
    if (hanging && !hangs(outlook) && !hangs(before)) return;
    const known = byState.get(outlook.state) ?? { moved: [], rest: [] };
    byState.set(outlook.state, known);
    known[before.state === outlook.state ? 'rest' : 'moved'].push({ ...outlook, was: before.state });
  });
  const standings = states.map((state): Standings => {
    const { moved = [], rest = [] } = byState.get(state) ?? {};
    const all = [...moved, ...rest];
    return { state, total: all.length, moved: moved.length, entries: all.slice(skip, skip + limit) };
  });
  return { standings, idle };
}

/** While nothing is set: once for a book that is asked again and again. */
function asItIs(book: ScenarioBook): WhatIf {
  const known = AS_IT_IS.get(book) ?? whatIf(book, new Map());
  AS_IT_IS.set(book, known);
  return known;
}
const AS_IT_IS = new WeakMap<ScenarioBook, WhatIf>();

const hangs = ({ conditions, possiblyAlsoWaiting }: Outlook): boolean =>
  conditions.length > 0 || possiblyAlsoWaiting.length > 0;

/** On how many entries each trigger has a say, most first: by what they hang on, and by what may be laid on them. */
export function switchesOf(
  book: ScenarioBook,
): readonly { readonly trigger: string; readonly entries: number }[] {
  const known = SWITCHES.get(book) ?? counted(book);
  SWITCHES.set(book, known);
  return known;
}
const SWITCHES = new WeakMap<ScenarioBook, ReturnType<typeof switchesOf>>();

function counted(book: ScenarioBook): ReturnType<typeof switchesOf> {
  const hanging = new Map<string, number>();
  for (const { conditions, possiblyAlsoWaiting } of asItIs(book).entries)
    for (const name of new Set(triggersOf([...conditions, ...possiblyAlsoWaiting])))
      hanging.set(name, (hanging.get(name) ?? 0) + 1);
  return [...hanging]
    .map(([trigger, entries]) => ({ trigger, entries }))
    .sort((a, b) => b.entries - a.entries || (a.trigger < b.trigger ? -1 : 1));
}
