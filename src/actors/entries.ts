import { readFileSync } from 'node:fs';
import { ResourceError } from '../text/errors.ts';

/**
 * The lists of actors are YAML of one narrow form: comments, and one flow mapping a line whose values are scalars or lists of
 * scalars. A general YAML parser takes a tenth of a second and more for them at every start; this one takes a few milliseconds.
 * test/actor-resources.test.ts holds it to the same result as the `yaml` package.
 */
export type Value = string | boolean | null | readonly string[];

export interface Entry {
  /** Counted from 1. */
  readonly line: number;
  readonly values: ReadonlyMap<string, Value>;
}

const FOLDER = new URL('../../resources/actors/', import.meta.url);

// A key and its colon.
const KEY = /([a-z][a-z-]*): /y;
// A quoted scalar, or a plain one: no flow mark, no colon before a blank, no quote or indicator at its start.
const SCALAR = /"((?:[^"\\]|\\["\\])*)"|([^\s,[\]{}"'&*!|>%@`#?-](?:[^,[\]{}#:]|:(?! )|(?<! )#)*)/y;
// What follows a value.
const NEXT = /, /y;

/** The entries of one text; `file` is only for messages. @throws ResourceError `resource/syntax` with file and line. */
export function parseEntries(text: string, file: string): readonly Entry[] {
  const entries: Entry[] = [];
  text.split('\n').forEach((content, index) => {
    if (content === '' || content.startsWith('#')) return;
    entries.push({ line: index + 1, values: parseLine(content, `${file}:${index + 1}`) });
  });
  return entries;
}

/** The text of a file of resources/actors; tests give their own. */
export type TextOf = (file: string) => string;

/** @throws ResourceError `resource/missing`. */
export function resourceText(file: string): string {
  try {
    return readFileSync(new URL(file, FOLDER), 'utf8');
  } catch (cause) {
    throw new ResourceError('resource/missing', `resources/actors/${file} cannot be read`, { cause });
  }
}

function parseLine(line: string, place: string): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  let at = 4;
  const fail = (wanted: string): ResourceError =>
    new ResourceError(
      'resource/syntax',
      `${place}: ${wanted} expected at column ${at + 1}, found "${line.slice(at, at + 20)}"`,
    );
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(line);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const scalar = (): string | boolean | null => {
    const found = take(SCALAR);
    if (!found) throw fail('a value');
    const [, quoted, plain = ''] = found;
    if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1');
    const value = plain.trimEnd();
    at -= plain.length - value.length;
    if (value === 'null') return null;
    if (value === 'true' || value === 'false') return value === 'true';
    if (/^[+.]?\d[\d.]*$/.test(value)) throw fail('a number in quotes');
    return value;
  };
  const list = (): readonly string[] => {
    const items: string[] = [];
    at++;
    if (line.charAt(at) !== ']') {
      do {
        const item = scalar();
        if (typeof item !== 'string') throw fail('a string');
        items.push(item);
      } while (take(NEXT));
    }
    if (line.charAt(at) !== ']') throw fail('"]"');
    at++;
    return Object.freeze(items);
  };

  if (!line.startsWith('- { ')) {
    at = 0;
    throw fail('"- { key: value, … }"');
  }
  do {
    const key = take(KEY)?.[1];
    if (key === undefined) throw fail('a key');
    if (values.has(key)) throw fail(`one "${key}" only`);
    values.set(key, line.charAt(at) === '[' ? list() : scalar());
  } while (take(NEXT));
  if (line.slice(at) !== ' }') throw fail('" }"');
  return values;
}
