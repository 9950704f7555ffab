import type { Located } from './located-yaml.ts';
import { type Phrase, phrase } from './phrases.ts';

/** The phrase at a place of a YAML file. Throws ResourceError with file and line for a pattern that cannot be read. */
export function phraseFrom<T>(item: Located, value: T): Phrase<T> {
  const pattern = item.string();
  try {
    return phrase(pattern, value);
  } catch (error) {
    throw item.wrong(error instanceof Error ? error.message : String(error), 'resource/pattern');
  }
}
