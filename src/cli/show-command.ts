import type { Book, Page } from '../app/book/open-book.ts';
import type { Entry } from '../book/entries.ts';
import { PARTY_ROLES } from '../book/record.ts';
import { UsageError } from '../text/errors.ts';
import { QUERY_OPTIONS, queryFrom } from './book-options.ts';
import { type Command, type Host, parse } from './command.ts';
import { citedClaim, entryBlock } from './entry-block.ts';
import type { ExitCode } from './failure.ts';
import { displayable, indented } from './layout.ts';
import { entryRecord } from './list-command.ts';
import { actorsAsNamed, othersAsNamed } from './named-parties.ts';
import { write } from './reading-options.ts';
import { idsOf, shortId } from './short-ids.ts';
import { type Terminal, terminalOf } from './terminal.ts';
import { withBook } from './with-book.ts';

export const showCommand: Command = {
  name: 'show',
  operands: 'ENTRY|CLAIM…',
  summary:
    'Prints everything about entries: their history, stands and what is expected, each with its sentence, source and report, and who stands against them. Of a claim, by the id that reports prints, what answers for it now, and the entries that it is part of.',
  options: QUERY_OPTIONS,
  examples: [
    ['pledgebook show state:DEU/force.land/state:UKR', 'an entry by the id that list prints'],
    ['pledgebook show 3f9a2b7c01de#c2', 'a claim, or what it became'],
  ],
  run: show,
};

async function show(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, QUERY_OPTIONS);
  if (positionals.length === 0)
    throw new UsageError('usage/entry', 'name an entry; pledgebook list prints their ids');
  const terminal = terminalOf(host.stdout);
  return withBook(values, async (book) => {
    const query = queryFrom(values);
    const isClaim = (word: string) => word.includes('#');
    const ids = await idsOf(book, positionals.filter(isClaim));
    for (const word of positionals) {
      const found = isClaim(word) ? await book.claim(ids.claim(word), query) : null;
      if (found) await write(host.stdout, claimText(found, values.json ?? false, terminal));
      const page = found ?? (await book.show(word, query));
      // The claim's own line has them.
      if (found && values.json) continue;
      for (const entry of page.items)
        await write(host.stdout, values.json ? entryJson(entry, page) : entryText(entry, page, terminal));
    }
    return 0;
  });
}

/** `3f9a2b7c01de#c2 is now 3f9a2b7c01de#c1 (merge, Ada, 2025-10-05, d-5b0e12f8a9c4)`, and each claim that answers for it. */
function claimText(
  { id, now, by, items, ...leads }: Awaited<ReturnType<Book['claim']>>,
  json: boolean,
  terminal: Terminal,
): string {
  if (json) return `${JSON.stringify({ claim: id, now, by, entries: items.map((entry) => entry.id) })}\n`;
  const why = by && ` (${by.kind}, ${by.by}, ${by.at.slice(0, 10)}, ${by.id})`;
  const others =
    now.map(({ claim }) => shortId(claim.id)).join(' and ') || 'gone, and nothing took its place';
  const isItself = now.some(({ claim }) => claim.id === id);
  return [
    ...(isItself ? [] : [displayable(`${shortId(id)} is now ${others}${why ?? ''}`), '']),
    ...now.flatMap(({ claim, state, asRead }) => [
      terminal.paint('bold', shortId(claim.id)),
      ...citedClaim(claim, leads, terminal, { note: `${state}${asRead === null ? ', by hand' : ''}` }),
      '',
    ]),
    '',
  ].join('\n');
}

function entryJson(entry: Entry, page: Page<Entry>): string {
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
  return `${JSON.stringify(whole)}\n`;
}

function entryText(entry: Entry, page: Page<Entry>, terminal: Terminal): string {
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
  return `${lines.join('\n')}\n\n`;
}
