import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { UsageError } from '../text/errors.ts';

/** Each includes the ones before it. */
export const RIGHTS = ['read', 'propose', 'decide'] as const;
export type Right = (typeof RIGHTS)[number];

export interface Holder {
  readonly person: string;
  readonly right: Right;
}

export interface Token extends Holder {
  readonly secret: string;
}

/** Shorter ones can be guessed. */
const SHORTEST = 16;

/**
 * `Ada Lovelace:decide:SECRET`, one a line; blank lines and those that begin with `#` are passed over.
 * @throws UsageError `usage/token` with the line
 */
export function tokensFrom(text: string, from: string): readonly Token[] {
  return text.split(/\r?\n/).flatMap((line, i) => {
    if (/^\s*(?:#|$)/.test(line)) return [];
    // The line itself is a secret, and is not repeated.
    const wrong = (what: string) => new UsageError('usage/token', `${from}, line ${i + 1}: ${what}`);
    const [, person, word, secret] = /^([^:]+):([^:]+):(\S+)\s*$/.exec(line) ?? [];
    if (person === undefined || secret === undefined || person.trim() === '')
      throw wrong('write NAME:RIGHT:SECRET');
    const right = RIGHTS.find((r) => r === word?.trim());
    if (right === undefined) throw wrong(`there is no right "${word}"; there are ${RIGHTS.join(', ')}`);
    if (secret.length < SHORTEST) throw wrong(`the secret is shorter than ${SHORTEST} characters`);
    return [{ person: person.trim(), right, secret }];
  });
}

export const mayDo = (has: Right | null, needed: Right): boolean =>
  has !== null && RIGHTS.indexOf(has) >= RIGHTS.indexOf(needed);

const hashed = (secret: string): Buffer => createHash('sha256').update(secret).digest();
const fresh = (): string => randomBytes(24).toString('base64url');

/** Sessions that are open at once; beyond them the oldest ends. */
const MOST_SESSIONS = 1000;

/** Who holds which token, and which browsers have signed in. Kept in memory: a restart signs everybody out. */
export interface Tokens {
  bearer(secret: string): Holder | null;
  session(id: string): Holder | null;
  /** @returns the id for the cookie */
  begin(holder: Holder): string;
  end(id: string): void;
  /** A link that signs its bearer in once. */
  link(holder: Holder): string;
  /** Null where it is none, or was used. */
  redeem(once: string): Holder | null;
}

export function createTokens(tokens: readonly Token[]): Tokens {
  const known = tokens.map(({ person, right, secret }) => ({
    holder: { person, right },
    hash: hashed(secret),
  }));
  const sessions = new Map<string, Holder>();
  const links = new Map<string, Holder>();
  return {
    bearer: (secret) => {
      const hash = hashed(secret);
      // All are compared, so that the time does not tell which one is near.
      return known.filter((token) => timingSafeEqual(token.hash, hash))[0]?.holder ?? null;
    },
    session: (id) => sessions.get(id) ?? null,
    begin: (holder) => {
      const id = fresh();
      sessions.set(id, holder);
      const [oldest] = sessions.keys();
      if (sessions.size > MOST_SESSIONS && oldest !== undefined) sessions.delete(oldest);
      return id;
    },
    end: (id) => {
      sessions.delete(id);
    },
    link: (holder) => {
      const once = fresh();
      links.set(once, holder);
      return once;
    },
    redeem: (once) => {
      const holder = links.get(once) ?? null;
      links.delete(once);
      return holder;
    },
  };
}
