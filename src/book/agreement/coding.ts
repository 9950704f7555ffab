import type { BookClaim, Party } from '../record.ts';

/** What one coder marked in one report, from nothing: apart from the book, which it does not change. */
export interface Coding {
  readonly report: string;
  readonly coder: string;
  /** When it was last changed. */
  readonly at: string;
  /** Whether the coder is through with the report: only then are words without a mark no claims for him. */
  readonly done: boolean;
  /** In the order of the text. */
  readonly marks: readonly BookClaim[];
  /** Whom the marks name that the book does not know otherwise. */
  readonly parties: readonly Party[];
}
