import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ResourceError } from '../text/errors.ts';
import type { Calibration } from './calibration.ts';
import type { Thresholds } from './decode.ts';

/** What `model.json` says of the files beside it (docs/training.md); its other fields are the card. */
export interface Manifest {
  readonly name: string;
  /** Numbers a word embedding has. */
  readonly hidden: number;
  /** Numbers a vector of `shared` and `query` has. */
  readonly width: number;
  /** Pieces a window, without the two special ones; pieces that two windows share. */
  readonly window: number;
  readonly overlap: number;
  /** Pieces on either side of a predicate that its arguments are looked for in; the whole window unless given. */
  readonly reach?: number;
  /** Ids of the special pieces. */
  readonly special: {
    readonly first: number;
    readonly last: number;
    readonly pad: number;
    readonly unknown: number;
  };
  readonly thresholds: Thresholds;
  /** A shipped model that reads beside this one, and what share its numbers have (second.ts). */
  readonly second?: { readonly model: string; readonly share: number };
  /** How often claims of a probability are right; a model without one shows its probabilities as they are. */
  readonly calibration?: Calibration;
  /** SHA-256 by file name. */
  readonly files: Readonly<Record<FileName, string>>;
}

const FILES = ['vocabulary.txt', 'embeddings.bin', 'encoder.onnx', 'arguments.onnx'] as const;
export type FileName = (typeof FILES)[number];

export interface ModelFolder {
  readonly manifest: Manifest;
  readonly vocabulary: Buffer;
  readonly embeddings: Buffer;
  readonly encoder: Buffer;
  readonly arguments: Buffer;
}

const MODELS = fileURLToPath(new URL('../../resources/models/', import.meta.url));
const REMEDY = 'Install the package again, or train and export the model (docs/training.md).';

/** The folder of a model: a bare name is one of `resources/models`, anything else is a path. */
export const folderOf = (nameOrFolder: string): string =>
  /^[\w-]+$/.test(nameOrFolder) ? join(MODELS, nameOrFolder) : nameOrFolder;

/** A file of a model that is not what it should be. */
export const damaged = (path: string, what: string, cause?: unknown): ResourceError =>
  new ResourceError('model/damaged', `${path} ${what}. ${REMEDY}`, { cause });

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new ResourceError('model/missing', `${path} is missing or cannot be read. ${REMEDY}`, { cause });
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws ResourceError `model/damaged` at the first field that is missing or is no number of its kind */
function checked(json: unknown, path: string): Manifest {
  const numbers = (value: unknown, names: readonly string[], fits: (n: number) => boolean): void => {
    for (const name of names) {
      const n = isRecord(value) ? value[name] : undefined;
      if (typeof n !== 'number' || !fits(n)) throw damaged(path, `has no valid value for ${name}`);
    }
  };
  if (!isRecord(json)) throw damaged(path, 'does not describe a model');
  numbers(json, ['hidden', 'width', 'window'], (n) => Number.isInteger(n) && n > 0);
  numbers(json, ['overlap'], (n) => Number.isInteger(n) && n >= 0 && n < Number(json['window']));
  if ('reach' in json) numbers(json, ['reach'], (n) => Number.isInteger(n) && n > 0);
  numbers(json['special'], ['first', 'last', 'pad', 'unknown'], (n) => Number.isInteger(n) && n >= 0);
  const spans = ['predicate', 'cue', 'what', 'condition', 'source', 'content'];
  const thresholds = [...spans, 'actor', 'target', 'sourcePointer', 'reporter'];
  const claim = isRecord(json['thresholds']) && 'claim' in json['thresholds'] ? ['claim'] : [];
  numbers(json['thresholds'], [...thresholds, ...claim], (n) => n > 0 && n <= 1);
  if ('calibration' in json) {
    numbers(json['calibration'], ['slope'], (n) => Number.isFinite(n) && n > 0);
    numbers(json['calibration'], ['intercept'], Number.isFinite);
  }
  for (const name of ['claims', 'targets']) {
    const byAct = isRecord(json['thresholds']) ? (json['thresholds'][name] ?? {}) : {};
    if (!isRecord(byAct)) throw damaged(path, `has no valid value for ${name}`);
    numbers(byAct, Object.keys(byAct), (n) => n > 0 && n <= 1);
  }
  if ('second' in json) {
    numbers(json['second'], ['share'], (n) => n > 0 && n < 1);
    if (!isRecord(json['second']) || typeof json['second']['model'] !== 'string')
      throw damaged(path, 'does not say which model is the second');
  }
  const files = json['files'];
  for (const name of FILES) {
    if (!isRecord(files) || typeof files[name] !== 'string') throw damaged(path, `has no hash for ${name}`);
  }
  return json as unknown as Manifest;
}

/**
 * Reads a model's files and checks each against its hash.
 * @throws ResourceError `model/missing` or `model/damaged`, with the file and the remedy
 */
export async function readModelFolder(folder: string): Promise<ModelFolder> {
  const path = join(folder, 'model.json');
  const raw = await read(path);
  let json: unknown;
  try {
    json = JSON.parse(raw.toString('utf8'));
  } catch (cause) {
    throw damaged(path, 'is not valid JSON', cause);
  }
  const manifest = checked(json, path);
  const load = async (name: FileName): Promise<Buffer> => {
    const bytes = await read(join(folder, name));
    const hash = createHash('sha256').update(bytes).digest('hex');
    if (hash !== manifest.files[name]) throw damaged(join(folder, name), 'differs from what model.json says');
    return bytes;
  };
  return {
    manifest,
    vocabulary: await load('vocabulary.txt'),
    embeddings: await load('embeddings.bin'),
    encoder: await load('encoder.onnx'),
    arguments: await load('arguments.onnx'),
  };
}
