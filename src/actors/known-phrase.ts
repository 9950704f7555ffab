import { AUXILIARIES, OPENERS, SPEECH } from './grammar.ts';
import { type Item, isAdjective } from './items.ts';
import type { Known } from './lexicon.ts';
import type { KnownPhrase, Phrase } from './phrase.ts';
import type { Sentence } from './sentence.ts';

/** The phrase of a known name; `whole`: an article before it may belong to it. */
export function knownPhrase(
  s: Sentence,
  from: number,
  item: Item & { type: 'known' },
  owner: Phrase | null,
  whole: boolean,
): KnownPhrase {
  // `the Dutch said`, but `the [Dutch] share`
  const article =
    whole &&
    owner === null &&
    s.is(from, 'the') &&
    !(
      isAdjective(item.known) &&
      s.words[item.to]?.kind === 'word' &&
      !AUXILIARIES.has(s.lower(item.to)) &&
      !SPEECH.has(s.lower(item.to)) &&
      !OPENERS.has(s.lower(item.to))
    );
  return {
    kind: 'known',
    known: item.known,
    text: s.text(item.from, item.to),
    from: article ? from : item.from,
    to: item.to,
    parts: [],
    owners: [],
  };
}

/** The known name that stands at this word, and nothing else. */
export const knownWords = (s: Sentence, at: number, known: Known): KnownPhrase =>
  knownPhrase(s, at, { type: 'known', from: at, to: at + known.length, known }, null, false);
