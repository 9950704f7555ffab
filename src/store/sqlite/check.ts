import type { BookClaim } from '../../book/record.ts';
import { claimKeys } from '../printed.ts';
import type { Fault } from '../store.ts';
import { rankOf } from './add.ts';
import type { Connection } from './connection.ts';
import { wrongOutlines } from './outlines.ts';
import { placeInTime } from './times.ts';

/** Full-text indexes. */
export const INDEXES = ['report_search', 'passage_search'] as const;

/** Rows of these are made from what other tables say: one that leads nowhere can go. */
export const DERIVED: readonly string[] = ['claim_keys', 'features', 'passages', 'report_features'];

/** All but of the full-text indexes. */
export const faultsOf = (connection: Connection): readonly Fault[] => [
  ...damage(connection),
  ...orphans(connection),
  ...answers(connection),
  ...loops(connection),
  ...moments(connection),
  ...claims(connection),
  ...features(connection),
  ...wrongOutlines(connection).map((story) =>
    derived(story, 'its outline is not that of its reports (stories)'),
  ),
];

/** Of a connection that nobody has read by before, inside a transaction that writes: asking an index counts as writing. */
export const faultsOfIndexes = (connection: Connection): readonly Fault[] =>
  INDEXES.flatMap((index) => indexed(connection, index));

const derived = (place: string, what: string): Fault => ({ kind: 'derived', place, what, mendable: true });

/** An index of a table that misses rows is made anew from the table; nothing else can be. */
const damage = ({ rows }: Connection): readonly Fault[] =>
  rows<{ integrity_check: string }>('PRAGMA integrity_check')
    .map((row) => row.integrity_check)
    // The full-text indexes are asked by themselves, more closely.
    .filter((line) => line !== 'ok' && !/fts5 table|inverted index/i.test(line))
    .map((what) => ({
      kind: 'file',
      place: 'the file',
      what,
      mendable: /missing from index|wrong # of entries in index|non-unique entry in index/.test(what),
    }));

function orphans({ rows }: Connection): readonly Fault[] {
  const found = rows<{ table: string; rowid: number | null; parent: string }>('PRAGMA foreign_key_check');
  return found.map(({ table, rowid, parent }) => ({
    kind: 'orphan',
    place: table,
    what: `row ${rowid ?? 'without a number'} points to none of ${parent}`,
    mendable: DERIVED.includes(table),
  }));
}

/** A claim is gone where, and only where, its id answers with others or with nothing. */
const answers = ({ rows }: Connection): readonly Fault[] =>
  rows<{ id: string; gone: string | null }>(
    `SELECT id, gone FROM claims WHERE replaced IS NULL AND (gone IS NULL) <> (
      NOT EXISTS (SELECT 1 FROM successors WHERE old = claims.id)
      OR EXISTS (SELECT 1 FROM successors WHERE old = claims.id AND new = old
        AND step = (SELECT max(step) FROM successors WHERE old = claims.id)))`,
  ).map(({ id, gone }) => ({
    kind: 'successors',
    place: id,
    what: gone === null ? 'stands, and others answer for it' : 'is gone, and answers for itself',
    mendable: false,
  }));

/** Ids from which the line of those that answer leads back to them. One that leads to itself at once lives again. */
function loops({ rows }: Connection): readonly Fault[] {
  const next = new Map<string, string[]>();
  for (const { old, new: to } of rows<{ old: string; new: string }>(
    `SELECT old, new FROM successors AS s WHERE new IS NOT NULL
      AND step = (SELECT max(step) FROM successors WHERE old = s.old)`,
  ))
    next.set(old, [...(next.get(old) ?? []), to]);
  for (const [id, to] of next) if (to.includes(id)) next.delete(id);
  return [...next.keys()].flatMap((id): Fault[] => {
    const seen = new Set(next.get(id));
    for (const one of seen) for (const to of next.get(one) ?? []) seen.add(to);
    return seen.has(id)
      ? [
          {
            kind: 'successors',
            place: id,
            what: 'the ids that answer for it lead back to it',
            mendable: false,
          },
        ]
      : [];
  });
}

/** Where reports stand in time. */
const moments = ({ rows }: Connection): readonly Fault[] =>
  rows<{ id: string; published: string | null; learned: string; day: string; moment: string }>(
    "SELECT id, published, learned, day, moment FROM reports WHERE state <> 'purged'",
  ).flatMap(({ id, published, learned, ...kept }) => {
    const { day, moment } = placeInTime(published, learned);
    return day === kept.day && moment === kept.moment
      ? []
      : [derived(id, `it stands on ${kept.day} and not on its day, ${day} (reports)`)];
  });

/** What stands beside a claim to look it up by, one claim at a time: a book may hold a million. */
function* claims({ database }: Connection): Generator<Fault> {
  const all = database.prepare(
    `SELECT id, act, firmness, claim, (SELECT json_group_array(json_array(role, key)) FROM claim_keys
      WHERE claim = claims.n) AS keys FROM claims`,
  );
  for (const row of all.iterate()) {
    const id = String(row['id']);
    const claim = parsed(String(row['claim']));
    if (claim === null) {
      yield { kind: 'derived', place: id, what: 'its fields are no JSON (claims)', mendable: false };
      continue;
    }
    if (claim.act !== row['act'] || rankOf(claim) !== row['firmness'])
      yield derived(id, 'its act and firmness are not those of its fields (claims)');
    const wanted = claimKeys(claim).map((key) => JSON.stringify(key));
    const kept: readonly unknown[] = JSON.parse(String(row['keys']));
    if (JSON.stringify(wanted.sort()) !== JSON.stringify(kept.map((pair) => JSON.stringify(pair)).sort()))
      yield derived(id, 'it is not found by its own parties, measures and triggers (claim_keys)');
  }
}

export function parsed(json: string): BookClaim | null {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** What reports of one event are looked for by. */
function features({ row }: Connection): readonly Fault[] {
  const own = `SELECT DISTINCT value, day, n FROM reports JOIN report_features ON report = n, json_each(features)`;
  const kept = 'SELECT feature, day, report FROM features';
  const counted = 'SELECT feature, count(*) FROM features GROUP BY feature';
  const counts = 'SELECT feature, reports FROM feature_counts';
  const differ = (a: string, b: string): boolean =>
    row(`SELECT 1 FROM (${a} EXCEPT ${b}) UNION ALL SELECT 1 FROM (${b} EXCEPT ${a}) LIMIT 1`) !== undefined;
  return [
    ...(differ(own, kept) ? [derived('features', 'reports are found by other features than theirs')] : []),
    ...(differ(counted, counts) ? [derived('feature_counts', 'features are counted wrongly')] : []),
  ];
}

/** Compared with what it is an index of, which SQLite's own check does not do. */
function indexed({ database }: Connection, index: (typeof INDEXES)[number]): readonly Fault[] {
  try {
    database.exec(`INSERT INTO ${index} (${index}, rank) VALUES ('integrity-check', 1)`);
    return [];
  } catch (error) {
    // SQLITE_CORRUPT_VTAB
    if (error instanceof Error && 'errcode' in error && error.errcode === 267)
      return [
        {
          kind: 'index',
          place: index,
          what: 'the full-text index holds other words than the book',
          mendable: true,
        },
      ];
    throw error;
  }
}
