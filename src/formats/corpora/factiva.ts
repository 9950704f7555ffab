import type { ParsedFile } from '../parsed-file.ts';
import { type Article, articlesOf, type Cutting, isDayLine, isLanguage } from './articles.ts';

/** Field codes of Factiva's full articles with indexing. */
const CODES: ReadonlySet<string> = new Set(
  'SE CLM HD BY CR WC PD ET SN SC ED PG VOL LA CY CX LP TD RF ART CT CO IN NS RE IPD IPC PUB AN DE NGC GC'.split(
    ' ',
  ),
);
// `HD`, `HD<tab>Ministers agree`
const CODE = /^([A-Z]{2,3})(?:$|\t\s*|\s{2,}|\u00a0\s*)(.*)$/s;

// `Document HARBW00020250904el940001x`: a code of the source, eleven or more of day and number.
const DOCUMENT = /^\(?(?:Document|Dokument)\s+[A-Za-z][A-Za-z0-9]{3,}20\d{6}[A-Za-z0-9]+\)?$/;
const WORDS = /^[\d,.]+ (?:words|Wörter)$/i;

/** Whether the lines are those of Factiva: `Document` with its number closes each article, or `AN` has it. */
export const isFactiva = (lines: readonly string[]): boolean =>
  lines.some((line) => DOCUMENT.test(line) || DOCUMENT.test(CODE.exec(line)?.[2] ?? '')) &&
  lines.some((line) => WORDS.test(line) || /^(?:HD|WC)(?:$|\s)/.test(line));

// `<div class="article enArticle">`: each article of an HTML export.
const ARTICLE_TAG = /<div\b[^>]*\bclass\s*=\s*["']article [a-z]{2,4}Article["'][^>]*>/gi;
const HEADLINE = /\bclass\s*=\s*["'][a-z]{2,4}Headline["'][^>]*>([\s\S]*?)<\/span>/i;

export const isFactivaPage = (html: string): boolean => html.search(ARTICLE_TAG) >= 0;

/** An HTML export, each article from its element to the next. `textOf` gives a piece's blocks of text. */
export function splitFactivaPage(
  html: string,
  textOf: (html: string) => readonly string[],
  name: string,
): ParsedFile {
  const starts = [...html.matchAll(ARTICLE_TAG)].map(({ index }) => index);
  const cuttings = starts.map((start, i): Cutting => {
    const piece = html.slice(start, starts[i + 1]);
    return { lines: upToNumber(textOf(piece)), html: piece };
  });
  return articlesOf(cuttings, (cutting) => parseArticle(cutting, headlineOf(cutting, textOf)), name);
}

function headlineOf({ html = '' }: Cutting, textOf: (html: string) => readonly string[]): string | null {
  const [, headline] = HEADLINE.exec(html) ?? [];
  return headline === undefined ? null : textOf(`<p>${headline}</p>`).join(' ') || null;
}

/** Behind the last article stands the page's foot. */
function upToNumber(lines: readonly string[]): readonly string[] {
  const end = lines.findLastIndex((line) => DOCUMENT.test(line));
  return end < 0 ? lines : lines.slice(0, end + 1);
}

/** An export as DOCX or RTF. */
export function splitFactiva(lines: readonly string[], name: string): ParsedFile {
  const cuttings: Cutting[] = [];
  let from = 0;
  for (const [i, line] of lines.entries()) {
    if (!DOCUMENT.test(line) && !DOCUMENT.test(CODE.exec(line)?.[2] ?? '')) continue;
    cuttings.push({ lines: lines.slice(from, i + 1).filter(Boolean) });
    from = i + 1;
  }
  const rest = lines.slice(from).filter(Boolean);
  const isCut = rest.some((line) => WORDS.test(line) || /^(?:HD|LP|TD)(?:$|\t)/.test(line));
  const { parts, leftOut } = articlesOf(cuttings, (cutting) => parseArticle(cutting, null), name);
  return {
    parts,
    leftOut: isCut
      ? [...leftOut, `what stands behind article ${cuttings.length}, which has no number (cut off?)`]
      : leftOut,
  };
}

const parseArticle = (cutting: Cutting, headline: string | null): Article | null =>
  cutting.lines.some((line) => fieldOf(line)?.code === 'HD') ? tagged(cutting) : displayed(cutting, headline);

function fieldOf(line: string): { readonly code: string; readonly value: string } | null {
  const [, code, value] = CODE.exec(line) ?? [];
  return code !== undefined && value !== undefined && CODES.has(code) ? { code, value: value.trim() } : null;
}

/** With field codes: `HD` the headline, `BY` who wrote it, `PD` the day, `SN` the source, `LP` and `TD` the text. */
function tagged({ lines }: Cutting): Article | null {
  const fields = new Map<string, string[]>();
  let current: string[] | null = null;
  for (const line of lines) {
    const field = fieldOf(line);
    // A code that comes a second time is a word in the text.
    if (field !== null && !fields.has(field.code)) {
      current = field.value === '' ? [] : field.value.split('\n');
      fields.set(field.code, current);
    } else current?.push(...line.split('\n'));
  }
  const joined = (code: string): string | null => fields.get(code)?.join(' ').trim() || null;
  return {
    title: joined('HD'),
    publisher: joined('SN'),
    byline: joined('BY'),
    date: joined('PD'),
    language: joined('LA'),
    body: [...(fields.get('LP') ?? []), ...(fields.get('TD') ?? [])],
  };
}

/**
 * Without codes: `[Section] / Headline / [By …] / 512 words / 4 September 2025 / [18:40] / Source / CODE / [4] / English /
 * © … / text / Document …`.
 */
function displayed({ lines }: Cutting, headline: string | null): Article | null {
  const words = lines.findIndex((line) => WORDS.test(line));
  if (words < 1) return null;
  const behind = lines.slice(words + 1);
  const language = behind.slice(0, 12).findIndex(isLanguage);
  const day = behind.slice(0, 3).findIndex(isDayLine);
  if (language < 0 || day < 0 || day > language) return null;
  const source = behind
    .slice(day + 1, language)
    .find((line) => /\p{L}/u.test(line) && !/^\d{1,2}:\d{2}/.test(line));
  const owner = /^(?:\(c\)|©|copyright\b)|rights reserved/i.test(behind[language + 1] ?? '') ? 1 : 0;
  return {
    ...titleAndByline(lines.slice(0, words), headline),
    publisher: source ?? null,
    date: behind[day] ?? null,
    language: behind[language] ?? null,
    body: behind.slice(language + 1 + owner).filter((line) => !DOCUMENT.test(line)),
  };
}

// `By Ada Quill and Ben Oak`, `Ada Quill in Paris`
const BYLINE = /^(?:By|BY|by)\s|^\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]*){1,2}(?:$|[,;]| and | in )/u;

function titleAndByline(head: readonly string[], headline: string | null): Pick<Article, 'title' | 'byline'> {
  if (headline !== null) {
    const behind = head.slice(head.indexOf(headline) + 1);
    return { title: headline, byline: behind.at(-1) ?? null };
  }
  const last = head.at(-1) ?? null;
  const before = head.at(-2);
  if (before === undefined) return { title: last, byline: null };
  const isByline = last !== null && BYLINE.test(last) && (/^by\s/i.test(last) || last.length < before.length);
  return isByline ? { title: before, byline: last } : { title: last, byline: null };
}
