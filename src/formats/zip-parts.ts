import { Unzip, UnzipInflate } from 'fflate';
import { InputError } from '../text/errors.ts';
import { MAX_INPUT_BYTES } from './decode.ts';

/** In bytes, of all that is unpacked. Word writes some 10 bytes of XML for one of text, so this is more than a report has. */
const MAX_UNPACKED = 4 * MAX_INPUT_BYTES;
/** In bytes: what is given to the unpacker at once. It can become a thousand times as much, 16 MiB. */
const PIECE = 16 * 1024;

/**
 * Unpacks the named files of a ZIP archive piece by piece into `take`, so that nothing of them is held here.
 * @returns the names of those that came whole
 * @throws InputError `input/too-large` once more than `limit` bytes have come out, whatever its directory says of sizes, `input/damaged` where the archive
 * cannot be unpacked
 */
export function unzipParts(
  bytes: Uint8Array,
  wanted: (part: string) => boolean,
  take: (part: string, piece: Uint8Array) => void,
  name: string,
  limit = MAX_UNPACKED,
): ReadonlySet<string> {
  const whole = new Set<string>();
  let size = 0;
  let failure: Error | null = null;
  const unzip = new Unzip((file) => {
    if (!wanted(file.name)) return;
    file.ondata = (error, piece, final) => {
      if (error) failure ??= error;
      if (failure !== null) return;
      size += piece.length;
      if (size > limit) {
        failure = unpackedTooLarge(name, limit);
        return;
      }
      take(file.name, piece);
      if (final) whole.add(file.name);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length && failure === null; at += PIECE)
      unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    failure = error;
  }
  if (failure === null) return whole;
  if (failure instanceof InputError) throw failure;
  // The archive ends inside a file: those that came whole are told, and whether one is missing is seen from them.
  if (/unexpected EOF|invalid zip/i.test(failure.message)) return whole;
  throw damaged(name, failure);
}

export const unpackedTooLarge = (name: string, limit = MAX_UNPACKED): InputError =>
  new InputError(
    'input/too-large',
    `${name}: it unpacks to more than ${limit >> 20} MiB; it is no report, or damaged on purpose`,
  );

export const damaged = (name: string, cause?: Error): InputError =>
  new InputError(
    'input/damaged',
    `${name}: the file is damaged and cannot be read; get it again`,
    cause && { cause },
  );

export const cutOff = (name: string): InputError =>
  new InputError('input/cut-off', `${name}: the file is cut off before its end; get it again`);
