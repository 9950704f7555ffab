import { useEffect, useReducer, useRef } from 'preact/hooks';
import { bookChanged, plain, prefetch } from './api.ts';
import type { Leads, Page, PerhapsMissed, ReviewedClaim } from './api-types.ts';
import { decide, type Outcome, type Said, sayProblem } from './deciding.ts';
import { texts } from './texts.ts';
import { toast } from './toasts.ts';

export type QueueItem = ReviewedClaim | PerhapsMissed;
export type Queue = Page<QueueItem> & Leads;

export const isMissed = (item: QueueItem): item is PerhapsMissed => 'kind' in item;

/** Reports of the next few are asked for ahead. */
const REPORTS_AHEAD = 4;

interface Done {
  readonly item: QueueItem;
  readonly outcome: Promise<Outcome | null>;
}

interface Work {
  readonly gone: ReadonlySet<string>;
  readonly done: readonly Done[];
  readonly at: number;
}

export interface Working {
  readonly waiting: readonly QueueItem[];
  /** Its place among those that wait. */
  readonly here: number;
  readonly done: number;
  /** By so many on, or back. */
  move(by: number): void;
  take(said: (item: QueueItem) => Said): void;
  /** Of one that was written in a form, which stays where it is refused. @throws Problem */
  save(item: QueueItem, said: Said): Promise<void>;
  undo(): void;
}

/** Decisions are sent while the next item is already shown; one that is refused comes back. */
export function useWork(queue: Queue): Working {
  // Not drawn state: two quick keys are two items, though nothing was drawn in between.
  const work = useRef<Work>({ gone: new Set(), done: [], at: 0 });
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const set = (change: Partial<Work>): void => {
    work.current = { ...work.current, ...change };
    redraw(undefined);
  };
  const left = (): readonly QueueItem[] => queue.items.filter(({ id }) => !work.current.gone.has(id));
  const placeNow = (): number => Math.min(work.current.at, left().length - 1);
  const setAt = (at: number): void => set({ at: Math.max(0, Math.min(at, left().length - 1)) });
  const bringBack = (id: string): void => {
    set({ gone: new Set([...work.current.gone].filter((one) => one !== id)) });
    setAt(left().findIndex((one) => one.id === id));
  };
  const decideOn = (item: QueueItem, said: Said): Promise<Outcome> =>
    decide(said, isMissed(item) ? {} : { claim: item });
  const leave = (item: QueueItem, outcome: Done['outcome']): void =>
    set({
      done: [...work.current.done, { item, outcome }],
      gone: new Set([...work.current.gone, item.id]),
    });
  const take = (said: (item: QueueItem) => Said): void => {
    const item = left()[placeNow()];
    if (item === undefined) return;
    const outcome = decideOn(item, said(item)).catch((error: unknown) => {
      sayProblem(error, isMissed(item) ? undefined : item);
      bringBack(item.id);
      return null;
    });
    leave(item, outcome);
  };
  const save = async (item: QueueItem, said: Said): Promise<void> => {
    const outcome = await decideOn(item, said);
    leave(item, Promise.resolve(outcome));
  };
  const undo = async (): Promise<void> => {
    const last = work.current.done.at(-1);
    if (last === undefined) return;
    set({ done: work.current.done.slice(0, -1) });
    const outcome = await last.outcome;
    if (outcome === null) return;
    try {
      await decide({ kind: 'undo', decision: outcome.decision });
      bringBack(last.item.id);
      // The queue was asked for since, without it.
      if (!queue.items.some(({ id }) => id === last.item.id)) bookChanged();
      toast(texts.review.undone);
    } catch (error) {
      sayProblem(error);
    }
  };
  const [waiting, here] = [left(), placeNow()];
  const { done, gone } = work.current;
  useEffect(() => {
    for (const { report } of waiting.slice(here, here + REPORTS_AHEAD))
      prefetch(plain(`/reports/${encodeURIComponent(report)}`));
    // The queue runs dry while the book has more.
    if (waiting.length < 5 && queue.next !== null && gone.size > 0)
      Promise.all(done.map(({ outcome }) => outcome)).then(() => bookChanged());
  }, [here, waiting.length]);
  return {
    waiting,
    here,
    done: done.length,
    move: (by) => setAt(placeNow() + by),
    take,
    save,
    undo: () => void undo(),
  };
}
