import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Source } from '../../document/layers.ts';
import { UNKNOWN } from '../../document/metadata.ts';
import { InputError, UsageError } from '../../text/errors.ts';
import { withKnown } from '../reader.ts';
import { FORMAT, type Reading } from '../reading.ts';

/** A line of a JSONL file: a report to be read, or one that was read before. */
export type JsonlReport =
  | { readonly line: number; readonly source: Source }
  | { readonly line: number; readonly reading: Reading }
  | { readonly line: number; readonly error: InputError };

const TEXT_FIELDS = ['title', 'publisher', 'byline', 'url', 'published', 'language'] as const;

/**
 * The reports of a JSONL file, one a line, as they are read from the disk: `{"text": …}` with any of `title`, `publisher`,
 * `byline`, `url`, `published`, `language`, or a reading as `pledgebook read --json` prints it. A line that is neither comes
 * as an error that names it, and the next ones are read. Blank lines are passed over.
 */
export async function* readJsonl(path: string): AsyncGenerator<JsonlReport> {
  const lines = createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let line = 0;
  for await (const text of lines) {
    line++;
    if (text.trim() !== '') yield parseLine(text, line, path);
  }
}

function parseLine(text: string, line: number, path: string): JsonlReport {
  const wrong = (what: string): JsonlReport => ({
    line,
    error: new InputError('input/jsonl', `${path}:${line}: ${what}`),
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return wrong('this line is no JSON; one report a line is wanted');
    throw error;
  }
  if (!isRecord(value)) return wrong('an object with "text" is wanted');
  if (value['format'] === FORMAT)
    return isReading(value) ? { line, reading: value } : wrong('this reading lacks fields');
  if (typeof value['text'] !== 'string' || value['text'].trim() === '')
    return wrong('"text" is missing or blank');
  const bad = TEXT_FIELDS.find(
    (field) => !['string', 'undefined'].includes(typeof (value[field] ?? undefined)),
  );
  if (bad) return wrong(`"${bad}" is no text`);
  const field = (name: (typeof TEXT_FIELDS)[number]): string | null =>
    typeof value[name] === 'string' ? value[name] : null;
  const published = field('published');
  const metadata = {
    ...UNKNOWN,
    title: field('title'),
    publisher: field('publisher'),
    byline: field('byline'),
    url: field('url'),
    language: field('language'),
  };
  try {
    return {
      line,
      source: withKnown({ text: value['text'], metadata }, published === null ? {} : { published }),
    };
  } catch (error) {
    if (error instanceof UsageError) return wrong(error.message);
    throw error;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Enough of the contract to be taken into a book; `resources/schema/reading.schema.json` says all of it. */
function isReading(value: Record<string, unknown>): value is Record<string, unknown> & Reading {
  const { document } = value;
  return (
    isRecord(document) &&
    typeof document['text'] === 'string' &&
    Array.isArray(document['sentences']) &&
    ['actors', 'attributions', 'claims'].every((field) => Array.isArray(value[field]))
  );
}
