import type { ProgressState, Stamp, Store } from '../../../store/index.ts';
import { taken } from '../decide.ts';
import { checkStamp, type Deciding, type Known, type Outcome } from '../decisions/decision.ts';
import { keepProgress } from './progress.ts';
import { refuseDecidedMeanwhile, type Seen } from './seen.ts';

export interface Reviewed extends Outcome {
  /** Of the report that was decided on. */
  readonly progress: ProgressState | null;
}

/**
 * Takes a decision of someone who works through the queue: only if nobody decided meanwhile on what he saw, which is looked up
 * inside the transaction that writes; and the report's progress with it.
 * @throws UsageError `usage/decided-meanwhile`, or as `decide`; nothing is changed then
 */
export async function review(
  store: Store,
  decision: Deciding,
  seen: Seen,
  stamp: Stamp,
  known: Known,
): Promise<Reviewed> {
  checkStamp(stamp);
  return store.write(async (book) => {
    await refuseDecidedMeanwhile(book, seen);
    const outcome = await taken(book, decision, stamp, known);
    const progress =
      outcome.report === null || decision.kind === 'progress'
        ? null
        : await keepProgress(book, outcome.report, stamp);
    return { ...outcome, progress };
  });
}
