import { NOTHING_DECLARED, type ParsedReport } from './parsed-report.ts';

/** A plain-text file says nothing but its text; offsets into the report are offsets into the file. */
export const parsePlain = (text: string): ParsedReport => Object.freeze({ ...NOTHING_DECLARED, text });
