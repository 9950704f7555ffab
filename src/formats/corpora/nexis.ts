import type { ParsedFile } from '../parsed-file.ts';
import { type Article, articlesOf, type Cutting, isDayLine } from './articles.ts';

const END = /^End of Document$/i;
const BODY = /^Body$/;
// `Length: 512 words`; a no-break space stands behind the colon.
const FIELD = /^(Section|Length|Byline|Dateline|Highlight|Load-Date|Language):\s*(.*)$/;
/** What stands behind an article's text, and a caption before it. */
const AFTER_BODY = /^(?:Classification|(?:Load|Correction)-Date:.*|Language:.*)$/;
const CAPTION = /^Graphic$/;
// The head of the page in front of the articles, which lists them.
const COVER = /^(?:Date and Time:|User Name:|Job Number:|Documents? \(\d+\))/;
const COVER_COUNT = /^Documents? \((\d+)\)/;

/** Whether the lines are those of a download of Nexis Uni: each article closes with `End of Document`. */
export const isNexis = (lines: readonly string[]): boolean =>
  lines.some((line) => END.test(line)) &&
  lines.some((line) => BODY.test(line) || /^(?:Load-Date|Length):/.test(line));

/**
 * A download of Nexis Uni: `Title / Publication / Date / Copyright … / Section: / Length: / Byline: / Body / text /
 * Classification … / Load-Date: / End of Document`, with a page in front that lists what is in it.
 */
export function splitNexis(lines: readonly string[], name: string): ParsedFile {
  const cuttings: Cutting[] = [];
  let from = 0;
  for (const [i, line] of lines.entries()) {
    if (!END.test(line)) continue;
    cuttings.push({ lines: lines.slice(from, i).filter(Boolean) });
    from = i + 1;
  }
  const rest = lines.slice(from).filter(Boolean);
  const isCut = rest.some((line) => FIELD.test(line) || BODY.test(line));
  const { parts, leftOut } = articlesOf(cuttings, parseArticle, name);
  const said = Number(
    COVER_COUNT.exec(lines.find((line) => COVER_COUNT.test(line)) ?? '')?.[1] ?? cuttings.length,
  );
  return {
    parts,
    leftOut: [
      ...leftOut,
      ...(isCut
        ? [`what stands behind article ${cuttings.length}, which has no "End of Document" (cut off?)`]
        : []),
      ...(said > cuttings.length
        ? [`${said - cuttings.length} of the ${said} documents that its first page lists`]
        : []),
    ],
  };
}

function parseArticle({ lines }: Cutting): Article | null {
  const body = lines.findIndex((line) => BODY.test(line));
  if (body < 0) return null;
  const head = lines.slice(0, body);
  // On the first page the date of the download stands before it, so the last one counts.
  const day = head.findLastIndex(isDayLine);
  const copyright = head.findIndex((line) => /^Copyright\b|^©/.test(line));
  // A date that cannot be read (`Autumn 2025`) stands there all the same.
  const unread = /\d{4}/.test(head[copyright - 1] ?? '') ? copyright - 1 : copyright;
  const dated = day >= 0 ? day : unread;
  if (dated < 1) return null;
  const above = head.slice(0, dated);
  const hasCover = above.some((line) => COVER.test(line));
  const titles = hasCover ? above.slice(-2, -1) : above.slice(0, -1);
  const rest = lines.slice(body + 1);
  const end = textEnd(rest);
  const fields = new Map(
    [...head, ...rest.slice(end)].flatMap((line) => {
      const [, key, value] = FIELD.exec(line) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value.trim()] as const];
    }),
  );
  return {
    title: titles.join(' ') || null,
    publisher: above.at(-1) ?? null,
    byline: fields.get('Byline') ?? null,
    date: day >= 0 ? (head[day] ?? null) : null,
    language: fields.get('Language')?.split(/[;(]/)[0]?.trim() ?? null,
    body: rest.slice(0, end),
  };
}

/** Where the text ends. `Graphic` can be a headline in it, so the last one is the caption's. */
function textEnd(lines: readonly string[]): number {
  const found = lines.findIndex((line) => AFTER_BODY.test(line));
  const end = found < 0 ? lines.length : found;
  const caption = lines.slice(0, end).findLastIndex((line) => CAPTION.test(line));
  return caption > 0 ? caption : end;
}
