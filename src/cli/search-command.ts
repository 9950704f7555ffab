import { entryRecord } from '../app/book/entry-record.ts';
import type { EntryRow } from '../app/book/listed-entry.ts';
import type { Book, ListQuery, Page } from '../app/book/open-book.ts';
import type { FoundQuote, SearchHit } from '../app/book/search.ts';
import type { BookClaim, Report } from '../book/record.ts';
import { placesOf, searchWords } from '../book/search-words.ts';
import { UsageError } from '../text/errors.ts';
import { type Span, slice, span } from '../text/span.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import { actorNames, citation, entryTitle, type Leads, stateText } from './entry-block.ts';
import type { ExitCode } from './failure.ts';
import { FILTER_OPTIONS, listQueryFrom, SINCE_OPTION } from './filter-options.ts';
import { displayable, indented, wrap } from './layout.ts';
import {
  CSV_OPTION,
  isCalled,
  type ListPart,
  nothingCalled,
  OUTPUT_OPTIONS,
  PAGE_OPTIONS,
  pageQueryFrom,
  partOf,
  tellMore,
} from './output-options.ts';
import { write } from './reading-options.ts';
import { shortId } from './short-ids.ts';
import { type Terminal, terminalOf } from './terminal.ts';
import { withBook } from './with-book.ts';

