import { existsSync } from 'node:fs';
import { type Book, type BookOptions, openBook } from '../app/book/index.ts';
import { UsageError } from '../text/errors.ts';
import { bookPath, type QueryValues } from './book-options.ts';
import { counted } from './document-block.ts';
import type { ExitCode } from './failure.ts';

/**
 * Opens the book that is meant, and closes it whatever happens. Only `add` makes one where there is none.
 * @throws UsageError `usage/book` where there is none.
 */
export async function withBook(
  values: { readonly book?: string | undefined },
  use: (book: Book) => Promise<ExitCode>,
  { create = false, ...options }: Omit<BookOptions, 'book'> & { readonly create?: boolean } = {},
): Promise<ExitCode> {
  const path = bookPath(values);
  if (!create && !existsSync(path)) {
    throw new UsageError(
      'usage/book',
      `there is no book ${path}; name one with --book, or make it: pledgebook add --book ${path} REPORT…`,
    );
  }
  const book = await openBook({ book: path, ...options });
  try {
    return await use(book);
  } finally {
    await book.close();
  }
}

/** `12 entries from 38 reports`; where there is none, why: of that date, or how they come in. */
export function foundIn(
  found: string,
  { reports }: { readonly reports: ReadonlyMap<string, unknown> },
  { 'as-of': asOf, 'known-on': knownOn }: QueryValues = {},
): string {
  const dates = [
    ...(asOf === undefined ? [] : [`published by ${asOf}`]),
    ...(knownOn === undefined ? [] : [`known on ${knownOn}`]),
  ];
  const why =
    dates.length > 0 ? `none was ${dates.join(' and ')}` : 'pledgebook add puts reports into a book';
  return `${found} from ${counted(reports.size, 'report')}${reports.size === 0 ? `; ${why}` : ''}\n`;
}
