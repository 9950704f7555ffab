import { shared, useShared } from './value.ts';

/** Where the page is: all that it shows follows from this. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const here = (): Place => ({ path: location.pathname, query: new URLSearchParams(location.search) });

const place = shared<Place>(here());
export const usePlace = (): Place => useShared(place);
export const currentPlace = (): Place => place.get();

addEventListener('popstate', () => place.set(here()));

/** Hold for every page, and so go along with every link. */
const KEPT = ['as-of', 'known-on'] as const;

export type Params = Readonly<Record<string, string | readonly string[] | null | undefined>>;

/** The address of a page as of the day that is looked at. */
export function to(path: string, params: Params = {}): string {
  const query = new URLSearchParams();
  const now = place.get().query;
  for (const name of KEPT) {
    const value = now.get(name);
    if (value) query.set(name, value);
  }
  return addressOf(path, set(query, params));
}

/** This page with other parameters; null takes one away. */
export const thisPage = (params: Params): string => {
  const { path, query } = place.get();
  return addressOf(path, set(new URLSearchParams(query), params));
};

function set(query: URLSearchParams, params: Params): URLSearchParams {
  for (const [name, value] of Object.entries(params)) {
    query.delete(name);
    for (const one of Array.isArray(value) ? value : [value]) if (one) query.append(name, one);
  }
  return query;
}

/** Colons, slashes and commas may stand in a query, and are easier read as they are. */
const readable = (query: URLSearchParams): string =>
  query.toString().replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%2C', ',');

const addressOf = (path: string, query: URLSearchParams): string =>
  query.size === 0 ? path : `${path}?${readable(query)}`;

export function go(address: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  place.set(here());
}

/** Changes parameters of this page. A change while typing replaces, so that Back leads out of the word. */
export const change = (params: Params, how?: { readonly replace?: boolean }): void =>
  go(thisPage(params), how);

/** An id in a path stands there encoded whole. */
export const idIn = (path: string, prefix: string): string => {
  const rest = path.slice(prefix.length);
  try {
    return decodeURIComponent(rest);
  } catch (error) {
    if (error instanceof URIError) return rest;
    throw error;
  }
};

/** Links to pages change the page without loading it anew. */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (/^\/(api|sign-in|healthz|metrics)(\/|$)/.test(link.pathname)) return;
    // A place on this page is the browser's.
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}
