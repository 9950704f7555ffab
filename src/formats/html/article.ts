import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { type Block, type DomNode, textBlocks } from './blocks.ts';
import { isFurnitureBlock } from './furniture.ts';
import { prunePage } from './prune.ts';

export interface Article {
  /** Paragraphs separated by a blank line; '' where the page has no article. */
  readonly text: string;
  /** The start of the text that is around it. */
  readonly around: string;
}

/** In characters. The shortest wire report in the gold data has 230; less than this is a line of the page. */
const SHORTEST_ARTICLE = 140;

/**
 * The article of a page without navigation, banners, related links, comments and requests, and without its headline.
 * Elements that are no article by their name are left out first; where nothing is left then, the names were misleading and
 * the page is read without them.
 */
export function extractArticle(source: string, title: string | null): Article {
  const strict = extractFrom(source, title, true);
  if (strict.text.length >= SHORTEST_ARTICLE) return strict;
  const lenient = extractFrom(source, title, false);
  return lenient.text.length > strict.text.length ? { ...lenient, around: strict.around } : strict;
}

function extractFrom(source: string, title: string | null, byName: boolean): Article {
  const { html, leftOut } = prunePage(source, { byName });
  return { text: joined(articleBlocks(html), title), around: leftOut };
}

function articleBlocks(html: string): readonly Block[] {
  const parsed = () => parseHTML(`<!doctype html><html><body>${html}</body></html>`).document;
  const article = new Readability<DomNode>(parsed(), {
    disableJSONLD: true,
    serializer: (node) => node as unknown as DomNode,
  }).parse();
  return textBlocks(article?.content ?? (parsed() as unknown as DomNode));
}

function joined(blocks: readonly Block[], title: string | null): string {
  const kept = blocks.filter(({ text, linked }) => text !== title && !isFurnitureBlock(text, linked));
  return kept
    .slice(
      Math.max(
        0,
        kept.findIndex(({ text }) => !LABEL.test(text)),
      ),
    )
    .map(({ text, follows }, index) => (index === 0 ? text : (follows ? '\n' : '\n\n') + text))
    .join('');
}

// `Executive Branch`, `Text size`: up to three words in front of the first sentence are the section's or the layout's.
const LABEL = /^(?:\p{L}+[ :]*){1,3}$/u;
