import { InputError } from '../../text/errors.ts';
import { isIsoDate } from '../../text/iso-date.ts';

/** One unit of `from` is `rate` units of `to` from that date on. Currencies by ISO 4217. */
export interface Rate {
  /** ISO date, as precise as it is given. */
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly rate: number;
  /** Whose rate it is. */
  readonly source: string;
}

export type Rates = readonly Rate[];

const COLUMNS = ['date', 'from', 'to', 'rate', 'source'] as const;
const MOST_SHOWN = 10;

/**
 * Rates of a CSV table (RFC 4180) with the columns date, from, to, rate, source in any order; sorted by date.
 * @throws InputError `input/rates` that names file and line of each row that cannot be used.
 */
export function parseRates(csv: string, file = 'rates'): Rates {
  const [header, ...rows] = records(csv, file);
  const columns = (header?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const missing = COLUMNS.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    throw wrong([
      `${file}:1: the first line must name the columns ${COLUMNS.join(', ')}; missing: ${missing.join(', ')}`,
    ]);
  }
  const faults: string[] = [];
  const lines = new Map<string, { readonly line: number; readonly rate: number }>();
  const rates = rows.map(({ cells, line }): Rate => {
    const cell = (column: (typeof COLUMNS)[number]) => cells[columns.indexOf(column)]?.trim() ?? '';
    const fault = (message: string) => faults.push(`${file}:${line}: ${message}`);
    const [date, from, to, source] = [cell('date'), cell('from'), cell('to'), cell('source')];
    const rate = /^\d+(?:\.\d+)?$/.test(cell('rate')) ? Number(cell('rate')) : Number.NaN;
    if (cells.length !== columns.length) fault(`${cells.length} cells where ${columns.length} are wanted`);
    if (!isIsoDate(date) || date.includes('T'))
      fault(`"${date}" is no date; write 2025-09-04, 2025-09 or 2025`);
    for (const code of [from, to]) {
      if (!isCurrency(code)) fault(`"${code}" is no currency; write its ISO 4217 code, as EUR`);
    }
    if (from === to) fault(`"from" and "to" are both ${from}`);
    if (!(rate > 0))
      fault(`"${cell('rate')}" is no rate; write a number above 0 with a decimal point, as 1.0842`);
    if (source === '') fault('the source is missing; say whose rate it is');
    const key = `${date} ${from} ${to}`;
    const known = lines.get(key);
    if (known !== undefined && known.rate !== rate) fault(`${key} has another rate in line ${known.line}`);
    lines.set(key, known ?? { line, rate });
    return { date, from, to, rate, source };
  });
  if (faults.length > 0) throw wrong(faults);
  return Object.freeze(rates.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)));
}

export const isCurrency = (unit: string): boolean => /^[A-Z]{3}$/.test(unit);

/** The last rate on or before a date, either way round; `factor` is what an amount in `from` is multiplied by. */
export function rateOn(
  rates: Rates,
  from: string,
  to: string,
  on: string,
): { readonly rate: Rate; readonly factor: number } | null {
  const rate = rates.findLast(
    (r) => r.date <= on && ((r.from === from && r.to === to) || (r.from === to && r.to === from)),
  );
  return rate === undefined ? null : { rate, factor: rate.from === from ? rate.rate : 1 / rate.rate };
}

function wrong(faults: readonly string[]): InputError {
  const more = faults.length - MOST_SHOWN;
  const shown = faults.slice(0, MOST_SHOWN).join('\n');
  return new InputError('input/rates', more > 0 ? `${shown}\nand ${more} more` : shown);
}

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

// A cell in quotation marks (with doubled ones in it) or without any, and what ends it.
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

function records(csv: string, file: string): readonly Row[] {
  const text = csv.replace(/^\uFEFF/, '');
  const rows: Row[] = [];
  let cells: string[] = [];
  let line = 1;
  let first = 1;
  CELL.lastIndex = 0;
  while (CELL.lastIndex < text.length || cells.length > 0) {
    const match = CELL.exec(text);
    if (match === null) throw wrong([`${file}:${line}: a quotation mark without its other one`]);
    const [all, quoted, plain = '', ending] = match;
    cells.push(quoted?.replaceAll('""', '"') ?? plain);
    line += all.split('\n').length - 1;
    if (ending === ',') continue;
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ cells, line: first });
    cells = [];
    first = line;
  }
  return rows;
}
