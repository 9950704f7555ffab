import { setTimeout as passed } from 'node:timers/promises';
import type { Book } from '../app/book/index.ts';
import { PledgebookError } from '../text/errors.ts';

/** Milliseconds. */
export interface Pace {
  /** Between looks at whether the book has changed. */
  readonly every: number;
  /** After the last answer, until nobody is taken to be about to ask for more: a page, of a book that was just opened. */
  readonly opened: number;
  /** The same of one that has changed: whoever decided on a claim decides on the next one soon. */
  readonly changed: number;
}

const PACE: Pace = { every: 1000, opened: 500, changed: 5000 };

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
  {
    clock,
    fault,
    pace = PACE,
  }: {
    readonly clock: () => number;
    readonly fault: (error: unknown) => void;
    readonly pace?: Pace;
  },
): WorkingAhead {
  const stopping = new AbortController();
  // Who starts a server looks at it at once, if at all.
  let last = clock();
  let waiting = 0;
  const wait = (ms: number): Promise<unknown> =>
    passed(ms, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);
  /** When nobody has asked for so long; false where it is stopped before. */
  const isQuiet = async (long: number): Promise<boolean> => {
    // Whoever has asked meanwhile is seen first.
    await wait(0);
    for (let rest = long; rest > 0 && !stopping.signal.aborted; ) {
      rest = waiting > 0 ? long : last + long - clock();
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
          const long = done === undefined ? pace.opened : pace.changed;
          done = now;
          await book.workAhead(() => isQuiet(long));
        }
        before = now;
      } catch (error) {
        // A book that cannot be asked is told of to whoever asks.
        if (!(error instanceof PledgebookError)) fault(error);
      }
      await wait(pace.every);
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
