import type { LinkDecision } from '../../../book/amounts/sums.ts';
import type { Decision } from '../../../store/index.ts';
import { bodyOf, undoneAmong } from './decision.ts';

/** What a person decided about two amounts, by whom, when and why. */
export interface DecidedLink extends LinkDecision, Pick<Decision, 'by' | 'at' | 'why'> {
  /** Id of the decision. */
  readonly decision: string;
}

/** The same for the two in either order. */
export const linkKey = ({ amount, other }: Pick<LinkDecision, 'amount' | 'other'>): string =>
  `link ${[amount, other].sort().join(' ')}`;

/** Kinds of decisions from which `linksDecided` reads off what stands. */
export const LINK_KINDS = ['link', 'undo'];

/** What stands of these decisions, which are in the order in which they were taken: the last word about two amounts. */
export function linksDecided(decisions: readonly Decision[]): readonly DecidedLink[] {
  const undone = undoneAmong(decisions);
  const links = new Map<string, DecidedLink>();
  for (const decision of decisions) {
    const said = bodyOf(decision)?.said;
    if (said?.kind !== 'link' || undone.has(decision.id)) continue;
    const { id, by, at, why } = decision;
    const { amount, other, verdict } = said;
    links.set(linkKey(said), { amount, other, verdict, decision: id, by, at, why });
  }
  return [...links.values()];
}
