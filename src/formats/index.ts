import { extname } from 'node:path';
import { InputError } from '../text/errors.ts';
import { decode, empty, MAX_INPUT_BYTES, tooLarge } from './decode.ts';
import type { FlowDocument } from './docx.ts';
import { isGzip, unpackedBytes, unpackedName } from './gzip.ts';
import { joinedParagraphs } from './paragraphs.ts';
import type { ParsedFile } from './parsed-file.ts';
import type { ParsedReport } from './parsed-report.ts';
import { parsePlain } from './plain.ts';

export { MAX_INPUT_BYTES, tooLarge } from './decode.ts';
export type { ParsedFile, Part, PartReport } from './parsed-file.ts';
export type { ParsedReport } from './parsed-report.ts';

/** Where the bytes come from. */
export interface Origin {
  /** How messages name it; the extension of a file's name tells its format. */
  readonly name: string;
  /** As in an HTTP header: `text/html; charset=utf-8`. */
  readonly mediaType?: string;
}

type TextFormat = 'plain' | 'markdown' | 'html';
type Format = TextFormat | 'pdf' | 'docx' | 'rtf' | 'email';

/** What files are read of, by their extension. */
const EXTENSIONS: ReadonlyMap<string, Format> = new Map([
  ['.txt', 'plain'],
  ['.text', 'plain'],
  ['.md', 'markdown'],
  ['.markdown', 'markdown'],
  ['.html', 'html'],
  ['.htm', 'html'],
  ['.xhtml', 'html'],
  ['.pdf', 'pdf'],
  ['.docx', 'docx'],
  ['.rtf', 'rtf'],
  ['.eml', 'email'],
]);

/** What a file is read of by its name, packed (`.gz`) or not; undefined where the name does not say it. */
export const formatByExtension = (name: string): Format | undefined =>
  EXTENSIONS.get(extname(unpackedName(name)).toLowerCase());

const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  plain: 'text/plain',
  markdown: 'text/markdown',
  html: 'text/html',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  rtf: 'application/rtf',
  email: 'message/rfc822',
};

/**
 * The report in a file's bytes, told by their start where that is certain (PDF, RTF, DOCX), then by the extension, the media
 * type and the content. A parser is loaded when its format first comes (that of HTML takes some 150 ms).
 * @throws InputError as `parseFile`, and `input/many-reports` where there are several
 */
export async function parseReport(bytes: Uint8Array, origin: Origin): Promise<ParsedReport> {
  return soleReport(await parseFile(bytes, origin), origin.name).report;
}

/** @throws InputError `input/many-reports` where there are several, or why the one there is cannot be read */
export function soleReport<P extends object>(
  { parts }: { readonly parts: readonly (P | Refused)[] },
  name: string,
): Exclude<P, Refused> {
  const [part] = parts;
  if (part === undefined) throw empty(name);
  if (parts.length > 1)
    throw new InputError('input/many-reports', `${name}: it holds ${parts.length} reports; add it as a file`);
  if (isRefused(part)) throw part.error;
  return part as Exclude<P, Refused>;
}

type Refused = { readonly error: InputError };

const isRefused = (part: object): part is Refused => 'error' in part;

/**
 * All reports in a file's bytes, unpacked where they are those of a gzip file: one of most, one an article of an export of Nexis Uni, LexisNexis or Factiva, the message and the
 * attachments of an e-mail.
 * @throws InputError `input/empty`, `input/too-large`, `input/binary`, `input/encoding`, `input/front-matter`, `input/date`,
 * `input/consent-wall`, `input/no-article`, `input/no-text`, `input/encrypted`, `input/cut-off`, `input/damaged`,
 * `input/no-document`, `input/email`, `input/corpus`, `input/record`; messages start with the origin's name
 */
export async function parseFile(bytes: Uint8Array, origin: Origin): Promise<ParsedFile> {
  const { name } = origin;
  if (bytes.length === 0) throw empty(name);
  if (bytes.length > MAX_INPUT_BYTES) throw tooLarge(name);
  // One that was packed twice is told as what it is then, a gzip archive.
  if (isGzip(bytes)) return parseUnpacked(unpackedBytes(bytes, name), origin);
  return parseUnpacked(bytes, origin);
}

