/** The part of the DOM's nodes that is read here. */
export interface DomNode {
  readonly nodeType: number;
  /** In upper case for elements. */
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly childNodes: Iterable<DomNode>;
}

export interface Block {
  readonly text: string;
  /** The part of its characters that are a link, 0 to 1. */
  readonly linked: number;
  /** Whether it goes on in the list of the block before, so that no blank line is between them. */
  readonly follows: boolean;
}

const TEXT_NODE = 3;
const ELEMENT_NODE = 1;

/** The blocks of text below a node, in order, without blank ones; white space as a browser shows it. */
export function textBlocks(root: DomNode): readonly Block[] {
  const blocks: Block[] = [];
  let text = '';
  let linked = 0;
  let inLink = 0;
  let inPre = 0;
  /** The list item that is being read, counted; 0 outside of lists. */
  let list = 0;
  let listOfLast = 0;
  const lists: number[] = [];
  let listCount = 0;

  const flush = (): void => {
    const shown = inPre > 0 ? text.replace(/^\n+|\s+$/g, '') : tidy(text);
    if (shown !== '') {
      blocks.push({ text: shown, linked: linked / text.length, follows: list > 0 && list === listOfLast });
      listOfLast = list;
    }
    text = '';
    linked = 0;
  };

  const visit = (node: DomNode): void => {
    if (node.nodeType === TEXT_NODE) {
      const value = inPre > 0 ? (node.nodeValue ?? '') : (node.nodeValue ?? '').replace(SPACES, ' ');
      text += value;
      if (inLink > 0) linked += value.length;
      return;
    }
    if (node.nodeType !== ELEMENT_NODE) return;
    const { nodeName } = node;
    if (nodeName === 'BR') {
      text += '\n';
      return;
    }
    const isBlock = !INLINE.has(nodeName);
    if (isBlock) flush();
    if (nodeName === 'A') inLink++;
    if (nodeName === 'PRE') inPre++;
    if (LISTS.has(nodeName)) {
      lists.push(list);
      // A list in a list goes on in it.
      if (list === 0) list = ++listCount;
    }
    for (const child of node.childNodes) visit(child);
    if (isBlock) flush();
    if (nodeName === 'A') inLink--;
    if (nodeName === 'PRE') inPre--;
    if (LISTS.has(nodeName)) list = lists.pop() ?? 0;
  };

  visit(root);
  flush();
  return blocks.flatMap(splitAtBlankLines);
}

const LISTS: ReadonlySet<string> = new Set(['UL', 'OL']);
const INLINE: ReadonlySet<string> = new Set(
  'A ABBR ACRONYM B BDI BDO BIG CITE CODE DATA DEL DFN EM FONT I INS KBD MARK Q RUBY S SAMP SMALL SPAN STRIKE STRONG SUB SUP TIME TT U VAR WBR'.split(
    ' ',
  ),
);

// HTML's white space, no-break spaces and other spaces of a fixed width
const SPACES = /[\t\n\f\r \u00a0\u2000-\u200a\u202f\u205f\u3000]+/g;
// Soft hyphens, zero-width spaces, joiners and marks of direction: they show nothing and would stand in the middle of words.
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

const tidy = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replace(/ +/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();

/** Two <br> are how some pages make paragraphs. */
function splitAtBlankLines(block: Block): readonly Block[] {
  if (!block.text.includes('\n\n')) return [block];
  return block.text
    .split(/\n{2,}/)
    .map((text, part) => ({ ...block, text, follows: part === 0 && block.follows }));
}
