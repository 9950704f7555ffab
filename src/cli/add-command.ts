import { openUrl } from '../app/book/feeds/open-url.ts';
import { type NotAdded, notAdded } from '../app/book/feeds/outcome.ts';
import { findInputs } from '../app/inputs.ts';
import { withKnown } from '../app/reader.ts';
import { reportsIn } from '../app/reports-in.ts';
import { InputError, UsageError } from '../text/errors.ts';
import { ARRIVED, createArrivals, type Outcome } from './arrivals.ts';
import { BOOK_OPTION, bookPath } from './book-options.ts';
import { type Command, type Host, parse } from './command.ts';
import { type ExitCode, failure } from './failure.ts';
import { FEED_OPTIONS, FETCHING_OPTIONS, fetcherFrom, isWebAddress, rulesFrom } from './fetching-options.ts';
import { CSV_OPTION, OUTPUT_OPTIONS } from './output-options.ts';
import { createProgress, type Progress } from './progress.ts';
import {
  inputOptions,
  knownFrom,
  leftOutOf,
  modelNamed,
  operands,
  READER_OPTIONS,
} from './reading-options.ts';
import { withNewBook } from './with-book.ts';

const OPTIONS = {
  ...BOOK_OPTION,
  ...READER_OPTIONS,
  ...FEED_OPTIONS,
  ...FETCHING_OPTIONS,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
  json: { type: 'boolean', help: 'print one line of JSON a report, as soon as it is safely stored' },
} as const;

export const addCommand: Command = {
  name: 'add',
  operands: 'INPUT…',
  summary:
    'Reads reports and puts them into a book, which is made where there is none. An INPUT is a file (text, Markdown, HTML, PDF, DOCX, RTF, e-mail; an export of Nexis Uni or Factiva; a table or JSONL with a report or a reading a row; a web archive), a folder of them, a pattern in quotes, - for the standard input, or a web address of a page or of a feed (RSS, Atom, JSON Feed), which is remembered and fetched again by pledgebook fetch. The same report twice is one; a changed one is a new version.',
  options: OPTIONS,
  table: ARRIVED,
  examples: [
    ['pledgebook add reports/', 'a folder into pledgebook.db'],
    ["pledgebook add 'reports/**/*.html'", 'the saved pages of a folder and of those in it'],
    ['pledgebook add --book summit.db paris.html', 'a saved page into a book of its own'],
    [
      'pledgebook add --include ukraine https://harbourwire.example/rss',
      'a feed, as far as its items speak of Ukraine',
    ],
    ['pledgebook add --feed https://harbourwire.example/world', 'the feed that a page names'],
    ['pledgebook add --json corpus.jsonl > added.jsonl', 'a corpus, with a line a report'],
    ['pledgebook add --map text=body,published=date corpus.csv', 'a table, a report a row'],
  ],
  run: add,
};

async function add(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  const known = knownFrom(values);
  const options = { model: modelNamed(values.model), profiles: values.profile ?? [] };
  const urls = positionals.filter(isWebAddress);
  const rules = rulesFrom(values);
  if (urls.length === 0 && Object.keys(rules).length > 0)
    throw new UsageError(
      'usage/feed',
      '--feed, rules for items and hosts go with the address of a feed or page',
    );
  const paths = positionals.filter((word) => !isWebAddress(word));
  const { inputs, leftOut } =
    urls.length > 0 && paths.length === 0
      ? { inputs: [], leftOut: [] }
      : await findInputs(operands(paths, host), host.stdin);
  if (inputs.length + urls.length === 0)
    throw new InputError('input/none', `no report in ${positionals.join(', ')}`);
  const progress = createProgress(host.stderr, inputs.length + urls.length);
  const arrivals = createArrivals(host, values.json ?? false);
  const taking = inputOptions(values, inputs, host, progress);
  const reader = lazily(() => host.createSourceReader(options), progress);
  const fetcher = urls.length > 0 ? await fetcherFrom(values) : undefined;
  const tell = async (outcome: Outcome): Promise<void> => {
    progress.clear();
    await arrivals.tell(outcome);
  };
  const made = await withNewBook(
    values,
    async (book) => {
      for (const [i, input] of inputs.entries()) {
        for await (const report of reportsIn(input, taking)) {
          progress.begin(report.name, i);
          const outcome = await tried(report.name, async () => {
            const { received, ...loaded } = await report.load();
            const reading =
              'reading' in loaded ? loaded.reading : await reader(withKnown(loaded.source, known));
            return (await book()).addReading(reading, received);
          });
          await tell('name' in outcome ? outcome : { ...outcome, name: report.name });
        }
      }
      for (const [i, url] of urls.entries()) {
        progress.begin(url, inputs.length + i);
        const failed = await tried(url, async () => {
          // Before there is a book: none is made where nothing comes.
          const opened = fetcher && (await openUrl(fetcher, url, rules));
          const given = { ...rules, known, ...(opened && { opened }) };
          for await (const outcome of (await book()).addUrl(url, given)) await tell(outcome);
          return null;
        });
        if (failed) await tell(failed);
      }
      if (arrivals.came()) await (await book()).catchUp();
    },
    { ...options, reader, ...(fetcher && { fetcher }) },
  );
  host.stderr.write(`${arrivals.summary()}${made ? '' : `; ${bookPath(values)} was not made`}\n`);
  if (leftOut.length > 0) host.stderr.write(`${leftOutOf(leftOut)}\n`);
  return arrivals.failed() ? 1 : 0;
}

/** The reading model is loaded with the first report that has to be read. */
export function lazily(load: () => ReturnType<Host['createSourceReader']>, progress: Progress) {
  let reader: ReturnType<Host['createSourceReader']> | undefined;
  return async (...[source, options]: Parameters<Awaited<ReturnType<Host['createSourceReader']>>>) => {
    reader ??= load();
    return (await reader)(source, { ...options, progress: progress.fraction });
  };
}

/** A report that cannot be read is told, and the others are added; a book that cannot be written ends the run. */
async function tried<T>(
  name: string,
  add: () => Promise<T>,
): Promise<T | (NotAdded & { readonly name: string })> {
  try {
    return await add();
  } catch (error) {
    if (error instanceof InputError) return { name, ...notAdded('refused', failure(error).message) };
    throw error;
  }
}
