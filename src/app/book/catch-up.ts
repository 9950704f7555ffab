import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import type { Reads, Store } from '../../store/index.ts';
import { StoreError } from '../../text/errors.ts';
import { actorDecisions } from './decisions/on-actors.ts';

/** Told after each part: how many reports are left, of how many; or entries, of which it is kept how a list shows them; or stories, where these are compared. */
export type CatchingUp = (left: number, of: number, what: 'reports' | 'entries' | 'stories') => void;

/** Reports that one transaction takes: others who write wait no longer than for these. */
const BATCH = 200;

/**
 * Brings what the book keeps of entries up with its claims, in short transactions. What came since the last time costs the
 * same however large the book is; a decision on actors lets it begin anew.
 * @throws StoreError where the book may not be written, or another process does not let go of it
 */
export async function catchUp(store: Store, tell: CatchingUp = () => {}): Promise<void> {
  const most = { reports: 0, entries: 0 };
  for (;;) {
    const left = await store.write(async (book) => book.catchUp(await actorDecisions(book), BATCH));
    for (const what of ['reports', 'entries'] as const) {
      if (left[what] > 0) most[what] = Math.max(most[what], left[what] + BATCH);
      if (most[what] > 0) tell(left[what], most[what], what);
    }
    if (left.reports + left.entries === 0) return;
  }
}

/**
 * Asks what the book keeps of entries, brought up with its claims before where it is behind. Where that cannot be done, since
 * another one writes all the time or the book may not be written, all claims are asked instead.
 */
export async function askKept<T>(
  store: Store,
  ask: (book: Reads, taken: readonly TakenOnActors[]) => Promise<T>,
  otherwise: () => Promise<T>,
  tell?: CatchingUp,
): Promise<T> {
  const asked = (): Promise<{ readonly answer: T } | null> =>
    store.read(async (book) => {
      const taken = await actorDecisions(book);
      return (await book.isCaughtUp(taken.map(({ id }) => id))) ? { answer: await ask(book, taken) } : null;
    });
  const first = await asked();
  if (first) return first.answer;
  try {
    await catchUp(store, tell);
  } catch (error) {
    if (!(error instanceof StoreError && CANNOT_WRITE.has(error.code))) throw error;
  }
  const second = await asked();
  return second === null ? otherwise() : second.answer;
}

const CANNOT_WRITE: ReadonlySet<string> = new Set(['store/busy', 'store/read-only', 'store/full']);
