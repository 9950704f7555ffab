import type { Line } from './lines.ts';

/** The paragraphs that the lines make, joined over the ends of lines, columns and pages. */
export function paragraphsOf(lines: readonly Line[]): readonly string[] {
  const words = wordsOf(lines);
  const pitch = usualPitch(lines);
  const paragraphs: string[] = [];
  let before: Line | undefined;
  for (const [i, line] of lines.entries()) {
    const last = paragraphs.at(-1);
    if (before === undefined || last === undefined || begins(line, before, { lines, i, pitch })) {
      paragraphs.push(line.text);
    } else paragraphs[paragraphs.length - 1] = joined(last, line.text, words);
    before = line;
  }
  return paragraphs;
}

interface Context {
  readonly lines: readonly Line[];
  readonly i: number;
  readonly pitch: number;
}

// `• `, `– `, `1. `, `(a) `, `iv) `
const ITEM = /^(?:[•▪●◦‣·–—*-]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]\s)/;
const SENTENCE_END = /[.!?…:]["'”’»)\]]*\d{0,2}$/;

/** Whether a line begins a paragraph, by what a reader sees: a gap, other letters, an indent, a short line before it. */
function begins(line: Line, before: Line, { lines, i, pitch }: Context): boolean {
  if (Math.abs(line.size - before.size) > before.size / 10) return true;
  if (ITEM.test(line.text)) return true;
  const ended = SENTENCE_END.test(before.text);
  const down = before.baseline - line.baseline;
  const goesOn = line.page === before.page && down > 0;
  // At the top of the next page or column nothing but the sentence itself says whether it goes on.
  if (!goesOn) return ended || (isHeading(before) && !/^\p{Ll}/u.test(line.text));
  if (down > Math.max(pitch, line.size) * 1.4) return true;
  const em = line.size;
  if (ended && line.left > before.left + em * 0.8 && line.left < before.left + em * 5) return true;
  return ended && before.right < rightEdge(lines, i) - em * 4;
}

/** Short, and without an end: `Annex`, `Next steps`. */
const isHeading = ({ text }: Line): boolean => text.length < 60 && !/[,;-]$/.test(text);

/** In lines, before and behind: what stands around a line shows how wide its column is. */
const AROUND = 12;

function rightEdge(lines: readonly Line[], i: number): number {
  const line = lines[i];
  if (line === undefined) return 0;
  const column = lines
    .slice(Math.max(0, i - AROUND), i + AROUND)
    .filter(({ page, left }) => page === line.page && Math.abs(left - line.left) < line.size * 5);
  return Math.max(...column.map(({ right }) => right));
}

/** In points, from one baseline to the next inside a paragraph: the most usual. */
function usualPitch(lines: readonly Line[]): number {
  const counts = new Map<number, number>();
  for (const [i, line] of lines.entries()) {
    const before = lines[i - 1];
    if (before === undefined || before.page !== line.page) continue;
    const down = Math.round((before.baseline - line.baseline) * 2) / 2;
    if (down > line.size / 2 && down < line.size * 3) counts.set(down, (counts.get(down) ?? 0) + 1);
  }
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0];
}

const WORD = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;

/** The words inside the lines, hyphenated ones too; none of those that a line's end cuts. */
function wordsOf(lines: readonly Line[]): ReadonlySet<string> {
  const inside = lines.map(({ text }) => text.replace(/\S*-$/, '').toLowerCase());
  return new Set(inside.flatMap((text) => text.match(WORD) ?? []));
}

// `security guaran-` + `tees for Ukraine`
const CUT = /([\p{L}]+)[-‐]$/u;

/**
 * A hyphen at a line's end goes where a word was cut (`guaran-tees`) and stays where it has one (`long-term`, `US-Ukraine`):
 * the rest of the document tells which, by having the word in one form, or both halves as words.
 */
function joined(text: string, next: string, words: ReadonlySet<string>): string {
  const first = CUT.exec(text)?.[1]?.toLowerCase();
  const second = /^\p{Ll}+/u.exec(next)?.[0];
  if (first === undefined || second === undefined)
    return /\p{L}[-‐]$|[/—]$/u.test(text) ? text + next : `${text} ${next}`;
  const isCompound =
    !words.has(first + second) &&
    (words.has(`${first}-${second}`) || (words.has(first) && words.has(second)));
  return (isCompound ? text : text.slice(0, -1)) + next;
}
