import { extname } from 'node:path';
import { decode, empty } from './decode.ts';
import type { ParsedReport } from './parsed-report.ts';
import { parsePlain } from './plain.ts';

export { MAX_INPUT_BYTES, tooLarge } from './decode.ts';
export type { ParsedReport } from './parsed-report.ts';

/** Where the bytes come from. */
export interface Origin {
  /** How messages name it; the extension of a file's name tells its format. */
  readonly name: string;
  /** As in an HTTP header: `text/html; charset=utf-8`. */
  readonly mediaType?: string;
}

type Format = 'plain' | 'markdown' | 'html';

/** What a folder's files are read of, by their extension. */
export const EXTENSIONS: ReadonlyMap<string, Format> = new Map([
  ['.txt', 'plain'],
  ['.text', 'plain'],
  ['.md', 'markdown'],
  ['.markdown', 'markdown'],
  ['.html', 'html'],
  ['.htm', 'html'],
  ['.xhtml', 'html'],
]);

/**
 * The report in a file's bytes: plain text, Markdown or an HTML page, told by the extension, then the media type, then the
 * content. A parser is loaded when its format first comes (that of HTML takes some 150 ms).
 * @throws InputError `input/empty`, `input/too-large`, `input/binary`, `input/encoding`, `input/front-matter`, `input/date`,
 * `input/consent-wall`, `input/no-article`; messages start with the origin's name
 */
export async function parseReport(bytes: Uint8Array, { name, mediaType }: Origin): Promise<ParsedReport> {
  const known = EXTENSIONS.get(extname(name).toLowerCase()) ?? formatOfMediaType(mediaType);
  const declared =
    charsetOf(mediaType) ?? (known === undefined || known === 'html' ? charsetOf(head(bytes)) : null);
  const text = decode(bytes, name, declared);
  const report = await parse(known ?? sniffFormat(text), text, name);
  if (report.text.trim() === '') throw empty(name);
  return report;
}

/** The media type of what `parseReport` takes the bytes for. */
export function mediaTypeOf(bytes: Uint8Array, name: string): string {
  const format = EXTENSIONS.get(extname(name).toLowerCase()) ?? sniffFormat(head(bytes));
  return format === 'html' ? 'text/html' : format === 'markdown' ? 'text/markdown' : 'text/plain';
}

async function parse(format: Format, text: string, name: string): Promise<ParsedReport> {
  switch (format) {
    case 'plain':
      return parsePlain(text);
    case 'markdown':
      return (await import('./markdown.ts')).parseMarkdown(text, name);
    case 'html':
      return (await import('./html.ts')).parseHtml(text, name);
  }
}

function formatOfMediaType(mediaType = ''): Format | undefined {
  if (/^(?:text\/html|application\/xhtml\+xml)\b/i.test(mediaType)) return 'html';
  return /^text\/(?:x-)?markdown\b/i.test(mediaType) ? 'markdown' : undefined;
}

// A page starts with its document type, a comment or one of its outer elements; Markdown is told by its front matter only.
// A comment ends where it first can, else forty of them would be tried in every combination.
const HTML_START =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i;
const FRONT_MATTER_START = /^---[ \t]*\r?\n[A-Za-z_][\w-]*:/;

function sniffFormat(text: string): Format {
  const start = text.slice(0, 4096);
  if (HTML_START.test(start)) return 'html';
  return FRONT_MATTER_START.test(start) ? 'markdown' : 'plain';
}

/** Where HTML's rules want an encoding declared (1024 bytes), and a little more. */
const head = (bytes: Uint8Array): string => new TextDecoder('windows-1252').decode(bytes.subarray(0, 4096));

// `charset=windows-1251`, `charset="utf-8"`, `<?xml version="1.0" encoding="iso-8859-1"?>`
const CHARSET = /(?:charset|<\?xml[^>]{0,80}\bencoding)\s*=\s*["']?([\w:.-]{2,30})/i;

const charsetOf = (declaration = ''): string | null => CHARSET.exec(declaration)?.[1] ?? null;
