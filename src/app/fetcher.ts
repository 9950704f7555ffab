import type { Fetcher, FetcherOptions } from '../fetching/index.ts';
import { VERSION } from './version.ts';

export type { Fetched, Fetcher } from '../fetching/index.ts';
export type FetchingOptions = Omit<FetcherOptions, 'version'>;

/** Asks the network, politely. @throws UsageError `usage/contact` */
export async function createFetcher(options: FetchingOptions = {}): Promise<Fetcher> {
  // Loaded only now: whoever reads files need not wait for it.
  const { createFetcher: create } = await import('../fetching/index.ts');
  return create({ version: VERSION, ...options });
}
