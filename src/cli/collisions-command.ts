import type { Collision } from '../book/collisions.ts';
import { citationsFor } from './cited-claims.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import { actorNames, citedClaim, partyName } from './entry-block.ts';
import type { ExitCode } from './failure.ts';
import { FILTER_OPTIONS, listQueryFrom, SINCE_OPTION } from './filter-options.ts';
import { indented } from './layout.ts';
import { CSV_OPTION, OUTPUT_OPTIONS, PAGE_OPTIONS, partOf, tellMore } from './output-options.ts';
import { write } from './reading-options.ts';
import { terminalOf } from './terminal.ts';
import { foundIn, withBook } from './with-book.ts';

const OPTIONS = {
  ...FILTER_OPTIONS,
  ...SINCE_OPTION,
  ...PAGE_OPTIONS,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const collisionsCommand: Command = {
  name: 'collisions',
  operands: '',
  summary:
    'Prints who stands against whom on what: a rejection or threat against an undertaking, a demand against a refusal, must against cannot, each with both sentences; the newest first.',
  options: OPTIONS,
  table: {
    columns: {
      id: 'id',
      kind: 'kind',
      measures: 'measures',
      beneficiary: 'beneficiary',
      stand: 'stand.actors',
      standAct: 'stand.act',
      standClaim: 'stand.id',
      against: 'against.actors',
      againstAct: 'against.act',
      againstClaim: 'against.id',
      stands: 'counts.stands',
      opposed: 'counts.opposed',
      publishers: 'reports.publisher',
    },
  },
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
    const part = partOf(page.items, values, ({ id }) => id);
    const claims = values.json ? part.items.flatMap(claimsOf) : [];
    const cited = await citationsFor(book, claims, query);
    const terminal = terminalOf(host.stdout);
    for (const collision of part.items) {
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
    if (!values.json) host.stderr.write(foundIn(counted(part.items.length, 'collision'), page, values));
    tellMore(part, host.stderr);
    return 0;
  });
}
