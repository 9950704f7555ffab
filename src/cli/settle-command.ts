import { UsageError } from '../text/errors.ts';
import { BOOK_OPTION } from './book-options.ts';
import { BY_OPTIONS, byFrom } from './by-option.ts';
import { type Command, type Host, parse } from './command.ts';
import type { ExitCode } from './failure.ts';
import { CSV_OPTION, OUTPUT_OPTIONS, PAGE_OPTIONS, partOf, tellMore } from './output-options.ts';
import { write } from './reading-options.ts';
import { needTerminal, runScreen } from './review/screen.ts';
import { differenceRecord, settleMachine } from './review/settle-session.ts';
import { idsOf } from './short-ids.ts';
import { withBook } from './with-book.ts';

const OPTIONS = {
  ...BY_OPTIONS,
  ...BOOK_OPTION,
  ...PAGE_OPTIONS,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
  json: {
    type: 'boolean',
    help: 'print the differences that are open, one object a line, and settle nothing',
  },
} as const;

export const settleCommand: Command = {
  name: 'settle',
  operands: '[REPORT…]',
  summary:
    'Walks what coders marked differently (review --blind), side by side. What the curator takes, or mends, becomes a decision of the book; nothing else of what was coded does.',
  options: OPTIONS,
  table: {
    columns: {
      id: 'id',
      report: 'report',
      quote: 'quote',
      fields: 'fields',
      without: 'without',
      standing: 'standing.claim.id',
      state: 'standing.state',
    },
  },
  examples: [
    ['pledgebook settle --by Cleo', 'all reports that two coders are through with'],
    ['pledgebook settle 3f9a2b7c01de --json', 'the differences of one, for a program'],
  ],
  run: runSettle,
};

async function runSettle(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  if (!values.json && (values.limit ?? values.after) !== undefined)
    throw new UsageError('usage/settle', '--limit and --after go with --json; settling is left with a key');
  if (!values.json)
    needTerminal(host, 'print the differences with --json, and decide with pledgebook decide');
  const by = values.json ? null : byFrom(values);
  return withBook(values, async (book) => {
    const ids = await idsOf(book, positionals);
    const reports = positionals.length > 0 ? positionals.map(ids.report) : undefined;
    for (const id of reports ?? []) await book.reportFile(id);
    if (by === null) {
      const { items, reports: named } = await book.differences(reports);
      const part = partOf(items, values, ({ id }) => id);
      for (const item of part.items)
        await write(
          host.stdout,
          `${JSON.stringify(differenceRecord(item, named.get(item.report)?.text ?? ''))}\n`,
        );
      tellMore(part, host.stderr);
      return 0;
    }
    const { settled, items } = await runScreen(host, await settleMachine(book, reports, by));
    host.stderr.write(`${settled.size} settled, ${items.length - settled.size} left open\n`);
    return 0;
  });
}
