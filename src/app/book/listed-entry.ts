import type { Entry } from '../../book/entries.ts';
import type { EntryClaim } from '../../book/entry-claim.ts';
import { toldOn } from '../../book/moment.ts';
import type { BookClaim, Report } from '../../book/record.ts';
import { type SourceGrade, sourceGrade } from '../../book/reliability.ts';
import { reportOf } from '../../book/scene.ts';
import type { Grade, ReviewState } from '../../store/index.ts';
import { sourceGrades } from './entry-file.ts';
import type { ShortEntry } from './short-entries.ts';

/** An entry with what can be said of its claims without comparing their stories. */
export interface ListedEntry<O = BookClaim, C extends EntryClaim = BookClaim> extends Entry<O, C> {
  /** How many of its claims a person has accepted. */
  readonly confirmed: number;
  /** Of the publishers that tell of it, each once, the most reliable first. */
  readonly grades: readonly SourceGrade[];
  /** ISO dates on which the first and the last of its claims were told. */
  readonly since: string | null;
  readonly until: string | null;
}

/** As a list prints it: without the words of its claims, and of what stands against it who says it. */
export type EntryRow = ListedEntry<RowOpponent, EntryClaim>;

export type RowOpponent = Pick<EntryClaim, 'id' | 'report' | 'actors' | 'targets' | 'beneficiary'>;

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
  const known = new Map(reports.map((report) => [report.id, report]));
  return entries.map(
    listing(
      {
        isAccepted: ({ id }) => accepted.has(id),
        publisherOf: ({ report }) => known.get(report)?.publisher ?? null,
        toldOf: (claim) => toldOn(reportOf(claim, { reports: known })),
      },
      grades,
    ),
  );
}

export const rowsOf = (entries: readonly ShortEntry[], grades: readonly Grade[]): readonly EntryRow[] =>
  entries.map(
    listing(
      {
        isAccepted: ({ state }) => state === 'accepted',
        publisherOf: ({ publisher }) => publisher,
        toldOf: ({ told }) => told,
      },
      grades,
    ),
  );

interface Facts<C> {
  readonly isAccepted: (claim: C) => boolean;
  readonly publisherOf: (claim: C) => string | null;
  readonly toldOf: (claim: C) => string;
}

function listing<C extends EntryClaim>(
  { isAccepted, publisherOf, toldOf }: Facts<C>,
  grades: readonly Grade[],
): <O>(entry: Entry<O, C>) => ListedEntry<O, C> {
  const letters = sourceGrades(grades);
  return (entry) => {
    const publishers = new Set(entry.claims.map(publisherOf));
    const days = [entry.claims[0], entry.claims.at(-1)].map((claim) => claim && toldOf(claim).slice(0, 10));
    return {
      ...entry,
      confirmed: entry.claims.filter(isAccepted).length,
      grades: [...new Set([...publishers].map((publisher) => sourceGrade(publisher, letters)))].sort(),
      since: days[0] ?? null,
      until: days[1] ?? null,
    };
  };
}
