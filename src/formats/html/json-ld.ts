/** What JSON-LD says of the article of its page. */
export interface ArticleData {
  readonly headline: string | null;
  readonly publisher: string | null;
  readonly authors: readonly string[];
  readonly published: string | null;
  readonly url: string | null;
  readonly language: string | null;
}

/** The first article that one of the scripts describes; null where none does. A script that is not JSON counts as none. */
export function articleData(scripts: readonly string[]): ArticleData | null {
  const nodes = scripts.flatMap((script) => topNodes(parseJson(script)));
  const byId = new Map(nodes.map((node) => [text(node['@id']), node]));
  const article = nodes.find((node) => types(node).some((type) => ARTICLE.test(type)));
  if (article === undefined) return null;
  /** A reference (`{"@id": "…"}`) replaced by what it refers to. */
  const resolve = (value: unknown): unknown => {
    if (!isNode(value) || value['name'] !== undefined) return value;
    return byId.get(text(value['@id']) ?? '') ?? value;
  };
  const name = (value: unknown): string | null => {
    const resolved = resolve(value);
    return isNode(resolved) ? text(resolved['name']) : text(resolved);
  };
  return {
    headline: text(article['headline']) ?? text(article['name']),
    publisher: list(article['publisher']).map(name).find(isText) ?? null,
    authors: list(article['author']).map(name).filter(isText),
    published: text(article['datePublished']),
    url: text(article['url']) ?? address(article['mainEntityOfPage']),
    language: text(article['inLanguage']),
  };
}

type Node = Readonly<Record<string, unknown>>;

// schema.org's Article and its kinds: NewsArticle, ReportageNewsArticle, BlogPosting, LiveBlogPosting, Report, …
const ARTICLE = /(?:^|[/:])(?:\w*Article|\w*BlogPosting|Report|SocialMediaPosting)$/;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: string | null): value is string => value !== null;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
const types = (node: Node): readonly string[] => list(node['@type']).map(text).filter(isText);
const address = (value: unknown): string | null => (isNode(value) ? text(value['@id']) : text(value));

/**
 * The described things at the top: in an array, in `@graph`, or as the page's `mainEntity`. Not those deeper down, which
 * are other articles (in a list of related ones) or parts.
 */
function topNodes(json: unknown): readonly Node[] {
  return list(json)
    .filter(isNode)
    .flatMap((node) => [
      node,
      ...list(node['@graph']).filter(isNode),
      ...list(node['mainEntity']).filter(isNode),
    ]);
}

function parseJson(script: string): unknown {
  // `<!-- … -->` and `//<![CDATA[ … //]]>` around it are left from XHTML; raw line breaks in a text are a common fault.
  const json = script.replace(
    /^\s*(?:<!--|(?:\/\/|\/\*)?\s*<!\[CDATA\[(?:\*\/)?)|(?:-->|(?:\/\/|\/\*)?\s*\]\]>(?:\*\/)?)\s*$/g,
    '',
  );
  return tryParse(json) ?? tryParse(json.replace(/\s+/g, ' '));
}

function tryParse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}
