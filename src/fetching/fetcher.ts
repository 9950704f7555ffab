import { setTimeout as pause } from 'node:timers/promises';
import { MAX_INPUT_BYTES } from '../formats/index.ts';
import { UsageError } from '../text/errors.ts';
import { checkedLookup, resolveBySystem, webAddress } from './address.ts';
import type { Fetcher, FetcherOptions, Limits } from './asking.ts';
import { FetchError } from './fetch-error.ts';
import { createHosts } from './hosts.ts';
import { type Answer, ENCODINGS, request } from './request.ts';
import { NO_RULES, ROBOT, ROBOTS_BYTES, type RobotRules, robotRules } from './robots.ts';

const LIMITS: Limits = { whole: 120_000, stall: 30_000, bytes: MAX_INPUT_BYTES };
const MAX_REDIRECTS = 10;
/** What robots.txt said is asked again after so many milliseconds: RFC 9309 lets it be kept for a day. */
const RULES_KEPT = 3_600_000;
/** For how long a host is left alone that is too busy and does not say for how long. */
const BUSY = 600_000;

/** @throws UsageError `usage/contact` */
export function createFetcher({
  version,
  contact,
  allowHosts = [],
  gap = 1000,
  resolve = resolveBySystem,
  pacing = { elapsed: () => performance.now(), pause: async (ms) => pause(ms) },
  ...options
}: FetcherOptions): Fetcher {
  const limits = { ...LIMITS, ...options.limits };
  const hosts = createHosts(pacing);
  const rules = new Map<string, { readonly since: number; readonly rules: Promise<RobotRules> }>();
  const busy = new Map<string, number>();
  const agent = userAgent(version, contact);

  /** One answer, in its host's turn. */
  const answerOf = async (
    url: URL,
    least: number,
    allowed: ReadonlySet<string>,
    asking: {
      readonly headers?: Readonly<Record<string, string>>;
      readonly limits: Limits;
      readonly cut?: boolean;
    },
  ): Promise<Answer> =>
    hosts.inTurn(url.hostname, least, async () => {
      if ((busy.get(url.hostname) ?? 0) > pacing.elapsed()) throw tooBusy(url);
      const headers = {
        'User-Agent': agent,
        'Accept-Encoding': ENCODINGS,
        Accept: ACCEPT,
        ...asking.headers,
      };
      const answer = await request(url, { ...asking, headers, lookup: checkedLookup(url, resolve, allowed) });
      if (answer.status !== 429 && answer.status !== 503) return answer;
      busy.set(url.hostname, pacing.elapsed() + (retryAfter(answer) ?? BUSY));
      throw tooBusy(url);
    });

  /** Follows redirects, each of them checked as the first address was. */
  const follow = async (
    address: string,
    allowed: ReadonlySet<string>,
    ask: (url: URL) => Promise<Answer>,
  ): Promise<{ readonly url: URL; readonly answer: Answer }> => {
    const seen = new Set<string>();
    for (let url = webAddress(address, allowed); ; ) {
      seen.add(url.href);
      const answer = await ask(url);
      const { location } = answer.headers;
      if (!REDIRECTS.has(answer.status) || location === undefined) return { url, answer };
      const next = URL.parse(location, url);
      if (next === null)
        throw new FetchError('redirect', `${url.href}: it leads to "${location}", which is no address`);
      url = webAddress(next.href, allowed);
      if (seen.has(url.href))
        throw new FetchError('redirect', `${address}: its redirects lead round in a circle, by ${url.href}`);
      if (seen.size > MAX_REDIRECTS)
        throw new FetchError('redirect', `${address}: it leads on more than ${MAX_REDIRECTS} times`);
    }
  };

  const loadRules = async (origin: string, allowed: ReadonlySet<string>): Promise<RobotRules> => {
    const robots = `${origin}/robots.txt`;
    const { answer } = await follow(robots, allowed, (url) =>
      answerOf(url, gap, allowed, { limits: { ...limits, bytes: ROBOTS_BYTES }, cut: true }),
    );
    if (answer.status >= 500)
      throw new FetchError(
        'robots',
        `${robots}: the server fails (${answer.status}), so it is not known what may be asked; try again later`,
        { temporary: true },
      );
    return answer.status < 300 ? robotRules(robots, new TextDecoder().decode(answer.body)) : NO_RULES;
  };

  const rulesOf = ({ origin }: URL, allowed: ReadonlySet<string>): Promise<RobotRules> => {
    const known = rules.get(origin);
    if (known && pacing.elapsed() - known.since < RULES_KEPT) return known.rules;
    const loaded = loadRules(origin, allowed);
    rules.set(origin, { since: pacing.elapsed(), rules: loaded });
    // What could not be had is asked for again; whoever waits for it is told.
    loaded.catch(() => rules.delete(origin));
    return loaded;
  };

  return {
    get: async (address, { etag, lastModified, ...asked } = {}) => {
      const allowed = new Set([...allowHosts, ...(asked.allowHosts ?? [])].map(asInAddress));
      const headers = {
        ...(etag && { 'If-None-Match': etag }),
        ...(lastModified && { 'If-Modified-Since': lastModified }),
      };
      const { url, answer } = await follow(address, allowed, async (at) => {
        const { allows, gap: wanted } = await rulesOf(at, allowed);
        if (!allows(at.href))
          throw new FetchError(
            'robots',
            `${at.href}: its robots.txt does not let robots read it; save the page in a browser and add the file`,
          );
        return answerOf(at, Math.max(gap, wanted), allowed, { headers, limits });
      });
      if (answer.status === 304 && (etag || lastModified)) return null;
      if (answer.status < 200 || answer.status >= 300) throw refusedBy(url, answer.status);
      return {
        url: url.href,
        bytes: answer.body,
        mediaType: answer.headers['content-type'],
        etag: answer.headers.etag ?? null,
        lastModified: answer.headers['last-modified'] ?? null,
      };
    },
  };
}

