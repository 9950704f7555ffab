import type { Fetched, Fetcher } from '../../../fetching/index.ts';
import type { ParsedFeed } from '../../../formats/feed.ts';
import { isFeed } from '../../../formats/is-feed.ts';
import { type FetchedSource, sourceOfPage } from './page.ts';

/** What was found at an address: told by its content, read as what it is. */
export type Opened = { readonly fetched: Fetched } & (
  | { readonly feed: ParsedFeed }
  | { readonly page: FetchedSource }
);

/** @throws InputError where it cannot be had or read */
export async function openUrl(
  fetcher: Fetcher,
  url: string,
  { allowHosts = [] }: { readonly allowHosts?: readonly string[] } = {},
): Promise<Opened> {
  const fetched = await fetcher.get(url, { allowHosts });
  // Nothing was known of it that could be the same.
  if (fetched === null) throw new TypeError(`${url} was asked for as a whole`);
  return isFeed(fetched.bytes)
    ? { fetched, feed: await feedIn(fetched) }
    : { fetched, page: await sourceOfPage(fetched) };
}

/** @throws InputError `input/feed` */
export async function feedIn({ bytes, url, mediaType }: Fetched): Promise<ParsedFeed> {
  const { parseFeed } = await import('../../../formats/feed.ts');
  return parseFeed(bytes, url, mediaType);
}
