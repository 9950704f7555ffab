import {
  COMPANY_MARKS,
  givenName,
  NO_NAMES,
  OPENERS,
  ORGANISATION_MARKS,
  PLACE_MARKS,
  REGIONAL,
  SPEECH,
  titleOf,
} from '../../actors/grammar.ts';
import { knownAt } from '../../actors/lexicon.ts';
import { nounAt } from '../../actors/nouns.ts';
import { type Word, wordsOf } from '../../actors/words.ts';
import type { Report } from '../record.ts';

const NO_NAME_BY_ITSELF = [COMPANY_MARKS, NO_NAMES, OPENERS, ORGANISATION_MARKS, PLACE_MARKS, REGIONAL];

/** `PORT ANEROA, Vanuatu, May 22 -`, `VESSEM, ONE WEEK ON`: where the report is from. */
const DATELINE = /^\s*(?<place>\p{Lu}[\p{Lu}'’-]+(?: \p{Lu}[\p{Lu}'’-]+){0,2})(?=[,.(/]|\s[-–—])/u;

/**
 * Words that a report writes with a capital inside its sentences or before its dateline, and that name neither a known state
 * or body nor an office: villages, resorts, persons, treaties. Folded and in lower case, each once. The report's own words,
 * not its claims: a feature without a claim tells of Grauhof as well.
 */
export function namesIn({ text, sentences }: Pick<Report, 'text' | 'sentences'>): readonly string[] {
  const place = DATELINE.exec(text)?.groups?.['place'] ?? '';
  const found = namesOf(
    wordsOf(text, { start: 0, end: place === '' ? 0 : text.indexOf(place) + place.length }),
    0,
  );
  for (const sentence of sentences) {
    const words = wordsOf(text, sentence);
    // A headline in capitals names nothing.
    if (words.some(({ form, kind }) => kind === 'word' && form !== form.toUpperCase()))
      // The first word has its capital from the sentence, unless a speaker stands there: `Macron said`.
      found.push(...namesOf(words, SPEECH.has(words[1]?.lower ?? '') ? 0 : 1));
  }
  return [...new Set(found)];
}

/** The last word of each run: `Hallgrimur Steinsson` and `Steinsson` are one name, and count once. */
function namesOf(words: readonly Word[], from: number): string[] {
  const names: string[] = [];
  let last = -1;
  for (let at = from; at < words.length; ) {
    const word = words[at];
    const known = knownAt(words, at)?.length ?? nounAt(words, at)?.length ?? 0;
    if (
      known === 0 &&
      word?.capital === true &&
      word.form.length > 2 &&
      titleOf(word) === null &&
      givenName(word.form) === null &&
      !/^["“(]$/.test(words[at - 1]?.text ?? '') &&
      !NO_NAME_BY_ITSELF.some((list) => list.has(word.lower))
    ) {
      if (last === at - 1) names.pop();
      names.push(word.lower);
      last = at;
    }
    at += Math.max(1, known);
  }
  return names;
}
