import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Source } from '../document/layers.ts';
import { unpackedName, unpackedStream } from '../formats/gzip.ts';
import { parseFile, tooLarge } from '../formats/index.ts';
import type { TableItem } from '../formats/tables/csv.ts';
import { InputError } from '../text/errors.ts';
import type { Received } from './book/add.ts';
import {
  bytesInput,
  fileInput,
  type Input,
  inputError,
  loadedPart,
  type OpenedPart,
  seriesOf,
} from './inputs.ts';
import { readJsonl } from './jsonl.ts';
import type { Reading } from './reading.ts';
import { type ColumnMap, checkColumns, isMapped, NO_MAP, rowReport } from './rows.ts';

/** One report of an input; `load` throws InputError where it cannot be read. */
export interface InputReport {
  /** The input's, of one of several with its place: `corpus.jsonl:12`, `export.docx: article 3`. */
  readonly name: string;
  load(): Promise<LoadedReport>;
}

/** A report to be read, or one that was read before; with what came with it. */
export type LoadedReport = { readonly received: Partial<Received> } & (
  | { readonly source: Source }
  | { readonly reading: Reading }
);

export interface InputOptions {
  /** In which columns of a table its reports are. */
  readonly map?: ColumnMap;
  /** Told what of an input is in none of its reports, in words, when the input has been come to its end. */
  readonly leftOut?: (name: string, what: readonly string[]) => void;
}

/** The reports of an input as they are come to: one of most, many of a corpus. */
export async function* reportsIn(input: Input, options: InputOptions = {}): AsyncGenerator<InputReport> {
  const { name, path } = input;
  const leftOut = (what: readonly string[]): void => {
    if (what.length > 0) options.leftOut?.(name, what);
  };
  try {
    const series = path === null ? null : seriesOf(path);
    if (path === null || series === null) {
      const { parts, leftOut: what } = await input.open();
      for (const part of parts) yield partReport(part, input);
      leftOut(what);
      return;
    }
    const { map = NO_MAP } = options;
    switch (series) {
      case 'jsonl':
        return yield* jsonlReports(path, name, map);
      case 'csv':
        return yield* csvReports(path, name, map);
      case 'parquet':
        return yield* (unpackedName(path) === path ? parquetReports : packedParquetReports)(path, name, map);
      case 'mailbox':
        return yield* mailboxReports(path, name, leftOut);
      case 'archive':
        return yield* archiveReports(path, name, leftOut);
    }
  } catch (error) {
    // Told as that of any other report, in its turn.
    yield refused(name, inputError(error, name));
  }
}

/**
 * The reports of what somebody sent under a name, whose extension may tell the format. A file that is read report by report
 * lies in a temporary folder meanwhile. No path is kept: files of two people may have one name, and are no versions of each other.
 */
