import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { ResourceError } from './errors.ts';

const FOLDER = new URL('../../resources/', import.meta.url);

/**
 * One YAML file of `resources/`, parsed; `path` is relative to that folder.
 * @throws ResourceError `resource/missing`, or `resource/syntax` with file and line.
 */
export function readResource(path: string): unknown {
  let yaml: string;
  try {
    yaml = readFileSync(new URL(path, FOLDER), 'utf8');
  } catch (cause) {
    throw new ResourceError('resource/missing', `resources/${path} cannot be read`, { cause });
  }
  const document = parseDocument(yaml);
  const error = document.errors[0];
  if (error !== undefined) {
    throw new ResourceError('resource/syntax', `resources/${path}: ${error.message}`, { cause: error });
  }
  return document.toJS();
}

/**
 * One YAML file of named lists of words.
 * @throws ResourceError `resource/shape` where a wanted list is missing or holds anything but strings.
 */
export function readWordLists<Name extends string>(
  path: string,
  names: readonly Name[],
): Readonly<Record<Name, readonly string[]>> {
  const content = readResource(path);
  const lists: Partial<Record<Name, readonly string[]>> = {};
  for (const name of names) {
    const list: unknown =
      typeof content === 'object' && content !== null ? Reflect.get(content, name) : undefined;
    if (!Array.isArray(list) || !list.every((word): word is string => typeof word === 'string')) {
      throw new ResourceError('resource/shape', `resources/${path}: "${name}" must be a list of words`);
    }
    lists[name] = list;
  }
  return lists as Record<Name, readonly string[]>;
}
