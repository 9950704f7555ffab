import { MAX_INPUT_BYTES } from '../decode.ts';
import { findBytes, type MemberEnd, type OpenAt, paged, type ReadAt, unpackedMember } from './members.ts';

/** A record of a web archive (ISO 28500). */
export interface WarcRecord {
  /** Its place in the archive, counted from 1. */
  readonly number: number;
  /** In lower case → value. */
  readonly headers: ReadonlyMap<string, string>;
  /** Null where it has more than `MAX_INPUT_BYTES`. */
  readonly block: Uint8Array | null;
}

/** What an archive gives: a record, or that one is broken and why; `offset` in the file's bytes. */
export type WarcItem =
  | WarcRecord
  | { readonly number: number; readonly broken: string; readonly offset: number };

const GZIP = Uint8Array.of(0x1f, 0x8b, 0x08);
const MAGIC = Buffer.from('WARC/1.');
const HEADERS_END = Buffer.from('\r\n\r\n');
/** In bytes. A record's head has some 500. */
const LONGEST_HEAD = 64 * 1024;

/** The records of an archive, packed or not, one after the other; behind a broken one those that can be found again. */
export async function* warcRecords(readAt: ReadAt): AsyncGenerator<WarcItem> {
  const openAt = paged(readAt);
  let number = 0;
  const start = await readAt(0, GZIP.length);
  const isPacked = GZIP.every((byte, i) => byte === start[i]);
  if (!isPacked) {
    yield* recordsFrom(openAt, () => ++number, 0);
    return;
  }
  for (let from: number | null = 0; from !== null; ) {
    const at: number = from;
    let end: MemberEnd = { next: at + 1, broken: true };
    const openMember: OpenAt = (skip) =>
      skipping(
        unpackedMember(openAt, at, (ended) => {
          end = ended;
        }),
        skip,
      );
    // The last record is held back until its member has ended: only then its sum says whether the bytes are right.
    let held: WarcItem | null = null;
    for await (const item of recordsFrom(openMember, () => ++number, at)) {
      if (held !== null) yield held;
      held = item;
    }
    if (end.broken && (held === null || !('broken' in held))) {
      const broken = 'its packed bytes are damaged or cut off';
      yield { number: held?.number ?? ++number, broken, offset: at };
    } else if (held !== null) yield held;
    from = await findBytes(openAt, end.next, GZIP);
  }
}

async function* skipping(stream: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const chunk of stream) {
    if (chunk.length > left) yield left > 0 ? chunk.subarray(left) : chunk;
    left = Math.max(0, left - chunk.length);
  }
}

/** The records of unpacked bytes. Behind a broken one, reading starts again at the next `WARC/1.` that begins a line. */
async function* recordsFrom(openAt: OpenAt, next: () => number, base: number): AsyncGenerator<WarcItem> {
  for (let start: number | null = 0; start !== null; ) {
    const reader = new Window(openAt(start), start);
    let broken: string | null = null;
    let at = start;
    try {
      while (broken === null && (await reader.skipLineEnds())) {
        at = reader.offset;
        const record = await readRecord(reader);
        if (typeof record === 'string') broken = record;
        else yield { number: next(), ...record };
      }
    } finally {
      await reader.close();
    }
    if (broken === null) return;
    yield { number: next(), broken, offset: base + at };
    const found: number | null = await findBytes(openAt, at + 1, Buffer.from(`\n${MAGIC}`));
    start = found === null ? null : found + 1;
  }
}

/** A record, or why it is broken. */
async function readRecord(reader: Window): Promise<Omit<WarcRecord, 'number'> | string> {
  const head = await reader.upTo(HEADERS_END, LONGEST_HEAD);
  if (head === null) return 'its head has no end';
  const [version = '', ...lines] = Buffer.from(head).toString('utf8').split('\r\n');
  if (!version.startsWith('WARC/')) return 'it does not start as a record does (WARC/1.0)';
  const headers = headersOf(lines);
  const length = Number(headers.get('content-length') ?? Number.NaN);
  if (!Number.isSafeInteger(length) || length < 0) return 'its head has no Content-Length';
  const block = await reader.take(length, MAX_INPUT_BYTES);
  if (block === undefined) return 'it is cut off';
  if (!(await reader.atRecordEnd())) return 'it is longer or shorter than its Content-Length says';
  return { headers, block };
}

/** `Name: value` lines; one that starts with a blank goes on with the one before. */
export function headersOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  let last = '';
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (/^[ \t]/.test(line)) headers.set(last, `${headers.get(last) ?? ''} ${line.trim()}`.trim());
    else if (colon > 0) {
      last = line.slice(0, colon).trim().toLowerCase();
      if (!headers.has(last)) headers.set(last, line.slice(colon + 1).trim());
    }
  }
  return headers;
}

/** The part of a stream that is being looked at. */
class Window {
  readonly #stream: AsyncIterator<Uint8Array>;
  #bytes: Buffer = Buffer.alloc(0);
  /** Where in the unpacked bytes the window starts. */
  offset: number;

  constructor(stream: AsyncIterable<Uint8Array>, offset: number) {
    this.#stream = stream[Symbol.asyncIterator]();
    this.offset = offset;
  }

  async close(): Promise<void> {
    await this.#stream.return?.();
  }

  /** False at the end. */
  async #more(): Promise<boolean> {
    const { value, done } = await this.#stream.next();
    if (done) return false;
    this.#bytes = this.#bytes.length === 0 ? Buffer.from(value) : Buffer.concat([this.#bytes, value]);
    return true;
  }

  #drop(count: number): void {
    this.#bytes = this.#bytes.subarray(count);
    this.offset += count;
  }

  /** False where nothing is left. */
  async skipLineEnds(): Promise<boolean> {
    for (;;) {
      let count = 0;
      while (this.#bytes[count] === 0x0d || this.#bytes[count] === 0x0a) count++;
      this.#drop(count);
      if (this.#bytes.length > 0) return true;
      if (!(await this.#more())) return false;
    }
  }

  /** What stands before `mark`, which is passed over; null where it does not come within `limit` bytes. */
  async upTo(mark: Uint8Array, limit: number): Promise<Uint8Array | null> {
    for (;;) {
      const found = this.#bytes.indexOf(mark);
      if (found >= 0) {
        const head = this.#bytes.subarray(0, found);
        this.#drop(found + mark.length);
        return head;
      }
      if (this.#bytes.length > limit || !(await this.#more())) return null;
    }
  }

  /** The next `length` bytes; null where they are more than `limit`, and passed over; undefined where they are not there. */
  async take(length: number, limit: number): Promise<Uint8Array | null | undefined> {
    const parts: Uint8Array[] = [];
    for (let left = length; left > 0; ) {
      if (this.#bytes.length === 0 && !(await this.#more())) return undefined;
      const part = this.#bytes.subarray(0, left);
      if (length <= limit) parts.push(part);
      left -= part.length;
      this.#drop(part.length);
    }
    return length <= limit ? Buffer.concat(parts) : null;
  }

  /** Whether two line ends stand here, or nothing any more. */
  async atRecordEnd(): Promise<boolean> {
    while (this.#bytes.length < HEADERS_END.length && (await this.#more()));
    return this.#bytes.length === 0 || HEADERS_END.equals(this.#bytes.subarray(0, HEADERS_END.length));
  }
}
