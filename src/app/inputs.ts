import type { Dirent } from 'node:fs';
import { type FileHandle, glob, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from '../document/layers.ts';
import { unpackedName } from '../formats/gzip.ts';
import {
  formatByExtension,
  MAX_INPUT_BYTES,
  type PartReport,
  parseFile,
  soleReport,
  tooLarge,
} from '../formats/index.ts';
import { InputError } from '../text/errors.ts';

/** A report to be, or several: `open` reads and converts them, and throws InputError where that cannot be done. */
export interface Input {
  /** The path, or `standard input`. */
  readonly name: string;
  /** Null for the standard input. */
  readonly path: string | null;
  open(): Promise<Opened>;
  /** The report of an input that has one. */
  load(): Promise<Loaded>;
}

/** The reports of a file, and what of it is in none of them. */
export interface Opened {
  readonly parts: readonly OpenedPart[];
  readonly leftOut: readonly string[];
}

/** `place` in the file: `article 12`; null where the file is the report. */
export type OpenedPart = { readonly place: string | null } & (Loaded | { readonly error: InputError });

/** What a file gave, with its bytes as they came. */
export interface Loaded {
  readonly source: Source;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

export interface FoundInputs {
  readonly inputs: readonly Input[];
  /** Files in the folders that are no reports: of another kind, hidden, or a README. */
  readonly leftOut: readonly string[];
}

/**
 * Files, folders, patterns (`reports/*.html`) and `-` (the standard input) as one list, in the order they are named. Of a
 * folder and the folders in it, by name, the files of `formatByExtension` and `seriesOf` are taken, but those
 * called README and hidden ones (`.name`); links to folders in it are not followed, so that no circle is walked. A pattern
 * stands for the files and folders that it matches, by name, each file once; where a file has it for its name, for that file.
 * A file that is named itself is always tried. What is not there or cannot be opened becomes an input whose `load` throws, so
 * that the others are read.
 */
export async function findInputs(
  paths: readonly string[],
  stdin: NodeJS.ReadableStream,
): Promise<FoundInputs> {
  const inputs: Input[] = [];
  const leftOut: string[] = [];
  for (const path of paths) {
    const kind = path === '-' ? 'stream' : await kindOf(path);
    if (kind === 'stream') inputs.push(input(STANDARD_INPUT, null, () => openStream(stdin)));
    else if (kind === 'folder') await walk(path, inputs, leftOut);
    else if (kind === 'none' && PATTERN.test(path)) await match(path, inputs, leftOut);
    else inputs.push(fileInput(path));
  }
  return { inputs, leftOut };
}

const input = (name: string, path: string | null, open: () => Promise<Opened>): Input => ({
  name,
  path,
  open,
  load: async () => soleReport(await open(), name),
});

export const fileInput = (path: string): Input => input(path, path, () => openFile(path));

const refusedInput = (path: string, refusal: unknown): Input =>
  input(path, path, () => Promise.reject(refusal));

/** `none` also where it cannot be seen: why is told when the input is loaded, in its turn. */
async function kindOf(path: string): Promise<'file' | 'folder' | 'none'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (isSystemError(error)) return 'none';
    throw error;
  }
}

