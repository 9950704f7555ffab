import { useEffect, useState } from 'preact/hooks';
import { type Answer, ask, problemOf, useAnswer } from './api.ts';
import type { Page } from './api-types.ts';

/** More is neither drawn in one picture nor read in one list. */
export const MOST = 2000;

/**
 * A list with all its pages, up to `MOST` items; `total` says how many there are. What is there so far is shown while the rest
 * comes. `address` has a `limit`.
 */
export function useAllPages<T>(address: string | null): Answer<Page<T>> {
  const first = useAnswer<Page<T>>(address);
  const [rest, setRest] = useState<{ readonly of: Page<T>; readonly items: readonly T[] } | null>(null);
  const [problem, setProblem] = useState<Answer<Page<T>>['problem']>(null);
  const { data } = first;
  useEffect(() => {
    setProblem(null);
    if (address === null || data === null || data.next === null || first.loading) return;
    const asked = new AbortController();
    restOf(address, data, asked.signal).then(
      (items) => setRest({ of: data, items }),
      (error: unknown) => {
        if (!asked.signal.aborted) setProblem(problemOf(error));
      },
    );
    return () => asked.abort();
  }, [address, data, first.loading]);
  if (data === null || rest?.of !== data) return problem ? { ...first, problem } : first;
  return { ...first, data: { ...data, items: [...data.items, ...rest.items] } };
}

async function restOf<T>(
  address: string,
  { items, next }: Page<T>,
  signal: AbortSignal,
): Promise<readonly T[]> {
  const rest: T[] = [];
  let cursor = next;
  while (cursor !== null && items.length + rest.length < MOST) {
    const page: Page<T> = await ask(`${address}&cursor=${encodeURIComponent(cursor)}`, signal);
    rest.push(...page.items);
    cursor = page.next;
  }
  return rest;
}
