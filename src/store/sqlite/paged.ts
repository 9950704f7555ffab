import type { SQLInputValue } from 'node:sqlite';
import type { Connection } from './connection.ts';
import type { Where } from './where.ts';

/** Rows that are held at a time. */
const PAGE = 500;

export const EVERY: Where = { sql: 'TRUE', values: [] };

export type Keyed<T> = T & { readonly key: number | string };

/** Rows by a key of theirs, a page after the other. `sql` has `$where` for its condition and is ordered by `key`. */
export function* paged<Row extends { readonly key: string | number }>(
  { rows }: Connection,
  sql: string,
  where: Where,
  first: string | number,
  size = PAGE,
): Generator<Omit<Row, 'key'>> {
  let after: SQLInputValue = first;
  for (;;) {
    const page: readonly Row[] = rows<Row>(
      sql.replace('$where', () => where.sql),
      ...where.values,
      after,
      size,
    );
    for (const row of page) {
      const { key, ...rest } = row;
      after = key;
      yield rest;
    }
    if (page.length < size) return;
  }
}
