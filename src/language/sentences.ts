import type { Source, Tokenised } from '../document/layers.ts';
import { readWordLists } from '../text/resource.ts';
import { type Span, span, trim } from '../text/span.ts';
import { findParagraphs } from './paragraphs.ts';

const lists = readWordLists('en/abbreviations.yaml', [
  'before_name',
  'before_number',
  'ambiguous',
  'clock',
  'after_clock',
  'openers',
  'speech',
]);
const BEFORE_NAME = new Set(lists.before_name);
const BEFORE_NUMBER = new Set(lists.before_number);
const AMBIGUOUS = new Set(lists.ambiguous);
const CLOCK = new Set(lists.clock);
const AFTER_CLOCK = new Set(lists.after_clock);
const OPENERS = new Set(lists.openers);

/** A full stop, question or exclamation mark or an ellipsis, with the quotation marks and brackets that close after it, and footnote marks. */
const TERMINATOR = /(?:\.[ \u00a0]\.[ \u00a0]\.|[.!?…])+["'”’»)\]]*(?: ?\[\d{1,3}\])*/g;

/** What may stand before the first letter of a sentence: opening quotation marks, brackets, dashes, bullets, currency. */
const OPENING = /["'“‘«([\-–—•*#$€£¥+]*/y;

/** `"Why now?" Prime Minister Anna Berg asked`: up to five words between the mark and the verb of speech. */
const SPEECH_FOLLOWS = new RegExp(`^(?:[\\w.’'-]+ ){0,5}(?:${lists.speech.join('|')})\\b`);

/** A word with full stops inside: `U.S`, `e.g`, `U.N`, `Ph.D`. */
const DOTTED = /^(?:\p{L}{1,3}\.)+\p{L}{1,3}$/u;

/** `1`, `a`, `iv`: a list marker where it opens a paragraph. */
const MARKER = /^(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})$/;

/** The longest word looked back on before a full stop; longer ones are no abbreviations. */
const LONGEST = 24;

/** Adds paragraphs and sentences to a text. Linear in its length. */
export function tokenise(source: Source): Tokenised {
  const paragraphs = findParagraphs(source.text);
  const sentences = paragraphs.flatMap((paragraph) => splitParagraph(source.text, paragraph));
  return Object.freeze({
    ...source,
    paragraphs: Object.freeze(paragraphs),
    sentences: Object.freeze(sentences),
  });
}

function splitParagraph(text: string, paragraph: Span): readonly Span[] {
  const sentences: Span[] = [];
  let start = paragraph.start;
  for (const { index, 0: mark } of text.slice(paragraph.start, paragraph.end).matchAll(TERMINATOR)) {
    const at = paragraph.start + index;
    const end = at + mark.length;
    if (end < paragraph.end && endsSentence(text, paragraph, at, end, mark)) {
      sentences.push(trim(text, span(start, end)));
      start = end;
    }
  }
  sentences.push(trim(text, span(start, paragraph.end)));
  return sentences;
}

/** Whether the mark at `[at, end)` ends a sentence, with more of the paragraph behind it. */
function endsSentence(text: string, paragraph: Span, at: number, end: number, mark: string): boolean {
  if (!/\s/.test(text.charAt(end))) return gluedSentence(text, at, end);
  let next = end;
  while (/\s/.test(text.charAt(next))) next++;
  OPENING.lastIndex = next;
  const opening = OPENING.exec(text)?.[0] ?? '';
  const follower = text.slice(next + opening.length, next + opening.length + LONGEST);
  // `he said. - Reuters`: a dash alone says nothing, the word behind it does.
  if (/^\p{Ll}/u.test(follower)) return false;
  const word = /^[\p{L}’']+/u.exec(follower)?.[0] ?? '';
  const isOpener = OPENERS.has(word.toLowerCase());
  const closed = /["'”’»)\]]$/.test(mark);
  if (/[!?]/.test(mark)) {
    return !(closed && SPEECH_FOLLOWS.test(text.slice(next, Math.min(next + 80, paragraph.end))));
  }
  // `"... quotas." The minister`: what is closed after its full stop has ended, whatever the word before it.
  if (closed && !/^\.[)\]]+$/.test(mark)) return true;
  if (mark.length > 1 && /^[.…\s]+$/.test(mark)) return /^[\p{Lu}\d"“‘]/u.test(opening + follower);
  const before = wordBefore(text, paragraph.start, at);
  const lower = before.toLowerCase();
  if (at - before.length === paragraph.start && MARKER.test(before)) return false;
  if (BEFORE_NAME.has(lower)) return false;
  if (BEFORE_NUMBER.has(lower) && /^\d/.test(follower)) return false;
  if (CLOCK.has(lower)) return !AFTER_CLOCK.has(word.toLowerCase());
  // `J. D. Vance`, `George W. Bush`, but `World War I. The`: an initial goes on with a name.
  if (/^\p{Lu}$/u.test(before)) return isOpener && word !== 'A';
  if (AMBIGUOUS.has(lower) || DOTTED.test(before)) return isOpener || opening.length > 0;
  return true;
}

/** `... on Friday.The minister ...`: a blank lost in extraction, told from `Amazon.Com` by the lower-case word and an opener. */
function gluedSentence(text: string, at: number, end: number): boolean {
  if (!/^\p{Lu}/u.test(text.slice(end, end + 2)) || !/\p{Ll}{3}$/u.test(text.slice(Math.max(0, at - 3), at)))
    return false;
  const word = /^[\p{L}’']+(?=\s)/u.exec(text.slice(end, end + LONGEST))?.[0] ?? '';
  return OPENERS.has(word.toLowerCase());
}

/** The letters, digits and full stops right before `at`, without what opens before them. */
function wordBefore(text: string, from: number, at: number): string {
  const window = text.slice(Math.max(from, at - LONGEST), at);
  return /[\p{L}\d][\p{L}\d.&’'-]*$/u.exec(window)?.[0] ?? '';
}
