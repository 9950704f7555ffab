import { InputError } from '../../text/errors.ts';
import { readCsv } from './sheet-csv.ts';

/** A number as the spreadsheet has it, or text; dates as ISO days; null where the cell is empty. */
export type Cell = string | number | null;

export interface TableRow {
  /** As the spreadsheet counts it, from 1; of CSV the line on which it begins. */
  readonly number: number;
  /** By the name of their column. */
  readonly cells: ReadonlyMap<string, Cell>;
}

/** A table of which the first row that is not blank names the columns. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableOptions {
  /** Of CSV: what stands between cells; guessed from the first line where it is left out. */
  readonly separator?: string;
  /** Of CSV: `windows-1252`; UTF-8 or UTF-16 with a byte order mark where it is left out. */
  readonly encoding?: string;
  /** Of XLSX: the name of the sheet; the first one where it is left out. */
  readonly sheet?: string;
}

/** Rows with the numbers by which they are told of, not yet cells of named columns. */
export type Grid = readonly { readonly number: number; readonly cells: readonly Cell[] }[];

/** 64 MiB: a tracker of a hundred thousand rows is less. */
const MAX_TABLE_BYTES = 1 << 26;

/**
 * @throws InputError `input/too-large`, `input/encoding`, `input/table` (no table, a row without an end, two columns of one
 * name), `input/damaged`
 */
export async function readTable(
  bytes: Uint8Array,
  name: string,
  options: TableOptions = {},
): Promise<Table & { readonly separator: string | null }> {
  const sheets = await readWorkbook(bytes, name);
  if (sheets === null) {
    const { grid, separator } = await readCsv(bytes, name, options);
    return { ...tableIn(grid, name), separator };
  }
  const names = [...sheets.keys()];
  const { sheet = names[0] ?? '' } = options;
  const grid = sheets.get(sheet);
  if (grid === undefined)
    throw new InputError(
      'input/table',
      `${name}: there is no sheet "${sheet}"; there are ${names.join(', ')}`,
    );
  return { ...tableIn(grid, name), separator: null };
}

/** The sheets of a workbook by their names; null of what is none. @throws InputError as `readTable` */
export async function readWorkbook(
  bytes: Uint8Array,
  name: string,
): Promise<ReadonlyMap<string, Grid> | null> {
  if (bytes.length > MAX_TABLE_BYTES)
    throw new InputError(
      'input/too-large',
      `${name}: it has more than ${MAX_TABLE_BYTES >> 20} MiB; split it`,
    );
  // A zipped file begins with PK.
  const isZipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return isZipped ? (await import('./xlsx.ts')).readXlsx(bytes, name) : null;
}

const filledIn = (grid: Grid): Grid =>
  grid.filter(({ cells }) => cells.some((cell) => cell !== null && cell !== ''));

export const isBlank = (grid: Grid): boolean => filledIn(grid).length === 0;

/** @throws InputError `input/table` */
export function tableIn(grid: Grid, name: string): Table {
  const [head, ...rest] = filledIn(grid);
  if (head === undefined) throw new InputError('input/table', `${name}: there is no table in it`);
  const columns = head.cells.map((cell) => String(cell ?? '').trim());
  const twice = columns.find((column, i) => column !== '' && columns.indexOf(column) !== i);
  if (twice !== undefined)
    throw new InputError(
      'input/table',
      `${name}: two columns are called "${twice}"; give each a name of its own`,
    );
  const rows = rest.map(({ number, cells }) => {
    const beyond = cells.findIndex((cell, i) => i >= columns.length && cell !== null && cell !== '');
    if (beyond >= 0)
      throw new InputError(
        'input/table',
        `${name}:${number}: this row has more cells than there are columns; is a cell with a separator in it not in quotation marks?`,
      );
    return {
      number,
      cells: new Map(
        columns.flatMap((column, i) => (column === '' ? [] : [[column, cells[i] ?? null] as const])),
      ),
    };
  });
  return { columns: columns.filter((column) => column !== ''), rows };
}
