import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { InputError } from '../text/errors.ts';
import { languageCode } from './language-code.ts';
import { NOTHING_DECLARED, type ParsedReport } from './parsed-report.ts';
import { publishedDate } from './published.ts';

export interface FrontMatter {
  readonly declared: Omit<ParsedReport, 'text'>;
  /** Where the report itself starts in the file. */
  readonly bodyStart: number;
}

// The file's first line is `---`, and the next is not blank as it is below a rule; what follows goes up to a line `---` or `...`.
const OPENING = /^---[ \t]*\r?\n(?![ \t]*\r?\n)/;
const CLOSING = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/m;
// `title: …`: what tells front matter that was not closed from a rule (`---`) above a text.
const KEY_LINE = /^[A-Za-z_][\w-]*:(?:[ \t]|\r?\n|$)/;
/** In code units. A report's front matter has a dozen lines. */
const LONGEST = 64 * 1024;

/**
 * The YAML between `---` lines at the head of a Markdown file; nothing declared where there is none. Keys read: title,
 * publisher, published (or date), byline (or author), url, language; others may stand there for other programs.
 * @throws InputError `input/front-matter`, or `input/date` for a date that is none, with file and line
 */
export function readFrontMatter(text: string, name: string): FrontMatter {
  const opening = OPENING.exec(text)?.[0];
  if (opening === undefined) return { declared: NOTHING_DECLARED, bodyStart: 0 };
  const rest = text.slice(opening.length);
  const closing = CLOSING.exec(rest);
  if (closing === null) {
    if (!KEY_LINE.test(rest)) return { declared: NOTHING_DECLARED, bodyStart: 0 };
    throw wrong(name, 1, 'the front matter that starts here has no end; put a line of `---` after it');
  }
  if (closing.index > LONGEST) throw wrong(name, 1, 'the front matter is longer than 64 KiB; shorten it');
  const fields = readFields(rest.slice(0, closing.index), name);
  return {
    declared: declaredBy(fields, name),
    bodyStart: opening.length + closing.index + closing[0].length,
  };
}

const wrong = (name: string, line: number, what: string, code = 'input/front-matter'): InputError =>
  new InputError(code, `${name}:${line}: ${what}`);

interface Field {
  readonly value: string;
  readonly line: number;
}

type Fields = ReadonlyMap<string, Field>;

function readFields(yaml: string, name: string): Fields {
  const lines = new LineCounter();
  // The file's first line is the fence, which the YAML does not have.
  const lineAt = (offset: number) => lines.linePos(offset).line + 1;
  const document = parseYaml(yaml, name, lines);
  const error = document.errors[0];
  if (error !== undefined) {
    const what = error.message.split(/ at line \d+|\n/)[0];
    const remedy = /mapping|implicit/i.test(error.message)
      ? '; put a value with a colon in it into quotes'
      : '';
    throw wrong(name, lineAt(error.pos[0]), `the front matter is not valid YAML: ${what}${remedy}`);
  }
  const fields = new Map<string, Field>();
  if (document.contents === null) return fields;
  if (!isMap(document.contents)) {
    throw wrong(name, 2, 'the front matter must be lines of `key: value`, as `title: …`');
  }
  for (const { key, value } of document.contents.items) {
    if (!isScalar(key)) continue;
    const field = String(key.value).toLowerCase();
    const line = lineAt(key.range?.[0] ?? 0);
    if (!KEYS.has(field)) continue;
    const written = scalarText(value);
    if (written === undefined) throw wrong(name, line, `"${field}" must be a text (or a list of texts)`);
    if (written !== '') fields.set(field, { value: written, line });
  }
  return fields;
}

function parseYaml(yaml: string, name: string, lineCounter: LineCounter) {
  try {
    return parseDocument(yaml, { lineCounter, prettyErrors: true });
  } catch (error) {
    // Thousands of brackets within each other exhaust the parser's stack.
    if (error instanceof RangeError) throw wrong(name, 2, 'the front matter is nested too deeply');
    throw error;
  }
}

const KEYS: ReadonlySet<string> = new Set(
  'title publisher published date byline author authors url language lang'.split(' '),
);

/** A scalar as it is written, a list of scalars joined with commas; '' for nothing, undefined for anything else. */
function scalarText(node: unknown): string | undefined {
  if (node === null) return '';
  if (isScalar(node)) return node.value === null ? '' : (node.source ?? String(node.value)).trim();
  if (!isSeq(node)) return undefined;
  const parts = node.items.map(scalarText);
  return parts.every((part) => part !== undefined) ? parts.join(', ') : undefined;
}

function declaredBy(fields: Fields, name: string): Omit<ParsedReport, 'text'> {
  const first = (...keys: readonly string[]) => keys.map((key) => fields.get(key)).find(Boolean);
  const date = first('published', 'date');
  const published = date ? publishedDate(date.value) : null;
  if (date && published === null) {
    const what = `"${date.value}" is no date, or could be two; write it as 2025-09-04 or 2025-09-04T18:40:00+02:00`;
    throw wrong(name, date.line, what, 'input/date');
  }
  const url = first('url');
  if (url && !isWebAddress(url.value)) {
    throw wrong(name, url.line, `"${url.value}" is no web address; it must start with https:// or http://`);
  }
  const language = first('language', 'lang');
  const declaredLanguage = language ? languageCode(language.value) : null;
  if (language && declaredLanguage === null) {
    throw wrong(name, language.line, `"${language.value}" is no language code; write it as en or en-GB`);
  }
  return Object.freeze({
    title: first('title')?.value ?? null,
    publisher: first('publisher')?.value ?? null,
    byline: first('byline', 'author', 'authors')?.value ?? null,
    url: url?.value ?? null,
    published,
    publishedFrom: published === null ? null : 'front-matter',
    declaredLanguage,
  });
}

const isWebAddress = (value: string): boolean => /^https?:\/\//i.test(value) && URL.canParse(value);
