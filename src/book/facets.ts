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

/** Of which actor, measure, … how many of the entries are, most frequent first. */
export function facetsOf(
  entries: readonly Entry[],
  reports: ReadonlyMap<string, Pick<Report, 'publisher'>>,
): Readonly<Record<Facet, readonly FacetValue[]>> {
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

export const mostFirst = (values: readonly FacetValue[]): readonly FacetValue[] =>
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
