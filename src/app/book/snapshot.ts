import { asDecided, type BookParts } from '../../book/actor-decisions/as-decided.ts';
import { formerParties } from '../../book/actor-decisions/parties.ts';
import { type Entry, entriesOf } from '../../book/entries.ts';
import { filterFrom, passes } from '../../book/filter.ts';
import type { BookClaim } from '../../book/record.ts';
import type { Decision, KeptClaim, Reads, ReportFilter, Store } from '../../store/index.ts';
import { COUNTED, isCounted } from './counted.ts';
import { claimsBefore, reportsBefore } from './decisions/as-known.ts';
import { actorDecisions } from './decisions/on-actors.ts';
import { type BookQuery, knownOf, type ListQuery, reportFilterOf, wantedOf } from './query.ts';

/** Everything that an answer is computed from, of one moment. */
export interface Snapshot extends BookParts {
  /** The claims with their review, before decisions on actors. */
  readonly kept: readonly KeptClaim[];
  /** Decisions that the book did not know then. */
  readonly since: readonly Decision[];
}

export const snapshotOf = (store: Store, query: BookQuery): Promise<Snapshot> =>
  store.read((book) => snapshotIn(book, query));

export async function snapshotIn(
  book: Reads,
  { states = COUNTED, minConfidence = 0, ...query }: BookQuery,
  filter: ReportFilter = reportFilterOf(query),
): Promise<Snapshot> {
  const counted = isCounted({ states, minConfidence });
  const since = await decidedSince(book, filter);
  const claims = claimsBefore(await book.claims(since.length === 0 ? { ...filter, states } : filter), since);
  const kept = claims.filter(counted);
  const parts = {
    claims: kept.map(({ claim }) => claim),
    reports: reportsBefore(
      (await book.reports(filter)).map(({ report }) => report),
      since,
    ),
    parties: await book.parties(),
  };
  // Whom only what was rejected named has no other name by it.
  const rejected = new Set(kept.flatMap(({ claim, state }) => (state === 'rejected' ? [claim.id] : [])));
  const former = (claims: readonly BookClaim[]) =>
    formerParties(claims.filter(({ id }) => !rejected.has(id)));
  return { ...asDecided(parts, await actorDecisions(book, knownOf(query)), former), kept, since };
}

/** Of which the book did not know then. */
export async function decidedSince(book: Reads, { knownOn }: ReportFilter): Promise<readonly Decision[]> {
  if (knownOn === undefined) return [];
  const known = new Set((await book.decisions({ knownOn })).map(({ id }) => id));
  return (await book.decisions()).filter(({ id }) => !known.has(id));
}

/** What people decided and how they grade publishers. */
export const judgementsIn = async (book: Reads, query: BookQuery) => ({
  decisions: await book.decisions(knownOf(query)),
  grades: await book.grades(knownOf(query)),
});

/** Once for a snapshot that is asked again. */
export const entriesIn = ({ claims, reports, parties }: Snapshot): readonly Entry[] => {
  const entries = ENTRIES.get(claims) ?? entriesOf(claims, reports, parties);
  ENTRIES.set(claims, entries);
  return entries;
};
const ENTRIES = new WeakMap<Snapshot['claims'], readonly Entry[]>();

export function filtered(
  entries: readonly Entry[],
  query: Omit<ListQuery, 'sort'>,
  measures: readonly string[],
  { reports, parties }: Snapshot,
): readonly Entry[] {
  return entries.filter(passes(filterFrom(wantedOf(query).words, measures), reports, parties));
}
