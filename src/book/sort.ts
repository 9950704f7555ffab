import { FIRMNESS } from '../document/vocabulary.ts';
import { UsageError } from '../text/errors.ts';
import type { Entry } from './entries.ts';
import { momentOf, toldOn } from './moment.ts';
import type { Report } from './record.ts';
import { compare, reportOf } from './scene.ts';

export const SORT_KEYS = ['actor', 'measure', 'beneficiary', 'firmness', 'date'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export interface Sorting {
  readonly key: SortKey;
  readonly descending: boolean;
}

/**
 * `measure`, or `-date` for the newest first.
 * @throws UsageError `usage/sort`
 */
export function sortingFrom(word: string): Sorting {
  const descending = word.startsWith('-');
  const key = SORT_KEYS.find((k) => k === (descending ? word.slice(1) : word));
  if (key !== undefined) return { key, descending };
  throw new UsageError(
    'usage/sort',
    `cannot sort by "${word}"; sort by ${SORT_KEYS.join(', ')}, with - before it for the other way round`,
  );
}

/** Entries in that order, those alike by id. By `date`: of the last claim. What has no beneficiary or binds to nothing comes first. */
export function sorted(
  entries: readonly Entry[],
  { key, descending }: Sorting,
  reports: readonly Report[],
): readonly Entry[] {
  const scene = { reports: new Map(reports.map((r) => [r.id, r])) };
  const by: Readonly<Record<SortKey, (entry: Entry) => string | number>> = {
    actor: (e) => e.actor,
    measure: (e) => e.measure,
    beneficiary: (e) => e.beneficiary ?? '',
    firmness: ({ state }) =>
      state?.direction === 'for' && state.claim.firmness ? FIRMNESS.indexOf(state.claim.firmness) : -1,
    date: ({ claims }) => {
      const last = claims.at(-1);
      return last ? momentOf(toldOn(reportOf(last, scene))) : 0;
    },
  };
  const sign = descending ? -1 : 1;
  return entries
    .map((entry) => ({ entry, value: by[key](entry) }))
    .sort(
      (a, b) =>
        sign * (a.value < b.value ? -1 : a.value > b.value ? 1 : 0) || compare(a.entry.id, b.entry.id),
    )
    .map(({ entry }) => entry);
}
