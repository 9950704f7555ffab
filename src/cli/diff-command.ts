import { UsageError } from '../text/errors.ts';
import { QUERY_OPTIONS, queryFrom } from './book-options.ts';
import { citationsFor } from './cited-claims.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import { citedClaim, titleOfId } from './entry-block.ts';
import type { ExitCode } from './failure.ts';
import { indented } from './layout.ts';
import { write } from './reading-options.ts';
import { terminalOf } from './terminal.ts';
import { foundIn, withBook } from './with-book.ts';

const { 'as-of': _, ...OPTIONS } = QUERY_OPTIONS;

export const diffCommand: Command = {
  name: 'diff',
  operands: 'FROM TO',
  summary:
    'Prints what changed in a book between two dates of publication: new, firmer, weaker, taken back, fulfilled, contradicted, opposed; and which deadlines have passed.',
  options: OPTIONS,
  examples: [['pledgebook diff 2025-09-04 2025-12-31', 'what came between these days']],
  run: diff,
};

async function diff(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  const [from, to] = positionals;
  if (from === undefined || to === undefined || positionals.length > 2)
    throw new UsageError('usage/date', 'two dates are wanted: pledgebook diff 2025-09-04 2025-12-31');
  return withBook(values, async (book) => {
    const query = queryFrom(values);
    const page = await book.diff(from, to, query);
    const late = await book.overdue(to, query);
    const named = values.json ? [...page.items, ...late.items].flatMap(({ claims }) => claims) : [];
    const cited = await citationsFor(book, named, query);
    const terminal = terminalOf(host.stdout);
    const heading = (text: string) =>
      indented(text, 0, terminal.width).map((line) => terminal.paint('bold', line));
    const kinds = Map.groupBy(page.items, ({ kind }) => kind);
    for (const { kind, entry, claims } of page.items) {
      const text = values.json
        ? JSON.stringify({ kind, entry, claims, reports: cited(claims) })
        : [
            ...heading(`${kind.replace('-', ' ')}: ${titleOfId(entry, page)}`),
            ...claims.flatMap((claim) => citedClaim(claim, page, terminal)),
            '',
          ].join('\n');
      await write(host.stdout, `${text}\n`);
    }
    for (const overdue of late.items) {
      const text = values.json
        ? JSON.stringify({ kind: 'overdue', ...overdue, reports: cited(overdue.claims) })
        : [
            ...heading(
              `overdue since ${overdue.deadline} (${counted(overdue.daysLate, 'day')}): ${titleOfId(overdue.entry, late)}`,
            ),
            ...overdue.claims.flatMap((claim) => citedClaim(claim, late, terminal)),
            '',
          ].join('\n');
      await write(host.stdout, `${text}\n`);
    }
    if (!values.json)
      host.stderr.write(
        foundIn(
          [
            ...[...kinds].map(([kind, of]) => `${of.length} ${kind.replace('-', ' ')}`),
            `${counted(late.items.length, 'deadline')} overdue`,
          ].join(', '),
          page,
          { ...values, 'as-of': to },
        ),
      );
    return 0;
  });
}
