import type { Key } from './keys.ts';

/** A line that is being written, with the place in it where the next letter comes: in UTF-16 code units. */
export interface Line {
  readonly text: string;
  readonly at: number;
}

export const lineOf = (text: string): Line => ({ text, at: text.length });

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const before = ({ text, at }: Line): number => [...graphemes.segment(text.slice(0, at))].at(-1)?.index ?? 0;
const behind = ({ text, at }: Line): number =>
  at + ([...graphemes.segment(text.slice(at))][0]?.segment.length ?? 0);

/** The line after a key; the same one where the key does nothing to it. */
export function typed(line: Line, { name, text }: Key): Line {
  const { at } = line;
  const cut = (from: number, to: number): Line => ({
    text: line.text.slice(0, from) + line.text.slice(to),
    at: from,
  });
  switch (name) {
    case 'backspace':
      return cut(before(line), at);
    case 'delete':
      return cut(at, behind(line));
    case 'left':
      return { ...line, at: before(line) };
    case 'right':
      return { ...line, at: behind(line) };
    case 'home':
    case 'ctrl-a':
      return { ...line, at: 0 };
    case 'end':
    case 'ctrl-e':
      return { ...line, at: line.text.length };
    case 'ctrl-u':
      return cut(0, at);
    case 'ctrl-k':
      return cut(at, line.text.length);
    default:
      return text === ''
        ? line
        : { text: line.text.slice(0, at) + text + line.text.slice(at), at: at + text.length };
  }
}
