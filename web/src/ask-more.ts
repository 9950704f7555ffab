import { ask, problemOf } from './api.ts';
import { texts } from './texts.ts';
import { toast } from './toasts.ts';

/** Asks for the next page of a list; what goes wrong is told beside what is there. */
export function askMore<T>(address: string, cursor: string, show: (page: T) => void): void {
  ask<T>(`${address}&cursor=${encodeURIComponent(cursor)}`).then(show, (error: unknown) => {
    const { code, message } = problemOf(error);
    toast(texts.state.problems[code] ?? message, 'failed');
  });
}
