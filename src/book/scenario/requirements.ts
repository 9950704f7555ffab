import type { Trigger } from '../../document/layers.ts';
import type { BookCondition } from '../record.ts';
import type { StateClaim } from './entry.ts';
import { denied, literalsOf, literalValue, type Scenario, type Truth, triggerValue } from './truth.ts';

/** What one condition asks of a scenario, so that what it hangs on is in force (or, of a deferral, the decision due). */
export interface Requirement {
  /** The claim that the condition is of, and the condition with its words' span. */
  readonly claim: string;
  readonly condition: BookCondition;
  /** Null where the words were not understood: no scenario can tell. */
  readonly trigger: Trigger | null;
  /** `come`: the trigger has to be yes. `not-come`: it must not be yes; as long as it is not, the act goes on. */
  readonly asks: 'come' | 'not-come';
}

/** How a requirement stands in a scenario. */
export interface Standing extends Requirement {
  readonly value: Truth;
  /** What makes the value: the literals still unknown where it is unknown, those that fail where it is no. */
  readonly by: readonly string[];
}

/**
 * The table is in docs/what-if.md. The trigger of an `unless` is already turned round by the reader (`unless Russia attacks`
 * is `!attack:RUS`), so it has to come about like all others. A deferral ends with its `until` or `unless`, and its end is
 * that the decision is due.
 */
export function requirementOf(claim: StateClaim, condition: BookCondition): Requirement {
  const { kind, trigger: said } = condition;
  const trigger = said && literalsOf(said).length > 0 ? said : null;
  const deferred = claim.act === 'defer';
  return {
    claim: claim.id,
    condition,
    trigger: trigger && deferred && kind === 'unless' ? denied(trigger) : trigger,
    asks: kind === 'until' && !deferred ? 'not-come' : 'come',
  };
}

export const requirementsOf = (claim: StateClaim | null): readonly Requirement[] =>
  claim?.conditions.map((condition) => requirementOf(claim, condition)) ?? [];

export function standingOf(requirement: Requirement, scenario: Scenario): Standing {
  const { trigger, asks } = requirement;
  const came = trigger === null ? 'unknown' : triggerValue(trigger, scenario);
  const literals = trigger === null ? [] : literalsOf(trigger);
  return {
    ...requirement,
    value: asks === 'come' ? came : came === 'yes' ? 'no' : 'yes',
    by: literals.filter((literal) => literalValue(literal, scenario) === came),
  };
}
