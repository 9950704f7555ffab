import type { Book } from '../app/book/open-book.ts';
import { UsageError } from '../text/errors.ts';
import { citationsFor } from './cited-claims.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import { citedClaim, titleOfId } from './entry-block.ts';
import type { ExitCode } from './failure.ts';
import { FILTER_OPTIONS, listQueryFrom, SINCE_OPTION } from './filter-options.ts';
import { indented } from './layout.ts';
import { CSV_OPTION, OUTPUT_OPTIONS, PAGE_OPTIONS, partOf, tellMore } from './output-options.ts';
import { write } from './reading-options.ts';
import { terminalOf } from './terminal.ts';
import { foundIn, withBook } from './with-book.ts';

// The two days say it.
const { 'as-of': _, ...FILTERS } = FILTER_OPTIONS;

const OPTIONS = {
  ...FILTERS,
  ...SINCE_OPTION,
  ...PAGE_OPTIONS,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const diffCommand: Command = {
  name: 'diff',
  operands: 'FROM TO',
  summary:
    'Prints what changed in a book between two dates of publication: new, firmer, weaker, taken back, fulfilled, contradicted, opposed; and which deadlines have passed.',
  options: OPTIONS,
  table: {
    columns: {
      kind: 'kind',
      entry: 'entry',
      deadline: 'deadline',
      daysLate: 'daysLate',
      claims: 'claims.id',
      acts: 'claims.act',
      firmness: 'claims.firmness',
      publishers: 'reports.publisher',
      urls: 'reports.url',
    },
  },
  examples: [
    ['pledgebook diff 2025-09-04 2025-12-31', 'what came between these days'],
    ['pledgebook diff 2025-09 2025-12 --actor DEU --measure force', 'the same of Germany on forces'],
  ],
  run: diff,
};

type Diff = Awaited<ReturnType<Book['diff']>>['items'][number];
type Late = Awaited<ReturnType<Book['overdue']>>['items'][number];
type Item = (Diff & { readonly what: 'change' }) | (Late & { readonly what: 'overdue' });

async function diff(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  const [from, to] = positionals;
  if (from === undefined || to === undefined || positionals.length > 2)
    throw new UsageError('usage/date', 'two dates are wanted: pledgebook diff 2025-09-04 2025-12-31');
  return withBook(values, async (book) => {
    const query = listQueryFrom(values);
    const page = await book.diff(from, to, query);
    const late = await book.overdue(to, query);
    const part = partOf<Item>(
      [
        ...page.items.map((of): Item => ({ ...of, what: 'change' })),
        ...late.items.map((of): Item => ({ ...of, what: 'overdue' })),
      ],
      values,
      (item) => `${item.what === 'change' ? item.kind : item.what}:${item.entry}`,
    );
    const changes = part.items.filter((item) => item.what === 'change');
    const overdue = part.items.filter((item) => item.what === 'overdue');
    const named = values.json ? part.items.flatMap(({ claims }) => claims) : [];
    const cited = await citationsFor(book, named, query);
    const terminal = terminalOf(host.stdout);
    const heading = (text: string) =>
      indented(text, 0, terminal.width).map((line) => terminal.paint('bold', line));
    const kinds = Map.groupBy(changes, ({ kind }) => kind);
    for (const { kind, entry, claims } of changes) {
      const text = values.json
        ? JSON.stringify({ kind, entry, claims, reports: cited(claims) })
        : [
            ...heading(`${kind.replace('-', ' ')}: ${titleOfId(entry, page)}`),
            ...claims.flatMap((claim) => citedClaim(claim, page, terminal)),
            '',
          ].join('\n');
      await write(host.stdout, `${text}\n`);
    }
    for (const { what: _, ...one } of overdue) {
      const text = values.json
        ? JSON.stringify({ kind: 'overdue', ...one, reports: cited(one.claims) })
        : [
            ...heading(
              `overdue since ${one.deadline} (${counted(one.daysLate, 'day')}): ${titleOfId(one.entry, late)}`,
            ),
            ...one.claims.flatMap((claim) => citedClaim(claim, late, terminal)),
            '',
          ].join('\n');
      await write(host.stdout, `${text}\n`);
    }
    if (!values.json)
      host.stderr.write(
        foundIn(
          [
            ...[...kinds].map(([kind, of]) => `${of.length} ${kind.replace('-', ' ')}`),
            `${counted(overdue.length, 'deadline')} overdue`,
          ].join(', '),
          page,
          { ...values, 'as-of': to },
        ),
      );
    tellMore(part, host.stderr);
    return 0;
  });
}
