import type { Entry } from '../../../book/entries.ts';
import { type ClaimRow, codeOf, namesIn, type ReportRow } from '../../../book/exports/rows.ts';
import type { EntryRow } from '../../../book/exports/tables.ts';
import { type FilterWords, filterFrom, keyTests, passes } from '../../../book/filter.ts';
import type { BookClaim, Party, Report } from '../../../book/record.ts';
import { sourceGrade } from '../../../book/reliability.ts';
import { codeReader } from '../../../claims/codes.ts';
import type { Label, Reads } from '../../../store/index.ts';
import { sourceGrades } from '../entry-file.ts';
import { listed } from '../listed-entry.ts';
import { entryBatches, excerptsOf } from './entries.ts';
import { type Asked, type ExportedReport, reportsOf, type Survey, surveyOf } from './source.ts';

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
  /** Whether entries were chosen by words, so that only their claims are exported. */
  readonly isChosen: boolean;
  survey(): Promise<Survey>;
  name(): Promise<(party: string) => string>;
  parties(): Promise<ReadonlyMap<string, Party>>;
  /** A page of reports at a time; of these ids, where they are given. Where entries are chosen, those of their claims. */
  reports(ids?: readonly string[]): AsyncIterable<readonly ReportRows[]>;
  /** In order of their actors, some at a time. */
  entries(): AsyncIterable<readonly EntryRow[]>;
  /** Claims with their words, in order of these ids, some at a time. */
  claims(ids: readonly string[]): AsyncIterable<readonly ClaimWords[]>;
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
  measures: readonly string[],
  provenance: Provenance,
): Exported {
  const filter = filterFrom(words, measures);
  const isChosen = Object.keys(words).length > 0;
  const codes = codeReader();
  const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
    let made: Promise<T> | undefined;
    return () => {
      made ??= make();
      return made;
    };
  };
  const survey = once(() => surveyOf(book, asked));
  const parties = once(async () => new Map((await survey()).parties.map((party) => [party.id, party])));
  const name = once(async () => namesIn(await parties()));
  const known = asked.filter.knownOn === undefined ? {} : { knownOn: asked.filter.knownOn };
  const grades = once(async () => book.grades(known));
  const chosen = once(async (): Promise<ReadonlySet<string>> => {
    const ids = new Set<string>();
    for await (const rows of entries())
      for (const { entry } of rows) for (const { id } of [...entry.claims, ...entry.against]) ids.add(id);
    return ids;
  });

  async function* entries(): AsyncGenerator<readonly EntryRow[]> {
    const all = await survey();
    const naming = await name();
    for await (const batch of entryBatches(book, asked, all, keyTests(filter, all.parties))) {
      const found = batch.entries.filter(passes(filter, batch.reports, all.parties));
      if (found.length === 0) continue;
      const reports = new Map(batch.reports.map((report) => [report.id, report]));
      yield listed(found, { kept: batch.kept, reports: batch.reports, grades: await grades() }).map(
        (entry) => ({ entry, reports, name: naming, markings: markingsIn(entry, batch.markings) }),
      );
    }
  }

  async function* reports(ids?: readonly string[]): AsyncGenerator<readonly ReportRows[]> {
    const wanted = isChosen ? await chosen() : null;
    const naming = await name();
    const letters = sourceGrades(await grades());
    const those = ids === undefined ? asked : { ...asked, filter: { ...asked.filter, reports: ids } };
    for await (const page of reportsOf(book, those)) {
      const hashes = await book.hashes(page.map(({ report }) => report.id));
      const rows = page
        .map((one) => ({
          ...one,
          claims: one.claims.filter(({ claim }) => wanted === null || wanted.has(claim.id)),
        }))
        .filter(({ claims }) => wanted === null || claims.length > 0)
        .map((one): ReportRows => {
          const row = {
            ...reportRow(one),
            hash: hashes.get(one.report.id) ?? '',
            grade: sourceGrade(one.report.publisher, letters),
          };
          return { ...row, rows: claimRows(one, row, naming), labels: one.labels };
        });
      if (rows.length > 0) yield rows;
    }
  }

  const claimRows = (
    { report, claims }: ExportedReport,
    row: ReportRow,
    naming: (party: string) => string,
  ): readonly ClaimRow[] =>
    claims.map(({ claim, kept }) => ({
      claim,
      state: kept.state,
      byHand: kept.asRead === null,
      learned: kept.learned,
      in: row,
      code: codeOf(codes, claim, report),
      name: naming,
    }));

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

  return { provenance, book, asked, isChosen, survey, parties, name, reports, entries, claims };
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