async function parseUnpacked(bytes: Uint8Array, origin: Origin): Promise<ParsedFile> {
  const { name, mediaType } = origin;
  if (bytes.length === 0) throw empty(name);
  const format = formatByStart(bytes) ?? formatByName(origin);
  const sole = (report: ParsedReport, leftOut: readonly string[] = []): ParsedFile => {
    if (report.text.trim() === '') throw empty(name);
    const part = { place: null, report, bytes, mediaType: mediaTypeOf(bytes, name, mediaType) };
    return { parts: [part], leftOut };
  };
  switch (format) {
    case 'pdf': {
      const { report, withoutText } = await (await import('./pdf.ts')).parsePdf(bytes, name);
      (await import('./corpora/split.ts')).refuseCorpus(report.text, name);
      return sole(
        report,
        withoutText.length === 0 ? [] : [`pages without text (scanned): ${withoutText.join(', ')}`],
      );
    }
    case 'docx':
      return flow((await import('./docx.ts')).readDocx(bytes, name));
    case 'rtf':
      return flow((await import('./rtf.ts')).readRtf(bytes, name));
    case 'email':
      return (await import('./email.ts')).parseEmail(bytes, name, parseFile);
  }
  const declared =
    charsetOf(mediaType) ?? (format === undefined || format === 'html' ? charsetOf(head(bytes)) : null);
  const text = decode(bytes, name, declared);
  if (format === undefined && text.startsWith('WARC/1.')) throw archive(name);
  const told = format ?? sniffFormat(text);
  if (told === 'email') return (await import('./email.ts')).parseEmail(bytes, name, parseFile);
  if (told !== 'markdown' && CORPUS.test(text)) {
    const { splitCorpusPage, splitCorpusText } = await import('./corpora/split.ts');
    const split = told === 'html' ? await splitCorpusPage(text, name) : splitCorpusText(text, name);
    if (split !== null) return split;
  }
  return sole(await parseText(told, text, name));

  async function flow({ paragraphs, declared }: FlowDocument): Promise<ParsedFile> {
    const { splitCorpus } = await import('./corpora/split.ts');
    return splitCorpus(paragraphs, name) ?? sole({ ...declared, text: joinedParagraphs(paragraphs) });
  }
}

const archive = (name: string): InputError =>
  new InputError(
    'input/record',
    `${name}: it is a web archive; name the file, with the ending .warc or .warc.gz, so that its records are read one by one`,
  );

/** The media type of what `parseFile` takes the bytes for. */
export function mediaTypeOf(bytes: Uint8Array, name: string, mediaType?: string): string {
  const origin = mediaType === undefined ? { name } : { name, mediaType };
  return MEDIA_TYPES[formatByStart(bytes) ?? formatByName(origin) ?? sniffFormat(head(bytes))];
}

async function parseText(format: TextFormat, text: string, name: string): Promise<ParsedReport> {
  switch (format) {
    case 'plain':
      return parsePlain(text);
    case 'markdown':
      return (await import('./markdown.ts')).parseMarkdown(text, name);
    case 'html':
      return (await import('./html.ts')).parseHtml(text, name);
  }
}

/** Files that start as no text does, whatever they are called. */
function formatByStart(bytes: Uint8Array): 'pdf' | 'docx' | 'rtf' | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 5));
  if (start === '%PDF-') return 'pdf';
  if (start === '{\\rtf') return 'rtf';
  return start.startsWith('PK\x03\x04') ? 'docx' : undefined;
}

/** What the name says, but of a format that would have been told by its start. */
function formatByName({ name, mediaType = '' }: Origin): TextFormat | 'email' | undefined {
  const known = formatByExtension(name);
  if (known === 'plain' || known === 'markdown' || known === 'html' || known === 'email') return known;
  if (known !== undefined) return undefined;
  if (/^(?:text\/html|application\/xhtml\+xml)\b/i.test(mediaType)) return 'html';
  if (/^message\/rfc822\b/i.test(mediaType)) return 'email';
  return /^text\/(?:x-)?markdown\b/i.test(mediaType) ? 'markdown' : undefined;
}

// A page starts with its document type, a comment or one of its outer elements; Markdown is told by its front matter only;
// an e-mail by the fields that its carriers put before it. A comment ends where it first can, else forty of them would be
// tried in every combination.
const HTML_START =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i;
const FRONT_MATTER_START = /^---[ \t]*\r?\n[A-Za-z_][\w-]*:/;
const EMAIL_START =
  /^(?:Return-Path|Received|Delivered-To|X-[\w-]+|MIME-Version): [^\n]*\n[\s\S]*^(?:From|Subject): /m;

/** What every page or text that is an export has; tested first, for it costs nothing. */
const CORPUS =
  /class\s*=\s*["']article [a-z]{2,4}Article|End of Document|\d of \d+ (?:DOCUMENTS?|STORIES)\b/i;

function sniffFormat(text: string): TextFormat | 'email' {
  const start = text.slice(0, 4096);
  if (HTML_START.test(start)) return 'html';
  if (EMAIL_START.test(start)) return 'email';
  return FRONT_MATTER_START.test(start) ? 'markdown' : 'plain';
}

/** Where HTML's rules want an encoding declared (1024 bytes), and a little more. */
const head = (bytes: Uint8Array): string => new TextDecoder('windows-1252').decode(bytes.subarray(0, 4096));

// `charset=windows-1251`, `charset="utf-8"`, `<?xml version="1.0" encoding="iso-8859-1"?>`
const CHARSET = /(?:charset|<\?xml[^>]{0,80}\bencoding)\s*=\s*["']?([\w:.-]{2,30})/i;

const charsetOf = (declaration = ''): string | null => CHARSET.exec(declaration)?.[1] ?? null;
