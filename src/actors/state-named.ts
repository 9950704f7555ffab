import { knownAt } from './lexicon.ts';
import { wordsOf } from './words.ts';

/** The state whose name, capital or seat a text begins with; null where it begins with another word or with one of several. */
export function stateNamed(text: string): string | null {
  const senses = knownAt(wordsOf(text, { start: 0, end: text.length }), 0)?.senses ?? [];
  const codes = new Set(
    senses.flatMap((s) => (s.type === 'state' && s.entry.to === null ? [s.entry.code] : [])),
  );
  const [code] = codes;
  return codes.size === 1 && code !== undefined ? code : null;
}
