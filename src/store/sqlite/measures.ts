import type { Connection } from './connection.ts';

const known = new WeakMap<Connection, { readonly version: number; readonly measures: readonly string[] }>();

/** Those of a connection that only reads are found once for each change of the book. */
export function measuresOf(connection: Connection): readonly string[] {
  if (!connection.readOnly) return found(connection);
  const version = connection.tuples<[number]>('PRAGMA data_version')[0]?.[0] ?? 0;
  const before = known.get(connection);
  if (before?.version === version) return before.measures;
  const measures = found(connection);
  known.set(connection, { version, measures });
  return measures;
}

/** From one to the next in the index, of which each has thousands of rows. */
const found = ({ rows }: Connection): readonly string[] =>
  rows<{ measure: string }>(
    `WITH RECURSIVE known (measure) AS (SELECT min(measure) FROM entries
      UNION ALL SELECT (SELECT min(entries.measure) FROM entries WHERE entries.measure > known.measure) FROM known
        WHERE known.measure IS NOT NULL)
      SELECT measure FROM known WHERE measure IS NOT NULL`,
  ).map(({ measure }) => measure);
