import { inflateSync } from 'node:zlib';
import { unpackedTooLarge } from '../damage.ts';
import { MAX_INPUT_BYTES } from '../decode.ts';

/** In bytes: Adobe's reader looks for the end mark in the last 1,024; some programs put as much again behind it. */
const TAIL = 2048;

/** Whether the mark is missing that ends every PDF file. */
export const isCutOff = (bytes: Uint8Array): boolean =>
  !Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).subarray(-TAIL).includes('%%EOF');

/**
 * Refuses a file with a stream that unpacks to far more than any page has, before it is unpacked whole. Pictures are not
 * looked at: they are not unpacked for the text.
 * @throws InputError `input/too-large`
 */
export function checkStreams(bytes: Uint8Array, name: string): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = buffer.indexOf('stream'); at >= 0; at = buffer.indexOf('stream', at + 6)) {
    // Not that of `endstream`.
    if (buffer.toString('latin1', at - 3, at) === 'end') continue;
    const dictionary = buffer.toString('latin1', Math.max(0, at - 1024), at);
    const own = dictionary.slice(dictionary.lastIndexOf(' obj'));
    if (!own.includes('/FlateDecode') || /\/Subtype\s*\/Image/.test(own)) continue;
    const start = at + 'stream'.length + (buffer[at + 6] === 0x0d ? 2 : 1);
    const end = buffer.indexOf('endstream', start);
    if (unpacksTooFar(buffer.subarray(start, end < 0 ? undefined : end))) throw unpackedTooLarge(name);
  }
}

function unpacksTooFar(packed: Uint8Array): boolean {
  // Deflate makes at most some 1,030 bytes of one.
  if (packed.length * 1030 < 4 * MAX_INPUT_BYTES) return false;
  try {
    inflateSync(packed, { maxOutputLength: 4 * MAX_INPUT_BYTES });
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    // Damaged, or packed otherwise: the reader of PDF files will say so.
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
