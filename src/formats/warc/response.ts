import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { InputError } from '../../text/errors.ts';
import { isIsoDate } from '../../text/iso-date.ts';
import { MAX_INPUT_BYTES, tooLarge } from '../decode.ts';
import { headersOf, type WarcRecord } from './records.ts';

/** A page as it was fetched. */
export interface ArchivedPage {
  readonly url: string;
  /** When, by its `WARC-Date`: an ISO instant; null where the record does not say. */
  readonly captured: string | null;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What a record has: a page to be read, `why` it is none, or null for those that hold no page (requests, metadata). */
export type RecordContent = { readonly page: ArchivedPage } | { readonly why: string } | null;

const READ = /^(?:text\/html|application\/xhtml\+xml|text\/plain|application\/pdf)\b/i;

/**
 * The page of a response, or of a resource (which has no HTTP head).
 * @throws InputError `input/too-large` where it unpacks to more than `MAX_INPUT_BYTES`, `input/damaged` where it cannot be unpacked
 */
export function contentOf({ headers, block }: WarcRecord, name: string): RecordContent {
  const type = headers.get('warc-type');
  if (type === 'revisit') return { why: 'unchanged since an earlier visit' };
  if (type !== 'response' && type !== 'resource') return null;
  const url = (headers.get('warc-target-uri') ?? '').replace(/^<|>$/g, '');
  if (!/^https?:/i.test(url)) return type === 'response' ? { why: 'not from the web' } : null;
  if (block === null) return { why: `larger than ${MAX_INPUT_BYTES >> 20} MiB` };
  const captured = instantOf(headers.get('warc-date'));
  if (type === 'resource') {
    const mediaType = headers.get('content-type') ?? '';
    return READ.test(mediaType)
      ? { page: { url, captured, mediaType, bytes: block } }
      : { why: 'without text' };
  }
  const buffer = Buffer.from(block.buffer, block.byteOffset, block.length);
  const end = buffer.indexOf('\r\n\r\n');
  if (end < 0) return { why: 'without an answer' };
  const [status = '', ...lines] = buffer.toString('latin1', 0, end).split('\r\n');
  const http = headersOf(lines);
  const code = /^HTTP\/\d(?:\.\d)? (\d{3})/.exec(status)?.[1];
  if (code !== '200')
    return { why: code === undefined ? 'without an answer' : 'with another status than 200' };
  const mediaType = http.get('content-type') ?? '';
  if (!READ.test(mediaType) || /\/robots\.txt$/.test(url)) return { why: 'without text' };
  const body = buffer.subarray(end + 4);
  const bytes = unpacked(
    /chunked/i.test(http.get('transfer-encoding') ?? '') ? dechunked(body) : body,
    http,
    name,
  );
  return { page: { url, captured, mediaType, bytes } };
}

/** WARC 1.1 lets it be as precise as the crawler knows it; without a time of day it says no instant, but its day. */
function instantOf(date = ''): string | null {
  const instant = new Date(date);
  return isIsoDate(date) && date.length >= 10 && !Number.isNaN(instant.getTime())
    ? instant.toISOString()
    : null;
}

/** The chunks of a body joined; as it is where they were joined when it was archived, as crawlers mostly do. */
function dechunked(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = body.indexOf('\r\n', at);
    const size = /^([0-9a-f]{1,8})(?:;.*)?$/i.exec(
      lineEnd < 0 ? '' : body.toString('latin1', at, lineEnd),
    )?.[1];
    if (size === undefined) return parts.length === 0 ? body : Buffer.concat(parts);
    const length = Number.parseInt(size, 16);
    if (length === 0) return Buffer.concat(parts);
    parts.push(body.subarray(lineEnd + 2, lineEnd + 2 + length));
    at = lineEnd + 2 + length + 2;
  }
}

/** The body without its content encoding; where its start is not that of what is declared, it was unpacked when archived. */
function unpacked(body: Buffer, http: ReadonlyMap<string, string>, name: string): Uint8Array {
  const encoding = http.get('content-encoding')?.toLowerCase() ?? '';
  const options = { maxOutputLength: MAX_INPUT_BYTES };
  try {
    if (/gzip/.test(encoding) && body[0] === 0x1f && body[1] === 0x8b) return gunzipSync(body, options);
    if (encoding === 'deflate' && body[0] === 0x78) return inflateSync(body, options);
    if (encoding === 'br' && body[0] !== 0x3c) return brotliDecompressSync(body, options);
    return body;
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(name);
    if (!(error instanceof Error && 'code' in error)) throw error;
    const what = 'what was archived of it is damaged and cannot be unpacked';
    throw new InputError('input/damaged', `${name}: ${what}`, { cause: error });
  }
}
