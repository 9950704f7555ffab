import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { type Book, openBook } from '../src/app/book/index.ts';
import { UNKNOWN } from '../src/document/metadata.ts';
import { type Served, type ServeOptions, serve } from '../src/http/index.ts';
import { fullReader, webOfOneFeed } from './full-book.ts';

export const SECRETS = {
  read: 'reads-0123456789abcdef',
  propose: 'proposes-0123456789abcdef',
  decide: 'decides-0123456789abcdef',
} as const;

/** A book of three reports in a folder of its own, and a server on it; both end with the tests of the file. */
export async function servedBook(options: Partial<ServeOptions> = {}): Promise<{
  readonly book: Book;
  readonly server: Served;
  readonly path: string;
  readonly reports: readonly string[];
}> {
  const folder = mkdtempSync(join(tmpdir(), 'pledgebook-http-'));
  const path = join(folder, 'summit.db');
  let second = 0;
  const now = () => new Date(Date.UTC(2025, 9, 5, 8, 0, second++)).toISOString();
  const book = await openBook({
    book: path,
    reader: fullReader,
    fetcher: webOfOneFeed,
    remember: true,
    now,
  });
  const reports: string[] = [];
  for (const [publisher, published] of [
    ['Harbour Wire', '2025-09-05'],
    ['The Continental', '2025-09-05'],
    ['Dnipro Daily', '2025-12-16'],
  ] as const) {
    const metadata = { ...UNKNOWN, publisher, published, publishedFrom: 'option' as const };
    reports.push((await book.addSource({ text: 'any', metadata })).id);
  }
  const tokens = (['read', 'propose', 'decide'] as const).map((right) => ({
    person: { read: 'Rea', propose: 'Ben', decide: 'Ada' }[right],
    right,
    secret: SECRETS[right],
  }));
  const server = await serve({ book, path, port: 0, host: '127.0.0.1', tokens, web: [], ...options });
  after(async () => {
    await server.stop();
    await book.close();
    rmSync(folder, { recursive: true });
  });
  return { book, server, path, reports };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what JSON.parse gives
  readonly json: any;
}

/** Asks the server, as this person. */
export function asker({ url }: Pick<Served, 'url'>) {
  return async (
    path: string,
    {
      as,
      body,
      headers = {},
      method = body === undefined ? 'GET' : 'POST',
    }: {
      readonly as?: keyof typeof SECRETS;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly method?: string;
    } = {},
  ): Promise<Answer> => {
    const form = body instanceof FormData;
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(as && { authorization: `Bearer ${SECRETS[as]}` }),
        ...(body !== undefined && !form && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && {
        body: form ? body : typeof body === 'string' ? body : JSON.stringify(body),
      }),
    });
    const text = await response.text();
    const isJson =
      /json/.test(response.headers.get('content-type') ?? '') &&
      !/jsonl/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson && text ? JSON.parse(text) : null,
    };
  };
}

/** With headers that `fetch` sets by itself. */
export const plainly = (
  url: string,
  { method = 'GET', ...headers }: Readonly<Record<string, string>>,
): Promise<{
  readonly status: number;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, unknown>>;
}> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks),
          headers: response.headers,
        }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
