import type { Span } from '../../../text/span.ts';

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
