import { bodyOf, undoneAmong } from '../app/book/decisions/decision.ts';
import { isFrom } from '../book/moment.ts';
import { dateFrom } from '../book/time.ts';
import { BOOK_OPTION } from './book-options.ts';
import { type Command, type Host, parse } from './command.ts';
import { decisionLine } from './decision-line.ts';
import { counted } from './document-block.ts';
import type { ExitCode } from './failure.ts';
import { displayable, wrapped } from './layout.ts';
import { write } from './reading-options.ts';
import { terminalOf } from './terminal.ts';
import { withBook } from './with-book.ts';

const OPTIONS = {
  by: { type: 'string', multiple: true, value: 'NAME', help: 'that this person took; may be repeated' },
  kind: {
    type: 'string',
    multiple: true,
    value: 'WORD',
    help: 'of this kind (accept, mend, alias, …); may be repeated',
  },
  since: { type: 'string', value: 'DATE', help: 'taken from this date on' },
  ...BOOK_OPTION,
  json: { type: 'boolean', help: 'print JSON, one object a line' },
  help: { type: 'boolean', short: 'h', help: 'print this page' },
} as const;

export const decisionsCommand: Command = {
  name: 'decisions',
  operands: '',
  summary: 'Prints what was decided in a book, as it was decided: what, on what, by whom, when and why.',
  options: OPTIONS,
  examples: [
    ['pledgebook decisions', 'all of pledgebook.db, the earliest first'],
    ['pledgebook decisions --by Ada --since 2025-09', 'what Ada decided since September'],
  ],
  run: decisions,
};

async function decisions(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values } = parse(args, OPTIONS);
  const { since } = values;
  if (since !== undefined) dateFrom(since);
  const { width } = terminalOf(host.stdout);
  return withBook(values, async (book) => {
    const all = await book.decisions();
    const undone = undoneAmong(all);
    const found = all.filter(
      ({ by, kind, at }) =>
        (values.by?.includes(by) ?? true) &&
        (values.kind?.includes(kind) ?? true) &&
        (since === undefined || isFrom(at, since)),
    );
    for (const decision of found) {
      const text = values.json
        ? JSON.stringify({ ...decision, body: bodyOf(decision), undone: undone.has(decision.id) })
        : wrapped(displayable(decisionLine(decision, undone)), width).join('\n    ');
      await write(host.stdout, `${text}\n`);
    }
    if (!values.json) host.stderr.write(`${counted(found.length, 'decision')}\n`);
    return 0;
  });
}
