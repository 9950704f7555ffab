import { createHash } from 'node:crypto';
import { Refusal } from './problem.ts';

/** Where a list goes on: in which state of the book, of which question. */
export interface Cursors {
  /** What of a list a page has, and the cursor of the next one; null on the last. */
  page<T>(
    items: readonly T[],
    asked: { readonly limit: number; readonly cursor?: string | undefined },
  ): { readonly items: readonly T[]; readonly total: number; readonly next: string | null };
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
  return {
    page: (items, { limit, cursor }) => {
      const start = cursor === undefined ? 0 : startOf(cursor, version, of);
      const end = start + limit;
      return {
        items: items.slice(start, end),
        total: items.length,
        next: end < items.length ? Buffer.from(`${version} ${of} ${end}`).toString('base64url') : null,
      };
    },
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
