import { isUtf8 } from 'node:buffer';
import type { BookRecord } from '../../../store/index.ts';
import { InputError } from '../../../text/errors.ts';
import { BOOK_FORMAT } from '../exports/jsonl.ts';

/** A line of an exported book: a record, its head or end, or why it is none of them. */
export type BookLine =
  | { readonly kind: 'record'; readonly record: BookRecord }
  | { readonly kind: 'book'; readonly filters: Readonly<Record<string, unknown>> }
  | { readonly kind: 'end'; readonly counts: Readonly<Record<string, unknown>> }
  | { readonly kind: 'bad'; readonly why: string }
  | { readonly kind: 'blank' };

/** Null of a line that is longer than any that is read. @throws InputError `input/format` where the head is of another format */
export function bookLine(bytes: Uint8Array | null): BookLine {
  const bad = (why: string): BookLine => ({ kind: 'bad', why });
  if (bytes === null) return bad('this line is longer than any report');
  if (!isUtf8(bytes)) return bad('this line is no UTF-8');
  // A byte order mark may stand before the first line.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString()
    .replace(/^\uFEFF/, '');
  if (text.trim() === '') return { kind: 'blank' };
  const value = parsed(text);
  if (!isObject(value)) return bad('this line is no JSON object; it may have been cut off');
  const kind = value['record'];
  if (kind === 'book') {
    checkFormat(value['format']);
    return { kind, filters: isObject(value['filters']) ? value['filters'] : {} };
  }
  if (kind === 'end') return { kind, counts: isObject(value['counts']) ? value['counts'] : {} };
  const shape = typeof kind === 'string' && Object.hasOwn(SHAPES, kind) ? SHAPES[kind] : undefined;
  if (shape === undefined)
    return bad(
      `there is no kind of record ${JSON.stringify(kind) ?? 'without a name'}; it is of another pledgebook`,
    );
  const wrong = Object.entries(shape).find(([field, is]) => !is(value[field]));
  if (wrong) return bad(`its "${wrong[0]}" is missing, or of another type`);
  const record = kind === 'report' ? withBytes(value) : value;
  return record === null
    ? bad('its "bytes" are neither text nor base64')
    : { kind: 'record', record: trusted(record) };
}

/** What a line is of, however little of it is left: as `NotPut.restsOn` has it; null where it does not begin as one. */
export function namedBy(bytes: Uint8Array | null): string | null {
  const begin = Buffer.from(bytes?.subarray(0, 2000) ?? []).toString();
  const [, kind, id] = /^\{"record":"(report|feed)","(?:id|url)":"([^"\\]+)"/.exec(begin) ?? [];
  return kind === undefined ? null : `the ${kind} ${id}`;
}

/** @throws InputError `input/format` */
function checkFormat(format: unknown): void {
  if (format === BOOK_FORMAT) return;
  const known = `this pledgebook reads ${BOOK_FORMAT}`;
  throw new InputError(
    'input/format',
    typeof format === 'string' && format.startsWith('pledgebook.book/')
      ? `this is ${format}, and ${known}; install a newer pledgebook`
      : `this is no export of a book: ${known}; reports and readings go in with pledgebook add`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

type Is = (value: unknown) => boolean;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text: Is = (value) => typeof value === 'string';
const number: Is = (value) => typeof value === 'number';
const truth: Is = (value) => typeof value === 'boolean';
const whole: Is = (value) => Number.isSafeInteger(value);
const any: Is = (value) => value !== undefined;
const none =
  (is: Is): Is =>
  (value) =>
    value === null || is(value);
const list =
  (is: Is): Is =>
  (value) =>
    Array.isArray(value) && value.every(is);
const span: Is = (value) => isObject(value) && whole(value['start']) && whole(value['end']);
const texts = list(text);
/** Enough of a claim to be looked up by; its fields are what the book wrote. */
const claim: Is = (value) =>
  isObject(value) &&
  text(value['act']) &&
  span(value['predicate']) &&
  span(value['sentence']) &&
  span(value['evidence']) &&
  none(text)(value['firmness']) &&
  ['actors', 'targets', 'beneficiary', 'measures', 'sources'].every((field) => texts(value[field])) &&
  list((c) => span(c) && isObject(c) && none(trigger)(c['trigger']))(value['conditions']);
const trigger: Is = (value) => isObject(value) && (texts(value['any']) || texts(value['all']));

/** The fields that a record has to have: docs/export-jsonl.md. */
const SHAPES: Readonly<Record<string, Readonly<Record<string, Is>>>> = {
  party: { id: text, kind: text, name: text, state: none(text), size: none(whole) },
  story: { id: text, title: none(text) },
  report: {
    id: text,
    state: text,
    first: text,
    version: whole,
    learned: text,
    ...Object.fromEntries(
      'publisher title byline url fetchedUrl captured path published publishedFrom language mediaType reader partial text'
        .split(' ')
        .map((field) => [field, none(text)]),
    ),
    sentences: list(span),
    parties: texts,
    passages: list((p) => span(p) && isObject(p) && texts(p['bands'])),
    features: texts,
  },
  reading: { report: text, reader: text, at: text, reading: isObject },
  claim: {
    id: text,
    report: text,
    state: text,
    gone: none(text),
    by: text,
    learned: text,
    replaced: none(text),
    claim,
    asRead: none(claim),
  },
  label: { report: text, kind: text, value: text, by: text, at: text, ended: none(text) },
  placement: { report: text, story: text, by: text, at: text, ended: none(text) },
  note: { id: text, report: text, text, by: text, at: text },
  decision: {
    id: text,
    kind: text,
    subject: text,
    report: none(text),
    body: any,
    by: text,
    at: text,
    why: none(text),
    undoes: none(text),
  },
  grade: { publisher: text, grade: text, by: text, at: text },
  successor: { old: text, new: texts, at: text },
  'perhaps-missed': {
    report: text,
    start: whole,
    end: whole,
    act: text,
    confidence: number,
    dismissed: none(text),
  },
  progress: { report: text, state: text, by: text, at: text, ended: none(text) },
  coding: { report: text, coder: text, at: text, done: truth, marks: list(claim), parties: list(isObject) },
  release: { name: text, at: text, by: text, why: none(text) },
  saved: { name: text, kind: text, query: text, by: text, at: text },
  feed: {
    url: text,
    rules: isObject,
    added: text,
    failures: whole,
    ...Object.fromEntries(
      'title paused etag lastModified tried succeeded failure'.split(' ').map((field) => [field, none(text)]),
    ),
  },
  'feed-item': {
    feed: text,
    key: text,
    stamp: text,
    state: text,
    tries: whole,
    at: text,
    moment: text,
    report: none(text),
  },
  'fetched-page': { url: text, report: text, etag: none(text), lastModified: none(text), at: text },
};

/** The bytes as they came; null where they cannot be told. */
function withBytes(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | null {
  const { bytes, text: words } = value;
  if (bytes === null) return value;
  if (!isObject(bytes)) return null;
  if (bytes['as'] === 'text' && typeof words === 'string')
    return { ...value, bytes: Buffer.from(words, 'utf8') };
  const { data } = bytes;
  if (bytes['as'] !== 'base64' || typeof data !== 'string') return null;
  const decoded = Buffer.from(data, 'base64');
  // What is no base64 is passed over by the decoder.
  return decoded.toString('base64') === data ? { ...value, bytes: decoded } : null;
}

/** Its fields were checked against the shape of its kind. */
const trusted = (value: unknown): BookRecord => value as BookRecord;
