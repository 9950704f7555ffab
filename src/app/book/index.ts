import type { Book, BookOptions } from './open-book.ts';

export type * from './add.ts';
export type * from './open-book.ts';

/**
 * Opens a book, or begins one.
 * @throws StoreError where the file is no book, damaged, or of a newer version; ResourceError where a profile is wrong
 */
export async function openBook(options: BookOptions): Promise<Book> {
  // Loaded only now: whoever only reads need not wait for it.
  const { openBook: open } = await import('./open-book.ts');
  return open(options);
}