/** As an address has it: in lower case, IPv6 in brackets. */
const asInAddress = (host: string): string => (/^[^[].*:.*:/.test(host) ? `[${host}]` : host).toLowerCase();

const ACCEPT =
  'text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8';
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** `pledgebook/0.1.0 (ada@example.org)`. @throws UsageError `usage/contact` */
function userAgent(version: string, contact?: string): string {
  if (contact !== undefined && !/^[!-~]+(?: [!-~]+)*$/.test(contact))
    throw new UsageError('usage/contact', 'a contact is an address of mail or the web, in plain letters');
  return `${ROBOT}/${version}${contact === undefined ? '' : ` (${contact})`}`;
}

const tooBusy = ({ hostname, href }: URL): FetchError =>
  new FetchError('busy', `${href}: ${hostname} wants to be left alone for a while; try again later`, {
    temporary: true,
  });

/** Seconds, or a date; null where it is neither. */
function retryAfter({ headers: { 'retry-after': value, date } }: Answer): number | null {
  if (value === undefined) return null;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  // By the server's own clock.
  const wait = Date.parse(value) - Date.parse(date ?? '');
  return Number.isNaN(wait) ? null : Math.max(0, wait);
}

function refusedBy({ href }: URL, status: number): FetchError {
  const told = STATUS[status] ?? (status >= 500 ? 'the server fails' : 'the server refuses it');
  return new FetchError('status', `${href}: ${told} (${status})`, {
    temporary: status >= 500 || status === 408 || status === 425,
  });
}

const STATUS: Readonly<Record<number, string>> = {
  401: 'it wants a name and a password',
  402: 'it wants to be paid',
  403: 'the server does not let it be read',
  404: 'there is no such page',
  410: 'the page was taken away',
  451: 'the page may not be shown, for reasons of law',
};
