import type { Collision } from '../book/collisions.ts';
import { citationsFor } from './cited-claims.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import { actorNames, citedClaim, partyName } from './entry-block.ts';
import type { ExitCode } from './failure.ts';
import { FILTER_OPTIONS, listQueryFrom } from './filter-options.ts';
import { indented } from './layout.ts';
import { write } from './reading-options.ts';
import { terminalOf } from './terminal.ts';
import { foundIn, withBook } from './with-book.ts';

const { sort: _, ...OPTIONS } = FILTER_OPTIONS;

export const collisionsCommand: Command = {
  name: 'collisions',
  operands: '',
  summary:
    'Prints who stands against whom on what: a rejection or threat against an undertaking, a demand against a refusal, must against cannot, each with both sentences; the newest first.',
  options: OPTIONS,
  examples: [
    ['pledgebook collisions', 'all of them'],
    ['pledgebook collisions --measure force', 'those on forces'],
  ],
  run: collisions,
};

const claimsOf = ({ stands, opposed }: Collision) => [...stands, ...opposed];

async function collisions(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values } = parse(args, OPTIONS);
  return withBook(values, async (book) => {
    const query = listQueryFrom(values);
    const page = await book.collisions(query);
    const claims = values.json ? page.items.flatMap(claimsOf) : [];
    const cited = await citationsFor(book, claims, query);
    const terminal = terminalOf(host.stdout);
    for (const collision of page.items) {
      const { kind, measures, beneficiary, stand, against } = collision;
      const about = [
        `${actorNames(stand, page)} against ${actorNames(against, page)}`,
        kind,
        measures.join(', '),
        ...(beneficiary ? [`for ${partyName(page, beneficiary)}`] : []),
      ].join(' · ');
      const text = values.json
        ? JSON.stringify({ ...collision, reports: cited(claimsOf(collision)) })
        : [
            ...indented(about, 0, terminal.width).map((line) => terminal.paint('bold', line)),
            ...citedClaim(stand, page, terminal),
            '    against',
            ...citedClaim(against, page, terminal),
            '',
          ].join('\n');
      await write(host.stdout, `${text}\n`);
    }
    if (!values.json) host.stderr.write(foundIn(counted(page.items.length, 'collision'), page, values));
    return 0;
  });
}
