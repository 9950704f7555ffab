import { linesOf } from '../../../formats/lines.ts';
import type { Store, Writes } from '../../../store/index.ts';
import { InputError, UsageError } from '../../../text/errors.ts';
import { rehearsed } from '../decide.ts';
import { bookLine } from './book-lines.ts';

/** A line that could not be imported. */
export interface BadLine {
  readonly line: number;
  readonly why: string;
}

export interface BookImport {
  /** False of a dry run, and where lines are bad and may not be skipped. */
  readonly imported: boolean;
  /** Records by their kind, those that are bad left out. */
  readonly counts: Readonly<Record<string, number>>;
  readonly bad: number;
  /** By which the export was chosen; empty where it is a whole book. */
  readonly filters: Readonly<Record<string, unknown>>;
}

export interface BookImportOptions {
  readonly dryRun: boolean;
  readonly skipBad: boolean;
  /** Is told of each bad line as it is come to. */
  readonly onBad: (bad: BadLine) => void;
}

/** A line holds a report with its bytes, or its reading: 64 MiB of text at most, and a third more in base64. */
const MAX_LINE_BYTES = 1 << 28;
/** Where bad lines may not be skipped, so many are named; the file is none of ours then. */
const NAMED = 20;

/**
 * Makes an equal book of an exported one, in one transaction, line by line: the file may be larger than the memory. Into a book
 * in which nothing is yet: what two books have of one report would have to be decided.
 * @throws InputError `input/format` where it is no export of a book, or of a newer pledgebook; UsageError `usage/import`
 */
export async function importBook(
  store: Store,
  bytes: AsyncIterable<Uint8Array>,
  { dryRun, skipBad, onBad }: BookImportOptions,
): Promise<BookImport> {
  const change = async (book: Writes): Promise<Omit<BookImport, 'imported'>> => {
    await refuseFull(book);
    const counts: Record<string, number> = {};
    let bad = 0;
    let line = 0;
    let filters: BookImport['filters'] | null = null;
    let ended: Readonly<Record<string, unknown>> | null = null;
    const tell = (why: string): void => {
      bad++;
      onBad({ line, why });
    };
    for await (const content of linesOf(bytes, MAX_LINE_BYTES)) {
      line++;
      const read = bookLine(content);
      if (read.kind === 'blank') continue;
      if (filters === null) {
        // What does not say what it is, is not guessed at.
        if (read.kind !== 'book')
          throw new InputError(
            'input/format',
            'the first line is not that of an exported book; reports and readings go in with pledgebook add',
          );
        filters = read.filters;
      } else if (ended !== null) tell('it stands after the end');
      else if (read.kind === 'book') tell('the head of a book stands in the middle of another');
      else if (read.kind === 'bad') tell(read.why);
      else if (read.kind === 'end') ended = read.counts;
      else {
        const why = book.put(read.record);
        if (why === null) counts[read.record.record] = (counts[read.record.record] ?? 0) + 1;
        else tell(why);
      }
      if (!skipBad && bad >= NAMED) break;
    }
    if (filters === null) throw new InputError('input/format', 'there is nothing in it');
    if (skipBad || bad === 0) for (const why of incomplete(counts, ended, bad)) tell(why);
    // What is thrown away leaves the book as it was.
    if (bad > 0 && !skipBad) throw new Refused({ counts, bad, filters });
    return { counts, bad, filters };
  };
  try {
    const outcome = await (dryRun ? rehearsed(store, change) : store.write(change));
    return { ...outcome, imported: !dryRun };
  } catch (error) {
    if (error instanceof Refused) return { ...error.outcome, imported: false };
    throw error;
  }
}

class Refused extends Error {
  readonly outcome: Omit<BookImport, 'imported'>;
  constructor(outcome: Omit<BookImport, 'imported'>) {
    super('nothing is imported of a file with bad lines');
    this.outcome = outcome;
  }
}

/** @throws UsageError `usage/import` */
async function refuseFull(book: Writes): Promise<void> {
  const some = await book.reports({ versions: 'all', limit: 1 });
  const hidden = await book.reports({ versions: 'all', state: 'removed', limit: 1 });
  if (some.length + hidden.length + (await book.decisions({ limit: 1 })).length > 0)
    throw new UsageError(
      'usage/import',
      'the book is not empty; a whole book is imported into a new one: name it with --book',
    );
}

/** What the last line says that was there, and was not come to. */
function incomplete(
  counts: Readonly<Record<string, number>>,
  ended: Readonly<Record<string, unknown>> | null,
  bad: number,
): readonly string[] {
  if (ended === null) return ['the file ends before the last line of the book: it was cut off'];
  // Bad lines are counted in the end, and told already.
  if (bad > 0) return [];
  return [...new Set([...Object.keys(counts), ...Object.keys(ended)])]
    .filter((kind) => (counts[kind] ?? 0) !== (ended[kind] ?? 0))
    .map(
      (kind) =>
        `there were ${ended[kind] ?? 0} records of the kind ${kind}, and ${counts[kind] ?? 0} are here`,
    );
}
