import type { Fetched, Fetcher } from '../../../fetching/index.ts';
import { decode } from '../../../formats/decode.ts';
import type { ParsedFeed } from '../../../formats/feed.ts';
import { mediaTypeOf } from '../../../formats/index.ts';
import { isFeed } from '../../../formats/is-feed.ts';
import type { FeedRules } from '../../../store/index.ts';
import { InputError } from '../../../text/errors.ts';
import { type FetchedSource, isFront, sourceOfPage } from './page.ts';

/** What was found at an address: told by its content, read as what it is. `url`: of a feed that a page named, its own. */
export type Opened = { readonly url: string; readonly fetched: Fetched } & (
  | { readonly feed: ParsedFeed }
  | { readonly page: FetchedSource }
);

export interface OpenOptions extends Partial<FeedRules> {
  /** A feed is wanted, of a page the one that it names. It is as well where there are rules for its items. */
  readonly feed?: boolean;
}

/**
 * A page or a feed; a page that names one feed leads to it where a feed is wanted, and where it is a site's front page, which is
 * no report.
 * @throws InputError where it cannot be had or read; `input/feed` where a feed is wanted and the page names none or several
 */
export async function openUrl(
  fetcher: Fetcher,
  url: string,
  { allowHosts = [], feed = false, ...rules }: OpenOptions = {},
): Promise<Opened> {
  const fetched = await fetchedWhole(fetcher, url, allowHosts);
  if (isFeed(fetched.bytes)) return { url, fetched, feed: await feedIn(fetched) };
  const isWanted = feed || Object.values(rules).some((rule) => rule !== undefined);
  if (isWanted || isFront(new URL(fetched.url))) {
    const found = await feedNamedBy(fetched, isWanted);
    if (found !== null) {
      const named = await fetchedWhole(fetcher, found, allowHosts);
      return { url: found, fetched: named, feed: await feedIn(named) };
    }
  }
  return { url, fetched, page: await sourceOfPage(fetched) };
}

async function fetchedWhole(fetcher: Fetcher, url: string, allowHosts: readonly string[]): Promise<Fetched> {
  const fetched = await fetcher.get(url, { allowHosts });
  // Nothing was known of it that could be the same.
  if (fetched === null) throw new TypeError(`${url} was asked for as a whole`);
  return fetched;
}

/** The address of the one feed that a page names; null where it names none and none is wanted. @throws InputError `input/feed` */
async function feedNamedBy({ bytes, url }: Fetched, isWanted: boolean): Promise<string | null> {
  const { feedLinks } = await import('../../../formats/html/feed-links.ts');
  const links = mediaTypeOf(bytes, url) === 'text/html' ? feedLinks(decode(bytes, url), url) : [];
  const [first, ...more] = links;
  if (first === undefined) {
    if (!isWanted) return null;
    const what =
      'it is no feed and names none; give the address of the feed itself, or leave out what is said of its items';
    throw new InputError('input/feed', `${url}: ${what}`);
  }
  if (more.length === 0) return first.url;
  const list = links.map((link) => `${link.url}${link.title === null ? '' : ` (${link.title})`}`).join(', ');
  throw new InputError(
    'input/feed',
    `${url}: it names ${links.length} feeds; add the one that you want: ${list}`,
  );
}

/** @throws InputError `input/feed` */
export async function feedIn({ bytes, url, mediaType }: Fetched): Promise<ParsedFeed> {
  const { parseFeed } = await import('../../../formats/feed.ts');
  return parseFeed(bytes, url, mediaType);
}
