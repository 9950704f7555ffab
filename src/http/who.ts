import type { HttpBindings } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { checkOrigin, createRateLimit } from './guard.ts';
import { Refusal } from './problem.ts';
import type { Settings } from './route.ts';
import { type Holder, mayDo, type Right, type Tokens } from './tokens.ts';

/** What is known of a request while it is answered. */
export interface Env {
  Bindings: HttpBindings;
  Variables: { route: string; person: string | null };
}

/** Methods that change nothing. */
export const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Wrong tokens a minute from one address. */
const GUESSES = 20;

/** Who asks, and whether he may. */
export interface Who {
  /** Of the other end of the connection. */
  address(c: Context): string;
  /** A wrong token or link was tried. @throws Refusal `http/too-many` */
  guessed(c: Context): void;
  /** Null where nobody has signed in. @throws Refusal `http/token`, `http/right`, `http/origin` */
  allowed(c: Context<Env>, needed: Right | null): Holder | null;
}

export function createWho({
  tokens,
  settings,
  cookie,
  clock,
}: {
  readonly tokens: Tokens;
  readonly settings: Settings;
  readonly cookie: () => string;
  readonly clock: () => number;
}): Who {
  const guessing = createRateLimit(GUESSES, clock);
  const address = (c: Context): string => getConnInfo(c).remote.address ?? 'unknown';

  /** Who asks. @throws Refusal `http/token`, `http/origin` */
  const holderOf = (c: Context): Holder | null => {
    const [, bearer] = /^Bearer\s+(\S+)\s*$/i.exec(c.req.header('authorization') ?? '') ?? [];
    if (bearer !== undefined) {
      const holder = tokens.bearer(bearer);
      if (holder) return holder;
      guessing(address(c));
      throw new Refusal(401, 'http/token', 'this token is none of those that the server knows', {
        headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
      });
    }
    const session = getCookie(c, cookie());
    const holder = session === undefined ? null : tokens.session(session);
    if (holder && !SAFE.has(c.req.method))
      checkOrigin({
        origin: c.req.header('origin'),
        fetchSite: c.req.header('sec-fetch-site'),
        host: c.req.header('host'),
      });
    return holder;
  };

  /** @throws Refusal `http/token`, `http/right` */
  const allowed = (c: Context<Env>, needed: Right | null): Holder | null => {
    const holder = holderOf(c);
    c.set('person', holder?.person ?? null);
    if (needed === null || (needed === 'read' && !settings.private)) return holder;
    if (holder === null)
      throw new Refusal(
        401,
        'http/token',
        `a token with the right "${needed}" is needed; this server reads only without one`,
        {
          headers: { 'www-authenticate': 'Bearer' },
        },
      );
    if (!mayDo(holder.right, needed))
      throw new Refusal(403, 'http/right', `${holder.person} may ${holder.right}; "${needed}" is needed`);
    return holder;
  };

  return { address, guessed: (c) => guessing(address(c)), allowed };
}
