import { UsageError } from '../text/errors.ts';
import { BOOK_OPTION } from './book-options.ts';
import { BY_OPTIONS, byFrom } from './by-option.ts';
import { type Command, type Host, parse } from './command.ts';
import type { ExitCode } from './failure.ts';
import { displayable } from './layout.ts';
import { CSV_OPTION, OUTPUT_OPTIONS, PAGE_OPTIONS, partOf, tellMore } from './output-options.ts';
import { write } from './reading-options.ts';
import { withBook } from './with-book.ts';

const OPTIONS = {
  ...BY_OPTIONS,
  ...BOOK_OPTION,
  ...PAGE_OPTIONS,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const releaseCommand: Command = {
  name: 'release',
  operands: '[NAME]',
  summary:
    'Gives what the book knows now a name, so that export --since can tell what came, changed and went since. Without a name it prints those that there are.',
  options: OPTIONS,
  table: { columns: { name: 'name', at: 'at', by: 'by', why: 'why' } },
  examples: [
    ['pledgebook release may --by Ada --why "sent to the members"', 'the book as it is now'],
    ['pledgebook release', 'all releases, earliest first'],
  ],
  run: release,
};

async function release(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  const [name, more] = positionals;
  if (more !== undefined)
    throw new UsageError(
      'usage/release',
      'one name at a time; put a name of several words in quotation marks',
    );
  const by = name === undefined ? null : byFrom(values);
  return withBook(values, async (book) => {
    const releases =
      name === undefined || by === null ? await book.releases() : [await book.release(name, by)];
    const part = partOf(releases, values, ({ name: called }) => called);
    for (const one of part.items) {
      const text = `${one.at.slice(0, 16).replace('T', ' ')} UTC  ${one.name}  ${one.by}${one.why === null ? '' : `: ${one.why}`}`;
      await write(host.stdout, `${values.json ? JSON.stringify(one) : displayable(text)}\n`);
    }
    if (releases.length === 0) host.stderr.write('no releases; pledgebook release NAME makes one\n');
    tellMore(part, host.stderr);
    return 0;
  });
}
