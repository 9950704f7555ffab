export type { Resolve } from './address.ts';
export { FetchError } from './fetch-error.ts';
export type { Asked, Fetched, Fetcher, FetcherOptions } from './fetcher.ts';
export { createFetcher } from './fetcher.ts';
