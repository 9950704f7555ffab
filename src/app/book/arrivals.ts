import type { Source } from '../../document/layers.ts';
import { UNKNOWN } from '../../document/metadata.ts';
import type { KeptReport, Stamp, Store } from '../../store/index.ts';
import { type KnownMetadata, type SourceReader, withKnown } from '../reader.ts';
import type { Reading } from '../reading.ts';
import { type AddedReport, addReading, type Received } from './add.ts';
import type { By } from './decide.ts';
import { reportNamed } from './decisions/lookup.ts';
import { type Reread, reread } from './reread.ts';

/** Reports that come in, and are read again. */
export interface Arrivals {
  /** Reads a report and puts it into the book; the same one twice is one. Safely stored when the promise resolves. */
  add(text: string, known?: KnownMetadata): Promise<AddedReport>;
  /** The same for what a file or a page gave, with its bytes as they came. */
  addSource(source: Source, received?: Partial<Received>): Promise<AddedReport>;
  /** The same for a report that was read before (`pledgebook read --json`). */
  addReading(reading: Reading, received?: Partial<Received>): Promise<AddedReport>;
  /** As `addSource`, but nothing is kept. */
  read(source: Source, options?: { readonly progress?: (fraction: number) => void }): Promise<Reading>;
  /** Reads a report again. What was decided on its claims stays. @throws UsageError `usage/report` */
  reread(report: string, by: By): Promise<Reread>;
}

/** What adding and rereading need. */
interface Desk {
  readonly store: Store;
  readonly read: SourceReader;
  /** Which reader made a reading. */
  readonly reader: string;
  readonly now: () => string;
  readonly stamp: (by: By) => Stamp;
}

export function arrivals({ store, read, reader, now, stamp }: Desk): Arrivals {
  const take = (reading: Reading, received: Partial<Received>): Promise<AddedReport> =>
    addReading(store, reading, { ...receivedOf(reading), ...received }, reader, now());
  return {
    add: async (text, known = {}) => take(await read(withKnown({ text, metadata: UNKNOWN }, known)), {}),
    addSource: async (source, received = {}) => take(await read(source), received),
    addReading: async (reading, received = {}) => take(reading, received),
    read: (source, how) => read(source, how),
    reread: async (id, by) => {
      const kept = await store.read((book) => reportNamed(book, id));
      return reread(store, id, await read(sourceOfReport(kept)), reader, stamp(by));
    },
  };
}

/** What is kept of a report that came as text alone. */
const receivedOf = ({ document }: Reading): Received => ({
  bytes: Buffer.from(document.text, 'utf8'),
  mediaType: 'text/plain',
  path: null,
  fetchedUrl: null,
});

/** A report that is kept, to be read anew: with what was mended of it. */
function sourceOfReport({ report, publishedFrom: from, captured }: KeptReport): Source {
  const { text, title, publisher, byline, url, published, language } = report;
  // A date that was mended since is not that of the capture any more.
  const publishedFrom = from === 'capture' && published !== captured?.slice(0, 10) ? 'option' : from;
  return { text, metadata: { title, publisher, byline, url, published, language, publishedFrom } };
}
