import type { Cell } from './table.ts';

/** Characters that a cell of a workbook can hold. */
export const CELL_LIMIT = 32_767;
/** Rows of a sheet, with the one of titles. */
export const ROW_LIMIT = 1_048_576;

const CUT = ' … (cut)';

/** What a cell can hold of a text, without half a character. */
export const fitting = (text: string): string =>
  text.length <= CELL_LIMIT
    ? text
    : `${text.slice(0, CELL_LIMIT - CUT.length).replace(/[\ud800-\udbff]$/, '')}${CUT}`;

/**
 * With these a spreadsheet takes a text of a CSV file for a formula, which a report could have been written to bring in; also in
 * the full-width forms that some take for the same.
 */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/** A text as a spreadsheet shows it and does not calculate it: an apostrophe stands before what would be a formula. */
export const inert = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** A cell of CSV for a spreadsheet: numbers stay numbers, texts stay texts. */
export const excelCell = (value: Cell): string =>
  value === null
    ? ''
    : typeof value === 'string'
      ? fitting(inert(value))
      : typeof value === 'boolean'
        ? String(value).toUpperCase()
        : String(value);

/** Days since the last of 1899, by which a workbook keeps dates; null of what it has no number for, as before March 1900. */
export function serialDay(day: string): number | null {
  const days = (Date.parse(`${day.slice(0, 10)}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;
  return Number.isInteger(days) && days >= 61 ? days : null;
}
