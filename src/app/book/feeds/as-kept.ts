import { isNoOther } from '../../../book/moment.ts';
import type { Metadata, Source } from '../../../document/layers.ts';
import { declaredDate } from '../../../document/metadata.ts';
import type { KeptReport, Store } from '../../../store/index.ts';
import type { Reading } from '../../reading.ts';

/** What is known of a page before it is read; what it says itself counts more. */
export type Foreknown = Pick<Metadata, 'title' | 'publisher' | 'byline' | 'published'>;

export interface BesideKept {
  readonly source: Source;
  /** As the book has it already; null where the source is to be read. */
  readonly reading: Reading | null;
}

/**
 * A source beside the report that the book has from its address. Where it says nothing of itself, what that one has stands, and
 * only then what a feed says: else each way on which a page comes would make another version of it.
 */
export async function besideKept(store: Store, source: Source, foreknown?: Foreknown): Promise<BesideKept> {
  const { url } = source.metadata;
  return store.read(async (book) => {
    const reports = url === null ? [] : await book.reports({ addresses: [url] });
    const kept = reports.findLast(({ report }) => report.url === url);
    if (!kept) return { source: foreknown ? filledIn(source, foreknown) : source, reading: null };
    const alike = asKept(source, kept);
    const filled = foreknown ? filledIn(alike, foreknown) : alike;
    const isKept =
      filled.text === kept.report.text &&
      filled.metadata.publisher === kept.report.publisher &&
      declaredDate(filled.metadata) === declaredOf(kept);
    // A later reading may have begun with what was mended since.
    const [first] = isKept ? await book.readings(kept.report.id) : [];
    return { source: filled, reading: first ? JSON.parse(first.reading) : null };
  });
}

/** The source with what the kept report says in the place of what it says not at all, or of its date only less exactly. */
export function asKept(source: Source, kept: KeptReport): Source {
  const { title, publisher, byline } = kept.report;
  const [own, published] = [source.metadata.published, declaredOf(kept)];
  const isOther = own !== null && (published === null || !isNoOther(own, published));
  const { text, metadata } = filledIn(source, { title, publisher, byline, published });
  return isOther || published === null
    ? { text, metadata }
    : { text, metadata: { ...metadata, published, publishedFrom: kept.publishedFrom } };
}

const declaredOf = ({ report: { published }, publishedFrom }: KeptReport): string | null =>
  declaredDate({ published, publishedFrom });

function filledIn({ text, metadata: own }: Source, foreknown: Foreknown): Source {
  const published = own.published ?? foreknown.published;
  return {
    text,
    metadata: {
      ...own,
      title: own.title ?? foreknown.title,
      publisher: own.publisher ?? foreknown.publisher,
      byline: own.byline ?? foreknown.byline,
      published,
      publishedFrom: own.publishedFrom ?? (published === null ? null : 'meta'),
    },
  };
}
