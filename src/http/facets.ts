import type { z } from 'zod';
import type { Entry } from '../book/entries.ts';
import type { facets } from './schemas/entries.ts';
import type { Leads } from './views.ts';

/** Of which actor, measure, … how many of the entries are, most frequent first. */
export function facetsOf(entries: readonly Entry[], { parties, reports }: Leads): z.input<typeof facets> {
  const named = (id: string): string => parties.get(id)?.name ?? id;
  const count = (
    valuesOf: (entry: Entry) => readonly (string | null | undefined)[],
    name = (v: string) => v,
  ) => {
    const counts = new Map<string, number>();
    for (const entry of entries)
      for (const value of new Set(valuesOf(entry)))
        if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts]
      .map(([value, n]) => ({ value, name: name(value), count: n }))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  };
  return {
    actor: count(({ actor }) => [actor], named),
    measure: count(({ measure }) => [measure]),
    beneficiary: count(({ beneficiary }) => [beneficiary], named),
    // As the filter means it: what binds now.
    firmness: count(({ state }) => [state?.direction === 'for' ? state.claim.firmness : null]),
    condition: count(({ conditions }) =>
      conditions.flatMap(({ trigger }) =>
        trigger === null ? [] : 'any' in trigger ? trigger.any : trigger.all,
      ),
    ),
    source: count(({ sources }) => sources, named),
    publisher: count(({ claims }) => claims.map(({ report }) => reports.get(report)?.publisher)),
  };
}
