import { Parser } from 'htmlparser2';

/** A feed that a page names. */
export interface FeedLink {
  readonly url: string;
  readonly title: string | null;
}

const FEED = /^application\/(?:rss\+xml|atom\+xml|feed\+json)\b/i;

/** The feeds that a page at `address` names (`<link rel="alternate" type="application/rss+xml">`), each once, in its order. */
export function feedLinks(html: string, address: string): readonly FeedLink[] {
  const found = new Map<string, FeedLink>();
  let base = address;
  const parser = new Parser({
    onopentag(tag, { rel = '', type = '', href = '', title = '' }) {
      if (tag === 'base') base = URL.parse(href, address)?.href ?? address;
      if (tag !== 'link' || !FEED.test(type.trim()) || !/(?:^|\s)alternate(?:\s|$)/i.test(rel)) return;
      const url = href.trim() === '' ? null : URL.parse(href, base);
      if (url !== null && /^https?:$/.test(url.protocol) && !found.has(url.href))
        found.set(url.href, { url: url.href, title: title.trim() || null });
    },
  });
  parser.end(html);
  return [...found.values()];
}
