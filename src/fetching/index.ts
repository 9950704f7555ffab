export type { Asked, Fetched, Fetcher, FetcherOptions } from './asking.ts';
export { FetchError } from './fetch-error.ts';
export { createFetcher } from './fetcher.ts';
