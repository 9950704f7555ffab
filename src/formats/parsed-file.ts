import type { InputError } from '../text/errors.ts';
import type { ParsedReport } from './parsed-report.ts';

/** A file taken apart: one report of most, hundreds of a corpus. */
export interface ParsedFile {
  readonly parts: readonly Part[];
  /** What of the file is in none of the parts, in words, for the one who wants it read. */
  readonly leftOut: readonly string[];
}

/** One report of a file. */
export type Part = {
  /** Where in the file, `article 12`; null where the file is this report. */
  readonly place: string | null;
} & (PartReport | { readonly error: InputError });

export interface PartReport {
  readonly report: ParsedReport;
  /** The report's own: of a report out of a corpus not those of the whole file. */
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}
