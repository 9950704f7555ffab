import type { Span } from './api-types.ts';

/** What of a text is selected on the page: of the element with `data-from`, whose letters are those of the text from there on. */
export function selectedSpan(): Span | null {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const of = elementOf(range.startContainer)?.closest<HTMLElement>('[data-from]');
  if (!of?.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(of);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  const from =
    Number(of.dataset['from']) + before.toString().length + (words.length - words.trimStart().length);
  const length = words.trim().length;
  return length === 0 ? null : { start: from, end: from + length };
}

const elementOf = (node: Node): Element | null => (node instanceof Element ? node : node.parentElement);
