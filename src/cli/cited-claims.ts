import type { Book, BookQuery } from '../app/book/open-book.ts';
import type { BookClaim, Citation } from '../book/record.ts';

/** Gives the citations of the reports in which claims stand, each once: what JSON prints beside claims. */
export async function citationsFor(
  book: Book,
  claims: readonly Pick<BookClaim, 'report'>[],
  query: BookQuery,
): Promise<(claims: readonly Pick<BookClaim, 'report'>[]) => readonly Citation[]> {
  const reports = (of: readonly Pick<BookClaim, 'report'>[]) => [...new Set(of.map(({ report }) => report))];
  const cited = await book.cite(reports(claims), query);
  return (of) => reports(of).flatMap((id) => cited.get(id) ?? []);
}
