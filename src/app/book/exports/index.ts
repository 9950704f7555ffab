import { basename } from 'node:path';
import type { Reporting } from '../../../book/exports/iati.ts';
import type { FilterWords } from '../../../book/filter.ts';
import {
  type Decision,
  type Reads,
  type Release,
  type ReportFilter,
  SCHEMA,
  type Store,
} from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import { isIsoDate, lastDay } from '../../../text/iso-date.ts';
import { COUNTED, type Counted } from '../counted.ts';
import { actorDecisions } from '../decisions/on-actors.ts';
import type { Chunk } from './chunk.ts';
import { cslFile } from './csl-json.ts';
import { csvFiles } from './csv.ts';
import { excelCsvFiles } from './excel-csv.ts';
import { type Exported, exportedFrom, type Provenance } from './exported.ts';
import { htmlFile } from './html.ts';
import { jsonlFile } from './jsonl.ts';
import { markdownFile } from './markdown.ts';
import { changesFile, type SinceFormat } from './since.ts';
import { webAnnotationFile } from './web-annotation.ts';

export type { Chunk } from './chunk.ts';

/** How an export is laid out: the one file that it is, or several in a folder. */
export interface Format {
  readonly mediaType: string;
  /** Null of one that is several files. */
  readonly file: string | null;
}

export const FORMATS = {
  csv: { mediaType: 'text/csv', file: null },
  jsonl: { mediaType: 'application/jsonl', file: 'book.jsonl' },
  parquet: { mediaType: 'application/vnd.apache.parquet', file: null },
  xlsx: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', file: 'book.xlsx' },
  'excel-csv': { mediaType: 'text/csv', file: null },
  plover: { mediaType: 'text/csv', file: null },
  webannotation: { mediaType: 'application/ld+json', file: 'annotations.jsonld' },
  'webannotation-jsonl': { mediaType: 'application/jsonl', file: 'annotations.jsonl' },
  iati: { mediaType: 'application/xml', file: 'activities.xml' },
  'csl-json': { mediaType: 'application/vnd.citationstyles.csl+json', file: 'references.json' },
  markdown: { mediaType: 'text/markdown', file: 'register.md' },
  html: { mediaType: 'text/html', file: 'report.html' },
} as const satisfies Readonly<Record<string, Format>>;
export type FormatName = keyof typeof FORMATS;

const CHANGES: Readonly<Record<SinceFormat, Format>> = {
  csv: FORMATS.csv,
  jsonl: { ...FORMATS.jsonl, file: 'changes.jsonl' },
  markdown: { ...FORMATS.markdown, file: 'changes.md' },
};

/** What is exported, and as what. */
export interface ExportQuery extends FilterWords {
  readonly to: string;
  /** A release's name, or a date: what was added, changed and removed since the book knew that. */
  readonly changesSince?: string;
  /** Of `plover`: a row a claim. */
  readonly perClaim?: boolean;
  /** Of `html`: the whole texts of the reports too. */
  readonly withTexts?: boolean;
  /** Of `iati`: the organisation that publishes. */
  readonly reporting?: Reporting;
  /** As the user wrote them, to be said in the export. */
  readonly filters?: Readonly<Record<string, unknown>>;
}

/** Bytes or text of its files, in order; read from the book as they are asked for, all of one moment. */
export interface BookExport extends Format {
  readonly chunks: AsyncIterable<Chunk>;
}

/** What `openBook` knows of how the book is asked. */
export interface Asking extends Counted {
  readonly path: string;
  readonly at: string;
  readonly by: string;
  /** All that the profiles name. */
  readonly measures: Exported['measures'];
  readonly filter: ReportFilter;
  readonly decidedSince: (book: Reads, filter: ReportFilter) => Promise<readonly Decision[]>;
}

/**
 * @throws UsageError `usage/format`, `usage/export` where the options do not go together; while it is read, where a filter is
 * wrong or there is nothing that the format could hold
 */
export function exportOf(store: Store, query: ExportQuery, asking: Asking): BookExport {
  const { to, changesSince, perClaim = false, withTexts = false, reporting, filters = {}, ...words } = query;
  const format = formatNamed(to);
  const provenance = { book: basename(asking.path), exported: asking.at, by: asking.by, filters };
  if (changesSince !== undefined) {
    const since = sinceFormat(format);
    const chunks = store.stream((book) => changed(book, since, changesSince, words, asking, provenance));
    return { ...CHANGES[since], chunks };
  }
  if (perClaim && format !== 'plover') throw wrong('--per-claim is for --to plover');
  if (withTexts && format !== 'html') throw wrong('--with-texts is for --to html');
  if (format === 'jsonl') {
    if (
      asking.filter.knownOn !== undefined ||
      asking.filter.asOf !== undefined ||
      asking.states !== undefined ||
      asking.minConfidence !== undefined
    )
      throw wrong(
        'jsonl holds reports whole, with what became of their claims when; export without --known-on, --as-of, --state and --min-confidence, and ask the imported book with them',
      );
  }
  const chunks = store.stream(async function* (book) {
    const exported = await exportedOf(book, words, asking, asking.filter, provenance);
    try {
      yield* chunksOf(format, exported, { perClaim, withTexts, reporting });
    } finally {
      exported.close();
    }
  });
  return { ...FORMATS[format], chunks };
}

