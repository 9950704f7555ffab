import type { Entry } from '../../book/entries.ts';
import type { EntryClaim } from '../../book/entry-claim.ts';
import { type ClaimFacts, type Ends, type EntryGist, endsOf, gistOf, toldIn } from '../../book/entry-gist.ts';
import { toldOn } from '../../book/moment.ts';
import type { BookClaim, Report } from '../../book/record.ts';
import { type SourceGrade, sourceGrade } from '../../book/reliability.ts';
import { reportOf } from '../../book/scene.ts';
import { type Grade, type ReviewState, SHORT_FACTS } from '../../store/index.ts';
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

/** The same with a few ids of its claims, and of those that stand against it. `named` are also whom these name. */
export type GistRow = EntryGist & Pick<EntryRow, 'grades'> & { readonly against: Ends<string> };

export interface Graded {
  readonly kept: readonly { readonly claim: Pick<BookClaim, 'id'>; readonly state: ReviewState }[];
  readonly reports: readonly Report[];
  readonly grades: readonly Grade[];
}

export const listed = <O>(entries: readonly Entry<O>[], all: Graded): readonly ListedEntry<O>[] =>
  entries.map(listing(factsIn(all), all.grades));

export const rowsOf = (entries: readonly ShortEntry[], grades: readonly Grade[]): readonly EntryRow[] =>
  entries.map(listing(SHORT_FACTS, grades));

/** Rows with a few ids, of entries that were computed from all of their claims. */
export function gistsOf(entries: readonly Entry[], all: Graded): readonly GistRow[] {
  const [facts, gradesOf] = [factsIn(all), grading(all.grades)];
  return entries.map((entry) => {
    const gist = gistOf(entry, facts);
    const whom = entry.against.flatMap((claim) => SAID_ROLES.flatMap((role) => claim[role]));
    return {
      ...gist,
      named: [...new Set([...gist.named, ...whom])],
      grades: gradesOf(gist),
      against: endsOf(entry.against.map(({ id }) => id)),
    };
  });
}

/** Of what stands against entries it is not told on whose word. */
export const SAID_ROLES = ['actors', 'targets', 'beneficiary'] as const;

function factsIn({ kept, reports }: Omit<Graded, 'grades'>): ClaimFacts<BookClaim> {
  const accepted = new Set(kept.flatMap(({ claim, state }) => (state === 'accepted' ? [claim.id] : [])));
  const known = new Map(reports.map((report) => [report.id, report]));
  return {
    isAccepted: ({ id }) => accepted.has(id),
    publisherOf: ({ report }) => known.get(report)?.publisher ?? null,
    toldOf: (claim) => toldOn(reportOf(claim, { reports: known })),
  };
}

function listing<C extends EntryClaim>(
  facts: ClaimFacts<C>,
  grades: readonly Grade[],
): <O>(entry: Entry<O, C>) => ListedEntry<O, C> {
  const gradesOf = grading(grades);
  return (entry) => {
    const { confirmed, since, until, ...told } = toldIn(entry.claims, facts);
    return { ...entry, confirmed, grades: gradesOf(told), since, until };
  };
}

export function grading(grades: readonly Grade[]) {
  const letters = sourceGrades(grades);
  return ({ publishers }: Pick<EntryGist, 'publishers'>): readonly SourceGrade[] =>
    [...new Set(publishers.map((publisher) => sourceGrade(publisher, letters)))].sort();
}
