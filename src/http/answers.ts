import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from 'hono';
import type { AnswerCache, Kept } from './answer-cache.ts';
import { answerOf, cachedAnswer, isKnown, notModified, SECURITY, send } from './answering.ts';
import type { AppOptions } from './app.ts';
import { cursorsOf } from './cursor.ts';
import { createRateLimit, isLoopbackName } from './guard.ts';
import type { Metrics } from './metrics.ts';
import { bodyOf, formOf, paramsOf, sentIn } from './requests.ts';
import type { Ask, Route } from './route.ts';
import { createStreaming, Streamed } from './streaming.ts';
import { type Env, SAFE, type Who } from './who.ts';

/** How the routes are answered. */
export interface Answers {
  readonly answer: (c: Context<Env>, route: Route) => Promise<Response>;
  /** @returns whether it has answered */
  readonly quick: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  /** A version of another run of the server is another one. */
  readonly run: string;
}

export function createAnswers(
  options: AppOptions,
  { cache, metrics, who }: { readonly cache: AnswerCache; readonly metrics: Metrics; readonly who: Who },
): Answers {
  const { book, jobs, settings, loopback, stopping, clock } = options;
  const writing = createRateLimit(options.writesAMinute, clock);
  const streaming = createStreaming(options.fault);
  const run = randomUUID().slice(0, 8);

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
    const holder = who.allowed(c, route.right);
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
      origin: url.origin,
      sent: route.takes === undefined ? null : sentIn(c, route.takes),
    };
    const ifNoneMatch = c.req.header('if-none-match');
    if (route.streams !== undefined) {
      const headers = { etag: `W/"${version}"` };
      if (isKnown(ifNoneMatch, headers.etag)) return send(notModified(headers));
      const made = await route.handle(
        { params: paramsOf(c, route), query: url.searchParams, body: undefined },
        ask,
      );
      if (!(made instanceof Streamed)) throw new TypeError(`${route.path} answers bit by bit`);
      return streaming(made, headers, c.req.method === 'HEAD');
    }
    if (route.method !== 'get' || route.fresh) {
      const body = route.schemas.body === null ? undefined : await bodyOf(c, route);
      return send(await answerOf(route, { params: paramsOf(c, route), query: url.searchParams, body }, ask));
    }
    const form = formOf(c, route);
    const made = await cachedAnswer(
      cache,
      {
        version,
        key: `${form.path} ${ask.origin}${ask.address}`,
        ifNoneMatch,
        acceptEncoding: c.req.header('accept-encoding'),
      },
      () => answerOf(form, { params: paramsOf(c, form), query: url.searchParams, body: undefined }, ask),
    );
    if (made.status === 200 && c.req.method === 'GET') {
      const request = wordsOf(c.env.incoming);
      cache.remember(version, request, { answer: withHeaders(made), route: route.path });
    }
    return send(made);
  };

  /**
   * Answers at once what was asked in the same words before, if the book has not changed: most of what a page asks. All else
   * is left to the routes.
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
    const { answer: kept, route } = sent;
    const same = headers['if-none-match'] === kept.headers['etag'];
    const status = same ? 304 : kept.status;
    if (same) response.writeHead(status, unsent(kept)).end();
    else response.writeHead(status, kept.headers).end(kept.bytes);
    const ms = clock() - start;
    metrics.end(method, route, status, ms / 1000);
    const path = request.url?.split('?')[0] ?? '';
    options.log({ method, path, status, ms: Math.round(ms * 10) / 10, person: null });
    return true;
  };

  return { answer, quick, run };
}

/** What of a request decides on the answer of a route that is asked for reading. */
const wordsOf = ({ url, headers }: IncomingMessage): string =>
  `${headers.host} ${url} ${headers.accept ?? ''} ${headers['accept-encoding'] ?? ''}`;

const withHeaders = (answer: Kept): Kept => ({
  ...answer,
  headers: { ...SECURITY, ...answer.headers, 'content-length': String(answer.bytes.length) },
});

/** The headers of what is not sent again. */
const unsent = ({ headers }: Kept) => {
  const { 'content-length': _, 'content-type': __, 'content-encoding': ___, ...rest } = headers;
  return rest;
};
