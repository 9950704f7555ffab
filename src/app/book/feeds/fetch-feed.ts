import type { FeedFields, KeptFeed } from '../../../store/index.ts';
import { InputError } from '../../../text/errors.ts';
import { fetchItem, keyOf, stampOf } from './fetch-item.ts';
import { feedIn, type Opened } from './open-url.ts';
import { type FeedOutcome, type FetchOutcome, whyOf } from './outcome.ts';
import { type Desk, orRefusal } from './take.ts';

/**
 * Takes what is new in a feed, the earliest first, and says at last what became of the feed itself. Items that were settled
 * before are passed over; the others are asked for again the next time.
 */
export async function* fetchFeed(
  desk: Desk,
  feed: KeptFeed,
  given?: Extract<Opened, { readonly feed: unknown }>,
): AsyncGenerator<FetchOutcome> {
  const { store, now } = desk;
  const tried = now();
  const end = async (
    change: Partial<FeedFields>,
    outcome: Pick<FeedOutcome, 'status'> & Partial<FeedOutcome>,
  ): Promise<FeedOutcome> => {
    await store.write(async (book) => {
      // It may have been forgotten meanwhile.
      if ((await book.feeds()).some(({ url }) => url === feed.url))
        await book.keepFeed(feed.url, now(), { tried, ...change });
    });
    return { name: feed.url, title: feed.title, items: 0, before: 0, why: null, ...outcome };
  };
  const succeeded = { succeeded: tried, failures: 0, failure: null };

  const got =
    given ??
    (await orRefusal(async () => {
      const { etag, lastModified, rules } = feed;
      const asked = { etag, lastModified, allowHosts: rules.allowHosts };
      const fetched = await (await desk.fetcher()).get(feed.url, asked);
      return fetched && { fetched, feed: await feedIn(fetched) };
    }));
  if (got instanceof InputError) {
    const failure = { failures: feed.failures + 1, failure: whyOf(got) };
    yield end(failure, { status: 'feed-failed', why: whyOf(got) });
    return;
  }
  if (got === null) {
    yield end(succeeded, { status: 'feed-unchanged' });
    return;
  }

  const { fetched, feed: parsed } = got;
  const { items } = parsed;
  const settled = await store.read((book) => book.feedItems(feed.url, items.map(keyOf)));
  const open = items.filter((item) => {
    const known = settled.get(keyOf(item));
    return known === undefined || known.state === 'failed' || known.stamp !== stampOf(item);
  });
  let failed = 0;
  // Feeds have the latest first.
  for (const item of open.toReversed()) {
    const outcome = await fetchItem(desk, feed, parsed, item, settled.get(keyOf(item)));
    if (outcome.status === 'failed') failed++;
    yield outcome;
  }
  const validators =
    failed > 0
      ? { etag: null, lastModified: null }
      : { etag: fetched.etag, lastModified: fetched.lastModified };
  const title = parsed.title ?? feed.title;
  yield end(
    { title, ...succeeded, ...validators },
    { status: 'feed', title, items: items.length, before: items.length - open.length },
  );
}
