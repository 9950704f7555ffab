import { UsageError } from '../text/errors.ts';
import { lazily } from './add-command.ts';
import { ARRIVED, createArrivals } from './arrivals.ts';
import { BOOK_OPTION } from './book-options.ts';
import { type Command, type Host, parse } from './command.ts';
import type { ExitCode } from './failure.ts';
import { feedsNamed } from './feeds-command.ts';
import { FETCHING_OPTIONS, fetcherFrom, isReachable } from './fetching-options.ts';
import { CSV_OPTION, OUTPUT_OPTIONS } from './output-options.ts';
import { createProgress } from './progress.ts';
import { modelNamed, READER_OPTIONS } from './reading-options.ts';
import { withBook } from './with-book.ts';

const { model, profile } = READER_OPTIONS;

const NO_CONTACT = 'Servers are not told how you can be reached: --contact ADDRESS, or PLEDGEBOOK_CONTACT.';

const OPTIONS = {
  pages: {
    type: 'boolean',
    help: 'fetch the pages again that are in the book, and those of which a feed gave a part only; what changed is a new version',
  },
  since: { type: 'string', value: 'DATE', help: 'with --pages: those published from this date on' },
  ...FETCHING_OPTIONS,
  model,
  profile,
  ...BOOK_OPTION,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
  json: { type: 'boolean', help: 'print one line of JSON a report or feed, as soon as it is safely stored' },
} as const;

export const fetchCommand: Command = {
  name: 'fetch',
  operands: '[FEED…]',
  summary:
    'Takes what is new in the feeds of a book, all that are not paused or those that are named. Their pages are read as reports.',
  options: OPTIONS,
  table: ARRIVED,
  examples: [
    ['pledgebook fetch', 'all feeds of pledgebook.db'],
    ['pledgebook fetch harbourwire', 'the one feed that has this in its address or title'],
    ['pledgebook fetch --pages --since 2025-09-01', 'pages again, as far as they may have changed'],
  ],
  run: fetchNew,
};

async function fetchNew(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  const { pages = false, since } = values;
  if (pages && positionals.length > 0)
    throw new UsageError('usage/feed', '--pages fetches pages, whatever their feed; leave the feeds out');
  if (since !== undefined && !pages) throw new UsageError('usage/option', '--since goes with --pages');
  const options = { model: modelNamed(values.model), profiles: values.profile ?? [] };
  const progress = createProgress(host.stderr, Number.POSITIVE_INFINITY);
  const arrivals = createArrivals(host, values.json ?? false);
  const reader = lazily(() => host.createSourceReader(options), progress);
  const fetcher = await fetcherFrom(values);
  if (!isReachable(values)) host.stderr.write(`${NO_CONTACT}\n`);
  return withBook(
    values,
    async (book) => {
      const feeds = positionals.length > 0 ? { feeds: await feedsNamed(book, positionals) } : {};
      let n = 0;
      for await (const outcome of book.fetchFeeds({
        ...feeds,
        pages,
        ...(since !== undefined && { since }),
      })) {
        progress.clear();
        await arrivals.tell(outcome);
        progress.begin(outcome.name, n++);
      }
      progress.clear();
      host.stderr.write(`${arrivals.summary()}\n`);
      return arrivals.failed() ? 1 : 0;
    },
    { ...options, reader, fetcher },
  );
}