async function* chunksOf(
  format: FormatName,
  exported: Exported,
  {
    perClaim,
    withTexts,
    reporting,
  }: Pick<ExportQuery, 'perClaim' | 'withTexts'> & { reporting: Reporting | undefined },
): AsyncGenerator<Chunk> {
  switch (format) {
    case 'csv':
      return yield* csvFiles(exported);
    case 'jsonl':
      return yield* jsonlFile(exported.book, await wholeReports(exported), SCHEMA, exported.provenance);
    case 'parquet':
      return yield* (await import('./parquet.ts')).parquetFiles(exported);
    case 'xlsx':
      return yield* (await import('./xlsx.ts')).xlsxFile(exported);
    case 'excel-csv':
      return yield* excelCsvFiles(exported);
    case 'plover':
      return yield* (await import('./plover.ts')).ploverFiles(exported, perClaim ?? false);
    case 'webannotation':
    case 'webannotation-jsonl':
      return yield* webAnnotationFile(exported, format === 'webannotation-jsonl');
    case 'iati':
      return yield* (await import('./iati.ts')).iatiFile(
        exported,
        reporting ?? { ref: 'pledgebook', name: exported.provenance.book },
      );
    case 'csl-json':
      return yield* cslFile(exported);
    case 'markdown':
      return yield* markdownFile(exported);
    case 'html':
      return yield* htmlFile(exported, withTexts ?? false);
  }
}

/** Of chosen entries all of each report that tells of one. */
async function wholeReports(exported: Exported): Promise<ReportFilter> {
  if (!exported.isChosen) return exported.asked.filter;
  const ids: string[] = [];
  for await (const reports of exported.bareReports()) ids.push(...reports.map(({ report }) => report.id));
  return { ...exported.asked.filter, reports: ids };
}

async function exportedOf(
  book: Reads,
  words: FilterWords,
  { measures, states = COUNTED, minConfidence = 0, decidedSince }: Asking,
  filter: ReportFilter,
  provenance: Provenance,
): Promise<Exported> {
  const known = filter.knownOn === undefined ? {} : { knownOn: filter.knownOn };
  const [since, taken] = [await decidedSince(book, filter), await actorDecisions(book, known)];
  return exportedFrom(book, { filter, states, minConfidence, since, taken }, words, measures, provenance);
}

async function* changed(
  book: Reads,
  format: SinceFormat,
  word: string,
  words: FilterWords,
  asking: Asking,
  provenance: Provenance,
): AsyncGenerator<Chunk> {
  const release = await releaseNamed(book, word);
  const of = (filter: ReportFilter) => exportedOf(book, words, asking, filter, provenance);
  // Labels as they are: what was marked since is not shown as it was before.
  const before = await of({ ...asking.filter, knownOn: release.at, labelsNow: true });
  const after = await of(asking.filter);
  try {
    yield* changesFile({ before, after, release }, format);
  } finally {
    before.close();
    after.close();
  }
}

/** @throws UsageError `usage/release` where there is none of that name, and it is no date */
async function releaseNamed(book: Reads, word: string): Promise<Release> {
  const releases = await book.releases();
  const found = releases.find(({ name }) => name === word);
  if (found) return found;
  const day = lastDay(word);
  if (isIsoDate(word))
    return { name: word, at: day === null ? word : `${day}T23:59:59.999Z`, by: '', why: null };
  const known = releases.map(({ name }) => name);
  throw new UsageError(
    'usage/release',
    `there is no release "${word}"; ${known.length > 0 ? `there are ${known.join(', ')}` : 'pledgebook release NAME makes one'}, or write a date`,
  );
}

function formatNamed(word: string): FormatName {
  const name = (Object.keys(FORMATS) as FormatName[]).find((format) => format === word);
  if (name) return name;
  throw new UsageError(
    'usage/format',
    `there is no format "${word}"; there are ${Object.keys(FORMATS).join(', ')}`,
  );
}

function sinceFormat(format: FormatName): SinceFormat {
  if (format === 'csv' || format === 'jsonl' || format === 'markdown') return format;
  throw wrong(`what changed is told as csv, jsonl or markdown, not as ${format}`);
}

const wrong = (message: string): UsageError => new UsageError('usage/export', message);
