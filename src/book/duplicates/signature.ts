import { mix } from './shingles.ts';

/** MinHash of a set of shingles: the smallest value of each of its hash functions, 32 bits a place. */
export type Signature = Uint32Array;

/** Places that the longest signature has. */
export const LONGEST = 128;
const MULTIPLIERS = Uint32Array.from({ length: LONGEST }, (_, i) => mix(2 * i + 1) | 1);
const ADDENDS = Uint32Array.from({ length: LONGEST }, (_, i) => mix(2 * i + 2));

/** How a signature is cut into bands, each a key; keys of different layouts never meet. */
export interface Banding {
  readonly bands: number;
  readonly rows: number;
  /** Number of the first band. */
  readonly first: number;
}

/**
 * Broder, "On the resemblance and containment of documents" (1997): the share of equal places in two signatures estimates
 * the resemblance of the two sets. `length` is at most `LONGEST`.
 */
export function signatureOf(shingles: ReadonlySet<number>, length: number): Signature {
  const signature = new Uint32Array(length).fill(0xffffffff);
  for (const shingle of shingles) {
    for (let i = 0; i < length; i++) {
      // Linear in the shingle, which is mixed already; the loop is what a signature costs.
      const hash = (Math.imul(shingle, MULTIPLIERS[i] ?? 1) + (ADDENDS[i] ?? 0)) >>> 0;
      if (hash < (signature[i] ?? 0)) signature[i] = hash;
    }
  }
  return signature;
}

/** Share of equal places, 0 to 1, of two signatures of one length. */
export function estimatedResemblance(a: Signature, b: Signature): number {
  let equal = 0;
  for (let i = 0; i < a.length; i++) if (a[i] === b[i]) equal++;
  return a.length === 0 ? 0 : equal / a.length;
}

/**
 * One key a band, the digits of a safe integer (number of the band, then 32 bits of hash): sets with resemblance `s` share one
 * with probability `1 − (1 − s^rows)^bands` (Indyk and Motwani 1998).
 */
export function bandKeys(signature: Signature, { bands, rows, first }: Banding): readonly string[] {
  return Array.from({ length: bands }, (_, band) => {
    let hash = 0;
    for (let row = band * rows; row < (band + 1) * rows; row++)
      hash = mix(Math.imul(hash, 31) + (signature[row] ?? 0));
    return String((first + band) * 2 ** 32 + hash);
  });
}