const OPTIONS = {
  ...FILTER_OPTIONS,
  ...SINCE_OPTION,
  ...PAGE_OPTIONS,
  limit: { ...PAGE_OPTIONS.limit, help: 'so many entries and so many reports at most (default: 20)' },
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const searchCommand: Command = {
  name: 'search',
  operands: 'WORD…',
  summary:
    'Searches the entries and reports of a book for words: all of them, those in quotation marks in a row. First prints entries by whom, measure and trigger or by their sentences, newest first, each with the sentence that told of it last; then reports by title, text or publisher, those that fit best first, with the place where the words stand, the claims in whose sentences they stand, and their entries. The filters choose entries, and reports that tell of such.',
  options: OPTIONS,
  table: {
    columns: {
      kind: 'kind',
      entry: 'id',
      report: 'report',
      title: 'title',
      publisher: 'publisher',
      published: 'published',
      url: 'url',
      snippet: 'snippet.text',
      claims: 'quotes.claim',
      entries: 'quotes.entries',
    },
  },
  examples: [
    ['pledgebook search ceasefire', 'what hangs on a ceasefire, and reports that speak of one'],
    ['pledgebook search Germany arms.air-defence', 'what Germany undertakes of air defence'],
    [`pledgebook search '"air defence" Berlin'`, 'with these two words in a row, and Berlin'],
    [
      'pledgebook search troops --actor DEU --since 2025-09',
      'that tell what Germany does, told of since then',
    ],
  ],
  run: search,
};

/** Items of each kind, where nobody says how many. */
const USUAL = 20;

/** Claims of a report that are printed. */
const QUOTES = 3;

async function search(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  if (positionals.length === 0) throw new UsageError('usage/words', 'name the words that are looked for');
  const words = positionals.join(' ');
  const query = listQueryFrom(values);
  const { limit = USUAL, after } = pageQueryFrom(values);
  // Ids of entries have their three parts.
  const goesOnIn = after === undefined ? 'both' : after.includes('/') ? 'entries' : 'reports';
  const asked = { ...query, limit, after, json: values.json };
  return withBook(values, async (book) => {
    const entries = goesOnIn === 'reports' ? 0 : await printEntries(book, words, asked, host);
    const reports = goesOnIn === 'entries' ? 0 : await printReports(book, words, asked, host);
    if (!values.json) host.stderr.write(`${counted(entries, 'entry')}, ${counted(reports, 'report')}\n`);
    return 0;
  });
}

type Asked = Omit<ListQuery, 'sort' | 'limit' | 'after'> & {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly json?: boolean | undefined;
};

/** @returns how many */
async function printEntries(
  book: Book,
  words: string,
  { json, after, limit, ...query }: Asked,
  host: Host,
): Promise<number> {
  const terminal = terminalOf(host.stdout);
  const page = await book.searchEntries(words, { ...query, limit, ...(after !== undefined && { after }) });
  const ids = page.items.map(({ id }) => id);
  const { claims, reports } = await book.tellingClaims(ids, query);
  for (const entry of page.items) {
    const claim = claims.get(entry.id);
    const report = claim && reports.get(claim.report);
    const told = claim && report && { claim, report, found: foundIn(words, claim.sentence, report.text) };
    const text = json
      ? JSON.stringify({ kind: 'entry', ...entryRecord(entry), ...(told && snippetOf(told)) })
      : `${entryLines(entry, told ?? null, page, terminal).join('\n')}\n`;
    await write(host.stdout, `${text}\n`);
  }
  const { total = 0 } = page;
  const last = ids.at(-1) ?? null;
  tellMore({ goesOn: total > ids.length && ids.length === limit ? last : null }, host.stderr);
  return ids.length;
}

/** @returns how many */
async function printReports(
  book: Book,
  words: string,
  { json, after, limit, ...query }: Asked,
  host: Host,
): Promise<number> {
  const terminal = terminalOf(host.stdout);
  const { page, items, goesOn } = await reportsAfter(book, words, { ...query, after, limit });
  for (const hit of items) {
    const report = page.reports.get(hit.report);
    if (report === undefined) continue;
    const text = json
      ? JSON.stringify({ kind: 'report', ...record(hit, report) })
      : `${hitLines(hit, report, page, terminal).join('\n')}\n`;
    await write(host.stdout, `${text}\n`);
  }
  tellMore({ goesOn }, host.stderr);
  return items.length;
}

/** Those that fit best come first: so many are asked for that the wanted part is among them, and one more. */
async function reportsAfter(
  book: Book,
  words: string,
  { after, limit, ...query }: Omit<Asked, 'json'>,
): Promise<ListPart<SearchHit> & { readonly page: Page<SearchHit> }> {
  for (let most = limit + 1; ; most *= 4) {
    const page = await book.search(words, { ...query, limit: most });
    const isThere = after === undefined || page.items.some(({ report }) => isCalled(report, after));
    const part = isThere ? partOf(page.items, { after, limit: `${limit}` }, ({ report }) => report) : null;
    const isWhole = page.items.length < most;
    if (part && (part.goesOn !== null || isWhole)) return { ...part, page };
    if (isWhole) throw nothingCalled(after ?? '');
  }
}

interface ToldSentence {
  readonly claim: BookClaim;
  readonly report: Report;
  /** Where the words stand in the report's text. */
  readonly found: readonly Span[];
}

const foundIn = (words: string, sentence: Span, text: string): readonly Span[] =>
  placesOf(slice(text, sentence), searchWords(words)).map(({ start, end }) =>
    span(sentence.start + start, sentence.start + end),
  );

/** The sentence by which an entry was told of last, with what was looked for in it. */
const snippetOf = ({ claim, report, found }: ToldSentence) => {
  const { id, publisher, published, url, text } = report;
  const { start, end } = claim.sentence;
  const snippet = { claim: claim.id, start, end, text: slice(text, claim.sentence), found };
  return { report: id, publisher, published, url, snippet };
};

function entryLines(
  entry: EntryRow,
  told: ToldSentence | null,
  leads: Leads,
  terminal: Terminal,
): readonly string[] {
  return [
    ...indented(entryTitle(entry, leads), 0, terminal.width).map((line) => terminal.paint('bold', line)),
    `    ${stateText(entry, terminal)}`,
    ...(told
      ? [
          ...indented(citation(told.report, told.claim, leads), 4, terminal.width),
          ...marked(told.report.text, told.claim.sentence, told.found, 6, terminal),
        ]
      : []),
    ...indented(entry.id, 4, terminal.width).map((line) => terminal.paint('dim', line)),
  ];
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
