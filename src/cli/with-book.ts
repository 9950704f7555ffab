import { existsSync } from 'node:fs';
import { type Book, type BookOptions, openBook, type Page } from '../app/book/index.ts';
import { UsageError } from '../text/errors.ts';
import { bookPath, type QueryValues } from './book-options.ts';
import { counted } from './document-block.ts';
import type { ExitCode } from './failure.ts';

/**
 * Opens the book that is meant, and closes it whatever happens.
 * @throws UsageError `usage/book` where there is none.
 */
export async function withBook(
  values: BookValues,
  use: (book: Book) => Promise<ExitCode>,
  options: Omit<BookOptions, 'book'> = {},
): Promise<ExitCode> {
  const path = bookPath(values);
  if (!existsSync(path)) {
    throw new UsageError(
      'usage/book',
      `there is no book ${path}; name one with --book, or make it: pledgebook add --book ${path} REPORT…`,
    );
  }
  const book = await openBook({ book: path, catchingUp, ...options });
  try {
    return await use(book);
  } finally {
    await book.close();
  }
}

/**
 * The same for a book that is made where there is none: when it is first asked for, so that none is left behind where nothing
 * comes into it. @returns whether there is one now.
 */
export async function withNewBook(
  values: BookValues,
  use: (book: () => Promise<Book>) => Promise<void>,
  options: Omit<BookOptions, 'book'>,
): Promise<boolean> {
  const path = bookPath(values);
  let opened: Promise<Book> | undefined;
  const book = (): Promise<Book> => {
    opened ??= openBook({ book: path, catchingUp, ...options });
    return opened;
  };
  // What is wrong with it is told before anything is read.
  if (existsSync(path)) await book();
  try {
    await use(book);
  } finally {
    await (await opened)?.close();
  }
  return opened !== undefined;
}

/** Fewer are done before a person wonders. */
const MANY = { reports: 2000, entries: 20_000, stories: 200 };

/** After many reports that nobody asked about, or a decision on actors in a large book: a line that rewrites itself. */
function catchingUp(left: number, of: number, what: keyof typeof MANY): void {
  const { stderr } = process;
  if (of < MANY[what] || !stderr.isTTY) return;
  const done = `${of - left} of ${of}`;
  const told = {
    reports: `entries of ${done} reports`,
    entries: `${done} entries listed`,
    stories: `${done} stories compared`,
  };
  stderr.write(left > 0 ? `\r\u001b[K${told[what]}` : '\r\u001b[K');
}

interface BookValues {
  readonly book?: string | undefined;
}

/** `12 entries from 38 reports`; where there is none, why: of that date, or how they come in. */
export function foundIn(
  found: string,
  { reports, asked = reports.size }: Pick<Page<unknown>, 'reports' | 'asked'>,
  { 'as-of': asOf, 'known-on': knownOn }: QueryValues = {},
): string {
  const dates = [
    ...(asOf === undefined ? [] : [`published by ${asOf}`]),
    ...(knownOn === undefined ? [] : [`known on ${knownOn}`]),
  ];
  const why =
    dates.length > 0 ? `none was ${dates.join(' and ')}` : 'pledgebook add puts reports into a book';
  return `${found} from ${counted(asked, 'report')}${asked === 0 ? `; ${why}` : ''}\n`;
}
