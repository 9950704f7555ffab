import type { UrlOptions } from '../app/book/feeds/desk.ts';
import { createFetcher, type Fetcher } from '../app/fetcher.ts';
import { UsageError } from '../text/errors.ts';

/** Options of every command that asks the network. */
export const FETCHING_OPTIONS = {
  'allow-host': {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: 'a host that may be asked though it is private or local, as it stands in the address; may be repeated',
  },
  contact: {
    type: 'string',
    value: 'ADDRESS',
    help: 'how you can be reached, told to every server; without it PLEDGEBOOK_CONTACT',
  },
  delay: {
    type: 'string',
    value: 'SECONDS',
    help: 'at least so long between two requests to a host (default: 1)',
  },
} as const;

/** Whether a feed is wanted, and which of its items come into the book. */
export const FEED_OPTIONS = {
  feed: {
    type: 'boolean',
    help: 'a feed is wanted: of a page the one that it names, and not the page',
  },
  include: {
    type: 'string',
    value: 'REGEX',
    help: 'of a feed: only items with this in their title or text, whatever the case of letters; remembered with the feed',
  },
  exclude: {
    type: 'string',
    value: 'REGEX',
    help: 'of a feed: no items with this in their title or text; remembered with the feed',
  },
  'only-with': {
    type: 'string',
    value: 'MEASURE',
    help: 'of a feed: only reports with a claim on this measure or a kind of it; remembered with the feed',
  },
} as const;

/** Whether an operand is no path. */
export const isWebAddress = (word: string): boolean => /^https?:\/\//i.test(word);

interface FetchingValues {
  readonly 'allow-host'?: readonly string[] | undefined;
  readonly contact?: string | undefined;
  readonly delay?: string | undefined;
}

/** Whether servers are told of someone who can be reached. */
export const isReachable = ({
  contact = process.env['PLEDGEBOOK_CONTACT'],
}: Pick<FetchingValues, 'contact'>): boolean => Boolean(contact);

/** @throws UsageError `usage/delay`, `usage/contact` */
export function fetcherFrom({
  'allow-host': allowHosts = [],
  contact = process.env['PLEDGEBOOK_CONTACT'],
  delay = '1',
}: FetchingValues): Promise<Fetcher> {
  if (!/^\d+(?:\.\d+)?$/.test(delay))
    throw new UsageError('usage/delay', `"${delay}" is no number of seconds; write it as 1 or 0.5`);
  return createFetcher({ allowHosts, gap: Number(delay) * 1000, ...(contact && { contact }) });
}

/** An empty value takes a rule back. */
export function rulesFrom({
  'only-with': onlyWith,
  'allow-host': allowHosts,
  ...values
}: {
  readonly feed?: boolean | undefined;
  readonly include?: string | undefined;
  readonly exclude?: string | undefined;
  readonly 'only-with'?: string | undefined;
  readonly 'allow-host'?: readonly string[] | undefined;
}): Omit<UrlOptions, 'known' | 'opened'> {
  return {
    ...(values.feed && { feed: true }),
    ...(values.include !== undefined && { include: values.include || null }),
    ...(values.exclude !== undefined && { exclude: values.exclude || null }),
    ...(onlyWith !== undefined && { onlyWith: onlyWith || null }),
    ...(allowHosts !== undefined && { allowHosts }),
  };
}
