import { once } from 'node:events';
import { type Input, isTable } from '../app/inputs.ts';
import { MODELS, type ModelName } from '../app/pipeline.ts';
import { checkKnown, type KnownMetadata } from '../app/reader.ts';
import type { InputOptions } from '../app/reports-in.ts';
import { parseMap } from '../app/rows.ts';
import { UsageError } from '../text/errors.ts';
import type { Host } from './command.ts';
import { counted } from './document-block.ts';
import { displayable } from './layout.ts';
import type { Progress } from './progress.ts';

/** Options of every command that reads reports. */
export const READER_OPTIONS = {
  published: {
    type: 'string',
    value: 'DATE',
    help: 'when the reports were published, in place of what they say themselves: 2025-09-04 or 2025-09-04T18:40+02:00',
  },
  publisher: {
    type: 'string',
    value: 'NAME',
    help: 'who published them, in place of what they say themselves',
  },
  map: {
    type: 'string',
    value: 'FIELD=COLUMN,…',
    help: 'in which columns of a table (CSV, TSV, Parquet, JSONL) the reports are: text=body,published=date',
  },
  profile: {
    type: 'string',
    multiple: true,
    value: 'NAME|FILE',
    help: 'what to look for: a shipped profile by name or a file of your own; may be repeated (default: all shipped ones)',
  },
  model: {
    type: 'string',
    value: 'NAME',
    help: `the reading model: ${MODELS.join(', ')}`,
  },
} as const;

/** What the user says of the reports. @throws UsageError where the date is none. */
export function knownFrom({
  published,
  publisher,
}: {
  readonly published?: string | undefined;
  readonly publisher?: string | undefined;
}): Pick<KnownMetadata, 'published' | 'publisher'> {
  const known = {
    ...(published !== undefined && { published }),
    ...(publisher !== undefined && { publisher }),
  };
  checkKnown(known);
  return known;
}

export function operands(positionals: readonly string[], { stdin }: Host): readonly string[] {
  if (positionals.length > 0) return positionals;
  if (stdin.isTTY)
    throw new UsageError('usage/no-input', 'name a file or a folder to read, or - for the standard input');
  return ['-'];
}

export function modelNamed(name: string = MODELS[0]): ModelName {
  const known = MODELS.find((model) => model === name);
  if (known) return known;
  throw new UsageError('usage/model', `there is no model "${name}"; there is ${MODELS.join(', ')}`);
}

/** Waits where the reader of the output is slower than we are. */
export async function write(
  stream: NodeJS.WritableStream & { readonly errored?: Error | null },
  text: string | Uint8Array,
): Promise<void> {
  // One that has failed tells nobody who comes later.
  if (stream.errored) throw stream.errored;
  if (!stream.write(text)) await once(stream, 'drain');
}

export const named = (message: string, name: string): string =>
  message.includes(name) ? message : `${name}: ${message}`;

/** Files of a folder that were not tried, since they are no reports by their names. */
export const leftOutOf = (paths: readonly string[]): string =>
  `left out: ${counted(paths.length, 'file')} that ${paths.length === 1 ? 'is' : 'are'} no report (${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ', …' : ''})`;

/**
 * How inputs are taken apart, and that what of one is no report is told.
 * @throws UsageError `usage/map` where the map is none, or no input is a table
 */
export function inputOptions(
  { map }: { readonly map?: string | undefined },
  inputs: readonly Input[],
  { stderr }: Host,
  progress: Progress,
): InputOptions {
  if (map !== undefined && !inputs.some(({ path }) => path !== null && isTable(path)))
    throw new UsageError('usage/map', '--map: none of the inputs is a table (.csv, .tsv, .parquet, .jsonl)');
  return {
    ...(map !== undefined && { map: parseMap(map) }),
    leftOut: (name, what) => {
      progress.clear();
      stderr.write(`${displayable(`left out of ${name}: ${what.join('; ')}`)}\n`);
    },
  };
}
