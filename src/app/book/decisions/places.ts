import { type Span, span } from '../../../text/span.ts';

/** Where the words start, each time that they stand within the span of the text. */
export function placesOf(words: string, text: string, { start, end }: Span): readonly number[] {
  const places: number[] = [];
  for (
    let at = text.indexOf(words, start);
    at >= 0 && at + words.length <= end;
    at = text.indexOf(words, at + 1)
  )
    places.push(at);
  return places;
}

/** Where words are looked for: first in the sentence of the claim, then in all of the text. */
export interface Place {
  readonly text: string;
  readonly sentence: Span | null;
}

/** Each place of the words in the sentence; where they are not in it, in all of the text. */
export function wordsAt(words: string, { text, sentence }: Place): readonly Span[] {
  const inside = sentence === null ? [] : placesOf(words, text, sentence);
  const places = inside.length > 0 ? inside : placesOf(words, text, span(0, text.length));
  return places.map((at) => ({ ...span(at, at + words.length) }));
}
