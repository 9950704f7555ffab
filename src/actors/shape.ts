import { ResourceError } from '../text/errors.ts';
import { isIsoDate } from '../text/iso-date.ts';
import { type Entry, parseEntries, type TextOf } from './entries.ts';

/** `text` must be there; `text?` and `date?` are null, `list` is empty, `flag` is false where it is not. */
type Field = 'text' | 'text?' | 'date?' | 'list' | 'flag';
type Shape = Readonly<Record<string, Field>>;

export type Shaped<S extends Shape> = {
  readonly [K in keyof S]: S[K] extends 'list'
    ? readonly string[]
    : S[K] extends 'flag'
      ? boolean
      : S[K] extends 'text'
        ? string
        : string | null;
};

export interface Placed<T> {
  readonly value: T;
  /** File and line, for messages. */
  readonly place: string;
}

/** @throws ResourceError `resource/shape` for an unknown key, a missing one or a value of the wrong kind; also as parseEntries. */
export function readShaped<const S extends Shape>(
  textOf: TextOf,
  file: string,
  shape: S,
): readonly Placed<Shaped<S>>[] {
  const path = `resources/actors/${file}`;
  const fields = Object.entries(shape);
  return parseEntries(textOf(file), path).map((entry) => shaped<S>(entry, fields, `${path}:${entry.line}`));
}

/** One entry in its shape. @throws ResourceError `resource/shape`. */
function shaped<S extends Shape>(
  entry: Entry,
  fields: readonly (readonly [string, Field])[],
  place: string,
): Placed<Shaped<S>> {
  const fail = (what: string): ResourceError => new ResourceError('resource/shape', `${place}: ${what}`);
  for (const key of entry.values.keys()) {
    if (!fields.some(([name]) => name === key))
      throw fail(`"${key}" is not one of ${fields.map(([name]) => name).join(', ')}`);
  }
  const value: Record<string, unknown> = {};
  for (const [key, field] of fields) {
    const given = entry.values.get(key) ?? null;
    if (field === 'list') {
      if (given !== null && !Array.isArray(given)) throw fail(`"${key}" must be a list`);
      value[key] = given ?? NONE;
    } else if (field === 'flag') {
      if (given !== null && typeof given !== 'boolean') throw fail(`"${key}" must be true or false`);
      value[key] = given ?? false;
    } else {
      if (given !== null && typeof given !== 'string') throw fail(`"${key}" must be a word or null`);
      if (given === null && field === 'text') throw fail(`"${key}" is missing`);
      if (given !== null && field === 'date?' && !isIsoDate(given))
        throw fail(`"${key}" must be an ISO date`);
      value[key] = given;
    }
  }
  return { value: Object.freeze(value) as Shaped<S>, place };
}

const NONE: readonly string[] = Object.freeze([]);
