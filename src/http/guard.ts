import { isIPv4 } from 'node:net';
import { Refusal } from './problem.ts';

/** On loopback a page of another host could be made to ask us by a name of its own (DNS rebinding): only these are answered. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));

/** Whether a `Host` header names the loopback. */
export function isLoopbackName(header: string | undefined): boolean {
  const name = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(header ?? '');
  return isLoopback((name?.[1] ?? name?.[2] ?? '').toLowerCase());
}

/** @throws Refusal `http/host` */
export function checkHost(header: string | undefined): void {
  if (isLoopbackName(header)) return;
  throw new Refusal(
    421,
    'http/host',
    'this server is asked by the name localhost or by its loopback address only',
  );
}

/** A write with the cookie comes from a page of this server. @throws Refusal `http/origin` */
export function checkOrigin(headers: {
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly host: string | undefined;
}): void {
  const { origin, fetchSite, host } = headers;
  const same = origin === undefined ? fetchSite === 'same-origin' : hostOf(origin) === host;
  if (same && (fetchSite === undefined || fetchSite === 'same-origin')) return;
  throw new Refusal(403, 'http/origin', 'a page of another origin cannot write with this cookie');
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);

/** So many at once, refilled over a minute; by who asks. */
export function createRateLimit(aMinute: number, now: () => number): (who: string) => void {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (who) => {
    const at = now();
    const { tokens, at: before } = buckets.get(who) ?? { tokens: aMinute, at };
    const left = Math.min(aMinute, tokens + ((at - before) * aMinute) / 60_000);
    // Those who are full again need not be remembered.
    if (buckets.size > 10_000) for (const [key, b] of buckets) if (at - b.at > 60_000) buckets.delete(key);
    if (left < 1) {
      const seconds = Math.max(1, Math.ceil(((1 - left) * 60) / aMinute));
      throw new Refusal(429, 'http/too-many', `more than ${aMinute} a minute; wait ${seconds} seconds`, {
        headers: { 'retry-after': String(seconds) },
      });
    }
    buckets.set(who, { tokens: left - 1, at });
  };
}
