import type { Book } from '../app/book/open-book.ts';
import { UsageError } from '../text/errors.ts';
import { BOOK_OPTION } from './book-options.ts';
import { BY_OPTIONS, byFrom } from './by-option.ts';
import { type Command, type Host, parse } from './command.ts';
import type { ExitCode } from './failure.ts';
import { outcomeLines } from './outcome-lines.ts';
import { OUTPUT_OPTIONS } from './output-options.ts';
import { write } from './reading-options.ts';
import { idsOf, shortId } from './short-ids.ts';
import { withBook } from './with-book.ts';

const OPTIONS = {
  ...BY_OPTIONS,
  ...BOOK_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

const PURGE_OPTIONS = {
  ...OPTIONS,
  yes: { type: 'boolean', help: 'yes, delete them for good; without it nothing is done' },
} as const;

export const removeCommand: Command = {
  name: 'remove',
  operands: 'REPORT…',
  summary:
    'Hides reports with everything that rests on them: their claims are in no answer any more. Nothing is deleted.',
  options: OPTIONS,
  examples: [
    ['pledgebook remove 3f9a2b7c01de --by Ada --why "not ours"', 'a report by the id that reports prints'],
  ],
  run: (args, host) => hide('remove', args, host),
};

export const restoreCommand: Command = {
  name: 'restore',
  operands: 'REPORT…',
  summary: 'Brings back reports that were removed, with everything that rests on them.',
  options: OPTIONS,
  examples: [['pledgebook restore 3f9a2b7c01de --by Ada', 'a report that reports --removed prints']],
  run: (args, host) => hide('restore', args, host),
};

export const purgeCommand: Command = {
  name: 'purge',
  operands: 'REPORT…',
  summary:
    'Deletes reports for good: their bytes, texts, readings, claims, notes and what decisions say of them. Only their ids are left, and that they were purged.',
  options: PURGE_OPTIONS,
  examples: [['pledgebook purge --yes 3f9a2b7c01de --by Ada', 'a report, for good']],
  run: purge,
};

async function hide(kind: 'remove' | 'restore', args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  const by = byFrom(values);
  return withBook(values, async (book) => {
    for (const report of await named(book, positionals)) {
      const outcome = await book.decide({ kind, report }, by);
      const text = values.json ? JSON.stringify(outcome) : outcomeLines(outcome).join('\n');
      await write(host.stdout, `${text}\n`);
    }
    return 0;
  });
}

async function purge(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, PURGE_OPTIONS);
  const by = byFrom(values);
  return withBook(values, async (book) => {
    const reports = await named(book, positionals);
    if (!values.yes)
      throw new UsageError(
        'usage/purge',
        `this deletes ${reports.map(shortId).join(', ')} for good; say --yes, or hide them with pledgebook remove`,
      );
    const outcome = await book.purge(reports, by);
    if (values.json) await write(host.stdout, `${JSON.stringify(outcome)}\n`);
    else
      await write(
        host.stdout,
        `${reports.map((id) => `purge ${shortId(id)}  (${outcome.decision})\n`).join('')}`,
      );
    host.stderr.write(`${outcome.warning}\n`);
    return 0;
  });
}

async function named(book: Book, words: readonly string[]): Promise<readonly string[]> {
  if (words.length === 0)
    throw new UsageError('usage/report', 'name a report; pledgebook reports prints their ids');
  const ids = await idsOf(book, words);
  return words.map(ids.report);
}
