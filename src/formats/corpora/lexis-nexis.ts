import type { ParsedFile } from '../parsed-file.ts';
import { type Article, articlesOf, type Cutting, isDayLine } from './articles.ts';

// `1 of 250 DOCUMENTS`, `LEVEL 1 - 3 OF 12 STORIES`: the line above each article.
const NUMBER = /^(?:(?:LEVEL \d+|FOCUS) - )?\d+ (?:of|OF) (\d+) (?:DOCUMENTS?|STORIES)$/;

// `LENGTH: 512 words`; the value may go on below. `BODY:` stands alone in the older of the two layouts.
const FIELD =
  /^(ACC-NO|BODY|BYLINE|CATEGORY|CITY|COLUMN|COMPANY|CORRECTION|CORRECTION-DATE|COUNTRY|DATELINE|DISTRIBUTION|DOCUMENT-TYPE|GEOGRAPHIC|GRAPHIC|HEADLINE|HIGHLIGHT|INDUSTRY|ISSN|JOURNAL-CODE|LANGUAGE|LENGTH|LOAD-DATE|NAME|NOTES|ORGANIZATION|PERSON|PHOTOS?|PUBLICATION-TYPE|SECTION|SERIES|SOURCE|STATE|SUBJECT|TICKER|TITLE|TYPE|UPDATE|URL):\s*([\s\S]*)$/;
const COPYRIGHT = /^(?:Copyright\b|\(c\)|©)|\ball rights reserved\b/i;
// `Late Edition - Final`, which stands below the date.
const EDITION = /^[^.]{0,50}\bedition\b[^.]{0,30}$|^correction appended$/i;

/** Whether the paragraphs are those of a download of LexisNexis as it was until 2019. */
export const isLexisNexis = (paragraphs: readonly string[]): boolean =>
  paragraphs.some((text) => NUMBER.test(text.trim())) &&
  paragraphs.some((text) => /^(?:LENGTH|LOAD-DATE|PUBLICATION-TYPE|BODY)$/.test(fieldOf(text)?.key ?? ''));

/** What stands between blank lines of a text file, each line without the blanks that centre it. */
export const blocksOf = (text: string): readonly string[] =>
  text
    .split(/\r?\n[ \t\f]*(?=\r?\n)/)
    .map((block) => block.trim().replace(/\s*\n\s*/g, '\n'))
    .filter(Boolean);

/**
 * Such a download: `1 of 250 DOCUMENTS / Publication / Date / Headline / BYLINE: / SECTION: / LENGTH: / text / LOAD-DATE: /
 * Copyright …`, or, older, `… / Copyright … / Publication / Date / SECTION: / LENGTH: / HEADLINE: / BYLINE: / BODY: / text /
 * LOAD-DATE:`. What stands before the first number is its cover.
 */
export function splitLexisNexis(paragraphs: readonly string[], name: string): ParsedFile {
  const blocks = paragraphs.map((text) => text.trim()).filter(Boolean);
  const starts = blocks.flatMap((block, i) => (NUMBER.test(block) ? [i] : []));
  const cuttings = starts.map((start, i): Cutting => ({ lines: blocks.slice(start + 1, starts[i + 1]) }));
  const { parts, leftOut } = articlesOf(cuttings, parseArticle, name);
  const said = Math.max(...starts.map((start) => Number(NUMBER.exec(blocks[start] ?? '')?.[1] ?? 0)));
  // Each closes in one way, so that a last one without a close is cut off.
  const closed = cuttings.map(({ lines }) => isClose(lines.at(-1) ?? ''));
  const isCut = closed.length > 1 && closed.at(-1) === false && closed.slice(0, -1).every(Boolean);
  return {
    parts,
    leftOut: [
      ...leftOut,
      ...(isCut ? [`the end of article ${cuttings.length} (cut off?)`] : []),
      ...(said > cuttings.length
        ? [`${said - cuttings.length} of the ${said} documents that it was made of`]
        : []),
    ],
  };
}

function fieldOf(block: string): { readonly key: string; readonly value: string } | null {
  const [, key, value] = FIELD.exec(block.trim()) ?? [];
  return key === undefined || value === undefined ? null : { key, value };
}

function isClose(block: string): boolean {
  const field = fieldOf(block);
  return COPYRIGHT.test(block) || (field !== null && field.key !== 'BODY');
}

const unwrapped = (text: string): string => text.replaceAll('\n', ' ').trim();

function parseArticle({ lines: blocks }: Cutting): Article | null {
  const fieldsFrom = blocks.findIndex((block) => fieldOf(block) !== null);
  const origin = originOf(blocks.slice(0, Math.max(0, fieldsFrom)));
  const start = textStart(blocks, fieldsFrom);
  if (origin === null || start === null) return null;
  const { publisher, date, title } = origin;
  const end = textEnd(blocks, start);
  const fields = new Map(
    [...blocks.slice(fieldsFrom, start), ...blocks.slice(end)].flatMap((block) => {
      const field = fieldOf(block);
      return field === null ? [] : [[field.key, unwrapped(field.value)] as const];
    }),
  );
  const opening = fieldOf(blocks[start - 1] ?? '');
  const first = opening?.key === 'BODY' && opening.value !== '' ? [opening.value] : [];
  return {
    title: fields.get('HEADLINE') ?? title,
    publisher,
    byline: fields.get('BYLINE') || null,
    date,
    language: fields.get('LANGUAGE')?.split(/[;(]/)[0]?.trim() ?? null,
    body: [...first, ...blocks.slice(start, end)].map(unwrapped),
  };
}

/** What stands above the fields: the publication, below it the date with the edition, below it the headline where no field has it. */
function originOf(head: readonly string[]): Pick<Article, 'publisher' | 'date' | 'title'> | null {
  const lines = head.flatMap((block, at) => block.split('\n').map((line) => ({ line: line.trim(), at })));
  const own = lines.filter(({ line }) => !COPYRIGHT.test(line));
  const day = own.findIndex(({ line }, i) => i > 0 && isDayLine(line));
  // One that cannot be read (`Spring 2009`) stands there all the same.
  const dated = day >= 0 ? day : own.findIndex(({ line }, i) => i > 0 && /\b\d{4}\b/.test(line));
  const [publisher, date] = [own[dated - 1], own[dated]];
  if (publisher === undefined || date === undefined) return null;
  const below = head.slice(date.at + 1).filter((block) => !COPYRIGHT.test(block));
  const titles = below.slice(below.slice(0, -1).findLastIndex((block) => EDITION.test(block)) + 1);
  return {
    publisher: publisher.line,
    date: day >= 0 ? date.line : null,
    title: titles.map(unwrapped).join(' ') || null,
  };
}

/** Behind `BODY:`, else behind the fields that follow each other from the first one on, of which `LENGTH:` is one; null where neither is. */
function textStart(blocks: readonly string[], from: number): number | null {
  const body = blocks.findIndex((block) => fieldOf(block)?.key === 'BODY');
  if (body >= 0) return body + 1;
  const run = blocks.slice(from).findIndex((block) => fieldOf(block) === null);
  const start = run < 0 ? blocks.length : from + run;
  return blocks.slice(from, start).some((block) => fieldOf(block)?.key === 'LENGTH') ? start : null;
}

/** Before the fields and the copyright that close the article, and before its captions. */
function textEnd(blocks: readonly string[], start: number): number {
  const end = Math.max(start, blocks.findLastIndex((block) => !isClose(block)) + 1);
  const caption = blocks.findLastIndex((block, i) => i >= start && fieldOf(block)?.key === 'GRAPHIC');
  return caption < 0 ? end : Math.min(caption, end);
}
