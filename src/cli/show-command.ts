import type { EntryFile } from '../app/book/entry-file.ts';
import { entryFileRecord } from '../app/book/entry-record.ts';
import type { Book, Page } from '../app/book/open-book.ts';
import type { BookClaim } from '../book/record.ts';
import { UsageError } from '../text/errors.ts';
import { behindLines, reviewedText } from './behind-lines.ts';
import { QUERY_OPTIONS, queryFrom } from './book-options.ts';
import { type Command, type Host, parse } from './command.ts';
import { citedClaim, entryBlock } from './entry-block.ts';
import type { ExitCode } from './failure.ts';
import { matchLines } from './import-lines.ts';
import { displayable, indented } from './layout.ts';
import { actorsAsNamed, othersAsNamed } from './named-parties.ts';
import { OUTPUT_OPTIONS } from './output-options.ts';
import { write } from './reading-options.ts';
import { idsOf, shortId } from './short-ids.ts';
import { type Terminal, terminalOf } from './terminal.ts';
import { withBook } from './with-book.ts';

const OPTIONS = { ...QUERY_OPTIONS, ...OUTPUT_OPTIONS } as const;

export const showCommand: Command = {
  name: 'show',
  operands: 'ENTRY|CLAIM…',
  summary:
    'Prints everything about entries: their history, stands and what is expected, each with its sentence, source and report, who reviewed it and how reliable it is, and who stands against them. Of a claim, by the id that reports prints, what answers for it now, and the entries that it is part of.',
  options: OPTIONS,
  examples: [
    ['pledgebook show state:DEU/force.land/state:UKR', 'an entry by the id that list prints'],
    ['pledgebook show 3f9a2b7c01de#c2', 'a claim, or what it became'],
  ],
  run: show,
};

async function show(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  if (positionals.length === 0)
    throw new UsageError('usage/entry', 'name an entry; pledgebook list prints their ids');
  const query = queryFrom(values);
  const terminal = terminalOf(host.stdout);
  return withBook(values, async (book) => {
    const isClaim = (word: string) => word.includes('#');
    const ids = await idsOf(book, positionals.filter(isClaim));
    for (const word of positionals) {
      const found = isClaim(word) ? await book.claim(ids.claim(word), query) : null;
      if (found) {
        const matches = await book.matchesOf(found.now.map(({ claim }) => claim.id));
        await write(host.stdout, claimText(found, matches, values.json ?? false, terminal));
      }
      // The claim's own line has them.
      if (found && values.json) continue;
      for (const id of found ? found.items.map((entry) => entry.id) : [word]) {
        const page = await book.show(id, query);
        for (const entry of page.items) {
          const byHand = entry.claims.filter((claim) => entry.behind.get(claim.id)?.review.byHand);
          const matches = await book.matchesOf(byHand.map((claim) => claim.id));
          const record = () => entryFileRecord(entry, page, (reports) => book.cite(reports, query));
          const text = values.json
            ? JSON.stringify({ ...(await record()), ...proposed(matches) })
            : `${entryLines(entry, page, matches, terminal).join('\n')}\n`;
          await write(host.stdout, `${text}\n`);
        }
      }
    }
    return 0;
  });
}

type Matches = Awaited<ReturnType<Book['matchesOf']>>;

/** Only of claims that rows of a tracker became. */
const proposed = (matches: Matches) => (matches.size > 0 ? { matches: Object.fromEntries(matches) } : {});

/** `3f9a2b7c01de#c2 is now 3f9a2b7c01de#c1 (merge, Ada, 2025-10-05, d-5b0e12f8a9c4)`, and each claim that answers for it. */
function claimText(
  { id, now, by, items, ...leads }: Awaited<ReturnType<Book['claim']>>,
  matches: Matches,
  json: boolean,
  terminal: Terminal,
): string {
  if (json) {
    const entries = items.map((entry) => entry.id);
    return `${JSON.stringify({ claim: id, now, by, entries, ...proposed(matches) })}\n`;
  }
  const why = by && ` (${by.kind}, ${by.by}, ${by.at.slice(0, 10)}, ${by.id})`;
  const others =
    now.map(({ claim }) => shortId(claim.id)).join(' and ') || 'gone, and nothing took its place';
  const isItself = now.some(({ claim }) => claim.id === id);
  return [
    ...(isItself ? [] : [displayable(`${shortId(id)} is now ${others}${why ?? ''}`), '']),
    ...now.flatMap(({ claim, state, asRead }) => [
      terminal.paint('bold', shortId(claim.id)),
      ...citedClaim(claim, leads, terminal, {
        note: `${state}${asRead === null ? ', by hand' : ''}`,
        behind: matchLines(matches.get(claim.id) ?? []),
      }),
      '',
    ]),
    '',
  ].join('\n');
}

function entryLines(
  entry: EntryFile,
  page: Page<EntryFile>,
  matches: Matches,
  terminal: Terminal,
): readonly string[] {
  const steps = new Map(entry.history.map(({ claim, step }) => [claim.id, step]));
  const claimLines = (claim: BookClaim): readonly string[] => {
    const behind = entry.behind.get(claim.id);
    const note = steps.get(claim.id)?.replace('-', ' ') ?? '';
    return citedClaim(claim, page, terminal, {
      note,
      who: actorsAsNamed(claim, page),
      behind: [
        ...othersAsNamed(claim, page),
        ...(behind ? behindLines(claim.id, behind) : []),
        ...matchLines(matches.get(claim.id) ?? []),
      ],
    });
  };
  const section = (title: string, claims: readonly BookClaim[]): readonly string[] =>
    claims.length === 0
      ? []
      : [
          '',
          terminal.paint('bold', title),
          ...claims.flatMap((claim, i) => [...(i === 0 ? [] : ['']), ...claimLines(claim)]),
        ];
  return [
    ...entryBlock(entry, page, terminal),
    ...indented(reviewedText(entry), 4, terminal.width),
    ...section(
      'History',
      entry.history.map(({ claim }) => claim),
    ),
    ...section('Stands', entry.stands),
    ...section('Expected of it', entry.expected),
    ...section('Against it', entry.against),
    ...section('Rejected by review', entry.rejected),
  ];
}
