import { COMPANY_MARKS, NO_NAMES, ORGANISATION_MARKS, TOPICS } from './grammar.ts';
import type { Item } from './items.ts';
import { knownAt } from './lexicon.ts';
import { isCapital } from './names.ts';
import { nounAt } from './nouns.ts';
import type { Sentence } from './sentence.ts';

/** Where the capitals before a noun begin: `Polish` in `the Polish Socialist Party`. */
export function properStart(s: Sentence, before: readonly Item[], at: number): number {
  let start = at;
  for (const item of before.toReversed()) {
    if (item.to !== start || item.type === 'and' || !isCapital(s.words[item.from])) break;
    if (item.type === 'modifier' && item.from === 0 && !TOPICS.has(s.lower(0))) break;
    start = item.from;
  }
  return start;
}

/** `Bank` → `Bank of Ghana`; `Federation` → `Federation of Trade Unions and Employers`. */
export function properEnd(s: Sentence, at: number): number {
  let p = at;
  while (
    isCapital(s.words[p]) &&
    // `Widget Association CEO`
    nounAt(s.words, p)?.noun.class !== 'office' &&
    (nounAt(s.words, p) !== null || ORGANISATION_MARKS.has(s.lower(p)) || COMPANY_MARKS.has(s.lower(p)))
  )
    p++;
  while (s.is(p, 'of', 'for', 'on')) {
    let q = p + 1;
    if (s.is(q, 'the')) q++;
    if (!isCapital(s.words[q]) || NO_NAMES.has(s.lower(q))) break;
    while (isCapital(s.words[q]) && q < p + 8) {
      q++;
      if (s.is(q, 'and') && isCapital(s.words[q + 1]) && knownAt(s.words, q + 1) === null) q++;
    }
    p = q;
  }
  return p;
}
