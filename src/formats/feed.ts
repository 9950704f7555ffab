import {
  type AtomFeed,
  DetectError,
  type JsonFeed,
  MalformedError,
  ParseError,
  parseFeed as parseAny,
  type RdfFeed,
  type RssFeed,
} from 'feedsmith';
import { InputError } from '../text/errors.ts';
import { decode } from './decode.ts';
import { fragmentText } from './html/fragment.ts';
import { publishedDate } from './published.ts';

/** A feed (RSS, Atom, RDF or JSON Feed), with what it says of each of its items. Null where it says nothing. */
export interface ParsedFeed {
  readonly title: string | null;
  readonly items: readonly FeedItem[];
}

export interface FeedItem {
  /** The same for the same item whenever the feed is read. */
  readonly key: string;
  /** Of the page that it links to: absolute, as a browser would resolve it. */
  readonly url: string | null;
  readonly title: string | null;
  readonly byline: string | null;
  /** Where the feed gathers what others publish. */
  readonly publisher: string | null;
  /** ISO 8601 date or date-time. */
  readonly published: string | null;
  readonly updated: string | null;
  /** Its own text, without markup: all of the report, or a teaser. '' where it has none. */
  readonly text: string;
}

/**
 * @param address where the feed is: links in it may be relative to that
 * @throws InputError `input/feed`, and what `decode` throws
 */
export function parseFeed(bytes: Uint8Array, address: string, mediaType = ''): ParsedFeed {
  const declared = /charset\s*=\s*["']?([\w:.-]+)/i.exec(mediaType)?.[1] ?? xmlEncoding(bytes);
  const text = decode(bytes, address, declared);
  const wrong = (what: string, options?: ErrorOptions): InputError =>
    new InputError('input/feed', `${address}: ${what}`, options);
  // No feed has any; they are how a small file is blown up to gigabytes, or made to hold another file.
  if (/<!ENTITY\b/i.test(text))
    throw wrong('the feed declares entities, which are not read; ask its publisher for one without');
  try {
    const parsed: Any = parseAny(text);
    const items = itemsOf(parsed).map((item) => tidied(item, address));
    return {
      title: inline(titleOf(parsed)),
      items: [...new Map(items.map((item) => [item.key, item])).values()],
    };
  } catch (error) {
    if ([DetectError, MalformedError, ParseError].some((kind) => error instanceof kind))
      throw wrong('the feed is damaged or cut off; try again later', { cause: error });
    throw error;
  }
}

const xmlEncoding = (bytes: Uint8Array): string | null =>
  /^[^>]{0,80}\bencoding\s*=\s*["']([\w:.-]+)/.exec(
    new TextDecoder('windows-1252').decode(bytes.subarray(0, 200)),
  )?.[1] ?? null;

type Any = ReturnType<typeof parseAny<string>>;

/** An item's fields as its format has them: the first that says something counts. */
interface RawItem {
  readonly ids: readonly (string | undefined)[];
  readonly links: readonly (string | undefined)[];
  readonly title: string | undefined;
  readonly authors: readonly (string | undefined)[];
  readonly publisher?: string | undefined;
  readonly published: readonly (string | undefined)[];
  readonly updated: readonly (string | undefined)[];
  /** The longest first. */
  readonly html: readonly (string | undefined)[];
  readonly plain: readonly (string | undefined)[];
}

function titleOf(parsed: Any): string | undefined {
  const { title } = parsed.feed;
  return typeof title === 'object' ? title.value : title;
}

function itemsOf(parsed: Any): readonly RawItem[] {
  switch (parsed.format) {
    case 'rss':
      return (parsed.feed.items ?? []).map(rssItem);
    case 'rdf':
      return (parsed.feed.items ?? []).map(rdfItem);
    case 'atom':
      return (parsed.feed.entries ?? []).map(atomItem);
    case 'json':
      return (parsed.feed.items ?? []).map(jsonItem);
  }
}

const rssItem = ({ guid, content, dc, ...item }: RssFeed.Item<string>): RawItem => ({
  ids: [guid?.value],
  links: [item.link, guid?.isPermaLink === false ? undefined : guid?.value],
  title: item.title,
  authors: item.authors?.map(({ name }) => name) ?? dc?.creators ?? [],
  publisher: item.source?.title,
  published: [item.pubDate, dc?.dates?.[0]],
  updated: [item.atom?.updated],
  html: [content?.encoded, item.description],
  plain: [],
});

const rdfItem = ({ rdf, content, dc, ...item }: RdfFeed.Item<string>): RawItem => ({
  ids: [rdf?.about],
  links: [item.link, rdf?.about],
  title: item.title,
  authors: dc?.creators ?? [],
  published: [dc?.dates?.[0]],
  updated: [],
  html: [content?.encoded, item.description],
  plain: [],
});

function atomItem({ id, links = [], content, summary, ...entry }: AtomFeed.Entry<string>): RawItem {
  const texts = [content, summary].map((text) => ({
    value: text?.value,
    plain: /^(?:text|text\/plain)?$/.test(text?.type ?? ''),
  }));
  return {
    ids: [id],
    links: links.filter(({ rel = 'alternate' }) => rel === 'alternate').map(({ href }) => href),
    title: entry.title?.value,
    authors: entry.authors?.map(({ name }) => name) ?? [],
    publisher: entry.source?.title?.value,
    published: [entry.published, entry.updated],
    updated: [entry.updated],
    html: texts.map(({ value, plain }) => (plain ? undefined : value)),
    plain: texts.map(({ value, plain }) => (plain ? value : undefined)),
  };
}

const jsonItem = (item: JsonFeed.Item<string>): RawItem => ({
  ids: [item.id],
  links: [item.url, item.external_url],
  title: item.title,
  authors: item.authors?.map(({ name }) => name) ?? [],
  published: [item.date_published],
  updated: [item.date_modified],
  html: [item.content_html],
  plain: [item.content_text, item.summary],
});

function tidied(raw: RawItem, address: string): FeedItem {
  const url = first(raw.links.map((link) => (link ? webLink(link, address) : null)));
  const texts = [
    ...raw.html.map((html) => fragmentText(html ?? '')),
    ...raw.plain.map((plain) => plain?.trim() ?? ''),
  ];
  const item = {
    url,
    title: inline(raw.title),
    byline: inline(raw.authors.filter(Boolean).join(', ')),
    publisher: inline(raw.publisher),
    published: first(raw.published.map((date) => (date ? publishedDate(date) : null))),
    updated: first(raw.updated.map((date) => (date ? publishedDate(date) : null))),
    text: texts.reduce((longest, text) => (text.length > longest.length ? text : longest), ''),
  };
  return { key: first(raw.ids) ?? url ?? JSON.stringify([item.title, item.published, item.text]), ...item };
}

const first = (values: readonly (string | null | undefined)[]): string | null => values.find(Boolean) ?? null;

function webLink(link: string, address: string): string | null {
  const url = URL.parse(link.trim(), address);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}

/** Titles are written with markup, too. */
const inline = (html: string | undefined): string | null =>
  (/[<&]/.test(html ?? '') ? fragmentText(html ?? '') : (html ?? '')).replace(/\s+/g, ' ').trim() || null;
