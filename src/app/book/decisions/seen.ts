import type { Reads } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import type { Deciding } from './decision.ts';
import { claimNamed } from './lookup.ts';
import { reviewsOf } from './review.ts';

/**
 * Two who decide on one claim: the later one is told.
 * @param seen id of the last decision on the claim that the one who decides has seen, null for none
 * @throws UsageError `usage/decided-since`
 */
export async function refuseUnseen(book: Reads, decision: Deciding, seen: string | null): Promise<void> {
  if (!('claim' in decision)) return;
  const kept = await claimNamed(book, decision.claim);
  const decisions = await book.decisions({ reports: [kept.claim.report] });
  const last = reviewsOf([kept], decisions).get(kept.claim.id)?.decisions.at(-1);
  if ((last?.id ?? null) === seen) return;
  throw new UsageError(
    'usage/decided-since',
    last
      ? `${last.by} decided on ${decision.claim} in the meantime (${last.kind}, ${last.at}, ${last.id}); look at it again`
      : `the decision ${seen} on ${decision.claim} was undone in the meantime; look at it again`,
  );
}
