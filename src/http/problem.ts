import { z } from 'zod';
import { FieldError, PledgebookError, UsageError } from '../text/errors.ts';

/** Something of HTTP that is refused: `http/cursor`, `http/token`, … */
export class Refusal extends UsageError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    message: string,
    {
      headers = {},
      ...more
    }: { readonly headers?: Record<string, string>; readonly [key: string]: unknown } = {},
  ) {
    super(code, message);
    this.status = status;
    this.headers = headers;
    this.more = more;
  }
}

export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    code: z.string(),
    detail: z.string(),
    errors: z.array(z.object({ at: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457; `type` and `code` are stable.' });

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly [more: string]: unknown;
}

/** What is asked: what a wrong id means differs between an address and a decision. */
export type Asking = 'question' | 'change';

/** Ids that stand in addresses. */
const NOT_FOUND = new Set(['usage/entry', 'usage/claim', 'usage/report', 'usage/story']);

const TITLES: Readonly<Record<number, string>> = {
  400: 'Wrong request',
  401: 'Who are you?',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Wrong method',
  406: 'No such form',
  409: 'Decided in the meantime',
  410: 'Expired',
  413: 'Too large',
  415: 'Wrong media type',
  421: 'Wrong host',
  422: 'Cannot be done',
  429: 'Too many',
  500: 'A fault of pledgebook',
  503: 'Not just now',
};

/** The one place that turns an error into what is told over HTTP. */
export function problemOf(
  error: unknown,
  asking: Asking,
): { readonly problem: Problem; readonly headers: Readonly<Record<string, string>> } {
  if (!(error instanceof PledgebookError)) {
    // What it is stays in the log: a message may quote a path or a report.
    return told(500, 'http/fault', 'a fault of pledgebook itself; the log of the server says more');
  }
  if (error instanceof Refusal)
    return told(error.status, error.code, error.message, error.more, error.headers);
  const retry = error.kind === 'store' ? { 'retry-after': '5' } : {};
  const more = error instanceof FieldError ? { errors: [{ at: error.field, message: error.message }] } : {};
  return told(statusOf(error, asking), error.code, error.message, more, retry);
}

function statusOf({ kind, code }: PledgebookError, asking: Asking): number {
  if (code === 'usage/decided-since') return 409;
  if (code === 'input/too-large') return 413;
  if (kind === 'input') return 422;
  if (kind === 'store') return 503;
  if (kind !== 'usage') return 500;
  if (asking === 'change') return 422;
  return NOT_FOUND.has(code) ? 404 : 400;
}

const told = (
  status: number,
  code: string,
  detail: string,
  more: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
) => ({
  problem: {
    type: `urn:pledgebook:${code}`,
    title: TITLES[status] ?? 'Refused',
    status,
    code,
    detail,
    ...more,
  },
  headers,
});
