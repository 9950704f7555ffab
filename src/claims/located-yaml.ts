import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { ResourceError } from '../text/errors.ts';

/** A value of a YAML file that knows its line, so that whoever wrote it is told where it is wrong. */
export interface Located {
  /** `file:line`. */
  readonly at: string;
  /** @throws ResourceError `resource/shape` with file and line, as do the functions below. */
  string(): string;
  boolean(): boolean;
  number(): number;
  /** One of a closed list of words. */
  oneOf<Word extends string>(words: readonly Word[]): Word;
  /** Itself, or null where the file says `null`. */
  orNull(): Located | null;
  /** The items of a list. */
  items(): readonly Located[];
  /** The entries of a map, in order. */
  entries(): readonly (readonly [string, Located])[];
  /** The entries of a map of which no key is unknown. */
  record<Key extends string>(known: readonly Key[]): Partial<Readonly<Record<Key, Located>>>;
  /** An error about this place. */
  wrong(message: string, code?: string): ResourceError;
}

/**
 * The root of a YAML text; `file` names it in errors.
 * @throws ResourceError `resource/syntax` with file and line.
 */
export function locatedYaml(yaml: string, file: string): Located {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  const error = document.errors[0];
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0]);
    throw new ResourceError('resource/syntax', `${file}:${line}: ${error.message}`, { cause: error });
  }
  return locate(document.contents, file, lines, 1);
}

function locate(node: Node | null, file: string, lines: LineCounter, lineOfKey: number): Located {
  const line = node?.range ? lines.linePos(node.range[0]).line : lineOfKey;
  const at = `${file}:${line}`;
  const wrong = (message: string, code = 'resource/shape') => new ResourceError(code, `${at}: ${message}`);
  const child = (value: unknown, key: Node | null = null): Located => {
    const keyLine = key?.range ? lines.linePos(key.range[0]).line : line;
    return locate(isNode(value) ? value : null, file, lines, keyLine);
  };
  const string = (): string => {
    if (!isScalar(node) || typeof node.value !== 'string') throw wrong('a text is wanted here');
    return node.value;
  };
  const items = (): readonly Located[] => {
    if (!isSeq(node)) throw wrong('a list is wanted here');
    return node.items.map((item) => child(item));
  };
  const entries = (): readonly (readonly [string, Located])[] => {
    if (!isMap(node)) throw wrong('keys with values are wanted here');
    return node.items.map((pair) => {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      return [key, child(pair.value, isNode(pair.key) ? pair.key : null)] as const;
    });
  };
  const self: Located = {
    at,
    wrong,
    orNull: () => (isScalar(node) && node.value === null ? null : self),
    oneOf: <Word extends string>(words: readonly Word[]) => {
      const found = words.find((word) => word === string());
      if (found === undefined) throw wrong(`"${string()}" is none of ${words.join(', ')}`);
      return found;
    },
    string,
    items,
    entries,
    number: () => {
      if (!isScalar(node) || typeof node.value !== 'number') throw wrong('a number is wanted here');
      return node.value;
    },
    boolean: () => {
      if (!isScalar(node) || typeof node.value !== 'boolean') throw wrong('true or false is wanted here');
      return node.value;
    },
    record: <Key extends string>(known: readonly Key[]) => {
      const record: Partial<Record<Key, Located>> = {};
      for (const [key, value] of entries()) {
        const name = known.find((k) => k === key);
        if (name === undefined)
          throw value.wrong(`unknown key "${key}"; known here: ${known.join(', ')}`, 'resource/key');
        record[name] = value;
      }
      return record;
    },
  };
  return self;
}

const isNode = (value: unknown): value is Node => isScalar(value) || isMap(value) || isSeq(value);
