import type { Entry } from './entries.ts';
import type { Report } from './record.ts';

/** By what entries are chosen with a click. */
export const FACETS = [
  'actor',
  'measure',
  'beneficiary',
  'firmness',
  'condition',
  'source',
  'publisher',
] as const;
export type Facet = (typeof FACETS)[number];

export interface FacetValue {
  readonly value: string;
  /** How many of the entries have it. */
  readonly count: number;
}

/** The most frequent value first, those alike in order. */
export type EntryFacets = Readonly<Record<Facet, readonly FacetValue[]>>;

/** Of which actor, measure, … how many of the entries are, most frequent first. */
export function facetsOf(
  entries: readonly Entry[],
  reports: ReadonlyMap<string, Pick<Report, 'publisher'>>,
): EntryFacets {
  const spelled = spellings([...reports.values()].flatMap(({ publisher }) => publisher ?? []));
  const count = (valuesOf: (entry: Entry) => readonly (string | null | undefined)[]) => {
    const counts = new Map<string, number>();
    for (const entry of entries)
      for (const value of new Set(valuesOf(entry)))
        if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
    return mostFirst([...counts].map(([value, n]) => ({ value, count: n })));
  };
  return {
    actor: count(({ actor }) => [actor]),
    measure: count(({ measure }) => [measure]),
    beneficiary: count(({ beneficiary }) => [beneficiary]),
    // As the filter means it: what binds now.
    firmness: count(({ state }) => [state?.direction === 'for' ? state.claim.firmness : null]),
    condition: count(({ conditions }) =>
      asWritten(
        conditions.flatMap(({ trigger }) =>
          trigger === null ? [] : 'any' in trigger ? trigger.any : trigger.all,
        ),
      ),
    ),
    source: count(({ sources }) => sources),
    publisher: count(({ claims }) =>
      claims.map(({ report }) => spelled.get(reports.get(report)?.publisher?.toLowerCase() ?? '')),
    ),
  };
}

/** Which entries have each value, by their numbers: small enough to be held in memory. */
export type FacetEntries = Readonly<Record<Facet, ReadonlyMap<string, Uint32Array>>>;

/** The same as `facetsOf` of these entries, or of all, without looking at them. */
export function countedFacets(held: FacetEntries, chosen: readonly number[] | null): EntryFacets {
  const isChosen = chosen && new Uint8Array(1 + chosen.reduce((last, n) => Math.max(last, n), 0));
  for (const n of chosen ?? []) if (isChosen) isChosen[n] = 1;
  const countOf = (entries: Uint32Array): number => {
    if (isChosen === null) return entries.length;
    let count = 0;
    for (const n of entries) count += isChosen[n] ?? 0;
    return count;
  };
  const count = (facet: Facet): readonly FacetValue[] =>
    mostFirst([...held[facet]].map(([value, entries]) => ({ value, count: countOf(entries) }))).filter(
      (one) => one.count > 0,
    );
  return {
    actor: count('actor'),
    measure: count('measure'),
    beneficiary: count('beneficiary'),
    firmness: count('firmness'),
    condition: count('condition'),
    source: count('source'),
    publisher: count('publisher'),
  };
}

const mostFirst = (values: readonly FacetValue[]): readonly FacetValue[] =>
  values.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));

/** Publishers are chosen whatever their case: each in one spelling, by the lower-case one. */
export const spellings = (publishers: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    publishers
      .toSorted()
      .toReversed()
      .map((one) => [one.toLowerCase(), one]),
  );

/** A trigger that is denied is found without its `!` as well, but is no other one. */
const asWritten = (triggers: readonly string[]): readonly string[] =>
  triggers.filter((name) => !triggers.includes(`!${name}`));
