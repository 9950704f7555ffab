import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { tooLarge } from '../formats/index.ts';
import { InputError } from '../text/errors.ts';
import type { Limits } from './asking.ts';
import { FetchError } from './fetch-error.ts';

export interface Asking {
  readonly headers: Readonly<Record<string, string>>;
  readonly lookup: LookupFunction;
  readonly limits: Limits;
  /** Keeps the beginning of what is too large, in place of refusing it. */
  readonly cut?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Unpacked; of a success only. */
  readonly body: Uint8Array;
}

/**
 * One request over a connection of its own, so that each is looked up and checked anew.
 * @throws FetchError `fetch/slow`, `fetch/stalled`, `fetch/connection`, `fetch/encoding`, `fetch/no-text`; InputError
 * `input/too-large`
 */
export async function request(url: URL, { limits, cut = false, ...asking }: Asking): Promise<Answer> {
  const stop = new AbortController();
  const late = (code: string, what: string): void =>
    stop.abort(new FetchError(code, `${url.href}: ${what}; try again later`, { temporary: true }));
  const seconds = (ms: number): string => `${Math.ceil(ms / 1000)} seconds`;
  const whole = setTimeout(late, limits.whole, 'slow', `it was not there after ${seconds(limits.whole)}`);
  const stall = setTimeout(late, limits.stall, 'stalled', `nothing came for ${seconds(limits.stall)}`);
  try {
    const response = await begin(url, asking, stop.signal);
    const { statusCode: status = 0, headers } = response;
    const success = status >= 200 && status < 300;
    if (success) refuseMedia(url, headers['content-type']);
    if (success && !cut && Number(headers['content-length'] ?? 0) > limits.bytes) throw tooLarge(url.href);
    const unpacking = success ? unpackerOf(url, headers['content-encoding']) : null;
    const body = success
      ? await bodyOf(
          url,
          watched(response, () => stall.refresh()),
          unpacking,
          limits.bytes,
          cut,
        )
      : new Uint8Array();
    return { status, headers, body };
  } catch (error) {
    if (stop.signal.aborted) throw stop.signal.reason;
    throw failureOf(error, url);
  } finally {
    clearTimeout(whole);
    clearTimeout(stall);
    // What is not wanted is not waited for.
    stop.abort();
  }
}

function begin(
  url: URL,
  { headers, lookup }: Pick<Asking, 'headers' | 'lookup'>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { get } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    // The error of an answer that is stopped is told by whoever reads it.
    get(url, { headers, lookup, signal, agent: false }, resolve).on('error', reject);
  });
}

/** Pictures and recordings are not even loaded. */
function refuseMedia(url: URL, mediaType = ''): void {
  if (!/^(?:audio|video|image|font)\//i.test(mediaType)) return;
  throw new FetchError(
    'no-text',
    `${url.href}: it is ${mediaType}, not text; name the page that has the report`,
  );
}

/** As the bytes come over the line, packed. */
async function* watched(response: IncomingMessage, came: () => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of response) {
    came();
    yield chunk;
  }
}

async function bodyOf(
  url: URL,
  packed: AsyncIterable<Uint8Array>,
  unpacking: Unpacker | null,
  limit: number,
  cut: boolean,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const collect = async (stream: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of stream) {
      size += chunk.length;
      chunks.push(chunk);
      if (size > limit && cut) return;
      if (size > limit) throw tooLarge(url.href);
    }
  };
  if (unpacking === null) await collect(packed);
  else await pipeline(packed, unpacking, collect);
  return Buffer.concat(chunks).subarray(0, limit);
}

/** What `Accept-Encoding` asks for. */
export const ENCODINGS = 'gzip, deflate, br';

type Unpacker = ReturnType<typeof createGunzip | typeof createInflate | typeof createBrotliDecompress>;

function unpackerOf(url: URL, encoding = 'identity'): Unpacker | null {
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new FetchError('encoding', `${url.href}: it is packed as ${encoding}, which is not read`);
  }
}

/** What the system, the network or an unpacker says, in the words of one who wants to read the page. */
function failureOf(error: unknown, url: URL): unknown {
  if (error instanceof InputError || !(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === '') return error;
  const told = NETWORK_ERRORS[code] ?? `the connection failed (${code})`;
  return new FetchError('connection', `${url.href}: ${told}; try again later`, {
    temporary: true,
    cause: error,
  });
}

const NETWORK_ERRORS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host, or no network',
  EAI_AGAIN: 'the host could not be looked up: there may be no network',
  ECONNREFUSED: 'nobody answers there',
  ECONNRESET: 'the connection was cut off',
  ERR_STREAM_PREMATURE_CLOSE: 'the connection was cut off',
  Z_DATA_ERROR: 'what came cannot be unpacked',
  Z_BUF_ERROR: 'what came was cut off',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};
