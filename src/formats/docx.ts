import { Parser } from 'htmlparser2';
import { InputError } from '../text/errors.ts';
import { cutOff } from './damage.ts';
import { MAX_INPUT_BYTES, tooLarge } from './decode.ts';
import { NOTHING_DECLARED, type ParsedReport } from './parsed-report.ts';
import { publishedDate } from './published.ts';
import { unzipParts } from './zip-parts.ts';

/** A word-processor file as its paragraphs, in order; tables row by row, footnotes behind the text. */

export interface FlowDocument {
  readonly paragraphs: readonly string[];
  /** What the file's properties say. */
  readonly declared: Omit<ParsedReport, 'text'>;
}

const BODY = 'word/document.xml';
const NOTES: readonly string[] = ['word/footnotes.xml', 'word/endnotes.xml'];
const PROPERTIES = 'docProps/core.xml';

/**
 * A DOCX file, unpacked and read as a stream: no tree of it is built. What was deleted with changes tracked, field codes and
 * text that Word hides are left out; text boxes stand where they are anchored.
 * @throws InputError `input/too-large`, `input/damaged`, `input/cut-off`, `input/encrypted`, `input/no-document`
 */
export function readDocx(bytes: Uint8Array, name: string): FlowDocument {
  const paragraphs: string[] = [];
  const notes: string[] = [];
  const properties = new Map<string, string>();
  let size = 0;
  const count = (text: string): void => {
    size += text.length;
    if (size > MAX_INPUT_BYTES) throw tooLarge(name);
  };
  const parsers = new Map<string, { parser: Parser; decoder: TextDecoder }>();
  const parserOf = (part: string) => {
    let found = parsers.get(part);
    if (found === undefined) {
      const into = part === BODY ? paragraphs : notes;
      const parser = part === PROPERTIES ? propertyParser(properties) : wordParser(into, count);
      found = { parser, decoder: new TextDecoder() };
      parsers.set(part, found);
    }
    return found;
  };
  const seen = new Set<string>();
  const whole = unzipParts(
    bytes,
    (part) => {
      seen.add(part);
      return part === BODY || part === PROPERTIES || NOTES.includes(part);
    },
    (part, piece) => {
      const { parser, decoder } = parserOf(part);
      parser.write(decoder.decode(piece, { stream: true }));
    },
    name,
  );
  for (const { parser } of parsers.values()) parser.end();
  // A file cut off ends before its table of contents, which a ZIP archive has last.
  if (!hasDirectory(bytes)) throw cutOff(name);
  if (!whole.has(BODY)) {
    if (seen.has(BODY)) throw cutOff(name);
    throw new InputError(
      'input/no-document',
      `${name}: it is a ZIP archive, but no Word document; unpack it, or save the report as text`,
    );
  }
  return { paragraphs: [...paragraphs, ...notes], declared: declaredBy(properties) };
}

/** Whether the end-of-central-directory record is where it must be: in the last 64 KiB, behind it a comment only. */
function hasDirectory(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .subarray(-65_557)
    .includes(Buffer.from('PK\x05\x06', 'latin1'));
}

function wordParser(paragraphs: string[], count: (text: string) => void): Parser {
  /** Paragraphs that are open: one in a text box lies in that of its anchor. */
  const open: string[] = [];
  /** Cells of the table rows that are open. */
  const rows: string[][] = [];
  let unread = 0;
  let inText = false;
  let hidden = false;
  const add = (text: string): void => {
    if (open.length > 0) open[open.length - 1] += text;
  };
  return new Parser(
    {
      onopentag(tag, attributes) {
        if (UNREAD.has(tag)) unread++;
        if (unread > 0) return;
        if (tag === 'w:p') open.push('');
        else if (tag === 'w:tr') rows.push([]);
        else if (tag === 'w:tc') rows.at(-1)?.push('');
        else if (tag === 'w:r') hidden = false;
        else if (tag === 'w:vanish') hidden = !/^(?:0|false|off)$/.test(attributes['w:val'] ?? '');
        else if (tag === 'w:t') inText = !hidden;
        else if (tag === 'w:tab') add('\t');
        else if (tag === 'w:br' || tag === 'w:cr') add('\n');
        else if (tag === 'w:noBreakHyphen') add('-');
      },
      ontext(text) {
        if (!inText || unread > 0) return;
        count(text);
        add(text);
      },
      onclosetag(tag) {
        if (UNREAD.has(tag)) unread--;
        else if (unread > 0) return;
        else if (tag === 'w:t') inText = false;
        else if (tag === 'w:p') {
          const text = (open.pop() ?? '').trim();
          const row = rows.at(-1);
          const cell = (row?.length ?? 0) - 1;
          if (row === undefined || cell < 0) paragraphs.push(text);
          else row[cell] = [row[cell], text].filter(Boolean).join('\n');
        } else if (tag === 'w:tr') {
          const row = (rows.pop() ?? []).filter(Boolean).join('\t');
          const outer = rows.at(-1);
          if (outer === undefined || outer.length === 0) paragraphs.push(row);
          else outer[outer.length - 1] += `\n${row}`;
        }
      },
    },
    { xmlMode: true },
  );
}

// Deleted text, the second form of a picture or text box, field codes, moved-from text, phonetic guides.
const UNREAD: ReadonlySet<string> = new Set(
  'w:del mc:Fallback w:instrText w:delInstrText w:moveFrom w:rt'.split(' '),
);

function propertyParser(properties: Map<string, string>): Parser {
  let current: string | null = null;
  return new Parser(
    {
      onopentag: (tag) => {
        current = tag;
      },
      ontext: (text) => {
        if (current !== null) properties.set(current, (properties.get(current) ?? '') + text.slice(0, 1000));
      },
      onclosetag: () => {
        current = null;
      },
    },
    { xmlMode: true },
  );
}

/** `created` is when the file was made, which may be years after the report: it is no date of publication. */
function declaredBy(properties: ReadonlyMap<string, string>): Omit<ParsedReport, 'text'> {
  const title = properties.get('dc:title')?.trim() ?? '';
  const published = publishedDate(properties.get('dc:date') ?? '');
  return {
    ...NOTHING_DECLARED,
    title: isTitle(title) ? title : null,
    published,
    publishedFrom: published === null ? null : 'meta',
  };
}

// What programs put there themselves: `Microsoft Word - draft3.doc`, `untitled`, `Document1`, the name of a file.
const NO_TITLE =
  /^(?:microsoft word|untitled|(?:word )?document ?\d*$|slide \d|powerpoint)|\.(?:docx?|pdf|rtf|odt|indd|qxd|html?|pptx?|tex)$/i;

/** Whether a title in a file's properties is one that a person gave it. */
export const isTitle = (title: string): boolean => title !== '' && !NO_TITLE.test(title);
