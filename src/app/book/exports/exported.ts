import type { Entry } from '../../../book/entries.ts';
import { type ClaimRow, codeOf, namesIn, type ReportRow } from '../../../book/exports/rows.ts';
import type { EntryRow } from '../../../book/exports/tables.ts';
import { type FilterWords, filterFrom, keyTests, passes } from '../../../book/filter.ts';
import { type BookClaim, PARTY_ROLES, type Party, type Report } from '../../../book/record.ts';
import { sourceGrade } from '../../../book/reliability.ts';
import { codeReader, type EventCode } from '../../../claims/codes.ts';
import type { Measure } from '../../../claims/measure.ts';
import { type Label, openScratch, type Reads, type Scratch } from '../../../store/index.ts';
import { sourceGrades } from '../entry-file.ts';
import { listed } from '../listed-entry.ts';
import { entryBatches, excerptsOf } from './entries.ts';
import { type Asked, type ExportedReport, reportsOf, surveyOf } from './source.ts';

/** What every export says of itself. */
export interface Provenance {
  /** Name of the book's file, without its folders. */
  readonly book: string;
  /** Instant of the export. */
  readonly exported: string;
  /** `pledgebook 0.1.0` */
  readonly by: string;
  /** As they were written: `{"actor": ["DEU"], "as-of": "2025-09-10"}`. */
  readonly filters: Readonly<Record<string, unknown>>;
}

/** A report with the rows of its claims. */
export interface ReportRows extends ReportRow {
  readonly rows: readonly ClaimRow[];
  readonly labels: readonly Label[];
}

/** What an export is made of: of one moment, read bit by bit, as often as a format needs it. */
export interface Exported {
  readonly provenance: Provenance;
  readonly book: Reads;
  readonly asked: Asked;
  readonly measures: readonly Pick<Measure, 'id' | 'about'>[];
  /** Whether entries were chosen by words, so that only their claims are exported. */
  readonly isChosen: boolean;
  /** As decisions on actors leave it; of those that claims name. */
  party(): Promise<(id: string) => Party | undefined>;
  /** A page of reports at a time; of these ids, where they are given. Where entries are chosen, those of their claims. */
  reports(ids?: readonly string[]): AsyncIterable<readonly ReportRows[]>;
  /** The same reports without their claims. */
  bareReports(): AsyncIterable<readonly ReportRow[]>;
  /** In order of their actors, some at a time. */
  entries(): AsyncIterable<readonly EntryRow[]>;
  /** Claims with their words, in order of these ids, some at a time. */
  claims(ids: readonly string[]): AsyncIterable<readonly ClaimWords[]>;
  /** Whom the claims name, each once, in order, some at a time. */
  named(): AsyncIterable<readonly string[]>;
  /** Takes away what was noted on the disk. */
  close(): void;
}

/** A claim with its report, of which nothing but the claim's words is held. */
export interface ClaimWords {
  readonly claim: BookClaim;
  readonly report: Report;
}

/** Claims whose words are held at a time. */
const WORDS = 500;

