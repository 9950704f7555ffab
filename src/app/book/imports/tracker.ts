import { createHash } from 'node:crypto';
import type { Profile } from '../../../claims/profile.ts';
import type { Table } from '../../../formats/tables/sheet.ts';
import type { Stamp, Store, Writes } from '../../../store/index.ts';
import { FORMAT, type Reading } from '../../reading.ts';
import { type Arrival, arrivalOf, putArrival } from '../add.ts';
import { rehearsed, taken, takenAlone } from '../decide.ts';
import { undoneAmong } from '../decisions/decision.ts';
import type { Mapping } from './mapping.ts';
import { type Match, matcher } from './matches.ts';
import { type RowClaim, type RowFailure, rowClaim } from './tracker-row.ts';

/** What became of a row. `conflict`: it is otherwise now, and was left alone; `why` says for what reason. */
export interface RowOutcome {
  readonly number: number;
  readonly status: 'added' | 'changed' | 'known' | 'conflict';
  /** The row as the tracker has it. */
  readonly text: string;
  readonly report: string;
  /** Null of a row that was left alone. */
  readonly claim: string | null;
  readonly matches: readonly Match[];
  readonly why: string | null;
}

export interface TrackerImport {
  /** False of a dry run, and where rows are bad and may not be skipped. */
  readonly imported: boolean;
  readonly rows: readonly RowOutcome[];
  readonly failures: readonly RowFailure[];
  /** Rows of this tracker that the book has and the table has not any more: they stay. */
  readonly missing: readonly string[];
}

export interface TrackerOptions {
  readonly mapping: Mapping;
  readonly profiles: readonly Profile[];
  readonly reader: string;
  readonly dryRun: boolean;
  readonly skipBad: boolean;
  /** A decision's stamp, each time another. */
  readonly stamp: (why: string) => Stamp;
}

/**
 * Puts a tracker into the book, in one transaction: each row becomes a small report of its own, published by the tracker, with
 * a claim that the one who imports it adds. A row that is there as it is, is known; one that is otherwise is another version
 * of its report. Where a row is bad nothing is imported, unless bad ones may be skipped.
 */
export async function importTracker(
  store: Store,
  table: Table,
  options: TrackerOptions,
): Promise<TrackerImport> {
  const { mapping, profiles, dryRun, skipBad } = options;
  const parties = await store.read((book) => book.parties());
  const read = table.rows.map((row) => rowClaim(row, { mapping, profiles, parties }));
  const rows = read.flatMap((one) => ('fields' in one ? [one] : []));
  const failures = [...read.flatMap((one) => ('fields' in one ? [] : one)), ...twice(rows)];
  const refused = failures.length > 0 && !skipBad;
  const bad = new Set(failures.map(({ number }) => number));
  const good = rows.filter(({ number }) => !bad.has(number));
  const change = (book: Writes) => putRows(book, good, options);
  const outcome = await (dryRun || refused ? rehearsed(store, change) : store.write(change));
  return { ...outcome, failures, imported: !dryRun && !refused };
}

/** A row is known again by its id: two of one id are one row, and nobody knows which. */
function twice(rows: readonly RowClaim[]): readonly RowFailure[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ key, number }): RowFailure[] => {
    const other = first.get(key);
    if (other === undefined) first.set(key, number);
    return other === undefined
      ? []
      : [{ number, column: null, why: `it is row ${other} again: both are "${key}"` }];
  });
}

async function putRows(book: Writes, rows: readonly RowClaim[], options: TrackerOptions) {
  const { tracker } = options.mapping;
  const prefix = `tracker:${tracker}#`;
  const former = new Map(
    (await book.reports({ publishers: [tracker] })).flatMap(({ report, path }) =>
      path?.startsWith(prefix) ? [[path, report.id] as const] : [],
    ),
  );
  const matches = matcher(book, tracker);
  const outcomes: RowOutcome[] = [];
  for (const row of rows) {
    const outcome = await putRow(book, row, former.get(prefix + row.key), options);
    outcomes.push({ ...outcome, matches: await matches(row, await claimedBy(book, outcome.report)) });
  }
  const there = new Set(rows.map(({ key }) => prefix + key));
  const missing = [...former.keys()]
    .filter((path) => !there.has(path))
    .map((path) => path.slice(prefix.length));
  return { rows: outcomes, missing };
}

