import { linesOf } from '../../../formats/lines.ts';
import type { BookRecord, Store, Writes } from '../../../store/index.ts';
import { InputError, UsageError } from '../../../text/errors.ts';
import { rehearsed } from '../decide.ts';
import { bookLine, namedBy } from './book-lines.ts';

/** Records that were left out because they rest on one that is not there. */
export interface Resting {
  /** `the report sha256:…` */
  readonly on: string;
  /** Where that should stand, where a bad line names it; else the first line that rests on it. */
  readonly line: number;
  readonly records: number;
  /** The first of them, by their ids or kinds. */
  readonly first: readonly string[];
}

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
  /** How many lines were left out: those that are bad, and those that rest on them. */
  readonly bad: number;
  readonly resting: readonly Resting[];
  /** By which the export was chosen; empty where it is a whole book. */
  readonly filters: Readonly<Record<string, unknown>>;
}

export interface BookImportOptions {
  readonly dryRun: boolean;
  readonly skipBad: boolean;
  /** Is told of each bad line as it is come to, and at last of what rests on them. */
  readonly onBad: (bad: BadLine) => void;
}

/** A line holds a report with its bytes, or its reading: 64 MiB of text at most, and a third more in base64. */
const MAX_LINE_BYTES = 1 << 28;
/** Where bad lines may not be skipped, so many are named; the file is none of ours then. */
const NAMED = 20;
/** Records that are named of those that rest on one. */
const FIRST = 5;

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
    return book.filling(() => fill(book));
  };
  const fill = async (book: Writes): Promise<Omit<BookImport, 'imported'>> => {
    const counts: Record<string, number> = {};
    let bad = 0;
    let line = 0;
    let filters: BookImport['filters'] | null = null;
    let ended: Readonly<Record<string, unknown>> | null = null;
    const places = new Map<string, number>();
    const resting = new Map<string, Resting>();
    const tell = (why: string, named: string | null = null): void => {
      bad++;
      if (named !== null) places.set(named, line);
      onBad({ line, why });
    };
    const leaveOut = (on: string, record: BookRecord): void => {
      const { records, first, ...known } = resting.get(on) ?? {
        on,
        line: places.get(on) ?? line,
        records: 0,
        first: [],
      };
      const name = 'id' in record ? record.id : record.record;
      resting.set(on, { ...known, records: records + 1, first: records < FIRST ? [...first, name] : first });
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
      else if (read.kind === 'bad') tell(read.why, namedBy(content));
      else if (read.kind === 'end') ended = read.counts;
      else {
        const { record } = read;
        const refused = book.put(record);
        if (refused === null) counts[record.record] = (counts[record.record] ?? 0) + 1;
        else if (refused.restsOn === null) tell(refused.why, namedBy(content));
        else leaveOut(refused.restsOn, record);
      }
      if (!skipBad && bad >= NAMED) break;
    }
    if (filters === null) throw new InputError('input/format', 'there is nothing in it');
    const left = [...resting.values()];
    const leftOut = left.reduce((sum, { records }) => sum + records, 0);
    if (skipBad || bad + leftOut === 0) for (const why of incomplete(counts, ended, bad + leftOut)) tell(why);
    for (const one of left) onBad({ line: one.line, why: restingText(one) });
    const outcome = { counts, bad: bad + leftOut, resting: left, filters };
    // What is thrown away leaves the book as it was.
    if (outcome.bad > 0 && !skipBad) throw new Refused(outcome);
    return outcome;
  };
  try {
    const outcome = await (dryRun ? rehearsed(store, change) : store.write(change));
    return { ...outcome, imported: !dryRun };
  } catch (error) {
    if (error instanceof Refused) return { ...error.outcome, imported: false };
    throw error;
  }
}

/** `19 records rest on the report sha256:…, which is not there, and were left out: reading, sha256:…#c1, …` */
function restingText({ on, records, first }: Resting): string {
  const more = records > first.length ? [`and ${records - first.length} more`] : [];
  const what = records === 1 ? 'one record rests' : `${records} records rest`;
  const left = records === 1 ? 'was left out' : 'were left out';
  return `${what} on ${on}, which is not there, and ${left}: ${[...first, ...more].join(', ')}`;
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
