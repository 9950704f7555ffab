import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import type { Book } from '../app/book/index.ts';
import { createAnswerCache, type Kept } from './answer-cache.ts';
import { answerOf, cachedAnswer, jsonAnswer, SECURITY, send } from './answering.ts';
import { cursorsOf } from './cursor.ts';
import { checkHost, createRateLimit, isLoopbackName } from './guard.ts';
import type { Jobs } from './jobs.ts';
import { createMetrics } from './metrics.ts';
import { openApi } from './openapi.ts';
import { problemOf, Refusal } from './problem.ts';
import { bodyOf, formOf, honoPath, paramsOf, pattern } from './requests.ts';
import type { Ask, Route, Settings } from './route.ts';
import { ROUTES } from './routes/index.ts';
import { signingIn } from './signing-in.ts';
import type { Tokens } from './tokens.ts';
import type { WebFiles } from './web-files.ts';
import { createWho, type Env, SAFE } from './who.ts';

export interface AppOptions {
  readonly book: Book;
  readonly jobs: Jobs;
  readonly tokens: Tokens;
  readonly settings: Settings;
  readonly web: WebFiles;
  /** Only the loopback names are answered. */
  readonly loopback: boolean;
  /** Told apart by the port, since browsers do not. */
  readonly cookie: () => string;
  readonly stopping: AbortSignal;
  readonly writesAMinute: number;
  readonly maxBodyBytes: number;
  readonly cacheBytes: number;
  /** A request that was answered. */
  readonly log: (line: LogLine) => void;
  /** What went wrong by our own fault. */
  readonly fault: (error: unknown) => void;
  /** Milliseconds that only grow. */
  readonly clock: () => number;
}

export interface LogLine {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  readonly person: string | null;
}

export interface App {
  readonly fetch: Hono<Env>['fetch'];
  readonly quick: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
}

