import { findParagraphs } from '../../language/paragraphs.ts';
import { type Span, slice } from '../../text/span.ts';
import { shinglesOf } from './shingles.ts';
import { type Banding, bandKeys, type Signature, signatureOf } from './signature.ts';

/** Reports with resemblance 0.5 share a key with probability 0.99, those with 0.2 (another report on the subject) with 0.23. */
const OF_REPORT: Banding = { bands: 32, rows: 3, first: 0 };

/** Paragraphs with resemblance 0.5 share a key with probability 0.99, with 0.1 (a formula in common) with 0.15. */
const OF_PASSAGE: Banding = { bands: 16, rows: 2, first: 32 };

/** A paragraph with fewer shingles is a headline or a greeting. */
const SHORTEST = 8;

/**
 * What is computed once a report and kept with it. Reports that share a key are candidates: how many are looked up hangs on
 * how many are alike, not on how many there are. Keys of passages and of reports never meet.
 */
export interface Fingerprint {
  readonly signature: Signature;
  readonly keys: readonly string[];
  /** Paragraphs, in order; short ones are left out. */
  readonly passages: readonly (Span & { readonly keys: readonly string[] })[];
}

/** The same text gives the same fingerprint, in every release with this layout of bands. */
export function fingerprintOf(text: string): Fingerprint {
  const signature = signatureOf(shinglesOf(text), OF_REPORT.bands * OF_REPORT.rows);
  const passages = findParagraphs(text).flatMap((paragraph) => {
    const shingles = shinglesOf(slice(text, paragraph));
    if (shingles.size < SHORTEST) return [];
    const keys = bandKeys(signatureOf(shingles, OF_PASSAGE.bands * OF_PASSAGE.rows), OF_PASSAGE);
    return [{ start: paragraph.start, end: paragraph.end, keys }];
  });
  return { signature, keys: bandKeys(signature, OF_REPORT), passages };
}
