import { decodeHTML } from 'entities';
import { lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import { readFrontMatter } from './front-matter.ts';
import type { ParsedReport } from './parsed-report.ts';

/**
 * A Markdown file: what its front matter declares, and its text without markup. Blocks are separated by a blank line, items
 * of a list stand on lines of their own, a line that is only wrapped is joined with the next, links keep their words, images
 * and HTML tags are dropped. The numbers of a numbered list are text; bullets are not.
 * @throws InputError as `readFrontMatter`
 */
export function parseMarkdown(text: string, name: string): ParsedReport {
  const { declared, bodyStart } = readFrontMatter(text, name);
  const body = text.slice(bodyStart).replaceAll('\r\n', '\n');
  const blocks = lexable(body).flatMap((part) =>
    part.length > LONGEST_PARAGRAPH ? [part.trim()] : blockTexts(lexer(limitNesting(part))),
  );
  return Object.freeze({ ...declared, text: blocks.filter((block) => block !== '').join('\n\n') });
}

/**
 * In code units. Emphasis costs the lexer time with the square of a paragraph's length (0.3 s for 40,000 asterisks), and
 * nobody writes a longer one by hand: it stays as it is.
 */
const LONGEST_PARAGRAPH = 50_000;

/** The file in parts to be lexed on their own: in one, but for paragraphs that are too long. */
function lexable(body: string): readonly string[] {
  const parts: string[] = [''];
  for (const paragraph of body.split(/(?<=\n[ \t]*\n)/)) {
    if (paragraph.length > LONGEST_PARAGRAPH) parts.push(paragraph, '');
    else parts[parts.length - 1] += paragraph;
  }
  return parts.filter((part) => part.trim() !== '');
}

// Quotes in quotes (`>>>>`) and items in items cost the lexer a call each: the outer ten are enough for any text.
const QUOTE_MARKS = /^((?:[ \t]*>){10})(?:[ \t]*>)+/gm;
const INDENTATION = /^([ \t]{40})[ \t]+/gm;
const LIST_MARKS = /^((?:[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+){10})(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+/gm;

const limitNesting = (markdown: string): string =>
  markdown.replace(QUOTE_MARKS, '$1').replace(INDENTATION, '$1').replace(LIST_MARKS, '$1');

const blockTexts = (tokens: readonly Token[]): readonly string[] =>
  // Without extensions the lexer makes its own kinds of token only.
  tokens.map((token) => blockText(token as MarkedToken).trim());

function blockText(token: MarkedToken): string {
  switch (token.type) {
    case 'paragraph':
    case 'heading':
      return inlineText(token.tokens);
    case 'text':
      return token.tokens ? inlineText(token.tokens) : decodeHTML(token.text);
    case 'blockquote':
      return joinBlocks(token.tokens);
    case 'list':
      return listText(token);
    case 'code':
      return token.text;
    case 'table':
      return [token.header, ...token.rows]
        .map((row) => row.map((cell) => inlineText(cell.tokens)).join(' | '))
        .join('\n');
    case 'html':
      return htmlText(token.text);
    default:
      return '';
  }
}

const joinBlocks = (tokens: readonly Token[]): string =>
  blockTexts(tokens)
    .filter((block) => block !== '')
    .join('\n\n');

function listText(list: Tokens.List): string {
  const items = list.items.map((item, index) => {
    const number = list.ordered ? `${Number(list.start) + index}. ` : '';
    return (
      number +
      blockTexts(item.tokens)
        .filter(Boolean)
        .join(list.loose ? '\n\n' : '\n')
    );
  });
  return items.join(list.loose ? '\n\n' : '\n');
}

function inlineText(tokens: readonly Token[]): string {
  return tokens
    .map((generic): string => {
      const token = generic as MarkedToken;
      switch (token.type) {
        case 'br':
          return '\n';
        case 'image':
        case 'checkbox':
          return '';
        case 'html':
          return /^<br\b/i.test(token.text) ? '\n' : '';
        case 'codespan':
          return token.text;
        case 'escape':
          return token.text;
        case 'strong':
        case 'em':
        case 'del':
        case 'link':
          return inlineText(token.tokens);
        case 'text':
          return decodeHTML(token.text.replace(/[ \t]*\n[ \t]*/g, ' '));
        default:
          return '';
      }
    })
    .join('');
}

// `<!-- note -->`, `<div class="x">`: the tags go, the words between them stay.
const HTML_MARKUP = /<!--[\s\S]*?(?:-->|$)|<\/?[a-z][^<>]*>/gi;

const htmlText = (html: string): string => decodeHTML(html.replace(HTML_MARKUP, ' ').replace(/ {2,}/g, ' '));