export function createApp(options: AppOptions): App {
  const { book, jobs, tokens, settings, web, loopback, cookie, stopping, clock } = options;
  const cache = createAnswerCache(options.cacheBytes);
  const metrics = createMetrics();
  const writing = createRateLimit(options.writesAMinute, clock);
  const who = createWho({ tokens, settings, cookie, clock });
  const { allowed } = who;
  // A version of another run of the server is another one.
  const run = randomUUID().slice(0, 8);
  const document = jsonAnswer(openApi(ROUTES, settings.version), 200, { 'cache-control': 'no-cache' });
  const app = new Hono<Env>();

  let asked: Promise<string> | undefined;
  /** Looked up once for all requests that come in together. */
  const versionNow = (): Promise<string> => {
    if (asked === undefined) {
      asked = book.version().then((version) => `${run}.${version}`);
      setImmediate(() => {
        asked = undefined;
      });
    }
    return asked;
  };

  const answer = async (c: Context<Env>, route: Route): Promise<Response> => {
    c.set('route', route.path);
    const holder = allowed(c, route.right);
    if (!SAFE.has(c.req.method)) writing(holder?.person ?? who.address(c));
    const url = new URL(c.req.url);
    const version = await versionNow();
    const ask: Ask = {
      book,
      person: holder?.person ?? null,
      right: holder?.right ?? (settings.private ? null : 'read'),
      settings,
      jobs,
      cursors: cursorsOf(version, url),
      address: `${url.pathname}${url.search}`,
    };
    if (route.method !== 'get' || route.fresh) {
      const body = route.schemas.body === null ? undefined : await bodyOf(c, route);
      return send(await answerOf(route, { params: paramsOf(c, route), query: url.searchParams, body }, ask));
    }
    const asked = formOf(c, route);
    const made = await cachedAnswer(
      cache,
      {
        version,
        key: `${asked.path} ${ask.address}`,
        ifNoneMatch: c.req.header('if-none-match'),
        acceptEncoding: c.req.header('accept-encoding'),
      },
      () => answerOf(asked, { params: paramsOf(c, asked), query: url.searchParams, body: undefined }, ask),
    );
    if (made.status === 200 && c.req.method === 'GET') {
      const request = wordsOf(c.env.incoming);
      cache.remember(version, request, { answer: withHeaders(made), route: route.path });
    }
    return send(made);
  };

  /**
   * Answers at once what was asked in the same words before, if the book has not changed: most of what a page asks. All else
   * is left to the routes. @returns whether it has answered
   */
  const quick = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const { method, headers } = request;
    // Who asks decides on some answers, and on none of an open book.
    if (method !== 'GET' || settings.private || headers.authorization !== undefined || stopping.aborted)
      return false;
    if (loopback && !isLoopbackName(headers.host)) return false;
    const start = clock();
    const version = await versionNow();
    const sent = cache.again(version, wordsOf(request));
    if (sent === undefined) return false;
    metrics.begin();
    const { answer, route } = sent;
    const isKnown = headers['if-none-match'] === answer.headers['etag'];
    const status = isKnown ? 304 : answer.status;
    if (isKnown) response.writeHead(status, notModified(answer)).end();
    else response.writeHead(status, answer.headers).end(answer.bytes);
    const ms = clock() - start;
    metrics.end(method, route, status, ms / 1000);
    const path = request.url?.split('?')[0] ?? '';
    options.log({ method, path, status, ms: Math.round(ms * 10) / 10, person: null });
    return true;
  };

  app.use(async (c, next) => {
    const start = clock();
    metrics.begin();
    try {
      if (loopback) checkHost(c.req.header('host'));
      if (stopping.aborted)
        throw new Refusal(503, 'http/stopping', 'the server is stopping', {
          headers: { connection: 'close', 'retry-after': '5' },
        });
      await next();
    } catch (error) {
      c.res = failed(c, error);
    }
    const ms = clock() - start;
    const route = c.get('route') ?? 'other';
    metrics.end(c.req.method, route, c.res.status, ms / 1000);
    options.log({
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      ms: Math.round(ms * 10) / 10,
      person: c.get('person') ?? null,
    });
  });

  const failed = (c: Context, error: unknown): Response => {
    const { problem, headers } = problemOf(error, SAFE.has(c.req.method) ? 'question' : 'change');
    if (problem.status === 500) options.fault(error);
    return send(jsonAnswer(problem, problem.status, headers, 'application/problem+json'));
  };
  app.onError((error, c) => failed(c, error));

  app.on(
    ['POST', 'PUT', 'DELETE'],
    '/api/*',
    bodyLimit({
      maxSize: options.maxBodyBytes,
      onError: () => {
        throw new Refusal(
          413,
          'http/too-large',
          `the body is larger than ${Math.floor(options.maxBodyBytes / 1024)} KiB; send fewer reports at once`,
        );
      },
    }),
  );

  app.get('/healthz', (c) => {
    c.set('route', '/healthz');
    return send(jsonAnswer({ status: 'ok' }));
  });
  app.get('/metrics', (c) => {
    c.set('route', '/metrics');
    allowed(c, 'read');
    const { rss, heapUsed } = process.memoryUsage();
    const text = metrics.text({
      pledgebook_answer_cache_bytes: cache.bytes,
      process_resident_memory_bytes: rss,
      nodejs_heap_used_bytes: heapUsed,
    });
    return send({
      status: 200,
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' },
      bytes: Buffer.from(text),
    });
  });
  app.get('/api/openapi.json', (c) => {
    c.set('route', '/api/openapi.json');
    return send(document);
  });

  signingIn(app, { tokens, cookie, who });

  app.get('/api/jobs/:id/events', (c) => {
    c.set('route', '/api/jobs/{id}/events');
    allowed(c, 'propose');
    const { id } = c.req.param();
    if (jobs.get(id) === null)
      throw new Refusal(404, 'http/job', `there is no job "${id}", or it ended long ago`);
    for (const [name, value] of Object.entries(SECURITY)) c.header(name, value);
    c.header('cache-control', 'no-store');
    return streamSSE(c, async (stream) => {
      const gone = new AbortController();
      stream.onAbort(() => gone.abort());
      for await (const { event, data } of jobs.events(id, AbortSignal.any([gone.signal, stopping])))
        await stream.writeSSE({ event, data: JSON.stringify(data) });
    });
  });

  for (const route of ROUTES) app.on(route.method.toUpperCase(), honoPath(route), (c) => answer(c, route));

  app.all('*', async (c) => {
    const { path } = c.req;
    if (path.startsWith('/api/') || path === '/api') {
      const methods = ROUTES.filter((route) => pattern(route.path).test(path)).map(({ method }) =>
        method.toUpperCase(),
      );
      if (methods.length === 0)
        throw new Refusal(
          404,
          'http/no-route',
          `there is nothing at ${path}; /api/openapi.json says what there is`,
        );
      const allow = [...new Set(methods)].join(', ');
      throw new Refusal(405, 'http/method', `${path} takes ${allow}`, { headers: { allow } });
    }
    c.set('route', 'web');
    if (!SAFE.has(c.req.method))
      throw new Refusal(405, 'http/method', `${path} takes GET`, { headers: { allow: 'GET' } });
    const file = await web.get(path);
    if (file === null) throw new Refusal(404, 'http/no-route', `there is no file ${path}`);
    return send(await cache.encoded(run, `file ${path}`, file, c.req.header('accept-encoding')));
  });
  return { fetch: app.fetch, quick };
}

/** What of a request decides on the answer of a route that is asked for reading. */
const wordsOf = ({ url, headers }: IncomingMessage): string =>
  `${url} ${headers.accept ?? ''} ${headers['accept-encoding'] ?? ''}`;

const withHeaders = (answer: Kept): Kept => ({
  ...answer,
  headers: { ...SECURITY, ...answer.headers, 'content-length': String(answer.bytes.length) },
});

const notModified = ({ headers }: Kept) => {
  const { 'content-length': _, 'content-type': __, 'content-encoding': ___, ...rest } = headers;
  return rest;
};
