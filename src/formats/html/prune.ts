import { escapeText } from 'entities';
import { Parser } from 'htmlparser2';
import { isFurnitureName } from './furniture.ts';

export interface PrunedPage {
  /** HTML of what may belong to the article, at most `MAX_DEPTH` deep: what is deeper is opened up, its text kept. */
  readonly html: string;
  /** The start of the text that was left out: it says what a page is that has no article. */
  readonly leftOut: string;
}

/**
 * Elements within each other. Real pages have about forty; Readability takes time with the third power of it (17 s for
 * 1,000), and browsers, too, stop at some depth (512).
 */
const MAX_DEPTH = 80;
/** In characters: enough to tell a consent wall. */
const LEFT_OUT = 20_000;

/**
 * Takes out of a page what can be no part of an article by its element, its role or (with `byName`) its class or id, and
 * what is hidden. One pass, in time that grows with the page's length.
 */
export function prunePage(source: string, { byName }: { readonly byName: boolean }): PrunedPage {
  const out: string[] = [];
  const leftOut: string[] = [];
  let leftOutLength = 0;
  /** What became of each open element; of one that is kept, where it starts in `out`. */
  const fates: Fate[] = [];
  let depth = 0;
  let inPre = 0;
  let leftOutDepth = 0;
  let inArticle = 0;
  let inScript = 0;

  /** Adds a piece, but no second blank or break after one. */
  const push = (piece: string): void => {
    const last = out.at(-1);
    if (piece === ' ' && (last === ' ' || last === BREAK)) return;
    if (piece === BREAK && last === ' ') out.pop();
    if (piece === BREAK && out.at(-1) === BREAK) return;
    out.push(piece);
  };

  const parser = new Parser({
    onopentag(tag, attributes) {
      const isLeftOut =
        leftOutDepth > 0 || isNoArticle(tag, attributes, { byName, inArticle: inArticle > 0 });
      const fate: Fate = isLeftOut ? 'left-out' : depth < MAX_DEPTH ? out.length : 'opened-up';
      fates.push(fate);
      if (fate === 'left-out') leftOutDepth++;
      if (typeof fate === 'number') {
        depth++;
        out.push(startTag(tag, attributes));
      }
      if (fate === 'opened-up' && !INLINE.has(tag) && inPre === 0) push(BREAK);
      if (tag === 'pre') inPre++;
      if (ARTICLE.has(tag)) inArticle++;
      if (SCRIPTS.has(tag)) inScript++;
    },
    ontext(text) {
      if (leftOutDepth === 0) push(escapeText(inPre > 0 ? text : text.replace(/\s+/g, ' ')));
      else if (inScript === 0 && leftOutLength < LEFT_OUT) {
        leftOut.push(text);
        leftOutLength += text.length;
      }
    },
    onclosetag(tag) {
      const fate = fates.pop();
      if (fate === 'left-out') leftOutDepth--;
      if (typeof fate === 'number') {
        depth--;
        // An element without content says nothing, and thousands of them slow Readability down.
        if (!VOID.has(tag)) {
          const isBlank = out.length === fate + 2 && out.at(-1) === ' ';
          if (out.length === fate + 1 || isBlank) out.length = fate;
          else out.push(`</${tag}>`);
          if (isBlank) push(' ');
        }
      }
      if (tag === 'pre') inPre--;
      if (ARTICLE.has(tag)) inArticle--;
      if (SCRIPTS.has(tag)) inScript--;
    },
  });
  parser.end(source);
  return { html: out.join(''), leftOut: leftOut.join('') };
}

type Fate = number | 'opened-up' | 'left-out';
type Attributes = Readonly<Record<string, string>>;

/** In the place of an element that is opened up: the parser ends the paragraph before it by itself. */
const BREAK = '<p>';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const ARTICLE = words('article main');
const SCRIPTS = words('script style template');
const VOID = words('br hr wbr col');
const INLINE = words(
  'a abbr b bdi bdo big cite code em font i ins mark q s small span strong sub sup time tt u',
);
/** Never part of an article's text; a figure is a picture with its caption, an aside what stands beside. */
const NO_ARTICLE = words(
  'script style template noscript nav aside footer form button select input textarea label dialog menu figure picture img svg math iframe object embed canvas video audio map link meta title base',
);
const NO_ARTICLE_ROLES = words(
  'navigation complementary banner contentinfo dialog alertdialog search menu menubar toolbar tablist tooltip',
);
/** Their names are about the page or its subject (`<body class="has-comments">`). */
const NAMES_SAY_NOTHING = words('html body main article');

function isNoArticle(
  tag: string,
  attributes: Attributes,
  { byName, inArticle }: { readonly byName: boolean; readonly inArticle: boolean },
): boolean {
  if (NO_ARTICLE.has(tag)) return true;
  if (tag === 'html' || tag === 'body') return false;
  // The page's head line, not the article's with its headline and first paragraph.
  if (tag === 'header' && !inArticle) return true;
  if (NO_ARTICLE_ROLES.has(attributes['role']?.toLowerCase() ?? '')) return true;
  if ('hidden' in attributes || HIDDEN.test(attributes['style'] ?? '')) return true;
  if (!byName || NAMES_SAY_NOTHING.has(tag)) return false;
  return isFurnitureName(`${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`);
}

const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden/i;

/** What Readability looks at. `aria-hidden` is not kept: it is on the whole page while a banner is open. */
const KEPT_ATTRIBUTES = ['class', 'id', 'itemprop', 'rel', 'href'] as const;

function startTag(tag: string, attributes: Attributes): string {
  const kept = KEPT_ATTRIBUTES.flatMap((name) => {
    const value = attributes[name];
    return value === undefined
      ? []
      : [` ${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`];
  });
  return `<${tag}${kept.join('')}>`;
}
