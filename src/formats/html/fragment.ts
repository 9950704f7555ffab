import { parseHTML } from 'linkedom';
import { type DomNode, textBlocks } from './blocks.ts';
import { prunePage } from './prune.ts';
import { shallow } from './shallow.ts';

/** The text of a piece of HTML that is no page, paragraphs separated by a blank line; '' where it has none. */
export function fragmentText(source: string): string {
  const { html } = prunePage(shallow(source), { byName: false });
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  return textBlocks(document.documentElement as unknown as DomNode)
    .map(({ text, follows }, index) => (index === 0 ? text : (follows ? '\n' : '\n\n') + text))
    .join('');
}
