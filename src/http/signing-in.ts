import type { Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { jsonAnswer, send } from './answering.ts';
import { checkOrigin } from './guard.ts';
import { Refusal } from './problem.ts';
import { jsonOf } from './requests.ts';
import type { Holder, Tokens } from './tokens.ts';
import type { Env, Who } from './who.ts';

/** The addresses by which a browser is signed in with a cookie that its pages cannot read, and out. */
export function signingIn(
  app: Hono<Env>,
  { tokens, cookie, who }: { readonly tokens: Tokens; readonly cookie: () => string; readonly who: Who },
): void {
  const signedIn = (holder: Holder): string =>
    `${cookie()}=${tokens.begin(holder)}; Path=/; HttpOnly; SameSite=Strict`;
  app.get('/sign-in', (c) => {
    c.set('route', '/sign-in');
    const holder = tokens.redeem(c.req.query('once') ?? '');
    if (holder === null) {
      who.guessed(c);
      throw new Refusal(
        401,
        'http/token',
        'this link was used before, or is none; start the server again for another one',
      );
    }
    c.set('person', holder.person);
    return send({
      status: 303,
      headers: { location: '/', 'set-cookie': signedIn(holder), 'cache-control': 'no-store' },
      bytes: Buffer.alloc(0),
    });
  });
  app.post('/api/session', async (c) => {
    c.set('route', '/api/session');
    checkOriginIfAny(c);
    const { token } = sessionBody(await jsonOf(c));
    const holder = tokens.bearer(token);
    if (holder === null) {
      who.guessed(c);
      throw new Refusal(401, 'http/token', 'this token is none of those that the server knows');
    }
    return send(jsonAnswer(holder, 200, { 'set-cookie': signedIn(holder) }));
  });
  app.delete('/api/session', (c) => {
    c.set('route', '/api/session');
    checkOriginIfAny(c);
    tokens.end(getCookie(c, cookie()) ?? '');
    const gone = `${cookie()}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`;
    return send(jsonAnswer(undefined, 204, { 'set-cookie': gone }));
  });
}

function sessionBody(body: unknown): { readonly token: string } {
  if (typeof body === 'object' && body !== null && 'token' in body && typeof body.token === 'string')
    return { token: body.token };
  throw new Refusal(400, 'http/request', 'body.token: a token is wanted');
}

/** Nobody is signed in or out by a page of another origin. */
function checkOriginIfAny(c: Context): void {
  const [origin, fetchSite, host] = [
    c.req.header('origin'),
    c.req.header('sec-fetch-site'),
    c.req.header('host'),
  ];
  if (origin !== undefined || fetchSite !== undefined) checkOrigin({ origin, fetchSite, host });
}
