import { csvRow } from '../book/exports/csv.ts';

/** A table as RFC 4180 has it. */
export const csvTable = (rows: readonly (readonly string[])[]): string => rows.map(csvRow).join('');
