import type { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { AnswerCache } from './answer-cache.ts';
import { jsonAnswer, SECURITY, send } from './answering.ts';
import type { AppOptions } from './app.ts';
import type { Metrics } from './metrics.ts';
import { openApi } from './openapi.ts';
import { Refusal } from './problem.ts';
import { pattern } from './requests.ts';
import { ROUTES } from './routes/index.ts';
import { type Env, SAFE, type Who } from './who.ts';

interface Around {
  readonly cache: AnswerCache;
  readonly metrics: Metrics;
  readonly who: Who;
  readonly run: string;
}

/** Addresses that are no questions on the book: how the server does, its contract, how adding goes on. */
export function fixedRoutes(
  app: Hono<Env>,
  { jobs, settings, stopping }: AppOptions,
  { cache, metrics, who: { allowed } }: Around,
): void {
  const document = jsonAnswer(openApi(ROUTES, settings.version), 200, { 'cache-control': 'no-cache' });
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
}

/** What no route answers: the web pages, and what there is not. */
export function otherwise(app: Hono<Env>, { web }: AppOptions, { cache, run }: Around): void {
  app.all('*', async (c) => {
    const { path } = c.req;
    if (path.startsWith('/api/') || path === '/api') throw noRoute(path);
    c.set('route', 'web');
    if (!SAFE.has(c.req.method))
      throw new Refusal(405, 'http/method', `${path} takes GET`, { headers: { allow: 'GET' } });
    const file = await web.get(path);
    if (file === null) throw new Refusal(404, 'http/no-route', `there is no file ${path}`);
    return send(await cache.encoded(run, `file ${path}`, file, c.req.header('accept-encoding')));
  });
}

function noRoute(path: string): Refusal {
  const methods = ROUTES.filter((route) => pattern(route.path).test(path)).map(({ method }) =>
    method.toUpperCase(),
  );
  if (methods.length === 0)
    return new Refusal(
      404,
      'http/no-route',
      `there is nothing at ${path}; /api/openapi.json says what there is`,
    );
  const allow = [...new Set(methods)].join(', ');
  return new Refusal(405, 'http/method', `${path} takes ${allow}`, { headers: { allow } });
}
