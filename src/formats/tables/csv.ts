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
 * In lines. A field in quotation marks may hold line ends, an article's for instance; one that is still open after this many
 * lacks its closing mark.
 */
const LONGEST_ROW = 5000;

/**
 * A CSV or TSV file as a stream of its rows. Its delimiter (comma, semicolon, tab) is that of which the first line has most.
 * A row that is none comes as an error with its line, and the next are read: rows are told apart here, since the library,
 * given all of a file, takes everything behind a missing quotation mark for one field.
 * @throws InputError `input/table` where the file has no line of column names
 */
export async function readCsv(stream: AsyncIterable<Uint8Array>, name: string): Promise<Table> {
  const { parse } = await import('csv-parse/sync');
  const lines = new Lines(decoded(stream));
  let delimiter = ',';
  const wrong = (line: number, what: string): InputError =>
    new InputError('input/table', `${name}:${line}: ${what}`);

  /** The fields of a row, or why it is none. */
  const fieldsOf = (row: string): readonly string[] | string => {
    // Most rows have no quotation mark, and then the library's parser need not be set up for each.
    if (!row.includes('"')) return row.split(delimiter);
    try {
      // Without the option for columns a record is the list of its fields.
      const [fields, more] = parse(row, { delimiter, relax_column_count: true }) as string[][];
      return fields !== undefined && more === undefined ? fields : QUOTES;
    } catch (error) {
      if (error instanceof Error && 'code' in error) return QUOTES;
      throw error;
    }
  };

  const first = await lines.row();
  if (first === null) {
    const what = 'it has no rows; a first line with the names of the columns is wanted';
    throw new InputError('input/table', `${name}: ${what}`);
  }
  delimiter = delimiterOf(first.text);
  const head = fieldsOf(first.text);
  if (typeof head === 'string') throw wrong(first.line, head);
  const columns = head.map((column) => column.trim());
  return { columns, rows: rows() };

  async function* rows(): AsyncGenerator<TableItem> {
    for (let row = await lines.row(); row !== null; row = await lines.row()) {
      const { line, text, count } = row;
      const fields = row.isOpen ? QUOTES : fieldsOf(text);
      const isRow = typeof fields !== 'string' && fields.length === columns.length;
      if (isRow && !text.includes('\ufffd')) {
        yield { line, values: Object.fromEntries(columns.map((column, i) => [column, fields[i]])) };
      } else if (isRow) {
        yield { line, error: wrong(line, 'this row has bytes that are no UTF-8; save the file as UTF-8') };
      } else if (count > 1 && (typeof fields === 'string' || hasRowBehind(text))) {
        // The mark that is missing is in the first line, and what seemed to be its field are rows.
        lines.giveBack(text);
        yield { line, error: wrong(line, `this line is no row: ${QUOTES}`) };
      } else {
        const what =
          typeof fields === 'string'
            ? fields
            : `its fields are ${fields.length}, those of the first line ${columns.length}`;
        yield {
          line,
          error: wrong(
            line,
            `${count > 1 ? `lines ${line} to ${line + count - 1} are` : 'this line is'} no row: ${what}`,
          ),
        };
      }
    }
  }

  function hasRowBehind(text: string): boolean {
    const second = text.split('\n')[1] ?? '';
    const fields = marksIn(second) % 2 === 0 ? fieldsOf(second) : QUOTES;
    return typeof fields !== 'string' && fields.length === columns.length;
  }
}

const QUOTES = 'a quotation mark is missing, or one is too much';

interface TextRow {
  /** On which it starts, counted from 1. */
  readonly line: number;
  /** Lines of it. */
  readonly count: number;
  readonly text: string;
  /** Whether a quotation mark in it is not closed. */
  readonly isOpen: boolean;
}

/** The lines of a text, put together to rows by their quotation marks. */
class Lines {
  readonly #chunks: AsyncIterator<string>;
  #queue: string[] = [];
  #rest = '';
  #line = 0;
  #ended = false;

  constructor(chunks: AsyncIterable<string>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next row that is not blank; null at the end. */
  async row(): Promise<TextRow | null> {
    let first = await this.#next();
    while (first !== null && first.trim() === '') first = await this.#next();
    if (first === null) return null;
    const line = this.#line;
    const parts = [first];
    let [marks, size] = [marksIn(first), first.length];
    while (marks % 2 === 1 && parts.length < LONGEST_ROW && size <= MAX_INPUT_BYTES) {
      const next = await this.#next();
      if (next === null) break;
      parts.push(next);
      marks += marksIn(next);
      size += next.length;
    }
    return { line, count: parts.length, text: parts.join('\n'), isOpen: marks % 2 === 1 };
  }

  /** All lines of a row but its first are to come again. */
  giveBack(text: string): void {
    const lines = text.split('\n').slice(1);
    this.#line -= lines.length;
    this.#queue.unshift(...lines);
  }

  async #next(): Promise<string | null> {
    while (this.#queue.length === 0 && !this.#ended) {
      const { value, done } = await this.#chunks.next();
      this.#ended = done === true;
      const lines = (this.#rest + (done ? '' : value)).split('\n');
      this.#rest = this.#ended ? '' : (lines.pop() ?? '');
      this.#queue = lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
    }
    const line = this.#queue.shift() ?? null;
    if (line !== null) this.#line++;
    return line;
  }
}

const marksIn = (line: string): number => (line.includes('"') ? line.split('"').length - 1 : 0);

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
