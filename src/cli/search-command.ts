import type { FoundQuote, SearchHit } from '../app/book/search.ts';
import type { Report } from '../book/record.ts';
import { UsageError } from '../text/errors.ts';
import { type Span, slice } from '../text/span.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import { actorNames, type Leads } from './entry-block.ts';
import type { ExitCode } from './failure.ts';
import { FILTER_OPTIONS, listQueryFrom, SINCE_OPTION } from './filter-options.ts';
import { displayable, indented, wrap } from './layout.ts';
import { CSV_OPTION, OUTPUT_OPTIONS, PAGE_OPTIONS, pageQueryFrom } from './output-options.ts';
import { write } from './reading-options.ts';
import { shortId } from './short-ids.ts';
import { type Terminal, terminalOf } from './terminal.ts';
import { withBook } from './with-book.ts';

const OPTIONS = {
  ...FILTER_OPTIONS,
  ...SINCE_OPTION,
  ...PAGE_OPTIONS,
  limit: { ...PAGE_OPTIONS.limit, help: 'so many at most (default: 20)' },
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const searchCommand: Command = {
  name: 'search',
  operands: 'WORD…',
  summary:
    'Searches the reports of a book for words: all of them, in title, text or publisher; those in quotation marks in a row. Prints the reports that fit best first, the place where the words stand, the claims in whose sentences they stand, and their entries. The filters choose reports that tell of such entries.',
  options: OPTIONS,
  examples: [
    ['pledgebook search ceasefire', 'reports that speak of a ceasefire'],
    [`pledgebook search '"air defence" Berlin'`, 'with these two words in a row, and Berlin'],
    [
      'pledgebook search troops --actor DEU --since 2025-09',
      'that tell what Germany does, told of since then',
    ],
  ],
  run: search,
};

/** Claims of a report that are printed. */
const QUOTES = 3;

async function search(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  if (positionals.length === 0) throw new UsageError('usage/words', 'name the words that are looked for');
  const query = { ...listQueryFrom(values), ...pageQueryFrom(values) };
  const terminal = terminalOf(host.stdout);
  return withBook(values, async (book) => {
    const page = await book.search(positionals.join(' '), query);
    for (const hit of page.items) {
      const report = page.reports.get(hit.report);
      if (report === undefined) continue;
      const text = values.json
        ? JSON.stringify(record(hit, report))
        : `${hitLines(hit, report, page, terminal).join('\n')}\n`;
      await write(host.stdout, `${text}\n`);
    }
    if (!values.json) host.stderr.write(`${counted(page.items.length, 'report')}\n`);
    return 0;
  });
}

/** Ids instead of claims and reports; spans of the report's text and title, with the words around them. */
function record({ quotes, snippet, ...hit }: SearchHit, { title, publisher, published, url, text }: Report) {
  return {
    ...hit,
    title,
    publisher,
    published,
    url,
    snippet: { ...snippet, text: slice(text, snippet) },
    quotes: quotes.map(({ claim, found, entries }) => ({
      claim: claim.id,
      sentence: { start: claim.sentence.start, end: claim.sentence.end, text: slice(text, claim.sentence) },
      found,
      entries,
    })),
  };
}

function hitLines(
  { inTitle, inText, snippet, quotes }: SearchHit,
  report: Report,
  leads: Leads,
  terminal: Terminal,
): readonly string[] {
  const { title, publisher, published, learned, text } = report;
  const head = title ?? '(without a title)';
  const shown = quotes.slice(0, QUOTES);
  // The sentences say it themselves.
  const place = shown.length > 0 ? [] : marked(text, snippet, inText, 4, terminal);
  return [
    ...marked(head, { start: 0, end: head.length }, title === null ? [] : inTitle, 0, terminal, 'bold'),
    ...indented(
      `${publisher ?? '(nobody named)'} · ${(published ?? learned).slice(0, 10)} · ${shortId(report.id)}`,
      4,
      terminal.width,
    ),
    ...place,
    ...shown.flatMap((quote) => quoteLines(quote, report, leads, terminal)),
    ...(quotes.length > QUOTES ? [`    and ${counted(quotes.length - QUOTES, 'claim')} more`] : []),
  ];
}

const quoteLines = (
  { claim, found, entries }: FoundQuote,
  { text }: Report,
  leads: Leads,
  terminal: Terminal,
): readonly string[] => [
  ...indented(`${claim.act}: ${actorNames(claim, leads)} (${shortId(claim.id)})`, 4, terminal.width),
  ...marked(text, claim.sentence, found, 6, terminal),
  ...entries.map((id) => `      ${displayable(id)}`),
];

/** The words of a span, in lines, with what was found in them bold, or between asterisks where nothing is painted. */
function marked(
  text: string,
  span: Span,
  found: readonly Span[],
  indent: number,
  { width, coloured, paint }: Terminal,
  style?: 'bold',
): readonly string[] {
  const words = displayable(slice(text, span));
  return wrap(words, width - indent).map((line) => {
    let done = line.start;
    let printed = '';
    const plain = (to: number): string => {
      const part = words.slice(done, to);
      return style === undefined ? part : paint(style, part);
    };
    for (const at of found) {
      const [start, end] = [Math.max(at.start - span.start, done), Math.min(at.end - span.start, line.end)];
      if (start >= end) continue;
      printed += plain(start);
      printed += coloured ? paint('yellow', words.slice(start, end)) : `*${words.slice(start, end)}*`;
      done = end;
    }
    return `${' '.repeat(indent)}${printed}${plain(line.end)}`;
  });
}
