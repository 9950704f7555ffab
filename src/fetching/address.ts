import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Resolve } from './asking.ts';
import { FetchError } from './fetch-error.ts';

export const resolveBySystem: Resolve = async (host) =>
  (await systemLookup(host, { all: true })).map(({ address }) => address);

// Ports on which web pages are served. Behind any other may be a service that takes a request for something else.
const WEB_PORTS: ReadonlySet<string> = new Set(['', '80', '443', '8000', '8008', '8080', '8443', '8888']);

/**
 * The address as one that may be asked, without its fragment. A host that is allowed by name is asked wherever it is.
 * @throws FetchError `fetch/address`, `fetch/private`, `fetch/port`
 */
export function webAddress(address: string, allowed: ReadonlySet<string>): URL {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new FetchError(
      'address',
      `${address}: it is no web address; it must start with https:// or http://`,
    );
  if (url.username !== '' || url.password !== '')
    throw new FetchError(
      'address',
      `${url.host}: leave name and password out of the address; it is kept in the book`,
    );
  url.hash = '';
  if (allowed.has(url.hostname)) return url;
  if (!WEB_PORTS.has(url.port))
    throw new FetchError('port', `${url.href}: port ${url.port} is none of the web; ${remedy(url.hostname)}`);
  // A name is looked up, and its answer checked, when it is connected to.
  const literal = hostOf(url);
  if (isIP(literal) && !isPublic(literal)) throw privateAddress(url.href, literal, url.hostname);
  return url;
}

/** Without the brackets of an IPv6 address. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/**
 * How a socket finds the address that it connects to. The check is made on the very answer that is connected to, so that one
 * that is another the next time is no way in. Where one of several is not public, none is taken.
 */
export function checkedLookup(url: URL, resolve: Resolve, allowed: ReadonlySet<string>): LookupFunction {
  const addresses = async (host: string) => {
    const found = await resolve(host);
    const hidden = allowed.has(url.hostname) ? undefined : found.find((address) => !isPublic(address));
    if (hidden !== undefined) throw privateAddress(url.href, hidden, url.hostname);
    if (found.length === 0)
      throw new FetchError('connection', `${url.href}: ${host} has no address`, { temporary: true });
    return found.map((address) => ({ address, family: isIP(address) }));
  };
  return (host, { all }, done) => {
    addresses(host).then(
      (found) => {
        const [first] = found;
        if (all || first === undefined) done(null, found);
        else done(null, first.address, first.family);
      },
      (error: Error) => done(error, ''),
    );
  };
}

/**
 * Whether an address is one of the public internet: neither private, loopback, link-local, shared (CGNAT), multicast or
 * reserved, nor IPv4 in the clothes of IPv6 (mapped, NAT64, 6to4, Teredo), behind which may be any of these.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  // Of IPv6, only 2000::/3 is given out.
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(GIVEN_OUT));
}

const GIVEN_OUT = ipaddr.parseCIDR('2000::/3');

const remedy = (host: string): string => `where that is meant, allow it by name: --allow-host ${host}`;

const privateAddress = (href: string, address: string, host: string): FetchError =>
  new FetchError('private', `${href}: it leads to ${address}, which is no public address; ${remedy(host)}`);
