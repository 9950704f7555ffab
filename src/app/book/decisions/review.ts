import type { Decision, KeptClaim, ReviewState } from '../../../store/index.ts';
import { overrides } from './change.ts';
import { bodyOf, undoneAmong } from './decision.ts';

/** What people have decided on a claim. */
export interface Review {
  readonly state: ReviewState;
  /** Whether a person added it; the reader found the others. */
  readonly byHand: boolean;
  /** Fields that are otherwise than they were read. */
  readonly mended: readonly string[];
  /**
   * Those that hold, in the order in which they were taken. `from`: the one on a copy of the passage that carried to it;
   * `taken`: when, where it was inherited: its report came, or came back, only later.
   */
  readonly decisions: readonly (Pick<Decision, 'id' | 'kind' | 'by' | 'at' | 'why'> & {
    readonly from: string | null;
    readonly taken: string | null;
  })[];
}

/** Who reviewed these claims, and how, by their ids; what was undone is left out. */
export function reviewsOf(
  claims: readonly KeptClaim[],
  decisions: readonly Decision[],
): ReadonlyMap<string, Review> {
  const undone = undoneAmong(decisions);
  const taken = new Map<string, Review['decisions'][number][]>();
  for (const decision of decisions) {
    const body = bodyOf(decision);
    if (body === null || decision.kind === 'undo' || undone.has(decision.id)) continue;
    // What was decided on a claim of a former reading holds for the one that took its place.
    for (const [former, next] of Object.entries(body.matched ?? {}))
      if (next !== null) taken.set(next, [...(taken.get(former) ?? []), ...(taken.get(next) ?? [])]);
    // Mending a report's date changes dates of its claims, which nobody has reviewed by that.
    if (decision.kind === 'mend-report') continue;
    const { id, kind, by, at, why } = decision;
    const touched = body.changes.flatMap((change) => (change.on === 'claim' ? [change.claim] : []));
    const review = { id, kind, by, at, why, from: body.from ?? null, taken: body.taken ?? null };
    for (const claim of new Set(touched)) taken.set(claim, [...(taken.get(claim) ?? []), review]);
  }
  return new Map(
    claims.map((kept) => [
      kept.claim.id,
      {
        state: kept.state,
        byHand: kept.asRead === null,
        mended: Object.keys(overrides(kept)),
        decisions: taken.get(kept.claim.id) ?? [],
      },
    ]),
  );
}
