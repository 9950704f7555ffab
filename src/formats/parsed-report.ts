/** What a file gave: the text to read, and what the file itself says about it. Null where it says nothing. */
export interface ParsedReport {
  /** Of a plain-text file: the file as it is, decoded. Of others: the article's paragraphs, without markup. Never blank. */
  readonly text: string;
  readonly title: string | null;
  readonly publisher: string | null;
  readonly byline: string | null;
  /** Absolute, http or https. */
  readonly url: string | null;
  /** ISO 8601 date or date-time, as precise as the file says it. */
  readonly published: string | null;
  readonly publishedFrom: 'meta' | 'front-matter' | null;
  /** ISO 639-1: what the file declares, which may be wrong. */
  readonly declaredLanguage: string | null;
}

export const NOTHING_DECLARED: Omit<ParsedReport, 'text'> = Object.freeze({
  title: null,
  publisher: null,
  byline: null,
  url: null,
  published: null,
  publishedFrom: null,
  declaredLanguage: null,
});
