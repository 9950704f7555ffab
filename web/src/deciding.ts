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

/** The same, told, and everything drawn anew. @throws Problem */
export async function decideTold(...asked: Parameters<typeof decide>): Promise<void> {
  try {
    const outcome = await decide(...asked);
    toast(texts.decided(outcome.kind));
    bookChanged();
  } catch (error) {
    if (isOutrun(error)) bookChanged();
    throw error;
  }
}

/** The same from a button, which has no place for what was refused. */
export async function decideAloud(...asked: Parameters<typeof decide>): Promise<void> {
  try {
    await decideTold(...asked);
  } catch (error) {
    sayProblem(error);
  }
}

/** Whether somebody else was quicker: what they decided is to be seen. */
export function isOutrun(error: unknown): boolean {
  const { code } = problemOf(error);
  return code === 'usage/decided-since' || code === 'usage/difference';
}

export const problemText = ({ code, message }: Problem): string =>
  [texts.state.problems[code], message].filter(Boolean).join(' ');

export function sayProblem(error: unknown): void {
  toast(problemText(problemOf(error)), 'failed');
  if (isOutrun(error)) bookChanged();
}
