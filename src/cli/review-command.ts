import type { Book } from '../app/book/open-book.ts';
import type { ReviewItem } from '../app/book/review/queue.ts';
import { UsageError } from '../text/errors.ts';
import { slice } from '../text/span.ts';
import { BY_OPTIONS, byFrom } from './by-option.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import type { ExitCode } from './failure.ts';
import { FILTER_OPTIONS, listQueryFrom, SINCE_OPTION } from './filter-options.ts';
import {
  CSV_OPTION,
  OUTPUT_OPTIONS,
  PAGE_OPTIONS,
  type PageValues,
  partOf,
  tellMore,
} from './output-options.ts';
import { write } from './reading-options.ts';
import { codingMachine } from './review/coding-session.ts';
import { reviewMachine } from './review/review-session.ts';
import { needTerminal, runScreen } from './review/screen.ts';
import { idsOf } from './short-ids.ts';
import { terminalOf } from './terminal.ts';
import { withBook } from './with-book.ts';

// What is reviewed is unreviewed, and stands as it is known now.
const { state: _, 'known-on': __, ...FILTERS } = FILTER_OPTIONS;

const OPTIONS = {
  report: { type: 'string', multiple: true, value: 'REPORT', help: 'of this report; may be repeated' },
  story: {
    type: 'string',
    multiple: true,
    value: 'STORY',
    help: 'of the reports of this story; may be repeated',
  },
  ...FILTERS,
  ...SINCE_OPTION,
  ...PAGE_OPTIONS,
  blind: {
    type: 'boolean',
    help: 'mark the claims of reports from nothing: what was read and what others decided is not shown, and the book stays as it is',
  },
  ...BY_OPTIONS,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
  json: { type: 'boolean', help: 'print what is open, one object a line, and decide nothing' },
} as const;

export const reviewCommand: Command = {
  name: 'review',
  operands: '',
  summary:
    'Walks the unreviewed claims in a terminal, least certain first, with a key for each decision. Sentences in which a claim was perhaps missed come with them. Everything is in the book as soon as the next one is shown, so that a review can be left at any moment and taken up again.',
  options: OPTIONS,
  table: {
    columns: {
      id: 'id',
      kind: 'kind',
      report: 'report',
      certainty: 'certainty',
      actors: 'claim.actors',
      act: 'claim.act',
      firmness: 'claim.firmness',
      measures: 'claim.measures',
      quote: 'quote',
    },
  },
  examples: [
    ['pledgebook review --by Ada', 'everything that is open'],
    ['pledgebook review --actor DEU --measure force', 'the claims behind these entries'],
    ['pledgebook review --blind --report 3f9a2b7c01de --by Ada', 'code a report from nothing'],
    ['pledgebook review --json', 'what is open, for a program'],
  ],
  run: runReview,
};

async function runReview(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  if (positionals.length > 0)
    throw new UsageError('usage/review', `"${positionals[0]}" is no option; name a report with --report`);
  if (!values.json && (values.limit ?? values.after) !== undefined)
    throw new UsageError('usage/review', '--limit and --after go with --json; a review is left with a key');
  if (!values.json) needTerminal(host, 'print what is open with --json, and decide with pledgebook decide');
  if (values.blind) refuseFiltered(values);
  const by = values.json ? null : byFrom(values);
  return withBook(
    values,
    async (book) => {
      const query = await queryFrom(book, values);
      if (by === null) return printQueue(await book.reviewQueue(query), values, host);
      const terminal = () => terminalOf(host.stdout);
      if (values.blind) {
        const { coded, left } = await runScreen(host, await codingMachine({ book, query, by, terminal }));
        host.stderr.write(`${counted(coded.size, 'report')} coded, ${left} left\n`);
        return 0;
      }
      const { items, decided } = await runScreen(host, await reviewMachine({ book, query, by, terminal }));
      host.stderr.write(`${decided.size} decided, ${items.length - decided.size} left open\n`);
      return 0;
    },
    { reader: lazily(host) },
  );
}

/** By what was read no report is chosen for one who is not to know it. @throws UsageError `usage/blind` */
function refuseFiltered(values: Readonly<Record<string, unknown>>): void {
  const filter = [
    'actor',
    'measure',
    'target',
    'firmness',
    'condition',
    'source',
    'publisher',
    'told-since',
    'since',
    'text',
    'min-confidence',
  ].find((name) => values[name] !== undefined);
  if (filter !== undefined)
    throw new UsageError(
      'usage/blind',
      `--${filter} chooses by what was read; with --blind name reports by --report, --story or --tag`,
    );
}

/** The model is loaded when reasons are first asked for. */
function lazily({ createSourceReader }: Host): Awaited<ReturnType<Host['createSourceReader']>> {
  let reader: ReturnType<Host['createSourceReader']> | undefined;
  return async (source, options) => {
    reader ??= createSourceReader();
    return (await reader)(source, options);
  };
}

async function queryFrom(book: Book, values: ReturnType<typeof parse<typeof OPTIONS>>['values']) {
  const { report, story, ...filters } = values;
  const ids = report && (await idsOf(book, report));
  return {
    ...listQueryFrom(filters),
    ...(report && ids && { reports: report.map(ids.report) }),
    ...(story && { stories: story }),
  };
}

async function printQueue(
  { items, reports }: Awaited<ReturnType<Book['reviewQueue']>>,
  values: PageValues,
  { stdout, stderr }: Host,
): Promise<ExitCode> {
  const part = partOf(items, values, ({ id }) => id);
  const quoted = (item: ReviewItem) => slice(reports.get(item.report)?.text ?? '', item.sentence);
  for (const item of part.items) await write(stdout, `${JSON.stringify({ ...item, quote: quoted(item) })}\n`);
  tellMore(part, stderr);
  return 0;
}
