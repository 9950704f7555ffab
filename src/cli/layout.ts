import stringWidth from 'string-width';
import { type Span, span } from '../text/span.ts';

// Control characters, which would let a report drive the terminal; line and paragraph separators; marks that turn the
// direction of writing.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be replaced
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** The text as it may stand in one line of a terminal; as long as before, so that offsets stay true. */
export const displayable = (text: string): string => text.replace(UNPRINTABLE, ' ');

/** Columns that the text takes, wide characters counted as two. */
export const columns = (text: string): number => stringWidth(text);

/** Breaks one line of displayable text between words into lines of at most `width` columns; a word longer than that is cut. */
export function wrap(text: string, width: number): readonly Span[] {
  const lines: Span[] = [];
  let line: Span | null = null;
  for (const match of text.matchAll(/\S+/g)) {
    const word = span(match.index, match.index + match[0].length);
    if (line && columns(text.slice(line.start, word.end)) <= width) {
      line = span(line.start, word.end);
      continue;
    }
    if (line) lines.push(line);
    const pieces = cut(text, word, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? null;
  }
  if (line) lines.push(line);
  return lines;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function cut(text: string, word: Span, width: number): readonly Span[] {
  if (columns(text.slice(word.start, word.end)) <= width) return [word];
  const pieces: Span[] = [];
  let start = word.start;
  let end = start;
  let used = 0;
  for (const { segment } of graphemes.segment(text.slice(word.start, word.end))) {
    const wide = columns(segment);
    if (used + wide > width && end > start) {
      pieces.push(span(start, end));
      start = end;
      used = 0;
    }
    end += segment.length;
    used += wide;
  }
  return [...pieces, span(start, end)];
}

/** The wrapped lines themselves. */
export const wrapped = (text: string, width: number): readonly string[] =>
  wrap(text, width).map(({ start, end }) => text.slice(start, end));

/** Wrapped lines that stand `indent` columns in. */
export const indented = (text: string, indent: number, width: number): readonly string[] =>
  wrapped(displayable(text), width - indent).map((line) => ' '.repeat(indent) + line);

/** `label` in a column of its own, the text beside it, further lines under the text. */
export function labelled(
  label: string,
  text: string,
  { indent, labelWidth, width }: LabelLayout,
): readonly string[] {
  const head = ' '.repeat(indent);
  return wrapped(displayable(text), width - indent - labelWidth).map(
    (line, i) => `${head}${(i === 0 ? label : '').padEnd(labelWidth)}${line}`,
  );
}

export interface LabelLayout {
  readonly indent: number;
  readonly labelWidth: number;
  readonly width: number;
}
