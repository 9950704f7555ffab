import type { Decision, KeptClaim, Reads } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import { claimNamed } from './lookup.ts';
import { reviewsOf } from './review.ts';

/** The last decision on each of these claims that the one who decides has seen, by their ids; null for none. */
export type Seen = Readonly<Record<string, string | null>>;

/** The last decision that holds on each, by their ids; null for none. */
export const seenOf = (claims: readonly KeptClaim[], decisions: readonly Decision[]): Seen =>
  Object.fromEntries(
    [...reviewsOf(claims, decisions)].map(([id, { decisions: taken }]) => [id, taken.at(-1)?.id ?? null]),
  );

/** Two who decide on one claim: the later one is told by whom. @throws UsageError `usage/decided-since`, `usage/claim` */
export async function refuseUnseen(book: Reads, seen: Seen): Promise<void> {
  for (const [id, last] of Object.entries(seen)) {
    const kept = await claimNamed(book, id);
    const decisions = await book.decisions({ reports: [kept.claim.report] });
    const taken = reviewsOf([kept], decisions).get(kept.claim.id)?.decisions.at(-1);
    if (kept.claim.id === id && (taken?.id ?? null) === last) continue;
    throw decidedSince(
      taken && taken.id !== last
        ? `${taken.by} decided on ${id} in the meantime (${taken.kind}, ${taken.at}, ${taken.id})`
        : kept.claim.id === id
          ? `the decision ${last} on ${id} was undone in the meantime`
          : `${kept.claim.id} took the place of ${id} in the meantime`,
    );
  }
}

export const decidedSince = (what: string): UsageError =>
  new UsageError('usage/decided-since', `${what}; look at it again`);
