import { givenName, PARTICLES, REGIONAL, TOPICS, titleOf } from './grammar.ts';
import { knownAt } from './lexicon.ts';
import { isCapital } from './names.ts';
import { isModifier } from './nouns.ts';
import type { Sentence } from './sentence.ts';

/** The field of an office (`foreign affairs and trade`): where it ends; null where none starts. */
export function fieldEnd(s: Sentence, at: number): number | null {
  let p = at;
  if (s.is(p, 'the')) p++;
  const first = p;
  while (p < first + 8) {
    const word = s.words[p];
    if (word === undefined) break;
    if (
      TOPICS.has(word.lower) ||
      (isCapital(word) &&
        !(p > first && startsName(s, p)) &&
        knownAt(s.words, p) === null &&
        titleOf(word) === null &&
        givenName(word.form) === null)
    )
      p++;
    else if (
      s.is(p, 'and', ',', '&') &&
      (TOPICS.has(s.lower(p + 1)) || (s.is(p, 'and') && isCapital(s.words[p + 1])))
    )
      p++;
    else if (
      (isModifier(word) || REGIONAL.has(word.lower)) &&
      knownAt(s.words, p) === null &&
      TOPICS.has(s.lower(p + 1))
    )
      p++;
    else break;
  }
  while (p > first && s.is(p - 1, 'and', ',', '&')) p--;
  return p > first ? p : null;
}

/** After a field, two capitals or one and a particle are a name: `Minister of Social Affairs Louw de Graaf`. */
const startsName = (s: Sentence, at: number): boolean =>
  !TOPICS.has(s.lower(at)) &&
  TOPICS.has(s.lower(at - 1)) &&
  (PARTICLES.has(s.lower(at + 1)) || (isCapital(s.words[at + 1]) && !TOPICS.has(s.lower(at + 1))));
