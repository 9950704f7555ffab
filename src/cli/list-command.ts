import { entriesTable } from '../app/book/entries-table.ts';
import { entryRecord } from '../app/book/entry-record.ts';
import { csvTable } from '../app/csv.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import { entryBlock } from './entry-block.ts';
import type { ExitCode } from './failure.ts';
import { FILTER_OPTIONS, listQueryFrom, SINCE_OPTION, SORT_OPTION } from './filter-options.ts';
import { CSV_OPTION, OUTPUT_OPTIONS, PAGE_OPTIONS, pageQueryFrom, tellMore } from './output-options.ts';
import { write } from './reading-options.ts';
import { terminalOf } from './terminal.ts';
import { foundIn, withBook } from './with-book.ts';

const OPTIONS = {
  ...FILTER_OPTIONS,
  ...SINCE_OPTION,
  ...SORT_OPTION,
  ...PAGE_OPTIONS,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const listCommand: Command = {
  name: 'list',
  operands: '',
  summary:
    'Prints the entries of a book: one actor’s stand on one measure for one beneficiary, how firm it is now, on what it hangs, who stands against it.',
  options: OPTIONS,
  examples: [
    ['pledgebook list', 'all entries of pledgebook.db'],
    ['pledgebook list --actor DEU --measure force', 'Germany’s on forces of any kind'],
    [
      'pledgebook list --firmness pledged.. --condition ceasefire',
      'what is pledged and hangs on a ceasefire',
    ],
    ['pledgebook list --sort=-date --limit 50', 'the fifty that were told of last'],
    ['pledgebook list --as-of 2025-09-10 --csv > entries.csv', 'as it was on that day, as a table'],
  ],
  run: list,
};

async function list(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values } = parse(args, OPTIONS);
  return withBook(values, async (book) => {
    const page = await book.rows({ ...listQueryFrom(values), ...pageQueryFrom(values) });
    const terminal = terminalOf(host.stdout);
    if (values.csv) await write(host.stdout, csvTable(entriesTable(page.items)));
    for (const entry of values.csv ? [] : page.items) {
      const text = values.json
        ? JSON.stringify(entryRecord(entry))
        : `${entryBlock(entry, page, terminal).join('\n')}\n`;
      await write(host.stdout, `${text}\n`);
    }
    const { total = page.items.length } = page;
    const last = page.items.at(-1)?.id ?? null;
    const found =
      page.items.length === total
        ? counted(total, 'entry')
        : `${page.items.length} of ${counted(total, 'entry')}`;
    if (!values.json && !values.csv) host.stderr.write(foundIn(found, page, values));
    const isFull = page.items.length === Number(values.limit);
    tellMore({ goesOn: isFull ? last : null }, host.stderr);
    return 0;
  });
}
