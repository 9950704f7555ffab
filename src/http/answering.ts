import type { AnswerCache, Kept } from './answer-cache.ts';
import { Refusal } from './problem.ts';
import { Answered, type Ask, type Route } from './route.ts';

/** On every answer. Nothing is loaded from elsewhere, nothing runs that is not a file of ours, nobody frames us. */
export const SECURITY: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

export const send = ({ status, headers, bytes }: Kept): Response =>
  new Response(bytes.length === 0 ? null : new Uint8Array(bytes), {
    status,
    headers: { ...SECURITY, ...headers },
  });

export const jsonAnswer = (
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
  type = 'application/json; charset=utf-8',
): Kept => ({
  status,
  headers: { 'content-type': type, 'cache-control': 'no-store', ...headers },
  bytes: value === undefined ? Buffer.alloc(0) : Buffer.from(`${JSON.stringify(value)}\n`),
});

/** What a route answers, not yet compressed. */
export async function answerOf(
  { handle, media, path, fresh, method }: Route,
  given: Parameters<Route['handle']>[0],
  ask: Ask,
): Promise<Kept> {
  const found = await handle(given, ask);
  const { body, status, headers } = found instanceof Answered ? found : new Answered(found, 200);
  const cached = method === 'get' && !fresh ? { 'cache-control': 'no-cache' } : {};
  if (media === undefined) return jsonAnswer(body, status, { ...cached, ...headers });
  const name = path.slice(path.lastIndexOf('/') + 1);
  return {
    status,
    headers: {
      'content-type': body instanceof Uint8Array ? media : `${media}; charset=utf-8`,
      ...(media === 'application/atom+xml'
        ? {}
        : { 'content-disposition': `attachment; filename="${name}"` }),
      'cache-control': 'no-store',
      ...cached,
      ...headers,
    },
    bytes: body instanceof Uint8Array ? Buffer.from(body) : Buffer.from(String(body)),
  };
}

/** An answer that the book alone makes: kept as long as it does not change. */
export async function cachedAnswer(
  cache: AnswerCache,
  {
    version,
    key,
    ifNoneMatch,
    acceptEncoding,
  }: {
    readonly version: string;
    readonly key: string;
    readonly ifNoneMatch: string | undefined;
    readonly acceptEncoding: string | undefined;
  },
  compute: () => Promise<Kept>,
): Promise<Kept> {
  const headers = { etag: `W/"${version}"`, vary: 'accept, accept-encoding' };
  if (isKnown(ifNoneMatch, headers.etag)) return notModified(headers);
  let answer = cache.get(version, key);
  if (answer === undefined) {
    const made = await compute();
    answer = { ...made, headers: { ...made.headers, ...headers } };
    cache.put(version, key, answer);
  }
  return cache.encoded(version, key, answer, acceptEncoding);
}

export const isKnown = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch?.split(',').some((tag) => tag.trim() === etag) ?? false;

export const notModified = (headers: Readonly<Record<string, string>>): Kept => ({
  status: 304,
  headers: { ...headers, 'cache-control': 'no-cache' },
  bytes: Buffer.alloc(0),
});

/** Of these media types the one that the client likes best. @throws Refusal `http/accept` */
export function chosenForm(accept: string | undefined, offered: readonly string[]): string {
  const wanted = (accept?.trim() || '*/*')
    .split(',')
    .map((word) => {
      const [type = '', ...more] = word.split(';').map((part) => part.trim().toLowerCase());
      const q = more.find((part) => part.startsWith('q='))?.slice(2);
      return { type, q: q === undefined ? 1 : Number(q) || 0 };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { type } of wanted) {
    const found = offered.find((one) => type === '*/*' || type === one || type === one.replace(/\/.*/, '/*'));
    if (found !== undefined) return found;
  }
  throw new Refusal(406, 'http/accept', `this address answers ${offered.join(', ')}`);
}
