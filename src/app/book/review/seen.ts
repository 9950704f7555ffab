import { createHash } from 'node:crypto';
import type { KeptClaim, Reads } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import { reviewsOf } from '../decisions/review.ts';

/** Names of what somebody saw before he decided, by the ids of claims. */
export type Seen = Readonly<Record<string, string>>;

/** The same as long as nobody decides on the claim. */
export function seenOf({ claim, state }: KeptClaim): string {
  const { namings: _, replacements: __, ...said } = claim;
  return createHash('sha256')
    .update(JSON.stringify([state, said]))
    .digest('base64url')
    .slice(0, 16);
}

/** @throws UsageError `usage/decided-meanwhile` where one of these claims is otherwise than it was seen; it says by whom */
export async function refuseDecidedMeanwhile(book: Reads, seen: Seen): Promise<void> {
  for (const [id, name] of Object.entries(seen)) {
    const [kept] = await book.claims({ claims: [id], versions: 'all' });
    if (kept !== undefined && seenOf(kept) === name) continue;
    const decisions = kept ? await book.decisions({ reports: [kept.claim.report] }) : [];
    const last = kept && reviewsOf([kept], decisions).get(id)?.decisions.at(-1);
    throw new UsageError(
      'usage/decided-meanwhile',
      last
        ? `${last.by} decided on ${id} meanwhile: ${last.kind}, ${last.id}; look at it again`
        : `${id} is otherwise meanwhile; look at it again`,
    );
  }
}