/** @param words which entries; an empty object for all, and all claims, also those of no entry */
export function exportedFrom(
  book: Reads,
  asked: Asked,
  words: FilterWords,
  measures: Exported['measures'],
  provenance: Provenance,
): Exported {
  const filter = filterFrom(
    words,
    measures.map(({ id }) => id),
  );
  const isChosen = Object.keys(words).length > 0;
  const codes = codeReader();
  const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
    let made: Promise<T> | undefined;
    return () => {
      made ??= make();
      return made;
    };
  };
  let notes: Scratch | undefined;
  const scratch = (): Scratch => {
    notes ??= openScratch();
    return notes;
  };
  const survey = once(async () => surveyOf(book, asked, scratch()));
  const party = once(async () => (await survey()).party);
  const name = once(async () => namesIn(await party()));
  const known = asked.filter.knownOn === undefined ? {} : { knownOn: asked.filter.knownOn };
  const grades = once(async () => book.grades(known));
  /** Which of these claims are of the entries that are chosen, or stand against them. */
  const chosen = once(async (): Promise<(ids: readonly string[]) => ReadonlySet<string>> => {
    const noted = scratch();
    for await (const rows of entries())
      for (const { entry } of rows)
        for (const { id } of [...entry.claims, ...entry.against]) noted.count('chosen', id, 0);
    return (ids) => noted.among('chosen', ids);
  });

  async function* entries(): AsyncGenerator<readonly EntryRow[]> {
    const all = await survey();
    const naming = await name();
    for await (const batch of entryBatches(book, asked, all, keyTests(filter, all.party))) {
      const found = isChosen
        ? batch.entries.filter(passes(filter, batch.reports, partiesIn(batch.entries, all.party)))
        : batch.entries;
      if (found.length === 0) continue;
      const reports = new Map(batch.reports.map((report) => [report.id, report]));
      yield listed(found, { kept: batch.claims, reports: batch.reports, grades: await grades() }).map(
        (entry) => ({ entry, reports, name: naming, markings: markingsIn(entry, batch.markings) }),
      );
    }
  }

  /** With the claims that are exported; where entries are chosen, those that tell of one. */
  async function* pages(ids?: readonly string[]) {
    const among = isChosen ? await chosen() : null;
    const letters = sourceGrades(await grades());
    const those = ids === undefined ? asked : { ...asked, filter: { ...asked.filter, reports: ids } };
    for await (const page of reportsOf(book, those)) {
      const wanted = among?.(page.flatMap(({ claims }) => claims.map(({ claim }) => claim.id)));
      const own = page
        .map((one) => ({ ...one, claims: one.claims.filter(({ claim }) => wanted?.has(claim.id) ?? true) }))
        .filter(({ claims }) => wanted === undefined || claims.length > 0);
      if (own.length === 0) continue;
      const hashes = await book.hashes(own.map(({ report }) => report.id));
      yield own.map((one) => ({
        one,
        row: {
          ...reportRow(one),
          hash: hashes.get(one.report.id) ?? '',
          grade: sourceGrade(one.report.publisher, letters),
        },
      }));
    }
  }

  async function* reports(ids?: readonly string[]): AsyncGenerator<readonly ReportRows[]> {
    const naming = await name();
    for await (const page of pages(ids))
      yield page.map(({ one, row }) => ({ ...row, rows: claimRows(one, row, naming), labels: one.labels }));
  }

  async function* bareReports(): AsyncGenerator<readonly ReportRow[]> {
    for await (const page of pages()) yield page.map(({ row }) => row);
  }

  const claimRows = (
    { report, claims }: ExportedReport,
    row: ReportRow,
    naming: (party: string) => string,
  ): readonly ClaimRow[] =>
    claims.map(({ claim, kept }) => {
      let code: EventCode | undefined;
      return {
        claim,
        state: kept.state,
        byHand: kept.asRead === null,
        learned: kept.learned,
        in: row,
        // Read off when a format asks: most do not, or of few.
        get code() {
          code ??= codeOf(codes, claim, report);
          return code;
        },
        name: naming,
      };
    });

  async function* claims(ids: readonly string[]): AsyncGenerator<readonly ClaimWords[]> {
    for (let i = 0; i < ids.length; i += WORDS) {
      const some = ids.slice(i, i + WORDS);
      const { claims: found, reports: of } = (await excerptsOf(book, asked, new Set(some))).ends();
      const known = new Map(found.map(({ claim }) => [claim.id, claim]));
      const reports = new Map(of.map((report) => [report.id, report]));
      yield some.flatMap((id) => {
        const claim = known.get(id);
        const report = claim && reports.get(claim.report);
        return report ? [{ claim, report }] : [];
      });
    }
  }

  async function* named(): AsyncGenerator<readonly string[]> {
    await survey();
    // Of chosen entries fewer than of the book.
    const kind = isChosen ? 'named by chosen' : 'named';
    if (isChosen)
      for await (const page of pages())
        for (const { claims } of page.map(({ one }) => one))
          for (const { claim } of claims)
            for (const role of PARTY_ROLES) for (const id of claim[role]) scratch().count(kind, id, 0);
    for (const some of scratch().counted(kind)) yield some.map(({ key }) => key);
  }

  return {
    provenance,
    book,
    asked,
    measures,
    isChosen,
    party,
    reports,
    bareReports,
    entries,
    claims,
    named,
    close: () => notes?.close(),
  };
}

/** By whose names entries are chosen. */
function partiesIn(
  entries: readonly Entry<unknown>[],
  party: (id: string) => Party | undefined,
): readonly Party[] {
  const ids = new Set<string>();
  for (const { actor, beneficiary, claims, sources } of entries) {
    for (const id of [actor, ...(beneficiary === null ? [] : [beneficiary]), ...sources]) ids.add(id);
    for (const { targets } of claims) for (const id of targets) ids.add(id);
  }
  return [...ids].flatMap((id) => party(id) ?? []);
}

const reportRow = ({
  report,
  version,
  reader,
  story,
  labels,
  fetchedUrl,
  captured,
  path,
  claims,
}: ExportedReport): Omit<ReportRow, 'hash' | 'grade'> => ({
  report,
  version,
  reader,
  story: story?.id ?? null,
  tags: labels.flatMap(({ kind, value }) => (kind === 'tag' ? [value] : [])),
  marking: labels.find(({ kind }) => kind === 'marking')?.value ?? null,
  fetchedUrl,
  captured,
  path,
  claims: claims.length,
});

const markingsIn = (
  { claims }: Pick<Entry, 'claims'>,
  markings: ReadonlyMap<string, string>,
): readonly string[] => [...new Set(claims.flatMap(({ report }) => markings.get(report) ?? []))].sort();
