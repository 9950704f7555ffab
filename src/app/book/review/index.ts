import type { BookParts } from '../../../book/actor-decisions/as-decided.ts';
import type { Agreement } from '../../../book/agreement/agreement.ts';
import type { Coding } from '../../../book/agreement/coding.ts';
import { type FilterWords, isPublisher } from '../../../book/filter.ts';
import type { Party, Report } from '../../../book/record.ts';
import type { CodingFilter, KeptClaim, Reads, ReportFilter, Stamp, Store } from '../../../store/index.ts';
import type { Span } from '../../../text/span.ts';
import type { SourceReader } from '../../reader.ts';
import type { askKept } from '../catch-up.ts';
import type { Counted } from '../counted.ts';
import { type By, decide } from '../decide.ts';
import type { Deciding, Known, Outcome } from '../decisions/decision.ts';
import { seenOf } from '../decisions/seen.ts';
import type { ListQuery } from '../query.ts';
import { type AgreementQuery, agreementIn } from './coded.ts';
import { type CodingStep, code } from './coding.ts';
import { type Carries, carriesTo } from './copies.ts';
import { type Explained, explain } from './explain.ts';
import { canBeFound, foundQueue } from './found-queue.ts';
import { storiesNow } from './query.ts';
import { openMissed, queueOf, type ReviewItem } from './queue.ts';
import { type Choice, differencesIn, type OpenDifference, type Settlement, settle } from './settle.ts';

/** What is to be reviewed: the claims behind the entries that `list` gives by the same filters. */
export interface ReviewQuery extends Omit<ListQuery, 'states' | 'sort'> {
  readonly reports?: readonly string[];
  readonly stories?: readonly string[];
  /** Goes on after this item; from the first of what is left, where it is not open any more and nothing was before it. */
  readonly after?: string;
  /** So many items are left out first. */
  readonly skip?: number;
  readonly limit?: number;
  /** Without what was perhaps missed; `open` counts it all the same. */
  readonly claimsOnly?: boolean;
}

export interface ReviewQueue {
  readonly items: readonly ReviewItem[];
  /** How many are open, before and after the cursor. */
  readonly open: number;
  /** How many there are after the cursor, without `skip` and `limit`. */
  readonly total: number;
  /** Of the items at least. */
  readonly reports: ReadonlyMap<string, Report>;
  readonly parties: ReadonlyMap<string, Party>;
}

export interface Differences extends Pick<ReviewQueue, 'reports' | 'parties'> {
  readonly items: readonly OpenDifference[];
}

/** Working through what was read, coding from nothing, and what comes of it. */
export interface ReviewBook {
  /**
   * Unreviewed claims, and sentences in which one was perhaps missed, least certain first. The latter only where no filter asks
   * for what they have not (actor, measure, …). @throws UsageError as `list`
   */
  reviewQueue(query?: ReviewQuery): Promise<ReviewQueue>;
  /** As `decide`, for someone who works through the queue (`By.reviewing`). */
  review(decision: Deciding, by: By): Promise<Outcome>;
  /** To which copies a decision on the claim would carry; nothing is written. @throws UsageError `usage/claim` */
  carriesTo(claim: string): Promise<Carries>;
  /** Why a claim was read as it was; its report is read again for it. Null where the reader does not find it. */
  explain(claim: string): Promise<Explained | null>;
  /** What coders marked from nothing. */
  codings(filter?: CodingFilter): Promise<readonly Coding[]>;
  /** One step of a coder, who is `by`. Safely stored when the promise resolves. @throws UsageError as `decide` */
  code(report: string, step: CodingStep, by: By): Promise<Coding>;
  /** How far coders who are through with the same reports agree. */
  agreement(query?: AgreementQuery): Promise<Agreement>;
  /** Where they do not, and nobody has settled it. */
  differences(reports?: readonly string[]): Promise<Differences>;
  /**
   * What the curator takes becomes a decision of the book. `By.seen` has what he saw of the book's claim there (`standing`), and
   * nothing where there was none.
   */
  settle(
    difference: { readonly report: string; readonly words: Span },
    choice: Choice,
    by: By,
  ): Promise<Settlement>;
}

/** What the book's other use cases lend these. */
export interface Around {
  readonly store: Store;
  readonly known: Known & { readonly measures: readonly string[] };
  readonly stamp: (by: By) => Stamp;
  readonly read: SourceReader;
  readonly snapshot: (
    book: Reads,
    query: Counted,
    filter: ReportFilter,
  ) => Promise<BookParts & { readonly kept: readonly KeptClaim[] }>;
  readonly filterOf: (query: ReviewQuery) => ReportFilter;
  /** Ids of the claims behind the entries that fit; null where nothing is asked for. */
  readonly behind: (query: ReviewQuery, all: BookParts) => ReadonlySet<string> | null;
  /** Asks what the book keeps of entries, or otherwise all claims. */
  readonly asked: <T>(ask: Parameters<typeof askKept<T>>[1], otherwise: () => Promise<T>) => Promise<T>;
}

