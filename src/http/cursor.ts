import { createHash } from 'node:crypto';
import { Refusal } from './problem.ts';

/** Where a list goes on: in which state of the book, of which question. */
export interface Cursors {
  /** How many items of the list, from its beginning, the page needs to be there. @throws Refusal as `page` */
  upTo(asked: PageAsked): number;
  /** How many items of the list stand before the page. @throws Refusal as `page` */
  before(asked: PageAsked): number;
  /**
   * What of a list a page has, and the cursor of the next one; null on the last. `total` is given where `items` are not all.
   * @throws Refusal `http/cursor`, `http/cursor-expired`
   */
  page<T>(items: readonly T[], asked: PageAsked, total?: number): PageOf<T>;
  /** The same where `items` are those of the page alone. @throws Refusal as `page` */
  pageOf<T>(items: readonly T[], asked: PageAsked, total: number): PageOf<T>;
  /** Those of the same question with this parameter. */
  with(name: string, value: string): Cursors;
}

interface PageOf<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly next: string | null;
}

interface PageAsked {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** @param question address and parameters; the cursor and the limit, which may change from page to page, do not count */
export function cursorsOf(version: string, question: URL): Cursors {
  const parameters = new URLSearchParams(question.searchParams);
  parameters.delete('cursor');
  parameters.delete('limit');
  parameters.sort();
  const of = createHash('sha256')
    .update(`${question.pathname}?${parameters}`)
    .digest('base64url')
    .slice(0, 12);
  const endOf = ({ limit, cursor }: PageAsked): number =>
    limit + (cursor === undefined ? 0 : startOf(cursor, version, of));
  const pageOf: Cursors['pageOf'] = (items, asked, total) => {
    const end = endOf(asked);
    return {
      items,
      total,
      next: end < total ? Buffer.from(`${version} ${of} ${end}`).toString('base64url') : null,
    };
  };
  const before = (asked: PageAsked): number => endOf(asked) - asked.limit;
  return {
    upTo: endOf,
    before,
    pageOf,
    with: (name, value) => {
      const narrower = new URL(question);
      narrower.searchParams.set(name, value);
      return cursorsOf(version, narrower);
    },
    page: (items, asked, total = items.length) =>
      pageOf(items.slice(before(asked), endOf(asked)), asked, total),
  };
}

/** @throws Refusal `http/cursor`, `http/cursor-expired` */
function startOf(cursor: string, version: string, question: string): number {
  const [, at, of, start] = /^(\S+) (\S+) (\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at === undefined || of !== question)
    throw new Refusal(400, 'http/cursor', 'the cursor is none of this question; begin without one');
  if (at !== version)
    throw new Refusal(
      410,
      'http/cursor-expired',
      'the book has changed since the first page; begin again without a cursor',
    );
  return Number(start);
}
