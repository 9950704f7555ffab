import { Unzip, UnzipInflate } from 'fflate';
import { InputError } from '../text/errors.ts';
import { damaged, MAX_UNPACKED, unpackedTooLarge } from './damage.ts';

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
