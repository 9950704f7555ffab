import { AROUND_NUMBERS, NUMBERS } from './grammar.ts';
import type { Sentence } from './sentence.ts';
import type { Word } from './words.ts';

/** `26`, `more than a hundred`, `two`: the size of a group and where the words after it begin. */
export function sizeAt(s: Sentence, at: number): { size: number | null; from: number; to: number } {
  let p = at;
  if (!s.is(p, 'and', 'of', 'or', 'so', 'than', 'less'))
    while (AROUND_NUMBERS.has(s.lower(p)) && p < at + 3) p++;
  const word = s.words[p];
  if (word === undefined) return { size: null, from: at, to: at };
  if (isNumber(s, p)) {
    const start = p;
    let value = 0;
    let exact = true;
    while (p < s.words.length && (isNumber(s, p) || (p < start + 3 && s.is(p, 'a')))) {
      const one = numberOf(s.words[p]);
      if (one === null) exact = false;
      else if (one === 100 || one === 12) value = Math.max(1, value) * one;
      else value += one;
      p++;
      if (p > start + 4) break;
    }
    // `in 2015 the three leaders`
    if (s.is(p, 'the', 'its')) return { size: null, from: at, to: at };
    while (s.is(p, 'of', 'the', 'its', 'other', 'more', 'further', 'or', 'so') && p < start + 6) p++;
    return { size: exact && value > 0 ? value : null, from: start, to: p };
  }
  return { size: null, from: at, to: at };
}

function isNumber(s: Sentence, at: number): boolean {
  const [ten = '', unit] = s.lower(at).split('-');
  return (
    s.words[at]?.kind === 'number' ||
    NUMBERS.has(s.lower(at)) ||
    (unit !== undefined && NUMBERS.has(ten) && NUMBERS.has(unit))
  );
}

function numberOf(word: Word | undefined): number | null {
  if (word === undefined || word.lower === 'a') return 0;
  if (word.kind === 'number') {
    const value = Number(word.text.replace(/,/g, ''));
    return Number.isFinite(value) ? value : null;
  }
  const [ten = '', unit] = word.lower.split('-');
  if (unit !== undefined)
    return TENS.indexOf(ten) > 0 && WORDS.indexOf(unit) > 0
      ? TENS.indexOf(ten) * 10 + WORDS.indexOf(unit)
      : null;
  const index = WORDS.indexOf(word.lower);
  if (index >= 0) return index;
  const tens = TENS.indexOf(word.lower);
  if (tens >= 0) return tens * 10;
  if (word.lower === 'dozen') return 12;
  if (word.lower === 'hundred') return 100;
  return null;
}

const WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
