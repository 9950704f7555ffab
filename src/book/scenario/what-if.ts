import type { Act, Firmness } from '../../document/vocabulary.ts';
import { presentOf, type ScenarioBook, type ScenarioEntry, type StateClaim } from './entry.ts';
import { type Laid, laidOn } from './laid-on.ts';
import { requirementsOf, type Standing, standingOf } from './requirements.ts';
import { all, literalsOf, type Scenario, triggerIn } from './truth.ts';

/** `open`: nothing is undertaken, or the decision is left open. `decision-due`: what a deferral waited for has come. */
export type ScenarioState = 'in-force' | 'waiting' | 'decision-due' | 'void' | 'open';

/** What a scenario makes of an entry. */
export interface Outlook {
  readonly entry: string;
  readonly state: ScenarioState;
  /** The claim that makes the state, its act, and how firm it is: an offer in force is still an offer. Null where none. */
  readonly claim: string | null;
  readonly act: Act | null;
  readonly firmness: Firmness | null;
  /** Every condition of that claim: the state's reason. */
  readonly conditions: readonly Standing[];
  /** Conditions laid on all of the measure that are not met and may hold here too; the state leaves them aside. */
  readonly possiblyAlsoWaiting: readonly (Standing & Pick<Laid, 'claims'>)[];
}

export interface WhatIf {
  /** One an entry of the book, in its order. */
  readonly entries: readonly Outlook[];
  /** Triggers that are set but on which nothing in the book hangs. */
  readonly idle: readonly string[];
}

/** What a scenario makes of every entry of a book (docs/what-if.md). */
export function whatIf(book: ScenarioBook, scenario: Scenario): WhatIf {
  const laid = laidOn(book);
  const used =
    book.around?.triggers ?? new Set(book.claims.flatMap(({ conditions }) => triggersOf(conditions)));
  return {
    entries: book.entries.map((entry) => outlookOf(entry, laid(entry), scenario)),
    idle: [...scenario.keys()].filter((trigger) => !used.has(trigger)),
  };
}

/** Without `!`. */
export const triggersOf = (
  conditions: readonly { readonly trigger: Standing['trigger'] }[],
): readonly string[] =>
  conditions.flatMap(({ trigger }) => (trigger ? literalsOf(trigger).map(triggerIn) : []));

export function outlookOf(entry: ScenarioEntry, laid: readonly Laid[], scenario: Scenario): Outlook {
  const present = presentOf(entry);
  const conditions = requirementsOf(present).map((requirement) => standingOf(requirement, scenario));
  const state = present === null ? 'open' : stateOf(present, conditions);
  return {
    entry: entry.id,
    state,
    claim: present?.id ?? null,
    act: present?.act ?? null,
    firmness: present?.firmness ?? null,
    conditions,
    possiblyAlsoWaiting:
      state === 'void' || state === 'open'
        ? []
        : laid
            .map(({ claims, ...requirement }) => ({ ...standingOf(requirement, scenario), claims }))
            .filter(({ value }) => value !== 'yes'),
  };
}

const STATES = { yes: 'in-force', unknown: 'waiting', no: 'void' } as const;
const STATES_OF_A_DEFERRAL = { yes: 'decision-due', unknown: 'waiting', no: 'open' } as const;

function stateOf({ act, negated }: StateClaim, conditions: readonly Standing[]): ScenarioState {
  // `has not agreed`: what was not undertaken hangs on nothing.
  if (negated) return 'open';
  const value = all(conditions.map((condition) => condition.value));
  if (act !== 'defer') return STATES[value];
  return conditions.length === 0 ? 'open' : STATES_OF_A_DEFERRAL[value];
}
