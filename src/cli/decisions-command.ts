import { bodyOf, undoneAmong } from '../app/book/decisions/decision.ts';
import { isFrom } from '../book/moment.ts';
import { dateFrom } from '../book/time.ts';
import { type Command, type Host, parse } from './command.ts';
import { decisionLine } from './decision-line.ts';
import { counted } from './document-block.ts';
import type { ExitCode } from './failure.ts';
import { FILTER_OPTIONS, listQueryFrom } from './filter-options.ts';
import { displayable, wrapped } from './layout.ts';
import { CSV_OPTION, OUTPUT_OPTIONS, PAGE_OPTIONS, partOf, tellMore } from './output-options.ts';
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
  ...FILTER_OPTIONS,
  'known-on': { ...FILTER_OPTIONS['known-on'], help: 'taken until this date' },
  ...PAGE_OPTIONS,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const decisionsCommand: Command = {
  name: 'decisions',
  operands: '',
  summary:
    'Prints what was decided in a book, as it was decided: what, on what, by whom, when and why. Filters choose the claims on which it was.',
  options: OPTIONS,
  table: {
    columns: {
      id: 'id',
      kind: 'kind',
      subject: 'subject',
      report: 'report',
      by: 'by',
      at: 'at',
      why: 'why',
      from: 'body.from',
      undone: 'undone',
    },
  },
  examples: [
    ['pledgebook decisions', 'all of pledgebook.db, the earliest first'],
    ['pledgebook decisions --by Ada --since 2025-09', 'what Ada decided since September'],
    ['pledgebook decisions --actor DEU --measure force', 'on claims of these entries'],
  ],
  run: decisions,
};

async function decisions(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values } = parse(args, OPTIONS);
  const { since, ...filters } = values;
  if (since !== undefined) dateFrom(since);
  const { width } = terminalOf(host.stdout);
  return withBook(values, async (book) => {
    const all = await book.decisions(undefined, listQueryFrom(filters));
    const undone = undoneAmong(all);
    const found = all.filter(
      ({ by, kind, at }) =>
        (values.by?.includes(by) ?? true) &&
        (values.kind?.includes(kind) ?? true) &&
        (since === undefined || isFrom(at, since)),
    );
    const part = partOf(found, values, ({ id }) => id);
    for (const decision of part.items) {
      const text = values.json
        ? JSON.stringify({ ...decision, body: bodyOf(decision), undone: undone.has(decision.id) })
        : wrapped(displayable(decisionLine(decision, undone)), width).join('\n    ');
      await write(host.stdout, `${text}\n`);
    }
    if (!values.json) host.stderr.write(`${counted(part.items.length, 'decision')}\n`);
    tellMore(part, host.stderr);
    return 0;
  });
}
