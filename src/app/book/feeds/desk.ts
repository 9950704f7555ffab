import { dateFrom } from '../../../book/time.ts';
import type { ParsedFeed } from '../../../formats/feed.ts';
import type { FeedRules, KeptFeed, Store } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import { checkKnown, type KnownMetadata, withKnown } from '../../reader.ts';
import type { Reading } from '../../reading.ts';
import { fetchFeed } from './fetch-feed.ts';
import { fetchPages, takePage } from './fetch-pages.ts';
import { type FeedFile, feedFile } from './health.ts';
import { AT_ONCE, merged } from './merged.ts';
import { type Opened, type OpenOptions, openUrl } from './open-url.ts';
import type { FetchOutcome } from './outcome.ts';
import { ALL_ITEMS, checkRules } from './rules.ts';
import type { Desk } from './take.ts';

/** Rules are remembered with a feed; of a feed that is known, those that are given take the place of the former ones. */
export interface UrlOptions extends OpenOptions {
  /** Of a page: in the place of what it says itself. */
  readonly known?: KnownMetadata;
  /** What was found there already (`openUrl`). */
  readonly opened?: Opened;
}

export interface FetchQuery {
  /** Addresses of feeds; all that are not paused where none is named. */
  readonly feeds?: readonly string[];
  /** Fetches pages again that are in the book, in place of feeds. */
  readonly pages?: boolean;
  /** Of pages: those of reports published from this date on. */
  readonly since?: string;
}

/** What is at an address, before anything of it is kept: a page with its reading, or a feed. */
export type LookedAt =
  | { readonly reading: Reading; readonly feed: null }
  | { readonly reading: null; readonly feed: ParsedFeed };

/** The part of a book that asks the network. Each outcome is safely stored when it comes. */
export interface FeedDesk {
  /**
   * Puts a page into the book; a feed (by its content, or as `openUrl` finds it) is remembered, and its items are taken.
   * @throws InputError where the address cannot be had or read, UsageError where a rule is wrong
   */
  addUrl(url: string, options?: UrlOptions): AsyncIterable<FetchOutcome>;
  /** What `addUrl` would find there; nothing is kept. @throws InputError as `addUrl` */
  lookAt(url: string, known?: KnownMetadata, feed?: boolean): Promise<LookedAt>;
  /** What is new in the feeds of the book, several at a time. @throws UsageError `usage/feed`, `usage/date` */
  fetchFeeds(query?: FetchQuery): AsyncIterable<FetchOutcome>;
  /** How each does. */
  feeds(): Promise<readonly FeedFile[]>;
  /** Addresses of the feeds from which these reports came, by the reports' ids; one that came otherwise is left out. */
  feedsOf(reports: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** @throws UsageError `usage/feed` */
  pauseFeed(url: string, paused?: boolean): Promise<void>;
  /** Forgets a feed; its reports stay. @throws UsageError `usage/feed` */
  removeFeed(url: string): Promise<void>;
}

export function feedDesk(desk: Desk): FeedDesk {
  const { store, now } = desk;
  return {
    async *addUrl(url, { known = {}, opened: given, feed, ...rules }: UrlOptions = {}) {
      checkKnown(known);
      checkRules({ ...ALL_ITEMS, ...rules }, desk.measures);
      const opened = given ?? (await openUrl(await desk.fetcher(), url, { ...rules, ...(feed && { feed }) }));
      if ('feed' in opened) {
        if (Object.keys(known).length > 0)
          throw new UsageError(
            'usage/feed',
            `${opened.url} is a feed: its items say themselves when and by whom; leave out what is said of them`,
          );
        yield* fetchFeed(desk, await remembered(desk, opened.url, rules), opened);
      } else {
        yield await takePage(desk, url, opened, known);
      }
    },

    lookAt: async (url, known = {}, feed = false) => {
      const opened = await openUrl(await desk.fetcher(), url, { feed });
      return 'feed' in opened
        ? { reading: null, feed: opened.feed }
        : { reading: await desk.read(withKnown(opened.page.source, known)), feed: null };
    },

    async *fetchFeeds({ feeds: named, pages = false, since }: FetchQuery = {}) {
      if (pages) {
        if (since !== undefined) dateFrom(since);
        yield* fetchPages(desk, since);
        return;
      }
      const feeds = named
        ? await Promise.all(named.map((url) => feedNamed(store, url)))
        : (await store.read((book) => book.feeds())).filter(({ paused }) => paused === null);
      yield* merged(
        feeds.map((feed) => fetchFeed(desk, feed)),
        AT_ONCE,
      );
    },

    feedsOf: (reports) => store.read((book) => book.feedsOf(reports)),
    feeds: async () => (await store.read((book) => book.feeds())).map((feed) => feedFile(feed, now())),

    pauseFeed: async (url, paused = true) => {
      const feed = await feedNamed(store, url);
      await store.write((book) => book.keepFeed(feed.url, now(), { paused: paused ? now() : null }));
    },

    removeFeed: async (url) => {
      const feed = await feedNamed(store, url);
      await store.write((book) => book.dropFeed(feed.url));
    },
  };
}

/** Under other rules what was left out is asked for again. */
async function remembered(
  { store, now }: Desk,
  address: string,
  rules: Partial<FeedRules>,
): Promise<KeptFeed> {
  const url = new URL(address).href;
  await store.write(async (book) => {
    const known = (await book.feeds()).find((feed) => feed.url === url);
    const given = Object.keys(rules).length > 0;
    if (known && !given) return;
    await book.keepFeed(url, now(), { rules: { ...(known?.rules ?? ALL_ITEMS), ...rules } });
    await book.forgetLeftOut(url);
  });
  return feedNamed(store, url);
}

async function feedNamed(store: Store, url: string): Promise<KeptFeed> {
  const feeds = await store.read((book) => book.feeds());
  const found = feeds.find((feed) => feed.url === url || feed.url === URL.parse(url)?.href);
  if (found) return found;
  throw new UsageError('usage/feed', `there is no feed "${url}" in this book; pledgebook feeds prints them`);
}
