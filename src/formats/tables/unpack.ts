import { Unzip, UnzipInflate } from 'fflate';
import { InputError } from '../../text/errors.ts';

/** What all files in a zipped one may come to: a workbook of 200,000 rows has some 100 MiB. */
const MAX_UNPACKED_BYTES = 1 << 27;

/** So much is given to it at once: deflate makes a thousand times as much of it at most. */
const PIECE = 1 << 16;

/**
 * The files in a zipped one, as far as they grow no larger than they may: what its directory says of their sizes is not believed.
 * @throws InputError `input/zip-bomb`, `input/table` where it is cut off or damaged
 */
export function unpacked(
  bytes: Uint8Array,
  name: string,
  limit = MAX_UNPACKED_BYTES,
): ReadonlyMap<string, Uint8Array> {
  const parts = new Map<string, Uint8Array>();
  let size = 0;
  let open = 0;
  const unzip = new Unzip((file) => {
    const chunks: Uint8Array[] = [];
    open++;
    file.ondata = (error, chunk, final) => {
      if (error instanceof InputError) throw error;
      if (error) throw damaged(name, error.message, error);
      size += chunk.length;
      if (size > limit)
        throw new InputError(
          'input/zip-bomb',
          `${name}: unpacked it has more than ${limit >> 20} MiB; split the table`,
        );
      chunks.push(chunk);
      if (!final) return;
      open--;
      parts.set(file.name, Buffer.concat(chunks));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length; at += PIECE)
      unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw damaged(name, error instanceof Error ? error.message : String(error), error);
  }
  if (open > 0) throw damaged(name, 'it ends in the middle of a file');
  return parts;
}

const damaged = (name: string, why: string, cause?: unknown): InputError =>
  new InputError('input/table', `${name}: this zipped file is damaged (${why}); save it anew`, { cause });
