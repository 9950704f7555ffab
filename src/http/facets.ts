import type { z } from 'zod';
import type { Book } from '../app/book/index.ts';
import type { facets } from './schemas/entries.ts';

/** What can be chosen, by the names of whom it means; those alike in the order of their names. */
export function namedFacets({
  parties,
  ...found
}: Awaited<ReturnType<Book['facets']>>): z.input<typeof facets> {
  const named = (values: (typeof found)['actor'], nameOf = (value: string): string => value) =>
    values
      .map(({ value, count }) => ({ value, name: nameOf(value), count }))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  const party = (id: string): string => parties.get(id)?.name ?? id;
  return {
    actor: named(found.actor, party),
    measure: named(found.measure),
    beneficiary: named(found.beneficiary, party),
    firmness: named(found.firmness),
    condition: named(found.condition),
    source: named(found.source, party),
    publisher: named(found.publisher),
  };
}
