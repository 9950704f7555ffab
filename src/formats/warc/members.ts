import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { MAX_STREAM } from '../gzip.ts';

/** The bytes of a file from an offset on: `length`, or fewer at its end. */
export type ReadAt = (start: number, length: number) => Promise<Uint8Array>;

/** Bytes from an offset on, as a stream. */
export type OpenAt = (start: number) => AsyncIterable<Uint8Array>;

const PAGE = 256 * 1024;
/** In bytes: what is given on at once, so that little is read ahead of a member's end. */
const PIECE = 16 * 1024;

/** A file as streams from any offset. The last two pages are kept, since a small member is looked at four times. */
export function paged(readAt: ReadAt): OpenAt {
  const pages = new Map<number, Promise<Uint8Array>>();
  const pageAt = (from: number): Promise<Uint8Array> => {
    const page = pages.get(from) ?? readAt(from, PAGE);
    pages.delete(from);
    pages.set(from, page);
    for (const old of [...pages.keys()].slice(0, -2)) pages.delete(old);
    return page;
  };
  return async function* (start) {
    for (let at = start; ; ) {
      const page = await pageAt(at - (at % PAGE));
      const piece = page.subarray(at % PAGE, (at % PAGE) + PIECE);
      if (piece.length === 0) return;
      yield piece;
      at += piece.length;
    }
  };
}

/** How reading a member ended: where the next one may start, or that it is broken. */
export interface MemberEnd {
  readonly next: number;
  readonly broken: boolean;
}

/**
 * One member of a gzip file, unpacked as a stream. A web archive has a member a record, so that behind one that is broken
 * the next can be found. `ended` is told where the member ends.
 */
export async function* unpackedMember(
  openAt: OpenAt,
  start: number,
  ended: (end: MemberEnd) => void,
): AsyncGenerator<Uint8Array> {
  const header = await bytesAt(openAt, start, HEADER_MAX);
  const length = headerLength(header);
  if (length === null) return ended({ next: start + 1, broken: true });
  const packed = Readable.from(openAt(start + length), { highWaterMark: 1 });
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
  packed.on('error', (error) => inflate.destroy(error));
  packed.pipe(inflate);
  let sum = 0;
  let size = 0;
  try {
    for await (const chunk of inflate) {
      sum = crc32(chunk, sum);
      size += chunk.length;
      // None of a web archive's records, but a bomb; the next one is gone on with.
      if (size > MAX_STREAM) return ended({ next: start + length, broken: true });
      yield chunk;
    }
  } catch (error) {
    // What the system says of the file is none of the member's faults.
    if (!(error instanceof Error && 'code' in error) || 'syscall' in error) throw error;
    return ended({ next: start + 1, broken: true });
  } finally {
    packed.destroy();
    inflate.destroy();
  }
  const end = start + length + inflate.bytesWritten;
  const trailer = Buffer.from(await bytesAt(openAt, end, 8));
  const isWhole =
    trailer.length === 8 && trailer.readUInt32LE(0) === sum && trailer.readUInt32LE(4) === size >>> 0;
  return ended(isWhole ? { next: end + 8, broken: false } : { next: start + 1, broken: true });
}

// Ten bytes, and a name or comment that some programs put behind them.
const HEADER_MAX = 4096;

/** Bytes of the member's header (RFC 1952); null where none starts here. */
function headerLength(bytes: Uint8Array): number | null {
  const [a, b, method, flags = 0] = bytes;
  if (a !== 0x1f || b !== 0x8b || method !== 8 || flags > 31 || bytes.length < 10) return null;
  let at = 10;
  if (flags & 4) at += 2 + (bytes[at] ?? 0) + ((bytes[at + 1] ?? 0) << 8);
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const zero = bytes.indexOf(0, at);
    if (zero < 0) return null;
    at = zero + 1;
  }
  if (flags & 2) at += 2;
  return at < bytes.length ? at : null;
}

export async function bytesAt(openAt: OpenAt, start: number, length: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of openAt(start)) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= length) break;
  }
  return Buffer.concat(parts).subarray(0, length);
}

/** The offset from `start` on at which these bytes stand next; null where they do not. */
export async function findBytes(openAt: OpenAt, start: number, wanted: Uint8Array): Promise<number | null> {
  let before = Buffer.alloc(0);
  let at = start;
  for await (const chunk of openAt(start)) {
    const both = Buffer.concat([before, chunk]);
    const found = both.indexOf(wanted);
    if (found >= 0) return at + found;
    const keep = Math.min(both.length, wanted.length - 1);
    at += both.length - keep;
    before = both.subarray(both.length - keep);
  }
  return null;
}