/** What a shell takes for a pattern where it is not quoted. */
const PATTERN = /[*?[{]/;

async function match(pattern: string, inputs: Input[], leftOut: string[]): Promise<void> {
  const [found, out]: [Input[], string[]] = [[], []];
  for await (const path of glob(pattern)) {
    if ((await kindOf(path)) === 'folder') await walk(path, found, out);
    else found.push(fileInput(path));
  }
  if (found.length === 0 && out.length === 0) {
    const message = `${pattern}: no file has this name, nor does one match it as a pattern; check it`;
    found.push(refusedInput(pattern, new InputError('input/no-match', message)));
  }
  // `reports/**` matches a folder and what is in it.
  const names = new Map(found.map((input) => [input.name, input]));
  inputs.push(...[...names.values()].sort(byName));
  leftOut.push(...new Set(out.filter((path) => !names.has(path))));
}

async function walk(folder: string, inputs: Input[], leftOut: string[]): Promise<void> {
  let entries: readonly Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    inputs.push(refusedInput(folder, inputError(error, folder)));
    return;
  }
  for (const entry of entries.toSorted(byName)) {
    const path = join(folder, entry.name);
    const hidden = entry.name.startsWith('.');
    if (entry.isDirectory() && !hidden) await walk(path, inputs, leftOut);
    else if (!hidden && isReport(entry)) inputs.push(fileInput(path));
    else leftOut.push(path);
  }
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : 1;

/** What a file holds by its name, packed (`.gz`) or not, where that is a report a row, a message or a record, which come one by one. */
export function seriesOf(path: string): 'jsonl' | 'csv' | 'parquet' | 'mailbox' | 'archive' | null {
  const name = unpackedName(path);
  if (/\.(?:jsonl|ndjson)$/i.test(name)) return 'jsonl';
  if (/\.(?:csv|tsv)$/i.test(name)) return 'csv';
  if (/\.parquet$/i.test(name)) return 'parquet';
  if (/\.mbox$/i.test(name)) return 'mailbox';
  return /\.warc$/i.test(name) ? 'archive' : null;
}

/** Whether a file's reports are in columns, or fields, that a map can name. */
export const isTable = (path: string): boolean => ['jsonl', 'csv', 'parquet'].includes(seriesOf(path) ?? '');

/** A README says what the folder is; a link may lead to a file, which is seen when it is loaded. */
const isReport = (entry: Dirent): boolean =>
  (entry.isFile() || entry.isSymbolicLink()) &&
  (formatByExtension(entry.name) !== undefined || seriesOf(entry.name) !== null) &&
  !/^readme\./i.test(entry.name);

async function openFile(path: string): Promise<Opened> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    return await opened(await collect(file.createReadStream({ autoClose: false }), path), path);
  } catch (error) {
    throw inputError(error, path);
  } finally {
    await file?.close();
  }
}

/** What somebody sent, under a name whose extension may tell the format. */
export const bytesInput = (bytes: Uint8Array, name: string, mediaType?: string): Input =>
  input(name, null, () => opened(bytes, name, mediaType));

const STANDARD_INPUT = 'standard input';

async function openStream(stdin: NodeJS.ReadableStream): Promise<Opened> {
  try {
    return await opened(await collect(stdin, STANDARD_INPUT), STANDARD_INPUT);
  } catch (error) {
    throw inputError(error, STANDARD_INPUT);
  }
}

/** All of a stream, which may be a device or a pipe without an end: no more than `MAX_INPUT_BYTES` are kept. */
async function collect(stream: AsyncIterable<Uint8Array | string>, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > MAX_INPUT_BYTES) throw tooLarge(name);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

async function opened(bytes: Uint8Array, name: string, mediaType?: string): Promise<Opened> {
  const { parts, leftOut } = await parseFile(bytes, { name, ...(mediaType !== undefined && { mediaType }) });
  return {
    leftOut,
    parts: parts.map((part) => ('error' in part ? part : { place: part.place, ...loadedPart(part) })),
  };
}

/** The language is left to be told from the text: what a file declares may be its site's. */
export function loadedPart({ report, bytes, mediaType }: PartReport): Loaded {
  const { text, declaredLanguage: _, ...metadata } = report;
  return { source: { text, metadata: { ...metadata, language: null } }, bytes, mediaType };
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && 'syscall' in error;

/** What the system says about a file in the words of one who wants to read it; any other error as it is. */
export function inputError(error: unknown, name: string): unknown {
  if (!isSystemError(error)) return error;
  const [code, message] = SYSTEM_ERRORS[error.code ?? ''] ?? [
    'input/unreadable',
    `it cannot be read (${error.code})`,
  ];
  return new InputError(code, `${name}: ${message}`, { cause: error });
}

const SYSTEM_ERRORS: Readonly<Record<string, readonly [code: string, message: string]>> = {
  ENOENT: [
    'input/not-found',
    'there is no such file (or it vanished, or is a link that leads nowhere); check the path',
  ],
  ENOTDIR: ['input/not-found', 'a part of this path is a file, not a folder; check the path'],
  ESTALE: ['input/not-found', 'it vanished while it was read; read it again'],
  EACCES: ['input/no-permission', 'there is no permission to read it; allow it (chmod +r) or copy it'],
  EPERM: ['input/no-permission', 'there is no permission to read it; allow it (chmod +r) or copy it'],
  EISDIR: ['input/is-folder', 'it became a folder; read it again'],
  ELOOP: ['input/link-loop', 'it is a link that leads back to itself; name the file itself'],
  ENAMETOOLONG: ['input/not-found', 'the path is too long for a file; check it'],
  ENXIO: ['input/unreadable', 'it is a socket or device that gives no text; name a file'],
  EMFILE: ['input/unreadable', 'too many files are open; close some programs and read it again'],
};
