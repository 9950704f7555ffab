import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { actorResources } from '../actors/resources.ts';
import type { Book } from '../app/book/index.ts';
import { PledgebookError, UsageError } from '../text/errors.ts';
import { createApp, type LogLine } from './app.ts';
import { isLoopback } from './guard.ts';
import { createJobs } from './jobs.ts';
import { createTokens, type Holder, type Token, type Tokens } from './tokens.ts';
import { webFiles } from './web-files.ts';
import { type WorkingAhead, workingAhead } from './working-ahead.ts';

export type { LogLine } from './app.ts';
export { isLoopback } from './guard.ts';
export { type Token, tokensFrom } from './tokens.ts';

export interface ServeOptions {
  readonly book: Book;
  /** The book's file. */
  readonly path: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly host: string;
  readonly tokens?: readonly Token[];
  /** Whom a one-time link signs in. */
  readonly link?: Holder;
  readonly sample?: boolean;
  /** Of a sample: the address of the server of one's own book, where reports are added. */
  readonly own?: string;
  /** Of another server on this host: who has signed in there has signed in here. */
  readonly sessions?: Sessions;
  /** Full texts of reports; by default only where nobody but this machine can ask. */
  readonly texts?: boolean;
  /** Reading needs a token, too. */
  readonly private?: boolean;
  readonly writesAMinute?: number;
  readonly maxBodyBytes?: number;
  readonly cacheBytes?: number;
  readonly log?: (line: LogLine) => void;
  readonly fault?: (error: unknown) => void;
  /** Folders where the web pages may be. */
  readonly web?: readonly string[];
}

/** Who has signed in, and the cookie that says so; cookies of one host are sent to all of its ports. */
export interface Sessions {
  readonly tokens: Tokens;
  readonly cookie: string;
}

export interface Served {
  /** `http://127.0.0.1:4747` */
  readonly url: string;
  /** Signs its bearer in, once; null where nobody was named. */
  readonly link: string | null;
  readonly sessions: Sessions;
  /** Takes no more requests, and ends when those that are under way are answered and the reports that were sent are added. */
  stop(): Promise<void>;
}

/** A file may have 16 MiB, which are 22 in base64. */
const MAX_BODY_BYTES = 24 * 1024 * 1024;
const CACHE_BYTES = 64 * 1024 * 1024;
const WRITES_A_MINUTE = 600;

/** One folder above both src/ and dist/. */
const VERSION: string = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
).version;
const WEB = ['../web/', '../../dist/web/', '../../web/dist/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/**
 * Answers questions on a book over HTTP (docs/http-api.md).
 * @throws UsageError `usage/port` where the address is taken or not to be had; ResourceError as `actorResources`
 */
export async function serve({
  book,
  path,
  port,
  host,
  link,
  sample = false,
  log = () => {},
  fault = () => {},
  ...options
}: ServeOptions): Promise<Served> {
  // Else whoever compares a story first would wait for them.
  actorResources();
  const loopback = isLoopback(host);
  const jobs = createJobs(book, fault);
  const tokens = options.sessions?.tokens ?? createTokens(options.tokens ?? []);
  const stopping = new AbortController();
  const clock = (): number => performance.now();
  let bound = port;
  let ahead: WorkingAhead | undefined;
  const app = createApp({
    book,
    jobs,
    tokens,
    settings: {
      name: basename(path),
      version: VERSION,
      sample,
      own: options.own ?? null,
      texts: options.texts ?? loopback,
      private: options.private ?? false,
    },
    web: webFiles(options.web ?? WEB),
    loopback,
    cookie: () => options.sessions?.cookie ?? `pledgebook_${bound}`,
    stopping: stopping.signal,
    writesAMinute: options.writesAMinute ?? WRITES_A_MINUTE,
    maxBodyBytes: options.maxBodyBytes ?? MAX_BODY_BYTES,
    cacheBytes: options.cacheBytes ?? CACHE_BYTES,
    log,
    fault,
    clock,
  });
  const listener = getRequestListener(app.fetch);
  const server = createServer(async (request, response) => {
    if (ahead) response.once('close', ahead.asked());
    const answered = await app.quick(request, response).catch((error: unknown) => {
      // A book that cannot be asked is told of by the route.
      if (!(error instanceof PledgebookError)) fault(error);
      return false;
    });
    if (!answered) await listener(request, response);
  });
  server.on('timeout', closeUnlessAsked);
  await listening(server, port, host);
  const address = server.address();
  bound = isAddress(address) ? address.port : port;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
  ahead = workingAhead(book, { clock, fault });
  let stopped: Promise<void> | undefined;
  return {
    url,
    link: link ? `${url}/sign-in?once=${tokens.link(link)}` : null,
    sessions: { tokens, cookie: options.sessions?.cookie ?? `pledgebook_${bound}` },
    stop: () => {
      stopped ??= (async () => {
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        stopping.abort();
        server.closeIdleConnections();
        await jobs.idle();
        await ahead?.stop();
        await closed;
      })();
      return stopped;
    },
  };
}

/**
 * A connection on which nothing was asked for so long is closed. After a long computation time is up before it is seen what came
 * meanwhile: closed at once, a client that had just asked would see its connection reset.
 */
function closeUnlessAsked(socket: Socket): void {
  const before = socket.bytesRead;
  setTimeout(() => setImmediate(() => socket.bytesRead === before && socket.destroy()));
}

const isAddress = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `port ${port} of ${host} is taken; name another one with --port`
          : error.code === 'EACCES'
            ? `port ${port} of ${host} may not be used; name one from 1024 on with --port`
            : `${host}:${port} cannot be served (${error.code}); check --host and --port`;
      reject(new UsageError('usage/port', why, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}
