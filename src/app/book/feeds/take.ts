import type { Source } from '../../../document/layers.ts';
import { FetchError } from '../../../fetching/fetch-error.ts';
import type { Fetched, Fetcher } from '../../../fetching/index.ts';
import type { FetchedPage, KeptItem, Store, Writes } from '../../../store/index.ts';
import { InputError } from '../../../text/errors.ts';
import type { Reading } from '../../reading.ts';
import { type AddedReport, arrivalOf, putArrival } from '../add.ts';
import type { FetchedSource } from './page.ts';

/** What every use case of this folder works with. */
export interface Desk {
  readonly store: Store;
  readonly fetcher: () => Promise<Fetcher>;
  readonly read: (source: Source) => Promise<Reading>;
  readonly now: () => string;
  /** Version of the reader. */
  readonly reader: string;
  /** All that the book's profiles name. */
  readonly measures: readonly string[];
}

/** Kept in the same transaction as the report: after a kill it is known which items were settled. */
export interface Beside {
  readonly item?: { readonly feed: string; readonly kept: Omit<KeptItem, 'at' | 'report' | 'state'> };
  readonly page?: Pick<FetchedPage, 'url' | 'etag' | 'lastModified'>;
}

export async function take(
  { store, now, reader }: Desk,
  reading: Reading,
  { received }: Pick<FetchedSource, 'received'>,
  { item, page }: Beside,
): Promise<AddedReport> {
  const at = now();
  const arrival = arrivalOf(reading, received, reader, at);
  return store.write(async (book: Writes) => {
    const added = await putArrival(book, arrival);
    if (item) await book.keepItem(item.feed, { ...item.kept, state: 'taken', at, report: added.id });
    if (page) await book.keepPage({ ...page, report: added.id, at });
    return added;
  });
}

export const pageBeside = (
  url: string,
  { etag, lastModified }: Fetched,
): Pick<FetchedPage, 'url' | 'etag' | 'lastModified'> => ({ url, etag, lastModified });

/** What an address gave, or why it gave nothing. Faults of ours and of the book are thrown. */
export async function orRefusal<T>(work: () => Promise<T>): Promise<T | InputError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

export const isTemporary = (error: InputError): boolean => error instanceof FetchError && error.temporary;
