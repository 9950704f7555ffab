import { decodeHTML } from 'entities';
import { languageCode } from '../language-code.ts';
import type { ParsedReport } from '../parsed-report.ts';
import { publishedDate } from '../published.ts';
import type { PageHead } from './head.ts';
import { articleData } from './json-ld.ts';

/**
 * Title, publisher, author, date, address and language of a page's article: from JSON-LD, else from <meta> (Open Graph,
 * Dublin Core and the usual names), else from the page's own elements. A value that is not what it should be (a date that is
 * none) counts as missing.
 */
export function pageMetadata(head: PageHead): Omit<ParsedReport, 'text'> {
  const article = articleData(head.jsonLd);
  const metas = (names: readonly string[]): readonly string[] =>
    names.flatMap((name) => head.meta.get(name) ?? []);
  const meta = (names: readonly string[]): string | null => metas(names)[0] ?? null;

  const publisher = clean(article?.publisher ?? meta(PUBLISHER));
  const title = article?.headline ?? meta(TITLE) ?? head.heading ?? head.title;
  const authors = article?.authors.length
    ? article.authors
    : metas(AUTHOR).filter((name) => !isAddress(name));
  const byline = authors.length > 0 ? [...new Set(authors)].join(', ') : head.author;
  const published = [article?.published, ...metas(PUBLISHED), ...head.times]
    .map((date) => (date ? publishedDate(date) : null))
    .find((date) => date !== null);
  const url = [head.canonical, article?.url, ...metas(['og:url']), head.savedFrom].find(
    (address) => address && isAddress(address),
  );
  const language = [head.language, article?.language, ...metas(['og:locale', 'content-language'])]
    .map((tag) => (tag ? languageCode(tag) : null))
    .find((code) => code !== null);
  return Object.freeze({
    title: withoutPublisher(clean(title), publisher),
    publisher,
    byline: clean(byline)?.replace(/^by\s+/i, '') ?? null,
    url: url ?? null,
    published: published ?? null,
    publishedFrom: published === undefined ? null : 'meta',
    declaredLanguage: language ?? null,
  });
}

const TITLE = ['og:title', 'twitter:title', 'dc.title', 'dcterms.title', 'headline'];
const PUBLISHER = ['og:site_name', 'publisher', 'dc.publisher', 'dcterms.publisher', 'application-name'];
const AUTHOR = [
  'author',
  'article:author',
  'parsely-author',
  'sailthru.author',
  'dc.creator',
  'dcterms.creator',
  'byl',
];
/** Not `date` and the like of the last change. */
const PUBLISHED = [
  'article:published_time',
  'og:published_time',
  'og:article:published_time',
  'datepublished',
  'parsely-pub-date',
  'sailthru.date',
  'publish-date',
  'publish_date',
  'publication_date',
  'pubdate',
  'dc.date.issued',
  'dcterms.issued',
  'dcterms.date',
  'dc.date',
  'date',
];

const isAddress = (value: string): boolean => /^https?:\/\//i.test(value) && URL.canParse(value);

/** Entities that were encoded twice, and line breaks, are faults of the page. */
function clean(value: string | null): string | null {
  return value === null ? null : decodeHTML(value).replace(/\s+/g, ' ').trim() || null;
}

/** `Ministers meet | The Continental` or `The Continental: Ministers meet` → `Ministers meet`. */
function withoutPublisher(title: string | null, publisher: string | null): string | null {
  if (title === null || publisher === null) return title;
  const [name, start, end] = [publisher, title.slice(0, publisher.length), title.slice(-publisher.length)];
  const same = (part: string): boolean => part.toLowerCase() === name.toLowerCase();
  let bare = title;
  if (same(end)) bare = /^(.*\S)\s*[|–—·•:-]\s*$/.exec(title.slice(0, -name.length))?.[1] ?? title;
  else if (same(start)) bare = /^\s*[|–—·•:-]\s+(\S.*)$/.exec(title.slice(name.length))?.[1] ?? title;
  return bare;
}
