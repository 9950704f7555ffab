import type { Connection } from './connection.ts';

/** From one to the next in the index, of which each has thousands of rows. */
export const measuresOf = ({ rows }: Connection): readonly string[] =>
  rows<{ measure: string }>(
    `WITH RECURSIVE known (measure) AS (SELECT min(measure) FROM entries
      UNION ALL SELECT (SELECT min(entries.measure) FROM entries WHERE entries.measure > known.measure) FROM known
        WHERE known.measure IS NOT NULL)
      SELECT measure FROM known WHERE measure IS NOT NULL`,
  ).map(({ measure }) => measure);
