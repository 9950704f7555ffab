import type { ListedEntry } from '../app/book/listed-entry.ts';
import type { Entry } from '../book/entries.ts';
import { type Command, type Host, parse } from './command.ts';
import { csvTable } from './csv.ts';
import { counted } from './document-block.ts';
import { entryBlock, triggerText } from './entry-block.ts';
import type { ExitCode } from './failure.ts';
import { FILTER_OPTIONS, listQueryFrom } from './filter-options.ts';
import { write } from './reading-options.ts';
import { terminalOf } from './terminal.ts';
import { foundIn, withBook } from './with-book.ts';

const OPTIONS = {
  ...FILTER_OPTIONS,
  csv: { type: 'boolean', help: 'print a table of comma-separated values' },
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
    ['pledgebook list --as-of 2025-09-10 --csv > entries.csv', 'as it was on that day, as a table'],
  ],
  run: list,
};

async function list(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values } = parse(args, OPTIONS);
  return withBook(values, async (book) => {
    const page = await book.list(listQueryFrom(values));
    const terminal = terminalOf(host.stdout);
    if (values.csv) await write(host.stdout, csv(page.items));
    for (const entry of values.csv ? [] : page.items) {
      const text = values.json
        ? JSON.stringify(entryRecord(entry))
        : `${entryBlock(entry, page, terminal).join('\n')}\n`;
      await write(host.stdout, `${text}\n`);
    }
    if (!values.json && !values.csv)
      host.stderr.write(foundIn(counted(page.items.length, 'entry'), page, values));
    return 0;
  });
}

/** An entry as `list --json` prints it: ids instead of claims, which `show --json` gives whole. */
export function entryRecord({
  claims,
  history,
  stands,
  expected,
  state,
  conditions,
  against,
  ...entry
}: Entry) {
  const ids = (some: readonly { readonly id: string }[]): readonly string[] => some.map(({ id }) => id);
  return {
    ...entry,
    state: state && {
      act: state.claim.act,
      negated: state.claim.negated,
      firmness: state.claim.firmness,
      direction: state.direction,
      change: state.change?.step ?? null,
      claim: state.claim.id,
    },
    history: history.map(({ claim, step }) => ({ claim: claim.id, step })),
    stands: ids(stands),
    expected: ids(expected),
    conditions: conditions.map(({ kind, trigger, claims: from }) => ({ kind, trigger, claims: ids(from) })),
    against: ids(against),
    claims: ids(claims),
  };
}

const COLUMNS = [
  'id',
  'actor',
  'measure',
  'beneficiary',
  'act',
  'negated',
  'firmness',
  'conditions',
  'sources',
  'claims',
  'confirmed',
  'grades',
];

function csv(entries: readonly ListedEntry[]): string {
  const rows = entries.map(({ id, actor, measure, beneficiary, state, conditions, sources, ...entry }) => [
    id,
    actor,
    measure,
    beneficiary ?? '',
    state?.claim.act ?? '',
    state ? String(state.claim.negated) : '',
    state?.claim.firmness ?? '',
    conditions.map(({ kind, trigger }) => `${kind} ${trigger ? triggerText(trigger) : ''}`.trim()).join('; '),
    sources.join('; '),
    entry.claims.map((c) => c.id).join(' '),
    String(entry.confirmed),
    entry.grades.join(' '),
  ]);
  return csvTable([COLUMNS, ...rows]);
}
