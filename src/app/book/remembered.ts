import type { Store } from '../../store/index.ts';

/** More claims than these are too much to be held in memory for a question that may not come again. */
const MOST_CLAIMS = 50_000;
/** Questions that differ in their dates, states or labels. */
const MOST_ANSWERS = 4;
/** What is told of all claims and is small beside them: one of a kind. */
export const MOST_DIGESTS = 8;

type Held = object & { readonly claims?: readonly unknown[] };
export interface Remembering {
  <T extends Held>(key: string, compute: () => Promise<T>): Promise<T>;
  /** Whether it is there, or being computed, for the book as it is. */
  readonly holds: (key: string) => Promise<boolean>;
}

/** What was computed last, as long as the book has not changed. A book that changes meanwhile is only computed once more. */
export function remembering(store: Pick<Store, 'version'>, most = MOST_ANSWERS): Remembering {
  const known = new Map<string, Promise<Held>>();
  let at: number | undefined;
  const renew = async (): Promise<void> => {
    const version = await store.version();
    if (version !== at) known.clear();
    at = version;
  };
  const remember = async <T extends Held>(key: string, compute: () => Promise<T>): Promise<T> => {
    await renew();
    // The key names what `compute` gives.
    const found = known.get(key) as Promise<T> | undefined;
    const answer = found ?? compute();
    known.delete(key);
    known.set(key, answer);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    try {
      const held = await answer;
      if ((held.claims?.length ?? 0) > MOST_CLAIMS && known.get(key) === answer) known.delete(key);
      return held;
    } catch (error) {
      if (known.get(key) === answer) known.delete(key);
      throw error;
    }
  };
  const holds = async (key: string): Promise<boolean> => {
    await renew();
    return known.has(key);
  };
  return Object.assign(remember, { holds });
}

/** For a process that asks once. */
export const nothingRemembered: Remembering = Object.assign(
  <T extends Held>(_: string, compute: () => Promise<T>) => compute(),
  { holds: async () => false },
);
