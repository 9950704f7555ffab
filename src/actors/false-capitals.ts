import { isKnownForm } from './lexicon.ts';
import type { Word } from './words.ts';

const ABBREVIATED = /^(?:\p{Lu}\.){2,}$/u;

/**
 * `U.S. Arms control officials`, `E.C. Charges`: some wires begin a word with a capital after every full stop, so that after an
 * abbreviation it says nothing, unless the name goes on (`U.S. Export-Import Bank`).
 */
export const withoutFalseCapitals = (words: readonly Word[]): readonly Word[] =>
  words.map((word, i) => {
    const before = words[i - 1]?.text ?? '';
    if (!word.capital || !ABBREVIATED.test(before) || words[i + 1]?.capital) return word;
    // `Chairman W.A. Kistler`: initials
    if (!isKnownForm(before)) return word;
    if (word.form.slice(1) !== word.lower.slice(1) || isKnownForm(word.form)) return word;
    return { ...word, form: word.lower, capital: false };
  });
