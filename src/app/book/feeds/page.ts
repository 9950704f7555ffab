import type { Source } from '../../../document/layers.ts';
import { FetchError } from '../../../fetching/fetch-error.ts';
import type { Fetched } from '../../../fetching/index.ts';
import type { FeedItem } from '../../../formats/feed.ts';
import { mediaTypeOf, parseReport } from '../../../formats/index.ts';
import { isFeed } from '../../../formats/is-feed.ts';
import type { Received } from '../add.ts';

export interface FetchedSource {
  readonly source: Source;
  readonly received: Received;
}

// What programs send to each other. A page may be called XML.
const DATA = /^(?:application|text)\/(?:[\w.-]+\+)?(?:json|xml|javascript|ecmascript|css)\b/i;

/** The report on a page that was fetched. @throws InputError `fetch/no-text`, or as `parseReport` */
export async function sourceOfPage({ url, bytes, mediaType }: Fetched): Promise<FetchedSource> {
  const type = mediaTypeOf(bytes, url);
  const isData = type !== 'text/html' && DATA.test(mediaType ?? '');
  if (isData || isFeed(bytes))
    throw new FetchError('no-text', `${url}: it is ${isData ? mediaType : 'a feed'}, no page with a report`);
  const {
    text,
    declaredLanguage: _,
    ...own
  } = await parseReport(bytes, {
    name: url,
    ...(mediaType !== undefined && { mediaType }),
  });
  return {
    source: { text, metadata: { ...own, url: canonical(own.url, url), language: null } },
    received: { bytes, mediaType: type, path: null, fetchedUrl: url },
  };
}

/** The report that an item's own text is. `partial`: why its page could not be read. */
export function sourceOfItem(
  { text, title, publisher, byline, url, published }: FeedItem,
  partial?: string,
): FetchedSource {
  const publishedFrom = published === null ? null : 'meta';
  return {
    source: { text, metadata: { title, publisher, byline, url, published, publishedFrom, language: null } },
    received: {
      bytes: Buffer.from(text, 'utf8'),
      mediaType: 'text/plain',
      path: null,
      fetchedUrl: null,
      ...(partial !== undefined && { partial }),
    },
  };
}

/**
 * The address that a page calls its own, where that is one of the same site and no front page: else any page could take the
 * place of another one in the book, and all of a careless site's would be one.
 */
function canonical(own: string | null, fetched: string): string {
  const [called, found] = [own === null ? null : URL.parse(own), new URL(fetched)];
  const isOwn = called !== null && siteOf(called) === siteOf(found);
  const isOther = called !== null && isFront(called) && found.pathname !== '/';
  return called !== null && isOwn && !isOther ? called.href : withoutTracks(found);
}

/** Whether an address is that of a site and of none of its pages. */
export const isFront = ({ pathname, search }: URL): boolean => pathname === '/' && search === '';

/** `example.org` of `www.example.org`, `m.example.org`, `amp.example.org`. */
const siteOf = ({ hostname }: URL): string => hostname.replace(/^(?:www|m|mobile|amp)\./, '');

// What newsletters and networks add to an address to see who comes from where.
const TRACK = /^(?:utm_\w+|fbclid|gclid|mc_[ce]id|at_\w+|xtor)$/;

function withoutTracks(url: URL): string {
  const bare = new URL(url);
  for (const name of [...bare.searchParams.keys()]) if (TRACK.test(name)) bare.searchParams.delete(name);
  return bare.href;
}
