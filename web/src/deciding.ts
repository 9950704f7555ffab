import { bookChanged, Problem, plain, problemOf, tell } from './api.ts';
import type { ReviewedClaim } from './api-types.ts';
import { texts } from './texts.ts';
import { toast } from './toasts.ts';

export interface Outcome {
  readonly decision: string;
  readonly kind: string;
}

export type Said = { readonly kind: string } & Readonly<Record<string, unknown>>;

/**
 * Takes a decision; of a claim the last decision that was seen on it goes along, so that nobody overrules unseen.
 * @throws Problem
 */
export async function decide(
  decision: Said,
  { claim, why = null }: { readonly claim?: ReviewedClaim; readonly why?: string | null } = {},
): Promise<Outcome> {
  const outcome = await tell<Outcome>('POST', plain('/decisions'), {
    decision,
    why,
    ...(claim && { seen: claim.review.decisions.at(-1)?.id ?? null }),
  });
  if (outcome === null) throw new Problem(0, 'web/fault', '');
  return outcome;
}

/** The same from a button: says what came of it, and draws everything anew. */
export async function decideAloud(...asked: Parameters<typeof decide>): Promise<Outcome | null> {
  try {
    const outcome = await decide(...asked);
    toast(texts.decided(outcome.kind));
    bookChanged();
    return outcome;
  } catch (error) {
    sayProblem(error);
    return null;
  }
}

export function sayProblem(error: unknown): void {
  const { code, message } = problemOf(error);
  toast([texts.state.problems[code], message].filter(Boolean).join(' '), 'failed');
  // Somebody else was quicker: what they decided is to be seen.
  if (code === 'usage/decided-since' || code === 'usage/difference') bookChanged();
}
