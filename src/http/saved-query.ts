import { z } from 'zod';
import { readQuery } from './route.ts';
import { CLAIMS, ENTRIES, KNOWN, LABELS, SORT } from './schemas/parameters.ts';

const KINDS = {
  entries: z.strictObject({ ...ENTRIES, ...SORT }),
  diff: z.strictObject({ from: z.string(), ...KNOWN, ...CLAIMS, ...LABELS }),
};

/** After every report: the last day that is taken for a date. */
export const LATEST = '2199-12-31';

export const savedKind = z.enum(['entries', 'diff']);

/** The parameters of a kept question. @throws Refusal `http/request` where they are none of its kind */
export const savedParameters = <K extends keyof typeof KINDS>(
  kind: K,
  query: string,
): z.output<(typeof KINDS)[K]> => readQuery(KINDS[kind], new URLSearchParams(query));
