import { createHash } from 'node:crypto';
import type { FeedItem, ParsedFeed } from '../../../formats/feed.ts';
import type { KeptFeed, KeptItem } from '../../../store/index.ts';
import { InputError } from '../../../text/errors.ts';
import type { AddedReport } from '../add.ts';
import { besideKept } from './as-kept.ts';
import { type NotAdded, notAdded, type PageOutcome, whyOf } from './outcome.ts';
import { type FetchedSource, sourceOfItem, sourceOfPage } from './page.ts';
import { leftOut, leftOutAsRead } from './rules.ts';
import { type Beside, type Desk, isTemporary, orRefusal, pageBeside, take } from './take.ts';

/** A page that fails so often is taken for what the feed says of it. */
const TRIES = 3;

/** By what an item is known again, as hashes: what a purge leaves of it says nothing. */
export const keyOf = ({ key }: FeedItem): string => hashOf(key);

/** Another one where the feed says something else of the item. */
export const stampOf = ({ url, title, updated, published, text }: FeedItem): string =>
  hashOf(JSON.stringify([url, title, updated ?? published, text]));

const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);

/** Takes one item of a feed: the page that it links to, else its own text. What became of it is remembered. */
export async function fetchItem(
  desk: Desk,
  feed: KeptFeed,
  { title }: ParsedFeed,
  item: FeedItem,
  before: KeptItem | undefined,
): Promise<PageOutcome> {
  const kept = {
    key: keyOf(item),
    stamp: stampOf(item),
    // Those before it was settled last do not count.
    tries: before?.state === 'failed' ? before.tries + 1 : 1,
    published: item.published,
  };
  const settle = async (
    state: KeptItem['state'],
    outcome: NotAdded,
    tries = kept.tries,
  ): Promise<NotAdded> => {
    const at = desk.now();
    await desk.store.write((book) =>
      book.keepItem(feed.url, { ...kept, tries, state, at, report: before?.report ?? null }),
    );
    return outcome;
  };
  const read = async (found: FetchedSource, beside: Beside): Promise<AddedReport | NotAdded> => {
    const added = await orRefusal(async () => {
      const { source, reading: former } = await besideKept(desk.store, found.source, foreknown);
      const reading = former ?? (await desk.read(source));
      const why = leftOutAsRead(reading, feed.rules);
      if (why !== null) return settle('left-out', notAdded('left-out', why));
      return take(desk, reading, found, { item: { feed: feed.url, kept }, ...beside });
    });
    return added instanceof InputError ? settle('refused', notAdded('refused', whyOf(added))) : added;
  };
  const foreknown = {
    title: item.title,
    publisher: item.publisher ?? title,
    byline: item.byline,
    published: item.published,
  };
  const named = { name: item.url ?? item.title ?? feed.url, feed: feed.url, partial: null };

  const filtered = leftOut(item, feed.rules);
  if (filtered !== null) return { ...named, ...(await settle('left-out', notAdded('left-out', filtered))) };

  const { url } = item;
  if (url === null) {
    const why = `${named.name}: the item has neither a page nor a text`;
    const outcome =
      item.text === '' ? settle('refused', notAdded('refused', why)) : read(sourceOfItem(item), {});
    return { ...named, ...(await outcome) };
  }

  const known = await desk.store.read(async (book) => (await book.fetchedPages([url])).get(url));
  const page = await orRefusal(async () => {
    const fetched = await (await desk.fetcher()).get(url, { ...known, allowHosts: feed.rules.allowHosts });
    return fetched && { ...(await sourceOfPage(fetched)), beside: { page: pageBeside(url, fetched) } };
  });
  if (page === null)
    return { ...named, ...(await settle('taken', notAdded('unchanged', 'its page is as it was'))) };
  if (!(page instanceof InputError)) return { ...named, ...(await read(page, page.beside)) };

  const isBusy = page.code === 'fetch/busy';
  if (isTemporary(page) && (isBusy || kept.tries < TRIES)) {
    // A host that is busy was not asked.
    const tries = isBusy ? kept.tries - 1 : kept.tries;
    return { ...named, ...(await settle('failed', notAdded('failed', whyOf(page)), tries)) };
  }
  const whole = await desk.store.read((book) => book.reports({ addresses: [url] }));
  if (whole.some(({ report }) => report.partial === undefined))
    return {
      ...named,
      ...(await settle('taken', notAdded('unchanged', `${whyOf(page)}; the book has it from before`))),
    };
  if (item.text === '') return { ...named, ...(await settle('refused', notAdded('refused', whyOf(page)))) };
  return { ...named, ...(await read(sourceOfItem(item, page.code), {})), partial: page.code };
}
