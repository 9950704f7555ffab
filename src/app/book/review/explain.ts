import type { Reads } from '../../../store/index.ts';
import { overlap } from '../../../text/span.ts';
import type { SourceReader } from '../../reader.ts';
import type { Reading, ReadingClaim } from '../../reading.ts';
import { claimNamed, reportNamed } from '../decisions/lookup.ts';

/** A claim as the reader reads it now, with its reasons, in the reading that it stands in. */
export interface Explained {
  readonly reading: Reading;
  readonly claim: ReadingClaim;
}

/**
 * Why a claim was read as it was. The book keeps no reasons: its report is read again, which gives the same claims unless the
 * reader is another by now. Null where it does not find the claim, or a person added it.
 * @throws UsageError `usage/claim`
 */
export async function explain(book: Reads, id: string, read: SourceReader): Promise<Explained | null> {
  const { claim, asRead } = await claimNamed(book, id);
  if (asRead === null) return null;
  const { report, publishedFrom } = await reportNamed(book, claim.report);
  const { text, title, publisher, byline, url, published, language } = report;
  const metadata = { title, publisher, byline, url, published, language, publishedFrom };
  const reading = await read({ text, metadata }, { explain: true });
  const likely = reading.claims
    .map((found) => ({
      found,
      sameAct: Number(found.act === asRead.act),
      shared: overlap(found.predicate, asRead.predicate),
    }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.sameAct - a.sameAct || b.shared - a.shared);
  return likely[0] ? { reading, claim: likely[0].found } : null;
}
