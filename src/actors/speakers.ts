import { OPENERS, SPEECH } from './grammar.ts';
import type { NounPhrase } from './phrase.ts';
import type { Sentence } from './sentence.ts';

/** What only a speaker does. */
const SAYS: ReadonlySet<string> = new Set(
  'said says told tells added adds argued warned explained complained wrote insisted recalled noted estimated estimate estimates show showed shows'.split(
    ' ',
  ),
);

/** Anybody who says something: `a medic said`, `two pumpmen told`. */
export function speakerAt(s: Sentence, at: number): NounPhrase | null {
  const article = s.is(at, 'a', 'an', 'the', 'one', 'two', 'three', 'some', 'several');
  let p = article ? at + 1 : at;
  const first = p;
  while (p < first + 3 && !SAYS.has(s.lower(p))) {
    const word = s.words[p];
    if (word?.kind !== 'word' || OPENERS.has(word.lower) || (word.capital && p > 0) || SPEECH.has(word.lower))
      return null;
    p++;
  }
  if (p === first || !SAYS.has(s.lower(p))) return null;
  const lemma = s.lower(p - 1);
  const many = /[^s]s$|men$/.test(lemma);
  if (!article && !many) return null;
  return {
    kind: 'noun',
    noun: { class: 'group', lemma, plural: many, acts: null, of: null },
    name: s.text(s.is(at, 'a', 'an', 'the') ? first : at, p),
    determiner: s.is(at, 'the') ? 'definite' : 'indefinite',
    size: null,
    former: false,
    named: null,
    shared: false,
    modifiers: [],
    from: at,
    to: p,
    parts: [],
    owners: [],
  };
}
