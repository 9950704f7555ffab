import { InputError } from '../../text/errors.ts';
import { unzipParts } from '../zip-parts.ts';
import type { Cell, Grid } from './sheet.ts';

/** A sheet that claims to go further than this is a mistake, or meant to fill the memory: each cell up to there is one. */
const MAX_ROWS = 200_000;
const MAX_COLUMNS = 500;

/** In bytes, of all parts: a workbook of 200,000 rows has some 100 MiB. */
const MAX_UNPACKED = 1 << 27;

/** The sheets by their names, in their order. @throws InputError `input/too-large`, `input/damaged`, `input/table` */
export async function readXlsx(bytes: Uint8Array, name: string): Promise<ReadonlyMap<string, Grid>> {
  const parts = partsOf(bytes, name);
  if (!parts.has('xl/workbook.xml'))
    throw new InputError('input/table', `${name}: this is no XLSX; save it as "Excel workbook (.xlsx)"`);
  const addressed = new Map(
    [...parts].map(([part, content]) => {
      if (!part.startsWith('xl/worksheets/')) return [part, content] as const;
      // One byte a character: what is put in between is ASCII, the rest comes back as it was.
      const xml = Buffer.from(content).toString('latin1');
      checkExtent(xml, part, name);
      return [part, new Uint8Array(Buffer.from(withAddresses(xml), 'latin1'))] as const;
    }),
  );
  const { default: read } = await import('read-excel-file/node');
  const { zipSync } = await import('fflate');
  const sheets = await read(Buffer.from(zipSync(Object.fromEntries(addressed), { level: 0 }))).catch(
    (error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new InputError('input/table', `${name}: this XLSX cannot be read: ${why}`, { cause: error });
    },
  );
  return new Map(
    sheets.map(({ sheet, data }) => [
      sheet,
      data.map((row, i) => ({ number: i + 1, cells: row.map(cellFrom) })),
    ]),
  );
}

/** @throws InputError `input/table` where one ends in the middle */
export function partsOf(
  bytes: Uint8Array,
  name: string,
  limit = MAX_UNPACKED,
): ReadonlyMap<string, Uint8Array> {
  const pieces = new Map<string, Uint8Array[]>();
  const take = (part: string, piece: Uint8Array): void => {
    const known = pieces.get(part);
    if (known) known.push(piece);
    else pieces.set(part, [piece]);
  };
  const whole = unzipParts(bytes, () => true, take, name, limit);
  if ([...pieces.keys()].some((part) => !whole.has(part)))
    throw new InputError('input/table', `${name}: this workbook is cut off before its end; save it anew`);
  return new Map([...pieces].map(([part, of]) => [part, Buffer.concat(of)]));
}

function cellFrom(value: unknown): Cell {
  if (typeof value === 'number') return value;
  // Excel has days without a place: they come as midnight UTC.
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  const text = typeof value === 'string' ? value.trim() : typeof value === 'boolean' ? String(value) : '';
  return text === '' ? null : text;
}

/** The cells of a sheet say where they stand: `<c r="B12">`. */
function checkExtent(xml: string, part: string, name: string): void {
  for (const [, column = '', row] of xml.matchAll(/\b(?:r|ref|spans)="(?:[A-Z]+\d+:)?([A-Z]*)(\d+)"/g))
    if (Number(row) > MAX_ROWS || columnNumber(column) > MAX_COLUMNS)
      throw new InputError(
        'input/table',
        `${name}: ${part} goes as far as ${column}${row}; delete the rows and columns after the table (at most ${MAX_ROWS} and ${MAX_COLUMNS} are read)`,
      );
}

const columnNumber = (letters: string): number =>
  [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0);

const columnLetters = (n: number): string =>
  n <= 26
    ? String.fromCharCode(64 + n)
    : `${columnLetters(Math.floor((n - 1) / 26))}${columnLetters(((n - 1) % 26) + 1)}`;

/** Cells may leave out where they stand, which is then beside the one before; the package that reads them wants it said. */
function withAddresses(xml: string): string {
  if (!/<c(?=[\s/>])(?![^>]*\sr=)/.test(xml)) return xml;
  let row = 0;
  let column = 0;
  return xml.replace(/<(row|c)(?=[\s/>])([^>]*)>/g, (tag, kind: string, rest: string) => {
    const [, letters = '', number] = /\sr="([A-Z]*)(\d+)"/.exec(rest) ?? [];
    if (kind === 'row') {
      row = number === undefined ? row + 1 : Number(number);
      column = 0;
      return tag;
    }
    column = letters === '' ? column + 1 : columnNumber(letters);
    return number === undefined ? `<c r="${columnLetters(column)}${row}"${rest}>` : tag;
  });
}
