import { useEffect, useState } from 'preact/hooks';
import { type Answer, ask, problemOf, tell, useAnswer } from './api.ts';
import type { Gap } from './api-types.ts';
import { learn } from './names.ts';
import { toast } from './toasts.ts';

export interface Conversion {
  readonly in: string;
  /** A table with the columns `date,from,to,rate,source`. */
  readonly rates: string;
}

/** @throws Problem */
async function gapAt(
  address: string,
  conversion: Conversion | null,
  signal?: AbortSignal,
): Promise<Gap | null> {
  if (conversion === null) return ask<Gap>(address, signal);
  const gap = await tell<Gap>('POST', address, conversion);
  learn(gap);
  return gap;
}

/** What was promised and delivered, converted where rates are given. */
export function useGap(address: string, conversion: Conversion | null): Answer<Gap> {
  const plainly = useAnswer<Gap>(address);
  const key = JSON.stringify([address, conversion]);
  const [converted, setConverted] = useState<Answer<Gap> & { readonly of: string | null }>({
    of: null,
    ...NOTHING,
  });
  useEffect(() => {
    if (conversion === null || plainly.data === null) return;
    let wanted = true;
    gapAt(address, conversion).then(
      (data) => wanted && setConverted({ of: key, data, problem: null, loading: false }),
      (error: unknown) =>
        wanted && setConverted({ of: key, data: null, problem: problemOf(error), loading: false }),
    );
    return () => {
      wanted = false;
    };
  }, [key, plainly.data]);
  if (conversion === null) return plainly;
  return converted.of === key ? converted : { data: null, problem: plainly.problem, loading: true };
}
const NOTHING: Answer<Gap> = { data: null, problem: null, loading: false };

/** The same for each of several, one after the other; asked anew with `turn`. */
export function useGaps(
  addresses: readonly (readonly [id: string, address: string])[],
  conversion: Conversion | null,
  turn: unknown,
): ReadonlyMap<string, Gap> {
  const key = JSON.stringify([addresses, conversion]);
  const [gaps, setGaps] = useState<{ readonly of: string; readonly found: ReadonlyMap<string, Gap> }>({
    of: '',
    found: new Map(),
  });
  useEffect(() => {
    const asked = new AbortController();
    const found = new Map<string, Gap>();
    const askAll = async (): Promise<void> => {
      for (const [id, address] of addresses) {
        const gap = await gapAt(address, conversion, asked.signal);
        if (asked.signal.aborted) return;
        if (gap !== null) found.set(id, gap);
        setGaps({ of: key, found: new Map(found) });
      }
    };
    askAll().catch((error: unknown) => {
      if (!asked.signal.aborted) toast(problemOf(error).message, 'failed');
    });
    return () => asked.abort();
  }, [key, turn]);
  return gaps.of === key ? gaps.found : EMPTY;
}
const EMPTY: ReadonlyMap<string, Gap> = new Map();
