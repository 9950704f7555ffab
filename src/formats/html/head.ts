import { Parser } from 'htmlparser2';

/** What a page says of itself, as it says it. */
export interface PageHead {
  readonly language: string | null;
  readonly title: string | null;
  /** Text of the first <h1> of the article, or else of the page. */
  readonly heading: string | null;
  /** `name`, `property` or `itemprop` of <meta>, in lower case → contents, in the order of the page. */
  readonly meta: ReadonlyMap<string, readonly string[]>;
  readonly canonical: string | null;
  /** Sources of the JSON-LD scripts. */
  readonly jsonLd: readonly string[];
  /** <time datetime="…"> of the article, those that are marked as its date of publication first. */
  readonly times: readonly string[];
  /** Text of the first element that is marked as the author's name. */
  readonly author: string | null;
  /** The address in the comment that browsers put on top of a saved page. */
  readonly savedFrom: string | null;
}

/** In characters. A block of JSON-LD has some 5,000. */
const LONGEST_TEXT = 1_000_000;

/** One pass over a page's source; scripts are data, none is run. */
export function readHead(source: string): PageHead {
  const meta = new Map<string, string[]>();
  const jsonLd: string[] = [];
  const publicationTimes: string[] = [];
  const articleTimes: string[] = [];
  const texts: Partial<Record<TextOf, string>> = {};
  let language: string | null = null;
  let canonical: string | null = null;
  let savedFrom: string | null = null;
  let depth = 0;
  let inArticle = 0;
  let inAside = 0;
  /** The element whose text is being collected. */
  let current: { readonly of: TextOf; readonly depth: number; text: string } | null = null;

  const parser = new Parser({
    onopentag(tag, attributes) {
      depth++;
      if (ARTICLE.has(tag)) inArticle++;
      if (tag === 'aside') inAside++;
      if (tag === 'html') language ??= attributes['lang'] ?? attributes['xml:lang'] ?? null;
      if (tag === 'meta') addMeta(meta, attributes);
      if (tag === 'link' && hasWord(attributes['rel'], 'canonical')) canonical ??= attributes['href'] ?? null;
      if (tag === 'time' && attributes['datetime'] !== undefined && inAside === 0) {
        const marked = hasWord(attributes['itemprop'], 'datePublished') || 'pubdate' in attributes;
        if (marked) publicationTimes.push(attributes['datetime']);
        else if (inArticle > 0) articleTimes.push(attributes['datetime']);
      }
      const of = textOf(tag, attributes, inArticle > 0);
      if (current === null && of !== null && texts[of] === undefined) current = { of, depth, text: '' };
    },
    ontext(text) {
      if (current !== null && current.text.length < LONGEST_TEXT) current.text += text;
    },
    onclosetag(tag) {
      if (current?.depth === depth) {
        if (current.of === 'json') jsonLd.push(current.text);
        else if (current.text.trim() !== '') texts[current.of] = current.text.replace(/\s+/g, ' ').trim();
        current = null;
      }
      depth--;
      if (ARTICLE.has(tag)) inArticle--;
      if (tag === 'aside') inAside--;
    },
    oncomment(comment) {
      savedFrom ??= SAVED_FROM.exec(comment)?.[1] ?? null;
    },
  });
  parser.end(source);

  return {
    language,
    title: texts.title ?? null,
    heading: texts.articleHeading ?? texts.heading ?? null,
    meta,
    canonical,
    jsonLd,
    times: [...publicationTimes, ...articleTimes],
    author: texts.author ?? null,
    savedFrom,
  };
}

type TextOf = 'title' | 'heading' | 'articleHeading' | 'author' | 'json';
type Attributes = Readonly<Record<string, string>>;

const ARTICLE: ReadonlySet<string> = new Set(['article', 'main']);

// `saved from url=(0042)https://example.org/report` (Internet Explorer, Chrome, Edge)
const SAVED_FROM = /saved from url=\(\d+\)(https?:\/\/\S+)/i;

function textOf(tag: string, attributes: Attributes, inArticle: boolean): TextOf | null {
  if (tag === 'script')
    return /^application\/ld\+json\b/i.test(attributes['type']?.trim() ?? '') ? 'json' : null;
  if (tag === 'title') return 'title';
  if (tag === 'h1') return inArticle ? 'articleHeading' : 'heading';
  if (tag === 'meta' || tag === 'link') return null;
  return hasWord(attributes['rel'], 'author') || hasWord(attributes['itemprop'], 'author') ? 'author' : null;
}

function addMeta(meta: Map<string, string[]>, attributes: Attributes): void {
  const content = attributes['content']?.trim();
  if (!content) return;
  const keys = [attributes['name'], attributes['property'], attributes['itemprop'], attributes['http-equiv']];
  for (const key of keys.flatMap((value) => value?.toLowerCase().split(/\s+/) ?? [])) {
    const contents = meta.get(key);
    if (contents === undefined) meta.set(key, [content]);
    else contents.push(content);
  }
}

const hasWord = (value: string | undefined, word: string): boolean =>
  value?.toLowerCase().split(/\s+/).includes(word.toLowerCase()) ?? false;
