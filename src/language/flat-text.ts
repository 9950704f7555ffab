import type { Tokenised } from '../document/layers.ts';

/**
 * The text with each line break and tab inside a paragraph as a blank, so that patterns may be written with blanks.
 * Offsets stay as they are; between paragraphs the breaks stay too, and no pattern crosses them.
 */
export function flatText({ text, paragraphs }: Pick<Tokenised, 'text' | 'paragraphs'>): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of paragraphs) {
    pieces.push(
      text.slice(at, start),
      text.slice(start, end).replace(/[\n\r\t\f\v\u00a0\u2028\u0085]/g, ' '),
    );
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}
