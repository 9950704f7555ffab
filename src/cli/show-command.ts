import { PARTY_ROLES } from '../book/record.ts';
import { UsageError } from '../text/errors.ts';
import { QUERY_OPTIONS, queryFrom } from './book-options.ts';
import { type Command, type Host, parse } from './command.ts';
import { citedClaim, entryBlock } from './entry-block.ts';
import type { ExitCode } from './failure.ts';
import { indented } from './layout.ts';
import { entryRecord } from './list-command.ts';
import { actorsAsNamed, othersAsNamed } from './named-parties.ts';
import { write } from './reading-options.ts';
import { terminalOf } from './terminal.ts';
import { withBook } from './with-book.ts';

export const showCommand: Command = {
  name: 'show',
  operands: 'ENTRY…',
  summary:
    'Prints everything about entries: their history, stands and what is expected, each with its sentence, source and report, and who stands against them.',
  options: QUERY_OPTIONS,
  examples: [['pledgebook show state:DEU/force.land/state:UKR', 'an entry by the id that list prints']],
  run: show,
};

async function show(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, QUERY_OPTIONS);
  if (positionals.length === 0)
    throw new UsageError('usage/entry', 'name an entry; pledgebook list prints their ids');
  const terminal = terminalOf(host.stdout);
  return withBook(values, async (book) => {
    for (const id of positionals) {
      const page = await book.show(id, queryFrom(values));
      for (const entry of page.items) {
        if (values.json) {
          const all = [...entry.claims, ...entry.against];
          const reports = [...new Set(all.map((c) => c.report))].map((report) => page.reports.get(report));
          const named = new Set(all.flatMap((c) => PARTY_ROLES.flatMap((role) => c[role])));
          const parties = [...page.parties.values()].filter(({ id }) => named.has(id));
          const whole = {
            ...entryRecord(entry),
            claims: entry.claims,
            against: entry.against,
            reports,
            parties,
          };
          await write(host.stdout, `${JSON.stringify(whole)}\n`);
          continue;
        }
        const steps = new Map(entry.history.map(({ claim, step }) => [claim.id, step]));
        const note = (id: string) => steps.get(id)?.replace('-', ' ') ?? '';
        const section = (title: string, claims: typeof entry.claims): readonly string[] =>
          claims.length === 0
            ? []
            : [
                '',
                terminal.paint('bold', title),
                ...claims.flatMap((c, i) => [
                  ...(i === 0 ? [] : ['']),
                  ...citedClaim(c, page, terminal, { note: note(c.id), who: actorsAsNamed(c, page) }),
                  ...othersAsNamed(c, page).flatMap((line) =>
                    indented(line, 4, terminal.width).map((part) => terminal.paint('dim', part)),
                  ),
                ]),
              ];
        const lines = [
          ...entryBlock(entry, page, terminal),
          ...section(
            'History',
            entry.history.map(({ claim }) => claim),
          ),
          ...section('Stands', entry.stands),
          ...section('Expected of it', entry.expected),
          ...section('Against it', entry.against),
        ];
        await write(host.stdout, `${lines.join('\n')}\n\n`);
      }
    }
    return 0;
  });
}
