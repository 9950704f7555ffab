import { parseHTML } from 'linkedom';
import { InputError } from '../../text/errors.ts';
import { parseHtml } from '../html.ts';
import { type DomNode, textBlocks } from './blocks.ts';
import { isFurnitureBlock } from './furniture.ts';
import { prunePage } from './prune.ts';
import { shallow } from './shallow.ts';

/** The text of an HTML e-mail: its article as of a page, or all of it where it is too short to have one. '' where it has none. */
export function messageText(html: string, name: string): string {
  try {
    return parseHtml(html, name).text;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return fragmentBlocks(html)
      .filter(({ text, linked }) => !isFurnitureBlock(text, linked))
      .map(({ text }) => text)
      .join('\n\n');
  }
}

/** The blocks of a piece of a page, all of them. No script of it runs. */
export function fragmentBlocks(html: string) {
  const { html: pruned } = prunePage(shallow(html), { byName: false });
  const { documentElement } = parseHTML(`<!doctype html><html><body>${pruned}</body></html>`).document;
  return textBlocks(documentElement as unknown as DomNode);
}
