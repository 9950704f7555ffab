/** Paragraphs as the text of a report: white space as it is shown, none blank, one blank line between two. */
export const joinedParagraphs = (paragraphs: readonly string[]): string =>
  paragraphs.map(tidyLine).filter(Boolean).join('\n\n');

// No-break spaces and others of a fixed width; line ends inside a paragraph stay.
const SPACES = /[\t\u00a0\u2000-\u200a\u202f\u205f\u3000 ]+/g;
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

export const tidyLine = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replace(SPACES, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
