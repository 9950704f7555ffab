import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeFiles } from '../app/book/exports/write-files.ts';
import { UsageError } from '../text/errors.ts';
import { bookPath } from './book-options.ts';
import { type Command, type Host, parse } from './command.ts';
import type { ExitCode } from './failure.ts';
import { OUT_OPTION } from './output-options.ts';
import { tabulated } from './table.ts';

/**
 * Runs a command. What it prints goes where `--out` says, without colours; with `--csv` it is made a table of the lines that it
 * prints for programs. @throws UsageError `usage/out`, `usage/csv`
 */
export async function answered(command: Command, args: readonly string[], host: Host): Promise<ExitCode> {
  const { out, csv, json, book } = parse(args, command.options).values;
  if (csv && json) throw new UsageError('usage/csv', 'one of --csv and --json: an answer has one form');
  const printing = csv && command.table ? asTable(command, command.table, args) : command.run;
  const isOurs = command.options['out'] === OUT_OPTION.out && typeof out === 'string' && out !== '-';
  if (isOurs && 'book' in command.options && resolve(out) === resolve(bookPath(bookNamed(book))))
    throw new UsageError('usage/out', `${out} is the book itself; name another file`);
  return isOurs ? into(out, host, (within) => printing(args, within)) : printing(args, host);
}

const bookNamed = (book: unknown) => (typeof book === 'string' ? { book } : {});

type Run = Command['run'];

const asTable =
  ({ run }: Command, table: NonNullable<Command['table']>, args: readonly string[]): Run =>
  async (_, host) => {
    const rows = tabulated(table);
    const piping = pipeline(rows, host.stdout, { end: false });
    // The command, which waits for it, fails of the same.
    piping.catch(() => undefined);
    try {
      const code = await run(['--json', ...args], { ...host, stdout: rows });
      rows.end();
      await piping;
      return code;
    } catch (error) {
      rows.destroy();
      throw error;
    }
  };

/** What is written there stands under the file's name when all of it does. */
async function into(out: string, host: Host, run: (host: Host) => Promise<ExitCode>): Promise<ExitCode> {
  if (existsSync(out) && !statSync(out).isFile())
    throw new UsageError('usage/out', `${out} is no file; name one that may be written`);
  const stdout = Object.assign(new PassThrough(), { isPlain: true });
  const file = basename(out);
  async function* chunks() {
    yield { file, data: '' };
    for await (const data of stdout) yield { file, data };
  }
  const writing = writeFiles({ file, chunks: chunks() }, out, 'Nothing of it was kept');
  // A disk that is full ends the command, which would wait for it; a command that ends, what waits for its words.
  writing.catch((error: Error) => stdout.destroy(error));
  stdout.on('error', () => undefined);
  try {
    const code = await run({ ...host, stdout });
    stdout.end();
    await writing;
    return code;
  } catch (error) {
    stdout.destroy(error instanceof Error ? error : undefined);
    await writing.catch(() => undefined);
    throw error;
  }
}
