import { FIRMNESS } from '../document/vocabulary.ts';
import { UsageError } from '../text/errors.ts';
import type { Entry } from './entries.ts';
import { momentOf, toldOn } from './moment.ts';
import type { Party, Report } from './record.ts';
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

/** What is shown by a name. */
export const NAMED_KEYS = ['actor', 'measure', 'beneficiary'] as const;
export type NamedKey = (typeof NAMED_KEYS)[number];

export const isNamed = (key: SortKey): key is NamedKey => NAMED_KEYS.some((one) => one === key);

const COLLATOR = new Intl.Collator('en', { numeric: true });

/** Each id of parties or measures once, as a dictionary has the names by which they are shown; those of one name by id. */
export function inNameOrder(
  ids: Iterable<string>,
  names: ReadonlyMap<string, Pick<Party, 'name'>>,
): readonly string[] {
  return (
    [...new Set(ids)]
      // `force.any` is shown as `Force`.
      .map((id) => ({ id, name: names.get(id)?.name ?? id.replace(/\.any$/, '') }))
      .sort((a, b) => COLLATOR.compare(a.name, b.name) || compare(a.id, b.id))
      .map(({ id }) => id)
  );
}

/**
 * Entries in that order, those alike by id. By `date`: of the last claim. What has no beneficiary or binds to nothing comes first.
 * @param parties by whose names actors and beneficiaries are sorted
 */
export function sorted(
  entries: readonly Entry[],
  { key, descending }: Sorting,
  { reports, parties }: { readonly reports: readonly Report[]; readonly parties: readonly Party[] },
): readonly Entry[] {
  const scene = { reports: new Map(reports.map((r) => [r.id, r])) };
  const names = new Map(parties.map((party) => [party.id, party]));
  const named = (of: NamedKey): ((entry: Entry) => number) => {
    const order = inNameOrder(
      entries.flatMap((entry) => entry[of] ?? []),
      names,
    );
    const places = new Map(order.map((id, i) => [id, i]));
    return (entry) => places.get(entry[of] ?? '') ?? -1;
  };
  const by: Readonly<Record<Exclude<SortKey, NamedKey>, (entry: Entry) => number>> = {
    firmness: ({ state }) =>
      state?.direction === 'for' && state.claim.firmness ? FIRMNESS.indexOf(state.claim.firmness) : -1,
    date: ({ claims }) => {
      const last = claims.at(-1);
      return last ? momentOf(toldOn(reportOf(last, scene))) : 0;
    },
  };
  const sign = descending ? -1 : 1;
  const value = isNamed(key) ? named(key) : by[key];
  return entries
    .map((entry) => ({ entry, value: value(entry) }))
    .sort((a, b) => sign * (a.value - b.value) || compare(a.entry.id, b.entry.id))
    .map(({ entry }) => entry);
}