export function reviewing({ store, known, stamp, read, ...around }: Around): ReviewBook {
  return {
    reviewQueue: (query = {}) => {
      const whole = () => store.read((book) => reviewQueue(book, query, around));
      if (!canBeFound(query)) return whole();
      const reports = around.filterOf(query);
      return around.asked((book, taken) => foundQueue(book, query, taken, known.measures, reports), whole);
    },
    review: (decision, by) => decide(store, decision, stamp(by), known, { ...by, reviewing: true }),
    carriesTo: (claim) => store.read((book) => carriesTo(book, claim, stamp({ by: '' }))),
    explain: (claim) => store.read((book) => explain(book, claim, read)),
    codings: (filter) => store.read((book) => book.codings(filter)),
    code: (report, step, by) => code(store, report, step, stamp(by), known),
    agreement: (query = {}) => store.read((book) => agreementIn(book, {}, query)),
    differences: (reports) =>
      store.read(async (book) => {
        const items = await differencesIn(book, {}, reports);
        const ids = [...new Set(items.map(({ report }) => report))];
        const kept = await book.reports({ reports: ids, versions: 'all' });
        return {
          items,
          reports: new Map(kept.map(({ report }) => [report.id, report])),
          parties: new Map((await book.parties()).map((party) => [party.id, party])),
        };
      }),
    settle: (difference, choice, by) => settle(store, difference, choice, stamp(by), known, by.seen),
  };
}

/** Fields of an entry, which words that were not read as a claim do not have. */
const OF_CLAIMS: readonly (keyof FilterWords)[] = [
  'actor',
  'measure',
  'target',
  'firmness',
  'condition',
  'source',
];

async function reviewQueue(
  book: Reads,
  query: ReviewQuery,
  { snapshot, filterOf, behind }: Pick<Around, 'snapshot' | 'filterOf' | 'behind'>,
): Promise<ReviewQueue> {
  const stories = query.stories && (await storiesNow(book, query.stories));
  const filter: ReportFilter = {
    ...filterOf(query),
    ...(query.reports && { reports: query.reports }),
    ...(stories && { stories }),
  };
  const { minConfidence = 0 } = query;
  const all = await snapshot(book, { minConfidence }, filter);
  const reports = new Map(all.reports.map((report) => [report.id, report]));
  const held = behind(query, all);
  const { text, since, publisher } = query;
  const says = (report: string, { start, end }: Span) =>
    text === undefined ||
    (reports.get(report)?.text.slice(start, end).toLowerCase().includes(text.toLowerCase()) ?? false);
  const isTold = (report: string) =>
    publisher === undefined || isPublisher(reports.get(report)?.publisher ?? null, publisher);
  const claims = all.kept.flatMap((kept, i) => {
    const claim = all.claims[i];
    const wanted =
      claim &&
      kept.state === 'unreviewed' &&
      (held === null || held.has(claim.id)) &&
      says(claim.report, claim.sentence);
    return wanted ? [claim] : [];
  });
  const near = OF_CLAIMS.some((field) => query[field] !== undefined)
    ? []
    : (await book.perhapsMissed({ ...filter, ...(since !== undefined && { since }) })).filter(
        ({ report, confidence }) => confidence >= minConfidence && isTold(report),
      );
  const there = await book.claims({
    reports: [...new Set(near.map(({ report }) => report))],
    versions: 'all',
  });
  const items = queueOf(claims, openMissed(near, there), reports).filter(
    (item) => item.kind === 'claim' || says(item.report, item.sentence),
  );
  const { after, skip = 0, limit, claimsOnly } = query;
  const from = after === undefined ? 0 : items.findIndex(({ id }) => id === after) + 1;
  const left = items.slice(from).filter(({ kind }) => kind === 'claim' || !claimsOnly);
  const shown = left.slice(skip, limit === undefined ? undefined : skip + limit);
  const ids = new Set(shown.map(({ id }) => id));
  const seen = seenOf(
    all.kept.filter(({ claim }) => ids.has(claim.id)),
    await book.decisions({ reports: [...new Set(shown.map(({ report }) => report))] }),
  );
  return {
    items: shown.map((item) => (item.kind === 'claim' ? { ...item, seen: seen[item.id] ?? null } : item)),
    open: items.length,
    total: left.length,
    reports,
    parties: new Map(all.parties.map((party) => [party.id, party])),
  };
}
