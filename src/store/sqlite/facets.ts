import { type Facet, type FacetValue, mostFirst, spellings } from '../../book/facets.ts';
import { FIRMNESS } from '../../document/vocabulary.ts';
import type { EntryFacets } from '../store.ts';
import type { Connection } from './connection.ts';
import type { Where } from './where.ts';

/** Of the entries `e` that are chosen. @param chosen names none of what a facet counts */
export function entryFacets({ tuples }: Connection, { sql, values }: Where): EntryFacets {
  const column = (name: string, also = 'TRUE'): readonly FacetValue[] =>
    tuples<[string, number]>(
      `SELECT ${name}, count(*) FROM entries AS e WHERE ${sql} AND ${name} IS NOT NULL AND ${also} GROUP BY 1`,
      ...values,
    ).map(([value, count]) => ({ value, count }));
  const keys = Map.groupBy(
    tuples<[string, string, number]>(
      `SELECT k.role, k.key, count(*) FROM entries AS e CROSS JOIN entry_keys AS k ON k.entry = e.n
        WHERE ${sql} AND k.role <> 'target' AND NOT (k.role = 'trigger' AND EXISTS (SELECT 1 FROM entry_keys AS denied
          WHERE denied.role = 'trigger' AND denied.key = '!' || k.key AND denied.entry = e.n))
        GROUP BY k.role, k.key`,
      ...values,
    ),
    ([role]) => role,
  );
  const keyed = (role: string): readonly FacetValue[] =>
    (keys.get(role) ?? []).map(([_, value, count]) => ({ value, count }));
  const spelled = spellings(publishers({ tuples }));
  const found: Readonly<Record<Facet, readonly FacetValue[]>> = {
    actor: column('e.actor'),
    measure: column('e.measure'),
    beneficiary: column('e.beneficiary'),
    firmness: column('e.firmness', "e.direction = 'for'").map(({ value, count }) => ({
      value: FIRMNESS[Number(value)] ?? '',
      count,
    })),
    condition: keyed('trigger'),
    source: keyed('source'),
    publisher: keyed('publisher').map(({ value, count }) => ({ value: spelled.get(value) ?? value, count })),
  };
  return Object.fromEntries(
    Object.entries(found).map(([facet, counted]) => [facet, mostFirst(counted)]),
  ) as EntryFacets;
}

/** From one to the next in the index, however many reports each has. */
const publishers = ({ tuples }: Pick<Connection, 'tuples'>): readonly string[] =>
  tuples<[string]>(
    `WITH RECURSIVE each (name) AS (
        SELECT min(publisher) FROM reports
        UNION ALL SELECT (SELECT min(publisher) FROM reports WHERE publisher > each.name) FROM each
          WHERE each.name IS NOT NULL)
      SELECT name FROM each WHERE name IS NOT NULL`,
  ).map(([name]) => name);
