import { save } from './picture.ts';

/** A table as RFC 4180 has it. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

export const downloadCsv = (rows: readonly (readonly string[])[], name: string): void =>
  save(new Blob([csvText(rows)], { type: 'text/csv' }), `${name}.csv`);