/** What a row became; null of one that was left alone, or is otherwise by a decision since. */
async function claimedBy(book: Writes, id: string) {
  const [kept] = await book.reports({ reports: [id] });
  const [claimed] = kept ? await book.claims({ reports: [id], states: ['accepted'] }) : [];
  return kept && claimed ? { claim: claimed.claim, report: kept.report } : null;
}

async function putRow(
  book: Writes,
  row: RowClaim,
  former: string | undefined,
  { mapping, reader, stamp, profiles }: TrackerOptions,
): Promise<Omit<RowOutcome, 'matches'>> {
  const { number, text, fields, parties, note } = row;
  const why = `row ${number} of ${mapping.tracker}`;
  const own = stamp(why);
  const arrival = rowReport(row, mapping.tracker, reader, own.at);
  const id = arrival.report.report.id;
  const outcome = { number, text, report: id, claim: null, why: null };
  if ((await book.state(id)) !== null) {
    const before = former === undefined || former === id ? null : BACK_AGAIN;
    return { ...outcome, status: before === null ? 'known' : 'conflict', why: before };
  }
  const decided = former === undefined ? null : await decidedSince(book, former);
  if (decided !== null) return { ...outcome, status: 'conflict', why: decided };
  await putArrival(book, arrival);
  const measures = profiles.flatMap((profile) => profile.measures.map((measure) => measure.id));
  const added = await takenAlone(book, { kind: 'add', report: id, fields, parties }, own, { measures });
  if (note !== null) await taken(book, { kind: 'note', report: id, text: note }, stamp(why), {});
  return { ...outcome, status: former === undefined ? 'added' : 'changed', claim: added.subject };
}

const BACK_AGAIN =
  'it is again as an earlier version of it was; mend the claim of the later one by a decision';

/** What somebody decided on a row that was imported: what the import adds gives one reason. Null where nobody has. */
async function decidedSince(book: Writes, report: string): Promise<string | null> {
  const decisions = await book.decisions({ reports: [report] });
  const undone = undoneAmong(decisions);
  const [first] = decisions;
  const later = decisions.filter(
    ({ id, kind, why }) => kind !== 'undo' && !undone.has(id) && why !== (first?.why ?? null),
  );
  const said = later.map(({ id, by, kind, at }) => `${by}: ${kind}, ${at.slice(0, 10)}, ${id}`).join('; ');
  return said === ''
    ? null
    : `it was decided on in the book since (${said}); undo that, or decide as the tracker says`;
}

/**
 * Rows of one table are alike without being copies of each other, and of no event but their own: they are looked for neither
 * as copies nor as reports of a story. The address is where the tracker has it from, not where the row stands.
 */
function rowReport(
  { key, published, url, text, sentences }: RowClaim,
  tracker: string,
  reader: string,
  at: string,
): Arrival {
  const reading: Reading = {
    format: FORMAT,
    document: {
      id: `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`,
      title: `Row ${key}`,
      publisher: tracker,
      byline: null,
      url: null,
      published,
      publishedFrom: published === null ? null : 'option',
      language: null,
      text,
      sentences,
    },
    skipped: null,
    actors: [],
    mentions: [],
    attributions: [],
    claims: [],
  };
  const received = {
    bytes: Buffer.from(text, 'utf8'),
    mediaType: 'text/plain',
    path: `tracker:${tracker}#${key}`,
    fetchedUrl: url,
  };
  const { report, features, ...rest } = arrivalOf(reading, received, reader, at);
  // printed with what it would be found by
  const { printed: _, ...found } = report;
  return {
    ...rest,
    report: { ...found, signatures: [], features: [] },
    features: { ...features, keys: [] },
  };
}
