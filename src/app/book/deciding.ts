import type { Decision, Stamp } from '../../store/index.ts';
import type { Answers } from './answers.ts';
import { type By, decide, preview } from './decide.ts';
import type { Deciding, Outcome } from './decisions/decision.ts';
import { onLetThrough } from './decisions/on-let-through.ts';
import { type Review, reviewsOf } from './decisions/review.ts';
import type { FilteredQuery } from './let-through.ts';
import { type PurgeOutcome, purge } from './purge.ts';
import { knownOf } from './query.ts';
import { type Concluding, type Recomputed, reportMended, withRecomputed } from './recomputed.ts';

/** Decisions, and what they make of claims and reports. */
export interface DecidingBook {
  /**
   * Takes a decision (accept, reject, mend, add, merge, split, …), honoured by every answer from then on. One on a claim
   * carries to the copies of its passage; the outcome says to which. One on an actor (alias, office, …) holds for all claims of
   * the book; `touched` are those that are otherwise by it. Where something of a report was mended, `recomputed` says what
   * follows from it.
   * @throws UsageError where what is decided on is not there, or what is said of it is wrong; nothing is changed then
   */
  decide(decision: Deciding, by: By): Promise<Outcome & { readonly recomputed?: Recomputed }>;
  /** What `decide` would come to, without `recomputed`; nothing is changed. @throws UsageError as `decide` */
  preview(decision: Deciding, by: By): Promise<Outcome>;
  /** As they were taken; of this report only, if one is named, and on claims only that the filter lets through, if one is. */
  decisions(report?: string, on?: FilteredQuery): Promise<readonly Decision[]>;
  /** What claims are by review, by their ids. */
  reviewsOf(claims: readonly string[]): Promise<ReadonlyMap<string, Review>>;
  /** Deletes reports for good; `warning` says what remains. @throws UsageError `usage/report` */
  purge(reports: readonly string[], by: By): Promise<PurgeOutcome>;
}

/** What deciding needs. */
interface Desk {
  readonly answers: Answers;
  readonly stamp: (by: By) => Stamp;
  /** Of which it is asked what follows from a mended report. */
  readonly concluding: Concluding;
}

export function deciding({ answers, stamp, concluding }: Desk): DecidingBook {
  const { store, measures } = answers;
  return {
    decide: async (decision, by) => {
      const take = () => decide(store, decision, stamp(by), { measures }, by);
      const mended = await store.read((book) => reportMended(book, decision));
      return mended === null ? take() : withRecomputed(concluding, mended, take);
    },
    preview: (decision, by) => preview(store, decision, stamp(by), { measures }),
    decisions: async (report, on = {}) => {
      const ofReport = report === undefined ? {} : { reports: [report] };
      const decisions = await store.read((book) => book.decisions({ ...ofReport, ...knownOf(on) }));
      const { knownOn: _, ...asked } = on;
      return Object.keys(asked).length === 0 ? decisions : onLetThrough(answers, decisions, on);
    },
    reviewsOf: (claims) =>
      store.read(async (book) => {
        const kept = await book.claims({ claims, versions: 'all' });
        const reports = [...new Set(kept.map(({ claim }) => claim.report))];
        return reviewsOf(kept, await book.decisions({ reports }));
      }),
    purge: (reports, by) => purge(store, reports, stamp(by)),
  };
}
