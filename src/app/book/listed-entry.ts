import type { Entry } from '../../book/entries.ts';
import type { BookClaim, Report } from '../../book/record.ts';
import { type SourceGrade, sourceGrade } from '../../book/reliability.ts';
import type { Grade, ReviewState } from '../../store/index.ts';
import { sourceGrades } from './entry-file.ts';

/** An entry with what can be said of its claims without comparing their stories. */
export interface ListedEntry<O = BookClaim> extends Entry<O> {
  /** How many of its claims a person has accepted. */
  readonly confirmed: number;
  /** Of the publishers that tell of it, each once, the most reliable first. */
  readonly grades: readonly SourceGrade[];
}

export function listed<O>(
  entries: readonly Entry<O>[],
  {
    kept,
    reports,
    grades,
  }: {
    readonly kept: readonly { readonly claim: Pick<BookClaim, 'id'>; readonly state: ReviewState }[];
    readonly reports: readonly Report[];
    readonly grades: readonly Grade[];
  },
): readonly ListedEntry<O>[] {
  const accepted = new Set(kept.flatMap(({ claim, state }) => (state === 'accepted' ? [claim.id] : [])));
  const letters = sourceGrades(grades);
  const graded = new Map(reports.map(({ id, publisher }) => [id, sourceGrade(publisher, letters)]));
  return entries.map((entry) => ({
    ...entry,
    confirmed: entry.claims.filter(({ id }) => accepted.has(id)).length,
    grades: [...new Set(entry.claims.map(({ report }) => graded.get(report) ?? 'F'))].sort(),
  }));
}
