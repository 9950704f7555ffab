import { pipeline, Readable } from 'node:stream';
import { createGunzip, gunzipSync } from 'node:zlib';
import { InputError } from '../text/errors.ts';
import { cutOff, damaged, unpackedTooLarge } from './damage.ts';
import { MAX_INPUT_BYTES } from './decode.ts';

/** In bytes: what a packed file that is read as a stream unpacks to at most. More is a bomb. */
export const MAX_STREAM = 1024 * 1024 * 1024;

export const isGzip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;

/** `report.txt` of `report.txt.gz`: what the name says of what is packed. */
export const unpackedName = (name: string): string => name.replace(/\.gz$/i, '');

/** What a gzip file holds. @throws InputError `input/too-large` above `MAX_INPUT_BYTES`, `input/cut-off`, `input/damaged` */
export function unpackedBytes(bytes: Uint8Array, name: string): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_INPUT_BYTES });
  } catch (error) {
    if (error instanceof RangeError) throw unpackedTooLarge(name, MAX_INPUT_BYTES);
    throw packingError(error, name);
  }
}

/**
 * A file's bytes, unpacked where they start as a gzip file does, and else as they are.
 * @throws InputError `input/too-large` above `limit`, `input/cut-off`, `input/damaged`, once what comes before it has been given
 */
export async function* unpackedStream(
  stream: AsyncIterable<Uint8Array>,
  name: string,
  limit = MAX_STREAM,
): AsyncGenerator<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  const whole = startingWith(first.value, chunks);
  if (!isGzip(first.value)) return yield* whole;
  const gunzip = createGunzip();
  // What fails in either is thrown by the loop.
  pipeline(Readable.from(whole), gunzip, () => {});
  let size = 0;
  try {
    for await (const chunk of gunzip) {
      size += chunk.length;
      if (size > limit) throw unpackedTooLarge(name, limit);
      yield chunk;
    }
  } catch (error) {
    throw packingError(error, name);
  }
}

async function* startingWith(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** What zlib says in the words of one who wants the file read; any other error as it is. */
function packingError(error: unknown, name: string): unknown {
  if (error instanceof InputError || !(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'Z_BUF_ERROR') return cutOff(name);
  return error.code === 'Z_DATA_ERROR' ? damaged(name, error) : error;
}
