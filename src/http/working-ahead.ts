import { setTimeout as passed } from 'node:timers/promises';
import type { Book } from '../app/book/index.ts';
import { PledgebookError } from '../text/errors.ts';

/** Milliseconds between looks at whether the book has changed. */
const EVERY = 1000;
/** Milliseconds after the last answer, after which no page is taken to be about to ask for more. */
const QUIET = 500;

export interface WorkingAhead {
  /** Somebody asks: what is not begun waits until he is answered, and a while. @returns to be called when he is */
  asked(): () => void;
  /** When what is under way has ended; nothing more is begun. */
  stop(): Promise<void>;
}

/**
 * Works out what pages ask of a whole book when it is opened and, once it has stood still for a while, after each of its changes;
 * but only while nobody asks anything.
 */
export function workingAhead(
  book: Pick<Book, 'version' | 'workAhead'>,
  { clock, fault }: { readonly clock: () => number; readonly fault: (error: unknown) => void },
): WorkingAhead {
  const stopping = new AbortController();
  // Who starts a server looks at it at once, if at all.
  let last = clock();
  let waiting = 0;
  const wait = (ms: number): Promise<unknown> =>
    passed(ms, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);
  const goOn = async (): Promise<boolean> => {
    // Whoever has asked meanwhile is seen first.
    await wait(0);
    for (let rest = QUIET; rest > 0 && !stopping.signal.aborted; ) {
      rest = waiting > 0 ? QUIET : last + QUIET - clock();
      if (rest > 0) await wait(rest);
    }
    return !stopping.signal.aborted;
  };
  const work = async (): Promise<void> => {
    let done: string | undefined;
    let before: string | undefined;
    while (!stopping.signal.aborted) {
      try {
        const now = await book.version();
        if (now !== done && (done === undefined || now === before)) {
          done = now;
          await book.workAhead(goOn);
        }
        before = now;
      } catch (error) {
        // A book that cannot be asked is told of to whoever asks.
        if (!(error instanceof PledgebookError)) fault(error);
      }
      await wait(EVERY);
    }
  };
  const working = work();
  return {
    asked: () => {
      waiting++;
      return () => {
        waiting--;
        last = clock();
      };
    },
    stop: async () => {
      stopping.abort();
      await working;
    },
  };
}
