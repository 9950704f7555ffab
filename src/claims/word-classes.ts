import { readFileSync } from 'node:fs';
import { ResourceError } from '../text/errors.ts';

const FILE = 'resources/rules/word-classes.txt';

let classes: ReadonlyMap<string, string> | null = null;

/**
 * Which class of words of like meaning a word without its endings belongs to, by the class's first word (`#anger`); undefined
 * where it is in none. Words that were seldom marked count as those of their class do (Miller, Guinness and Zamanian 2004).
 * @throws ResourceError `resource/missing`
 */
export function classOf(stem: string): string | undefined {
  classes ??= load();
  return classes.get(stem);
}

function load(): ReadonlyMap<string, string> {
  let lines: string;
  try {
    lines = readFileSync(new URL(`../../${FILE}`, import.meta.url), 'utf8');
  } catch (cause) {
    throw new ResourceError('resource/missing', `${FILE} cannot be read`, { cause });
  }
  return new Map(
    lines
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split(' '))
      .flatMap((stems) => stems.map((stem) => [stem, `#${stems[0]}`] as const)),
  );
}
