import { bookChanged, Problem, plain, problemOf, tell } from './api.ts';
import type { ReviewedClaim } from './api-types.ts';
import { momentText } from './format.ts';
import { to } from './router.ts';
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
  const seen = claim?.review.decisions.at(-1)?.id ?? null;
  const sent = tell<Outcome>('POST', plain('/decisions'), { decision, why, ...(claim && { seen }) });
  const outcome = await sent.catch((error: unknown) => {
    const problem = problemOf(error);
    if (problem.code === 'usage/decided-since' && decision.kind === 'undo')
      throw new Problem(problem.status, problem.code, texts.state.undoLater, problem);
    throw outrunInWords(problem, seen);
  });
  if (outcome === null) throw new Problem(0, 'web/fault', '');
  return outcome;
}

/** Who was quicker, and what they decided; `seen` is the decision that stood there before. Any other problem stays as it is. */
export function outrunInWords(problem: Problem, seen: string | null): Problem {
  if (problem.code !== 'usage/decided-since') return problem;
  const last = problem.decisions.at(-1);
  const words =
    last === undefined || last.id === seen
      ? texts.state.changedSince
      : texts.state.decidedSince(last.by, texts.decidedAs[last.kind] ?? last.kind, momentText(last.at));
  return new Problem(problem.status, problem.code, words, problem);
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
    sayProblem(error, asked[1]?.claim);
  }
}

/** Whether somebody else was quicker: what they decided is to be seen. */
export function isOutrun(error: unknown): boolean {
  const { code } = problemOf(error);
  return code === 'usage/decided-since' || code === 'usage/difference';
}

export const problemText = ({ code, message }: Problem): string =>
  [texts.state.problems[code]?.replace(/(?<!\.)$/, '.'), message].filter(Boolean).join(' ');

/** What was refused; of a claim that somebody else has decided on, with the way to it. */
export function sayProblem(error: unknown, claim?: Pick<ReviewedClaim, 'id' | 'report'>): void {
  const link = isOutrun(error) &&
    claim && {
      href: to(`/reports/${encodeURIComponent(claim.report)}`, { claim: claim.id }),
      words: texts.state.lookAgain,
    };
  toast(problemText(problemOf(error)), 'failed', link || null);
  if (isOutrun(error)) bookChanged();
}
