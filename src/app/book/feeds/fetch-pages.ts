import type { KeptReport } from '../../../store/index.ts';
import { InputError } from '../../../text/errors.ts';
import { type KnownMetadata, withKnown } from '../../reader.ts';
import { asKept, besideKept } from './as-kept.ts';
import { AT_ONCE, merged } from './merged.ts';
import type { Opened } from './open-url.ts';
import { notAdded, type PageOutcome, whyOf } from './outcome.ts';
import { sourceOfPage } from './page.ts';
import { type Desk, isTemporary, orRefusal, pageBeside, take } from './take.ts';

/** Puts a page that was fetched into the book. @throws InputError */
export async function takePage(
  desk: Desk,
  url: string,
  { fetched, page }: Extract<Opened, { readonly page: unknown }>,
  known: KnownMetadata,
): Promise<PageOutcome> {
  const { source, reading } = await besideKept(desk.store, withKnown(page.source, known));
  const added = await take(desk, reading ?? (await desk.read(source)), page, {
    page: pageBeside(url, fetched),
  });
  return { ...added, name: url, feed: null, partial: null };
}

/**
 * Fetches pages again that the book has, and those of which it has only what a feed said, of several hosts at a time. What
 * changed is a new version.
 */
export async function* fetchPages(desk: Desk, since: string | undefined): AsyncGenerator<PageOutcome> {
  const filter = since === undefined ? {} : { since };
  const reports = await desk.store.read((book) => book.reports(filter));
  const pages = reports.flatMap((kept) => {
    const { url, partial } = kept.report;
    const address = kept.fetchedUrl ?? (partial === undefined ? null : url);
    return address === null ? [] : [{ address, kept }];
  });
  const hosts = Map.groupBy(pages, ({ address }) => URL.parse(address)?.hostname);
  yield* merged(
    [...hosts.values()].map((of) => fetchInTurn(desk, of)),
    AT_ONCE,
  );
}

async function* fetchInTurn(
  desk: Desk,
  pages: readonly { readonly address: string; readonly kept: KeptReport }[],
): AsyncGenerator<PageOutcome> {
  for (const { address, kept } of pages) {
    const outcome = await orRefusal(() => fetchAgain(desk, address, kept));
    const told = outcome instanceof InputError ? notFetched(outcome, kept) : outcome;
    yield { ...told, name: address, feed: null, partial: null };
  }
}

/** That a page is closed is nothing new of one of which a feed gave a part. */
function notFetched(error: InputError, { report }: KeptReport) {
  if (isTemporary(error)) return notAdded('failed', whyOf(error));
  return notAdded(report.partial === undefined ? 'refused' : 'unchanged', whyOf(error));
}

async function fetchAgain(desk: Desk, url: string, kept: KeptReport) {
  const { report } = kept;
  const known = await desk.store.read(async (book) => (await book.fetchedPages([url])).get(url));
  const unchanged = notAdded('unchanged', 'the page is as it was');
  const fetched = await (await desk.fetcher()).get(url, known);
  if (fetched === null) return unchanged;
  const page = await sourceOfPage(fetched);
  // What was mended in the book may differ from what the page says; its text is what was read.
  if (page.source.text === report.text) {
    const at = desk.now();
    await desk.store.write((book) => book.keepPage({ ...pageBeside(url, fetched), report: report.id, at }));
    return unchanged;
  }
  return take(desk, await desk.read(asKept(page.source, kept)), page, { page: pageBeside(url, fetched) });
}
