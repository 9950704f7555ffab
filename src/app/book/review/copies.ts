import type { Reads, Stamp } from '../../../store/index.ts';
import { decisionsOnCopies } from '../decisions/copies.ts';
import type { Left } from '../decisions/decision.ts';
import { planOnClaims } from '../decisions/on-claims.ts';

/** To which copies of its passage a decision on a claim carries, and which it leaves alone. */
export interface Carries {
  /** Claims there. */
  readonly claims: readonly string[];
  readonly left: readonly Left[];
}

/** Found as by `accept`; what a mended span comes to is known when it is decided. @throws UsageError `usage/claim` */
export async function carriesTo(book: Reads, claim: string, stamp: Stamp): Promise<Carries> {
  const decision = { kind: 'accept', claim } as const;
  const plan = await planOnClaims(book, decision, stamp, {});
  const { decisions, left } = await decisionsOnCopies(book, decision, plan);
  return { claims: decisions.flatMap((copy) => ('claim' in copy ? [copy.claim] : [])), left };
}
