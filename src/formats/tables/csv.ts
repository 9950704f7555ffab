import { Readable } from 'node:stream';
import type { CsvError } from 'csv-parse';
import { InputError } from '../../text/errors.ts';
import { MAX_INPUT_BYTES } from '../decode.ts';

/** A row of a table with its columns' values. */
export interface Row {
  /** Of a text file the line on which it starts, of others the row, counted from 1. */
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
}

export type TableItem = Row | { readonly line: number; readonly error: InputError };

export interface Table {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<TableItem>;
}

/**
 * A CSV or TSV file as a stream of its rows. Its delimiter (comma, semicolon, tab) is that of which the first line has most.
 * A row that is none comes as an error with its line, and the next are read.
 * @throws InputError `input/table` where the file has no line of column names
 */
export async function readCsv(stream: AsyncIterable<Uint8Array>, name: string): Promise<Table> {
  const { parse } = await import('csv-parse');
  const text = decoded(stream);
  const first = await text.next();
  const start = first.done ? '' : first.value;
  const delimiter = delimiterOf(start.slice(0, start.search(/[\r\n]|$/)));
  const skipped: { readonly line: number; readonly error: InputError }[] = [];
  const parser = parse({
    delimiter,
    info: true,
    bom: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MAX_INPUT_BYTES,
    record_delimiter: ['\r\n', '\n', '\r'],
  });
  /** The last line of the row before. */
  let line = 0;
  parser.on('skip', (error: CsvError) => {
    const from = line + 1;
    line = Math.max(line, Number(error['lines'] ?? from));
    const lines = line > from ? `lines ${from} to ${line} are` : 'this line is';
    skipped.push({
      line: from,
      error: wrong(name, from, `${lines} no row: ${WHY[error.code] ?? error.message}`),
    });
  });
  const source = Readable.from(chain(start, text));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  const records: AsyncIterator<{
    readonly info: { readonly lines: number };
    readonly record: readonly string[];
  }> = parser[Symbol.asyncIterator]();
  const head = await records.next();
  if (head.done)
    throw new InputError(
      'input/table',
      `${name}: it has no rows; a first line with the names of the columns is wanted`,
    );
  const columns = head.value.record.map((column) => column.trim());
  line = head.value.info.lines;
  return { columns, rows: rows() };

  async function* rows(): AsyncGenerator<TableItem> {
    for (let next = await records.next(); !next.done; next = await records.next()) {
      yield* skipped.splice(0);
      const { record, info } = next.value;
      const from = line + 1;
      line = info.lines;
      const bad = record.some((value) => value.includes('\ufffd'));
      if (bad)
        yield {
          line: from,
          error: wrong(name, from, 'it has bytes that are no UTF-8; save the file as UTF-8'),
        };
      else yield { line: from, values: Object.fromEntries(columns.map((column, i) => [column, record[i]])) };
    }
    yield* skipped.splice(0);
  }
}

const wrong = (name: string, line: number, what: string): InputError =>
  new InputError('input/table', `${name}:${line}: ${what}`);

const WHY: Readonly<Record<string, string>> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'it has more or fewer fields than the first line',
  CSV_RECORD_INCONSISTENT_COLUMNS: 'it has more or fewer fields than the first line',
  CSV_INVALID_CLOSING_QUOTE: 'a quotation mark is missing, or one is too much',
  INVALID_OPENING_QUOTE: 'a quotation mark is missing, or one is too much',
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark that opens a field is not closed',
  CSV_MAX_RECORD_SIZE: `it has more than ${MAX_INPUT_BYTES >> 20} MiB`,
};

async function* chain(start: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield start;
  yield* rest;
}

/** UTF-8, UTF-16 with its mark, or Windows-1252 where the first part of the file is no UTF-8, as Excel saves it. */
async function* decoded(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of stream) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder?.decode() ?? '';
  if (rest !== '') yield rest;
}

function encodingOf(chunk: Uint8Array): string {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(chunk, { stream: true });
    return 'utf-8';
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252';
    throw error;
  }
}

function delimiterOf(line: string): string {
  const bare = line.replace(/"[^"]*"/g, '');
  const count = (delimiter: string): number => bare.split(delimiter).length;
  return [',', ';', '\t'].reduce((a, b) => (count(b) > count(a) ? b : a));
}