export async function* reportsInBytes(
  bytes: Uint8Array,
  name: string,
  mediaType?: string,
): AsyncGenerator<InputReport> {
  if (seriesOf(name) === null) return yield* reportsIn(bytesInput(bytes, name, mediaType));
  const folder = await mkdtemp(join(tmpdir(), 'pledgebook-sent-'));
  const path = join(folder, `sent${/(?:\.\w+){1,2}$/.exec(name)?.[0] ?? ''}`);
  try {
    await writeFile(path, bytes);
    for await (const report of reportsIn(fileInput(path))) {
      const told = report.name.replace(path, name);
      const load = async (): Promise<LoadedReport> => {
        const { received, ...rest } = await report.load();
        return { ...rest, received: { ...received, path: null } };
      };
      yield { name: told, load };
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

const refused = (name: string, refusal: unknown): InputReport => ({
  name,
  load: () => Promise.reject(refusal),
});

function partReport(part: OpenedPart, { name, path }: Input): InputReport {
  const label = part.place === null ? name : `${name}: ${part.place}`;
  if ('error' in part) return refused(label, part.error);
  const { source, bytes, mediaType, place } = part;
  // Reports of one file are no versions of each other.
  const received = { bytes, mediaType, path: place === null ? path : null };
  return { name: label, load: async () => ({ source, received }) };
}

async function* jsonlReports(path: string, name: string, map: ColumnMap): AsyncGenerator<InputReport> {
  for await (const report of readJsonl(path, map)) {
    const load = async (): Promise<LoadedReport> => {
      if ('error' in report) throw report.error;
      if ('reading' in report) return { reading: report.reading, received: { path: null } };
      return { source: report.source, received: { path: rowPath(path, report.id) } };
    };
    yield { name: `${name}:${report.line}`, load };
  }
}

/** A row with an id of its own is the same report in a later file; one without has no path. */
const rowPath = (path: string, id: string | null): string | null => (id === null ? null : `${path}#${id}`);

async function* csvReports(path: string, name: string, map: ColumnMap): AsyncGenerator<InputReport> {
  const { readCsv } = await import('../formats/tables/csv.ts');
  const { columns, rows } = await readCsv(unpackedStream(createReadStream(path), name), name);
  checkColumns(columns, map, name);
  yield* tableReports(rows, path, name, map);
}

/** Packed: a Parquet file is read from its end, which a packed one does not have. */
async function* packedParquetReports(
  path: string,
  name: string,
  map: ColumnMap,
): AsyncGenerator<InputReport> {
  const folder = await mkdtemp(join(tmpdir(), 'pledgebook-unpacked-'));
  const unpacked = join(folder, 'table.parquet');
  try {
    await writeFile(unpacked, unpackedStream(createReadStream(path), name));
    yield* parquetReports(path, name, map, unpacked);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @param at where it lies, unpacked */
async function* parquetReports(
  path: string,
  name: string,
  map: ColumnMap,
  at = path,
): AsyncGenerator<InputReport> {
  const { readParquet } = await import('../formats/tables/parquet.ts');
  const file = await open(at);
  try {
    const { size } = await file.stat();
    const slice = async (start: number, end = size): Promise<ArrayBuffer> =>
      (await readAt(file, start, end - start)).buffer;
    const { columns, rows } = await readParquet({ byteLength: size, slice }, name, isMapped(map));
    checkColumns(columns, map, name);
    yield* tableReports(rows, path, name, map);
  } finally {
    await file.close();
  }
}

/** That many bytes of a file from there on, or fewer at its end. */
async function readAt(file: FileHandle, start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let size = 0;
  while (size < length) {
    const { bytesRead } = await file.read(bytes, size, length - size, start + size);
    if (bytesRead === 0) return bytes.slice(0, size);
    size += bytesRead;
  }
  return bytes;
}

async function* tableReports(
  rows: AsyncIterable<TableItem>,
  path: string,
  name: string,
  map: ColumnMap,
): AsyncGenerator<InputReport> {
  for await (const row of rows) {
    const label = `${name}:${row.line}`;
    if ('error' in row) {
      yield refused(label, row.error);
      continue;
    }
    const report = rowReport(row.values, map);
    if (typeof report === 'string') {
      yield refused(label, new InputError('input/table', `${label}: ${report}`));
      continue;
    }
    const { source, id } = report;
    yield { name: label, load: async () => ({ source, received: { path: rowPath(path, id) } }) };
  }
}

type LeftOut = (what: readonly string[]) => void;

async function* mailboxReports(path: string, name: string, leftOut: LeftOut): AsyncGenerator<InputReport> {
  const { mailboxMessages } = await import('../formats/mbox.ts');
  const { parseEmail } = await import('../formats/email.ts');
  const out: string[] = [];
  for await (const { line, bytes } of mailboxMessages(unpackedStream(createReadStream(path), name))) {
    const label = `${name}:${line}`;
    if (bytes === null) {
      yield refused(label, tooLarge(label));
      continue;
    }
    try {
      const { parts, leftOut: what } = await parseEmail(bytes, label, parseFile);
      for (const part of parts) {
        const place = part.place === null ? label : `${label}: ${part.place}`;
        if ('error' in part) yield refused(place, part.error);
        else yield withoutPath(place, loadedPart(part));
      }
      out.push(...what.map((one) => `${one} of line ${line}`));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      yield refused(label, error);
    }
  }
  leftOut(out);
}

const withoutPath = (
  name: string,
  { source, bytes, mediaType }: ReturnType<typeof loadedPart>,
): InputReport => ({
  name,
  load: async () => ({ source, received: { bytes, mediaType, path: null } }),
});

async function* archiveReports(path: string, name: string, leftOut: LeftOut): AsyncGenerator<InputReport> {
  const { warcRecords } = await import('../formats/warc/records.ts');
  const { contentOf } = await import('../formats/warc/response.ts');
  const counts = new Map<string, number>();
  const file = await open(path);
  try {
    for await (const item of warcRecords((start, length) => readAt(file, start, length))) {
      if ('broken' in item) {
        const what = `record ${item.number} (at byte ${item.offset}) is broken: ${item.broken}; the rest is read`;
        yield refused(`${name}: record ${item.number}`, new InputError('input/record', `${name}: ${what}`));
        continue;
      }
      const label = `${name}: record ${item.number}`;
      yield* recordReports(item, label);
    }
  } finally {
    await file.close();
  }
  leftOut([...counts].map(([why, count]) => `${count} record${count === 1 ? '' : 's'} ${why}`));

  async function* recordReports(
    record: Parameters<typeof contentOf>[0],
    label: string,
  ): AsyncGenerator<InputReport> {
    try {
      const content = contentOf(record, label);
      if (content === null) return;
      if ('why' in content) {
        counts.set(content.why, (counts.get(content.why) ?? 0) + 1);
        return;
      }
      const { url, captured, mediaType, bytes } = content.page;
      const place = `${label} (${url})`;
      yield {
        name: place,
        load: async () => {
          const { parts } = await parseFile(bytes, { name: place, mediaType });
          const [part] = parts;
          if (part === undefined || parts.length > 1 || 'error' in part)
            throw new InputError(
              'input/many-reports',
              `${place}: it holds ${parts.length} reports; save it as a file`,
            );
          const { source, ...received } = loadedPart(part);
          const known = { ...source.metadata, url: source.metadata.url ?? url };
          const metadata =
            known.published === null && captured !== null
              ? { ...known, published: captured.slice(0, 10), publishedFrom: 'capture' as const }
              : known;
          return {
            source: { ...source, metadata },
            received: {
              ...received,
              path: null,
              fetchedUrl: url,
              ...(captured !== null && { captured }),
            },
          };
        },
      };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      yield refused(label, error);
    }
  }
}

/** The text and metadata of a reading, to be read anew. */
export const sourceOf = ({ document }: Reading): Source => {
  const { text, title, publisher, byline, url, published, language, publishedFrom } = document;
  return { text, metadata: { title, publisher, byline, url, published, language, publishedFrom } };
};
