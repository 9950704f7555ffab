import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Book } from '../app/book/index.ts';
import { createAnswerCache } from './answer-cache.ts';
import { jsonAnswer, send } from './answering.ts';
import { createAnswers } from './answers.ts';
import { fixedRoutes, otherwise } from './fixed-routes.ts';
import { checkHost } from './guard.ts';
import type { Jobs } from './jobs.ts';
import { createMetrics } from './metrics.ts';
import { problemOf, Refusal } from './problem.ts';
import { honoPath } from './requests.ts';
import type { Settings } from './route.ts';
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
  const { tokens, settings, loopback, cookie, stopping, clock } = options;
  const cache = createAnswerCache(options.cacheBytes);
  const metrics = createMetrics();
  const who = createWho({ tokens, settings, cookie, clock });
  const { answer, quick, run } = createAnswers(options, { cache, metrics, who });
  const app = new Hono<Env>();

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

  const limited = bodyLimit({
    maxSize: options.maxBodyBytes,
    onError: () => {
      throw new Refusal(
        413,
        'http/too-large',
        `the body is larger than ${Math.floor(options.maxBodyBytes / 1024)} KiB; send fewer reports at once`,
      );
    },
  });
  // What is taken bit by bit need not fit into memory.
  const whole = new Set(ROUTES.flatMap(({ takes, path }) => (takes === undefined ? [] : [path])));
  app.on(['POST', 'PUT', 'DELETE'], '/api/*', (c, next) =>
    whole.has(c.req.path) ? next() : limited(c, next),
  );

  fixedRoutes(app, options, { cache, metrics, who, run });
  signingIn(app, { tokens, cookie, who });
  for (const route of ROUTES) app.on(route.method.toUpperCase(), honoPath(route), (c) => answer(c, route));
  otherwise(app, options, { cache, metrics, who, run });
  return { fetch: app.fetch, quick };
}
