import { useEffect, useReducer } from 'preact/hooks';

/** Something that pages share and that redraws those who look at it. */
export interface Shared<T> {
  get(): T;
  set(value: T): void;
  subscribe(heard: () => void): () => void;
}

export function shared<T>(first: T): Shared<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const heard of [...listeners]) heard();
    },
    subscribe: (heard) => {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
  };
}

export function useShared<T>(of: Shared<T>): T {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const seen = of.get();
  useEffect(() => {
    // It may have changed between drawing and listening.
    if (!Object.is(seen, of.get())) redraw(undefined);
    return of.subscribe(() => redraw(undefined));
  }, [of]);
  return seen;
}

/** What stays in this browser: density, columns, theme. Where nothing may be kept it holds as long as the page. */
export function kept(name: string, fallback: string): Shared<string> {
  const key = `pledgebook.${name}`;
  const value = shared(stored(() => localStorage.getItem(key)) ?? fallback);
  value.subscribe(() => stored(() => localStorage.setItem(key, value.get())));
  return value;
}

function stored<T>(use: () => T): T | null {
  try {
    return use();
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
