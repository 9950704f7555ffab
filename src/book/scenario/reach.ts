import { presentOf, type ScenarioEntry } from './entry.ts';
import type { Laid } from './laid-on.ts';
import { minimalSets } from './minimal-sets.ts';
import { type Requirement, requirementsOf } from './requirements.ts';
import type { Way } from './units.ts';
import type { Outlook } from './what-if.ts';

/**
 * How far a set of triggers leads, furthest first. `in-force`: for certain, also if every condition that was laid on the
 * measure holds here, and not counting groups. `possibly-in-force`: if none of them does, and groups count whole.
 * `decision-due`: some of it only as decisions that are then due.
 */
export const REACHES = ['in-force', 'possibly-in-force', 'decision-due'] as const;
export type Reach = (typeof REACHES)[number];

/** An entry with the conditions that may cover it. */
export interface Covered {
  readonly entry: ScenarioEntry;
  readonly laid: readonly Laid[];
}

/** Whether an entry has got so far; a refusal in force is nothing that anyone waits for. */
export function leadsTo({ state, act, possiblyAlsoWaiting }: Outlook, reach: Reach): boolean {
  if (state === 'decision-due') return reach === 'decision-due';
  if (state !== 'in-force' || act === 'refuse') return false;
  return reach !== 'in-force' || possiblyAlsoWaiting.length === 0;
}

/** The way to get an entry so far; none where no scenario does. The same as `leadsTo`, as a formula. */
export function waysTo({ entry, laid }: Covered, reach: Reach): readonly Way[] {
  const present = presentOf(entry);
  if (present === null || present.negated || present.act === 'refuse') return [];
  const deferred = present.act === 'defer';
  if (deferred && (reach !== 'decision-due' || present.conditions.length === 0)) return [];
  const requirements = [...requirementsOf(present), ...(reach === 'in-force' ? laid : [])];
  if (requirements.some(isUnreadable)) return [];
  const of = (asked: Requirement['asks']) =>
    requirements.flatMap(({ asks, trigger }) => (trigger && asks === asked ? [trigger] : []));
  return [
    {
      clauses: of('come').flatMap((trigger) =>
        'any' in trigger ? [trigger.any] : trigger.all.map((literal) => [literal]),
      ),
      notCome: of('not-come'),
    },
  ];
}

const isUnreadable = ({ trigger, asks }: Requirement): boolean => trigger === null && asks === 'come';

/** Why no scenario brings an entry into force, nor a decision about it. */
export type Beyond =
  | 'nothing-undertaken'
  | 'refused'
  | 'left-open'
  | 'condition-without-trigger'
  | 'contradiction';

export function whyBeyond(entry: ScenarioEntry): Beyond | null {
  const present = presentOf(entry);
  if (present === null || present.negated) return 'nothing-undertaken';
  if (present.act === 'refuse') return 'refused';
  if (present.act === 'defer' && present.conditions.length === 0) return 'left-open';
  if (requirementsOf(present).some(isUnreadable)) return 'condition-without-trigger';
  const unit = { weight: 1, ways: waysTo({ entry, laid: [] }, 'decision-due') };
  return minimalSets([unit], 1, 1).sets.length === 0 ? 'contradiction' : null;
}
