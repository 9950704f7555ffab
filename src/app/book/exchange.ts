import { dateFrom } from '../../book/time.ts';
import type { Profile } from '../../claims/profile.ts';
import type { Table } from '../../formats/tables/sheet.ts';
import type { Release, Stamp, Store } from '../../store/index.ts';
import type { By } from './decide.ts';
import { checkStamp } from './decisions/decision.ts';
import { type BookExport, type ExportQuery, exportOf } from './exports/index.ts';
import { type BadLine, type BookImport, importBook } from './imports/book.ts';
import { type EditsImport, type EditsOptions, importEdits } from './imports/edits.ts';
import type { Mapping } from './imports/mapping.ts';
import { type Match, matchesOf } from './imports/matches.ts';
import { importTracker, type TrackerImport } from './imports/tracker.ts';
import { type BookQuery, reportFilterOf } from './query.ts';
import { release } from './release.ts';
import { decidedSince } from './snapshot.ts';

export interface ImportOptions {
  /** Says what it would come to, and changes nothing. */
  readonly dryRun?: boolean;
  /** Goes on without what is bad. */
  readonly skipBad?: boolean;
}

/** What goes out of the book, and what of other tools comes into it. */
export interface Exchange {
  /**
   * The book, or what is chosen of it, as files of a format (docs/export.md), read bit by bit: a large book takes no more memory.
   * @throws UsageError where the format or an option is wrong; while it is read, where a filter is
   */
  export(query: ExportQuery & BookQuery): BookExport;
  /** Names what the book knows now, to be compared with later. @throws UsageError `usage/release` where the name is none or taken */
  release(name: string, by: By): Promise<Release>;
  /** Earliest first. */
  releases(): Promise<readonly Release[]>;
  /**
   * Puts an analyst's own tracker into the book (docs/import.md), all of it or, with `dryRun` or a bad row that may not be
   * skipped, nothing.
   */
  importTracker(table: Table, mapping: Mapping, by: By, options?: ImportOptions): Promise<TrackerImport>;
  /** Claims of reports that may tell of the same pledge as these, which rows of a tracker became, by their ids. */
  matchesOf(claims: readonly string[]): Promise<ReadonlyMap<string, readonly Match[]>>;
  /**
   * Takes exported tables that were edited since as decisions (docs/import.md). `exported`: when they were exported, `filters`:
   * the names of those with which. @throws InputError `input/table` where one is no exported table
   */
  importEdits(
    tables: readonly Table[],
    exported: string,
    by: By,
    options?: ImportOptions & Partial<Pick<EditsOptions, 'filters'>>,
  ): Promise<EditsImport>;
  /**
   * Makes this book, in which nothing is yet, equal to one that was exported as JSONL (docs/export-jsonl.md); all of it or,
   * with `dryRun` or a bad line that may not be skipped, nothing.
   * @throws InputError `input/format`; UsageError `usage/import` where something is in the book
   */
  importBook(
    bytes: AsyncIterable<Uint8Array>,
    options?: ImportOptions & { readonly onBad?: (bad: BadLine) => void },
  ): Promise<BookImport>;
}

/** What exports and imports need. */
interface Desk {
  readonly store: Store;
  /** Of the book's file. */
  readonly path: string;
  readonly profiles: readonly Profile[];
  readonly measures: readonly string[];
  /** Which reader makes readings. */
  readonly reader: string;
  readonly now: () => string;
  readonly stamp: (by: By) => Stamp;
}

export function exchange({ store, path, profiles, measures, reader, now, stamp }: Desk): Exchange {
  /** Of each of many decisions: its own reason beside that of all. */
  const reasoned =
    ({ by, why }: By) =>
    (own: string): Stamp =>
      stamp({ by, why: why ? `${why} (${own})` : own });
  return {
    export: ({ asOf, knownOn, states, minConfidence, labelled, notLabelled, ...query }) =>
      exportOf(store, query, {
        path,
        at: now(),
        by: `pledgebook ${reader}`,
        measures: profiles.flatMap((profile) => profile.measures),
        filter: reportFilterOf(
          Object.fromEntries(
            Object.entries({ asOf, knownOn, labelled, notLabelled }).filter(
              ([, value]) => value !== undefined,
            ),
          ),
        ),
        ...(states && { states }),
        ...(minConfidence !== undefined && { minConfidence }),
        decidedSince,
      }),
    release: (name, by) => release(store, name, stamp(by)),
    releases: () => store.read((book) => book.releases()),
    importTracker: async (table, mapping, by, { dryRun = false, skipBad = false } = {}) => {
      checkStamp(stamp(by));
      return importTracker(store, table, {
        mapping,
        profiles,
        reader,
        dryRun,
        skipBad,
        stamp: reasoned(by),
      });
    },
    matchesOf: (claims) => store.read((book) => matchesOf(book, claims)),
    importEdits: async (tables, exported, by, { dryRun = false, skipBad = false, filters = [] } = {}) => {
      checkStamp(stamp(by));
      return importEdits(store, tables, {
        exported: dateFrom(exported),
        filters,
        measures,
        profiles,
        dryRun,
        skipBad,
        decidedSince,
        stamp: reasoned(by),
      });
    },
    importBook: (bytes, { dryRun = false, skipBad = false, onBad = () => {} } = {}) =>
      importBook(store, bytes, { dryRun, skipBad, onBad }),
  };
}
