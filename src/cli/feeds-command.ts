import type { FeedFile } from '../app/book/feeds/health.ts';
import type { Book } from '../app/book/open-book.ts';
import { UsageError } from '../text/errors.ts';
import { BOOK_OPTION } from './book-options.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import type { ExitCode } from './failure.ts';
import { indented } from './layout.ts';
import { CSV_OPTION, OUTPUT_OPTIONS, PAGE_OPTIONS, partOf, tellMore } from './output-options.ts';
import { write } from './reading-options.ts';
import { type Terminal, terminalOf } from './terminal.ts';
import { withBook } from './with-book.ts';

const feed = (help: string) =>
  ({ type: 'string', multiple: true, value: 'FEED', help: `${help}; may be repeated` }) as const;

const OPTIONS = {
  pause: feed('do not fetch this feed until it is resumed'),
  resume: feed('fetch it again'),
  remove: feed('forget it; its reports stay'),
  ...BOOK_OPTION,
  ...PAGE_OPTIONS,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const feedsCommand: Command = {
  name: 'feeds',
  operands: '',
  summary:
    'Prints the feeds of a book: when they were fetched, when their last new item came, and which fail or have fallen silent. A FEED is an address, or a part of its address or title that no other has.',
  options: OPTIONS,
  table: {
    columns: {
      url: 'url',
      title: 'title',
      state: 'state',
      items: 'items',
      newest: 'newest',
      fetched: 'succeeded',
      failures: 'failures',
      failure: 'failure',
      paused: 'paused',
    },
  },
  examples: [
    ['pledgebook feeds', 'all feeds of pledgebook.db'],
    ['pledgebook feeds --pause harbourwire', 'and one of them is not fetched any more'],
  ],
  run: feeds,
};

async function feeds(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  if (positionals.length > 0)
    throw new UsageError('usage/feed', 'feeds takes no operands; pledgebook add ADDRESS adds one');
  const terminal = terminalOf(host.stdout);
  return withBook(values, async (book) => {
    const { pause = [], resume = [], remove = [] } = values;
    for (const url of await feedsNamed(book, pause)) await book.pauseFeed(url);
    for (const url of await feedsNamed(book, resume)) await book.pauseFeed(url, false);
    for (const url of await feedsNamed(book, remove)) await book.removeFeed(url);
    const part = partOf(await book.feeds(), values, ({ url }) => url);
    for (const one of part.items)
      await write(
        host.stdout,
        `${values.json ? JSON.stringify(one) : `${linesOf(one, terminal).join('\n')}\n`}\n`,
      );
    if (!values.json) host.stderr.write(`${summary(part.items)}\n`);
    tellMore(part, host.stderr);
    return 0;
  });
}

/** Addresses of the feeds that are meant. @throws UsageError `usage/feed` */
export async function feedsNamed(book: Book, words: readonly string[]): Promise<readonly string[]> {
  const all = words.length > 0 ? await book.feeds() : [];
  return words.map((word) => {
    const whole = all.find(({ url }) => url === word);
    if (whole) return whole.url;
    const found = all.filter(({ url, title }) =>
      `${url}\n${title ?? ''}`.toLowerCase().includes(word.toLowerCase()),
    );
    const [only] = found;
    if (only && found.length === 1) return only.url;
    throw new UsageError(
      'usage/feed',
      only
        ? `${found.length} feeds have "${word}" in their address or title; write more of it`
        : `there is no feed "${word}"; pledgebook feeds prints them`,
    );
  });
}

/** Title; address; state with its reason; rules. */
function linesOf(one: FeedFile, { width, paint }: Terminal): readonly string[] {
  const lines = (text: string) => indented(text, 4, width);
  const { include, exclude, onlyWith, allowHosts } = one.rules;
  const rules = [
    ...(include === null ? [] : [`include ${include}`]),
    ...(exclude === null ? [] : [`exclude ${exclude}`]),
    ...(onlyWith === null ? [] : [`only with ${onlyWith}`]),
    ...(allowHosts.length > 0 ? [`allowed: ${allowHosts.join(', ')}`] : []),
  ];
  const isBad = one.state === 'failing' || one.state === 'silent';
  return [
    ...indented(one.title ?? one.url, 0, width).map((line) => paint('bold', line)),
    ...lines(one.url).map((line) => paint('dim', line)),
    ...lines(stateText(one)).map((line) => (isBad ? paint('yellow', line) : line)),
    ...lines(
      `${counted(one.items, 'item')}, last new ${day(one.newest)}, last fetched ${moment(one.succeeded)}`,
    ),
    ...(rules.length > 0 ? lines(rules.join('; ')) : []),
  ];
}

function stateText({ state, failures, failure, longestPause, newest, paused }: FeedFile): string {
  switch (state) {
    case 'failing':
      return `failing, ${failures === 1 ? 'once' : `${failures} times in a row`}: ${failure ?? ''}`;
    case 'silent':
      return `silent since ${day(newest)}: its longest pause was ${counted(longestPause ?? 0, 'day')}`;
    case 'paused':
      return `paused since ${day(paused)}`;
    default:
      return state;
  }
}

const day = (at: string | null): string => at?.slice(0, 10) ?? 'never';
const moment = (at: string | null): string =>
  at === null ? 'never' : `${at.slice(0, 16).replace('T', ' ')} UTC`;

function summary(found: readonly FeedFile[]): string {
  const states = ['failing', 'silent', 'paused'].flatMap((state) => {
    const n = found.filter((one) => one.state === state).length;
    return n > 0 ? [`${n} ${state}`] : [];
  });
  return [counted(found.length, 'feed'), ...states].join('; ');
}
