import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { unpackedStream } from '../formats/gzip.ts';
import { MAX_INPUT_BYTES } from '../formats/index.ts';
import { linesOf } from '../formats/lines.ts';
import { InputError } from '../text/errors.ts';
import { FORMAT, type Reading } from './reading.ts';
import { type ColumnMap, NO_MAP, type RowReport, rowReport } from './rows.ts';

/** A line of a JSONL file: a report to be read, or one that was read before. */
export type JsonlReport =
  | ({ readonly line: number } & RowReport)
  | { readonly line: number; readonly reading: Reading }
  | { readonly line: number; readonly error: InputError };

const TEXT_FIELDS = ['title', 'publisher', 'byline', 'url', 'published', 'language'] as const;

/**
 * The reports of a JSONL file, packed or not, one a line, as they are read from the disk: `{"text": …}` with any of `title`, `publisher`,
 * `byline`, `url`, `published`, `language`, `id`, where `map` gives them no other names, or a reading as
 * `pledgebook read --json` prints it. A line that is neither comes as an error that names it, and the next ones are read.
 * Blank lines are passed over. Throws what the system says of a file that cannot be read, and as `unpackedStream`.
 */
export async function* readJsonl(path: string, map: ColumnMap = NO_MAP): AsyncGenerator<JsonlReport> {
  let line = 0;
  for await (const bytes of linesOf(unpackedStream(createReadStream(path), path))) {
    line++;
    const report = parseLine(bytes, line, path, map);
    if (report !== null) yield report;
  }
}

function parseLine(bytes: Uint8Array | null, line: number, path: string, map: ColumnMap): JsonlReport | null {
  const wrong = (what: string): JsonlReport => ({
    line,
    error: new InputError('input/jsonl', `${path}:${line}: ${what}`),
  });
  if (bytes === null) return wrong(`this line has more than ${MAX_INPUT_BYTES >> 20} MiB`);
  if (!isUtf8(bytes)) return wrong('this line is no UTF-8; save the file as UTF-8');
  // A byte order mark may stand before the first line.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString()
    .replace(/^\uFEFF/, '');
  if (text.trim() === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return wrong('this line is no JSON; one report a line is wanted');
    throw error;
  }
  if (!isRecord(value)) return wrong('an object with "text" is wanted');
  if (value['format'] === FORMAT)
    return isReading(value) ? { line, reading: value } : wrong('this reading lacks fields');
  const report = rowReport(value, map);
  return typeof report === 'string' ? wrong(report) : { line, ...report };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Enough of the contract to be taken into a book; `resources/schema/reading.schema.json` says all of it. */
function isReading(value: Record<string, unknown>): value is Record<string, unknown> & Reading {
  const { document } = value;
  return (
    isRecord(document) &&
    typeof document['text'] === 'string' &&
    Array.isArray(document['sentences']) &&
    TEXT_FIELDS.every((field) => document[field] === null || typeof document[field] === 'string') &&
    ['actors', 'attributions', 'claims'].every((field) => Array.isArray(value[field]))
  );
}
