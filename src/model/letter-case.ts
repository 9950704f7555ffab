import type { Pieces } from './word-pieces.ts';

const UPPER = /^\p{Uppercase}/u;
const NOT_UPPER = /[\p{Lowercase}\p{Lt}]/u;

/** 0 lower-case or no letter, 1 Capitalised, 2 UPPER (`US`, not `A`): the encoders are uncased, and case tells names from words. */
export function letterCase(piece: string): 0 | 1 | 2 {
  if (!UPPER.test(piece)) return 0;
  const characters = piece.length > 2 ? 2 : Array.from(piece).length;
  return characters > 1 && !NOT_UPPER.test(piece) ? 2 : 1;
}

/** The letter case of every piece, as it is written in the text. */
export function letterCases(text: string, pieces: Pieces): Uint8Array {
  const cases = new Uint8Array(pieces.count);
  for (let i = 0; i < pieces.count; i++) {
    const start = pieces.starts[i] ?? 0;
    const first = text.charCodeAt(start);
    // most pieces begin with an ASCII letter or sign that is no capital: no need to cut them out
    if (first > 0x7f || (first >= 0x41 && first <= 0x5a))
      cases[i] = letterCase(text.slice(start, pieces.ends[i]));
  }
  return cases;
}
