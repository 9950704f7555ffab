import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import { entryId, entryKeysOf } from '../../book/entries.ts';
import type { BookClaim, Party, Report } from '../../book/record.ts';
import { isCommon, searchWords } from '../../book/search-words.ts';
import type { Among, Reads, TextHit } from '../../store/index.ts';
import { UsageError } from '../../text/errors.ts';
import { contains, type Span, slice } from '../../text/span.ts';
import { withLeads } from './chosen-entries.ts';
import { COUNTED, type Counted, isCounted } from './counted.ts';

/** A report that has the words, with the claims in whose sentences they stand. */
export interface SearchHit extends TextHit {
  /** Those in whose sentences most of the words stand first. */
  readonly quotes: readonly FoundQuote[];
}

export interface FoundQuote {
  readonly claim: BookClaim;
  /** Where the words stand in the report's text. */
  readonly found: readonly Span[];
  /** Ids of the entries that it is of. */
  readonly entries: readonly string[];
}

export interface SearchFound {
  readonly hits: readonly SearchHit[];
  readonly reports: readonly Report[];
  readonly parties: readonly Party[];
}

/** @throws UsageError `usage/words` where there is none */
export async function search(
  book: Reads,
  words: string,
  among: Among & Counted,
  limit: number,
  taken: readonly TakenOnActors[],
): Promise<SearchFound> {
  if (!/[\p{L}\p{N}]/u.test(words)) throw new UsageError('usage/words', 'name the words that are looked for');
  const { states = COUNTED, minConfidence = 0, ...where } = among;
  const counted = isCounted({ states, minConfidence });
  const found = await book.search(words, where, limit);
  const reports = found.map(({ report }) => report);
  const kept = (await book.claims({ ...where.reports, reports, states })).filter(counted);
  const all = await withLeads(book, kept, taken);
  const wanted = where.claims && new Set(where.claims);
  const chosen = where.entries && new Set((await book.entryHeads(where.entries)).map(({ id }) => id));
  const claims = Map.groupBy(
    all.claims.filter(({ id }) => wanted?.has(id) ?? true),
    ({ report }) => report,
  );
  const quoted = new Set(all.reports.map(({ id }) => id));
  const others = await book.texts(reports.filter((id) => !quoted.has(id)));
  const texts = new Map([...all.reports, ...others].map((report) => [report.id, report]));
  const hits = searchWords(words).some(isCommon) ? found : found.map((hit) => telling(hit, texts));
  return {
    hits: hits.map((hit) => ({ ...hit, quotes: quotesIn(hit, claims.get(hit.report) ?? [], texts, chosen) })),
    reports: [...texts.values()],
    parties: all.parties,
  };
}

/** Without common words that stand alone: `the` is found everywhere, and says nothing of a sentence. */
function telling(hit: TextHit, texts: ReadonlyMap<string, Report>): TextHit {
  const { title = null, text = '' } = texts.get(hit.report) ?? {};
  const among = (words: string, spans: readonly Span[]): readonly Span[] =>
    spans.filter((at) => !isCommon(slice(words, at)));
  return { ...hit, inTitle: among(title ?? '', hit.inTitle), inText: among(text, hit.inText) };
}

function quotesIn(
  { report, inText }: TextHit,
  claims: readonly BookClaim[],
  texts: ReadonlyMap<string, Report>,
  chosen: ReadonlySet<string> | undefined,
): readonly FoundQuote[] {
  const text = texts.get(report)?.text ?? '';
  const different = (found: readonly Span[]): number =>
    new Set(found.map(({ start, end }) => text.slice(start, end).toLowerCase())).size;
  return claims
    .flatMap((claim): FoundQuote[] => {
      const found = inText.filter((at) => contains(claim.sentence, at));
      const entries = entryKeysOf(claim).map(entryId);
      const isChosen = chosen === undefined || entries.some((id) => chosen.has(id));
      return found.length > 0 && isChosen ? [{ claim, found, entries }] : [];
    })
    .sort(
      (a, b) => different(b.found) - different(a.found) || a.claim.sentence.start - b.claim.sentence.start,
    );
}
