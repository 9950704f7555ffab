import type { TakenOnActors } from '../../../book/actor-decisions/decision.ts';
import { filterFrom, isPublisher } from '../../../book/filter.ts';
import type { Reads, ReportFilter } from '../../../store/index.ts';
import { withLeads } from '../chosen-entries.ts';
import { isCounted } from '../counted.ts';
import { seenOf } from '../decisions/seen.ts';
import { entryFilter } from '../find-entries.ts';
import type { ReviewQuery, ReviewQueue } from './index.ts';
import { storiesNow, wordsOf } from './query.ts';
import { queueOf } from './queue.ts';

/**
 * Whether the part of the queue that is asked for can be found without looking at all claims: not as of a day or with words in
 * sentences, nor among the entries of only some reports or claims, which the book does not keep.
 */
export function canBeFound(query: ReviewQuery): boolean {
  const { asOf, knownOn, text, limit, reports, stories, labelled, notLabelled, minConfidence } = query;
  if (limit === undefined || [asOf, knownOn, text].some((given) => given !== undefined)) return false;
  const some = [reports, stories, labelled, notLabelled, minConfidence];
  return wordsOf(query) === null || some.every((given) => given === undefined);
}

/** The same as from all claims, of a book whose entries are caught up. */
export async function foundQueue(
  book: Reads,
  query: ReviewQuery,
  taken: readonly TakenOnActors[],
  measures: readonly string[],
  reportsAsked: ReportFilter,
): Promise<ReviewQueue> {
  const { after, limit = 0, skip = 0, claimsOnly = false, minConfidence = 0, reports: ids } = query;
  isCounted({ minConfidence });
  const stories = query.stories && (await storiesNow(book, query.stories));
  const reports = { ...reportsAsked, ...(ids && { reports: ids }), ...(stories && { stories }) };
  const words = wordsOf(query);
  const { actor, measure, target, firmness, condition, source, since, publisher } = words ?? {};
  const isOfClaims = [actor, measure, target, firmness, condition, source].some((of) => of !== undefined);
  const publishers = publisher && (await book.publishers()).flatMap((of) => of.publisher ?? []);
  const found = await book.toReview({
    reports,
    ...(words && { entries: await entryFilter(book, filterFrom(words, measures), taken) }),
    missed: isOfClaims
      ? null
      : {
          ...reports,
          ...(since !== undefined && { since }),
          ...(publisher &&
            publishers && { publishers: publishers.filter((of) => isPublisher(of, publisher)) }),
        },
    minConfidence,
    claimsOnly,
    ...(after !== undefined && { after }),
    skip,
    limit,
  });
  const all = await withLeads(book, await book.claims({ claims: found.claims }), taken);
  const others = await book.texts(found.missed.map(({ report }) => report));
  const leads = new Map([...all.reports, ...others].map((report) => [report.id, report]));
  const items = queueOf(all.claims, found.missed, leads);
  const seen = seenOf(all.kept, await book.decisions({ reports: [...leads.keys()] }));
  return {
    items: items.map((item) => (item.kind === 'claim' ? { ...item, seen: seen[item.id] ?? null } : item)),
    open: found.open,
    total: found.total,
    reports: leads,
    parties: new Map(all.parties.map((party) => [party.id, party])),
  };
}
