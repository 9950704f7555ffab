import { tidyLine } from '../paragraphs.ts';

/** A line of print. Lengths in points, from the lower left corner of the page. */
export interface Line {
  readonly text: string;
  readonly page: number;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  /** Of the letters. */
  readonly size: number;
  /** How far down the page, 0 (top) to 1. */
  readonly depth: number;
}

/** A piece of text as pdf.js gives it: `transform` is the matrix [a b c d x y]. */
interface Item {
  readonly str: string;
  readonly width: number;
  readonly transform: readonly number[];
}

interface Frame {
  readonly page: number;
  readonly bottom: number;
  readonly top: number;
}

interface Piece {
  readonly str: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

/** A page's lines in the order in which the file has its text, which is that of reading in all but a few. */
export function linesOfPage(items: readonly Item[], frame: Frame): readonly Line[] {
  const lines: Line[] = [];
  let pieces: Piece[] = [];
  const flush = (): void => {
    const line = lineOf(pieces, frame);
    if (line !== null) lines.push(line);
    pieces = [];
  };
  for (const item of items) {
    const piece = upright(item);
    const last = pieces.at(-1);
    if (last !== undefined && !onOneLine(last, piece)) flush();
    if (item.str !== '') pieces.push(piece);
  }
  flush();
  return lines;
}

/** A piece as it is read when the page is turned so that its text stands upright. */
function upright({ str, width, transform }: Item): Piece {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = transform;
  const size = Math.hypot(c, d) || Math.hypot(a, b);
  if (Math.abs(b) <= Math.abs(a))
    return a < 0 ? { str, x: -x, y: -y, width, size } : { str, x, y, width, size };
  return b > 0 ? { str, x: y, y: -x, width, size } : { str, x: -y, y: x, width, size };
}

/** Raised and lowered letters (notes, CO₂) stay on their line; a gap of three letters to the left is a new column. */
function onOneLine(last: Piece, next: Piece): boolean {
  const size = Math.max(last.size, next.size);
  return Math.abs(last.y - next.y) < size / 2 && next.x > last.x + last.width - size * 3;
}

function lineOf(pieces: readonly Piece[], { page, bottom, top }: Frame): Line | null {
  const [first] = pieces;
  if (first === undefined) return null;
  let text = '';
  let end = first.x;
  for (const { str, x, width, size } of pieces) {
    // A fifth of the letters' size is the narrowest blank between words that is set.
    if (text !== '' && x - end > size / 5 && !/\s$/.test(text) && !/^\s/.test(str)) text += ' ';
    text += str;
    end = x + width;
  }
  // A soft hyphen at the line's end is one that was printed.
  const shown = tidyLine(text.replace(/\u00ad\s*$/, '-'));
  if (shown === '') return null;
  const main = pieces.reduce((a, b) => (b.str.length > a.str.length ? b : a));
  return {
    text: shown,
    page,
    left: Math.min(...pieces.map(({ x }) => x)),
    right: Math.max(...pieces.map(({ x, width }) => x + width)),
    baseline: main.y,
    size: main.size,
    depth: top > bottom ? 1 - (main.y - bottom) / (top - bottom) : 0,
  };
}
