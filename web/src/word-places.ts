import type { Span } from './api-types.ts';

/** A mark of omission between the first and the last of the words that are meant. */
const OMISSION = /\s*(?:…|\.\.\.)\s*/;

/**
 * Where words stand: in their sentence, else anywhere in the report, as `pledgebook decide` looks for them. Long ones may be
 * written as their beginning and their end, `to send … by air`.
 */
export function placesOf(words: string, text: string, within: Span): readonly Span[] {
  if (words === '') return [];
  const inside = placesIn(words, text, within);
  return inside.length > 0 ? inside : placesIn(words, text, { start: 0, end: text.length });
}

function placesIn(words: string, text: string, within: Span): readonly Span[] {
  const whole = startsOf(words, text, within).map((start) => ({ start, end: start + words.length }));
  const [first = '', last, ...more] = words.split(OMISSION);
  if (whole.length > 0 || first === '' || !last || more.length > 0) return whole;
  return startsOf(first, text, within).flatMap((start) => {
    const [end] = startsOf(last, text, { start: start + first.length, end: within.end });
    return end === undefined ? [] : [{ start, end: end + last.length }];
  });
}

function startsOf(words: string, text: string, { start, end }: Span): readonly number[] {
  const starts: number[] = [];
  for (
    let at = text.indexOf(words, start);
    at >= 0 && at + words.length <= end;
    at = text.indexOf(words, at + 1)
  )
    starts.push(at);
  return starts;
}
