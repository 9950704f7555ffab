import type { Span } from '../text/span.ts';

/** A word, a number, a possessive ending or one mark of punctuation, with what the rules ask about it. */
export interface Word extends Span {
  readonly text: string;
  /** Without diacritics and with straight apostrophes, case kept: the form that lexicons are looked up by. */
  readonly form: string;
  readonly lower: string;
  readonly kind: 'word' | 'number' | 'possessive' | 'mark';
  /** The first letter is a capital. */
  readonly capital: boolean;
}

// Dotted abbreviations (U.S., D.C.; `U.S embassy`); a possessive ending; numbers with separators; words, joined by hyphens, apostrophes, & and dots
// before a letter (Mar-a-Lago, N'Djamena, women's is split again below); any other mark.
const WORD =
  /(?:\p{Lu}\.){2,}|(?:\p{Lu}\.)+\p{Lu}(?=\s)|['’](?:[sS]|ll|ve|re|d|m)\b|(?<=[sS])['’](?=\s+[\p{L}\p{N}])|\p{N}[\p{N}.,]*(?=\P{N}|$)|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-‐‑&][\p{L}\p{N}][\p{L}\p{N}\p{M}]*|['’](?!(?:[sS]|ll|ve|re|d|m)\b)\p{L}[\p{L}\p{M}]*)*\+?|[^\s]/gu;

const CUT_SHORT = /^(?:\p{Lu}\.)+\p{Lu}$/u;
/** Verbs that are joined to a pronoun or a name, as what they stand for: `I'll` are two words. */
const SHORTENED: ReadonlyMap<string, string> = new Map([
  ["'ll", 'will'],
  ["'ve", 'have'],
  ["'re", 'are'],
  ["'d", 'would'],
  ["'m", 'am'],
]);
const NUMBER = /^\p{N}/u;
const LETTER = /^\p{L}/u;
const NOT_ASCII = /[^\x20-\x7e]/;

/** Diacritics off, typographic apostrophes and hyphens straight. */
export function fold(text: string): string {
  if (!NOT_ASCII.test(text)) return text;
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[’‘ʼ`]/g, "'")
    .replace(/[‐‑]/g, '-')
    .replace(/ø/g, 'o')
    .replace(/Ø/g, 'O')
    .replace(/ł/g, 'l')
    .replace(/Ł/g, 'L')
    .replace(/ı/g, 'i')
    .replace(/đ/g, 'd')
    .replace(/æ/g, 'ae')
    .replace(/ß/g, 'ss');
}

/** The words of one stretch of text, in order; linear in its length. */
export function wordsOf(text: string, within: Span): Word[] {
  const words: Word[] = [];
  const pattern = new RegExp(WORD.source, WORD.flags);
  const stretch = text.slice(within.start, within.end);
  for (let found = pattern.exec(stretch); found !== null; found = pattern.exec(stretch)) {
    let raw = found[0];
    // `7.` and `1,` at a sentence's end: the mark is not the number's.
    if (NUMBER.test(raw)) {
      const trimmed = raw.replace(/[.,]+$/, '');
      pattern.lastIndex -= raw.length - trimmed.length;
      raw = trimmed;
    }
    const start = within.start + found.index;
    const folded = fold(CUT_SHORT.test(raw) ? `${raw}.` : raw);
    const form = SHORTENED.get(folded) ?? folded;
    const isWord = LETTER.test(form);
    words.push({
      start,
      end: start + raw.length,
      text: raw,
      form,
      lower: form.toLowerCase(),
      kind:
        form === "'s" || form === "'S" || form === "'"
          ? 'possessive'
          : NUMBER.test(raw) && !/\p{L}/u.test(raw)
            ? 'number'
            : isWord || NUMBER.test(raw)
              ? 'word'
              : 'mark',
      capital: isWord && form.charAt(0) !== form.charAt(0).toLowerCase(),
    });
  }
  return words;
}
