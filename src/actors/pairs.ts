import { isKnownForm } from './lexicon.ts';
import type { Word } from './words.ts';

/** First halves of pairs that stand nowhere else: `Sino-Russian`. */
const FIRST_HALF: ReadonlyMap<string, string> = new Map([
  ['Anglo', 'British'],
  ['Franco', 'French'],
  ['Greco', 'Greek'],
  ['Indo', 'Indian'],
  ['Russo', 'Russian'],
  ['Sino', 'Chinese'],
  ['Turko', 'Turkish'],
]);

const HALVES = /[-‐‑–]/u;

const isPairMark = ({ kind, text }: Word): boolean => kind === 'mark' && HALVES.test(text);

/**
 * `US-China talks`, `the India-Pakistan ceasefire`, `a U.S.-British accord`, `the Franco-German plan` are of both: words with a
 * hyphen between two known names are parted, and the hyphen is read as `and`. What is one name as a whole (`Guinea-Bissau`)
 * stays one.
 */
export function pairsParted(words: readonly Word[]): readonly Word[] {
  if (!words.some(({ text }) => HALVES.test(text))) return words;
  return words.flatMap((word, i) => {
    if (isPairMark(word)) {
      const [before, after] = [words[i - 1], words[i + 1]];
      const joins =
        before?.end === word.start && after?.start === word.end && isHalf(before.form) && isHalf(after.form);
      return joins ? [asAnd(word)] : [word];
    }
    if (!word.capital || !HALVES.test(word.text) || isKnownForm(word.form)) return [word];
    const halves = word.text.split(HALVES);
    if (halves.length !== 2 || !halves.every(isHalf)) return [word];
    const [first = '', second = ''] = halves;
    const middle = word.start + first.length;
    return [
      half(word, first, word.start, word.start + first.length),
      asAnd({ ...word, text: '-', start: middle, end: middle + 1 }),
      half(word, second, middle + 1, word.end),
    ];
  });
}

const isHalf = (form: string): boolean => isKnownForm(form) || FIRST_HALF.has(form);

const half = (word: Word, text: string, start: number, end: number): Word => {
  const form = FIRST_HALF.get(text) ?? text;
  return { ...word, text, form, lower: form.toLowerCase(), start, end, capital: true };
};

const asAnd = (word: Word): Word => ({ ...word, form: 'and', lower: 'and', kind: 'word', capital: false });
