import type { Book } from '../app/book/open-book.ts';
import type { ReviewItem } from '../app/book/review/queue.ts';
import { UsageError } from '../text/errors.ts';
import { slice } from '../text/span.ts';
import { BY_OPTIONS, byFrom } from './by-option.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import type { ExitCode } from './failure.ts';
import { FILTER_OPTIONS, listQueryFrom } from './filter-options.ts';
import { write } from './reading-options.ts';
import { codingMachine } from './review/coding-session.ts';
import { reviewMachine } from './review/review-session.ts';
import { needTerminal, runScreen } from './review/screen.ts';
import { idsOf } from './short-ids.ts';
import { terminalOf } from './terminal.ts';
import { withBook } from './with-book.ts';

// What is reviewed stands as it is now, is unreviewed, and comes least certain first.
const { state: _, sort: __, 'known-on': ___, json, help, ...FILTERS } = FILTER_OPTIONS;

const OPTIONS = {
  report: { type: 'string', multiple: true, value: 'REPORT', help: 'of this report; may be repeated' },
  story: {
    type: 'string',
    multiple: true,
    value: 'STORY',
    help: 'of the reports of this story; may be repeated',
  },
  ...FILTERS,
  blind: {
    type: 'boolean',
    help: 'mark the claims of reports from nothing: what was read and what others decided is not shown, and the book stays as it is',
  },
  ...BY_OPTIONS,
  json: { ...json, help: 'print what is open, one object a line, and decide nothing' },
  help,
} as const;

export const reviewCommand: Command = {
  name: 'review',
  operands: '',
  summary:
    'Walks the unreviewed claims in a terminal, least certain first, with a key for each decision. Sentences in which a claim was perhaps missed come with them. Everything is in the book as soon as the next one is shown, so that a review can be left at any moment and taken up again.',
  options: OPTIONS,
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
  if (!values.json) needTerminal(host, 'print what is open with --json, and decide with pledgebook decide');
  if (values.blind) refuseFiltered(values);
  const by = values.json ? null : byFrom(values);
  return withBook(
    values,
    async (book) => {
      const query = await queryFrom(book, values);
      if (by === null) return printQueue(await book.reviewQueue(query), host);
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
  const { report, story, blind: _, by: __, why: ___, json: ____, help: _____, ...filters } = values;
  const ids = report && (await idsOf(book, report));
  return {
    ...listQueryFrom(filters),
    ...(report && ids && { reports: report.map(ids.report) }),
    ...(story && { stories: story }),
  };
}

async function printQueue(
  { items, reports }: Awaited<ReturnType<Book['reviewQueue']>>,
  { stdout }: Host,
): Promise<ExitCode> {
  const quoted = (item: ReviewItem) => slice(reports.get(item.report)?.text ?? '', item.sentence);
  for (const item of items) await write(stdout, `${JSON.stringify({ ...item, quote: quoted(item) })}\n`);
  return 0;
}
