import type { BookParts } from '../../book/actor-decisions/as-decided.ts';
import { corroborationsIn } from '../../book/comparison/corroboration.ts';
import { type Entry, entryId, entryKeysOf } from '../../book/entries.ts';
import type { BookClaim, ReadReport, Report } from '../../book/record.ts';
import {
  type Corroboration,
  informationGrade,
  type Reliability,
  type SourceGrade,
  sourceGrade,
} from '../../book/reliability.ts';
import type { Decision, Grade, KeptClaim, Story } from '../../store/index.ts';
import { type Review, reviewsOf } from './decisions/review.ts';

/** Everything that the book keeps about one entry. */
export interface EntryFile extends Entry {
  /** Claims that would be of it, had nobody rejected them. */
  readonly rejected: readonly BookClaim[];
  /** What stands behind each of its claims, of those against it and of the rejected ones, by id. */
  readonly behind: ReadonlyMap<string, Behind>;
}

export interface Behind {
  readonly review: Review;
  /** Null of a rejected claim. */
  readonly reliability: Reliability | null;
}

/** What a book holds beside the entry. */
export interface Around extends Grading {
  /** In every state of review, as decided. */
  readonly all: readonly BookClaim[];
  /** The same with their review, before decisions on actors. */
  readonly kept: readonly KeptClaim[];
  readonly decisions: readonly Decision[];
}

/** What the reliability of claims is judged by. */
export interface Grading {
  readonly reports: readonly Report[];
  readonly grades: readonly Grade[];
  /** Of the stories of the claims' reports. */
  readonly corroborations: ReadonlyMap<string, Corroboration>;
  /** Ids of claims of an entry of which several reports tell. */
  readonly several: ReadonlySet<string>;
}

/** @param withRejected whether claims are shown that are rejected, though they do not count */
export function entryFile(entry: Entry, around: Around, withRejected: boolean): EntryFile {
  const out = new Set(around.kept.flatMap(({ claim, state }) => (state === 'rejected' ? [claim.id] : [])));
  const rejected = around.all.filter(
    (claim) => withRejected && out.has(claim.id) && idsOf(claim).includes(entry.id),
  );
  const shown = [...entry.claims, ...entry.against];
  const ids = new Set([...shown, ...rejected].map(({ id }) => id));
  const reviews = reviewsOf(
    around.kept.filter(({ claim }) => ids.has(claim.id)),
    around.decisions,
  );
  const reliabilities = reliabilitiesOf(shown, around);
  return {
    ...entry,
    rejected,
    behind: new Map(
      [...reviews].map(([id, review]) => [id, { review, reliability: reliabilities.get(id) ?? null }]),
    ),
  };
}

/** What stands behind each claim of these stories, by the claim's id. */
export function corroborationsOf(
  stories: readonly Pick<Story, 'reports'>[],
  { claims, reports, parties }: BookParts,
): ReadonlyMap<string, Corroboration> {
  const known = new Map(reports.map((report) => [report.id, report]));
  const own = Map.groupBy(claims, (claim) => claim.report);
  return new Map(
    stories.flatMap((story) => [
      ...corroborationsIn(
        story.reports.flatMap((id): ReadReport[] => {
          const report = known.get(id);
          return report ? [{ report, parties, claims: own.get(id) ?? [] }] : [];
        }),
      ),
    ]),
  );
}

/** Ids of those of these claims of whose entry another report tells. */
export function toldBySeveral(claims: readonly BookClaim[]): ReadonlySet<string> {
  const telling = new Map<string, Set<string>>();
  for (const claim of claims)
    for (const id of idsOf(claim)) telling.set(id, (telling.get(id) ?? new Set()).add(claim.report));
  const isTold = (id: string): boolean => (telling.get(id)?.size ?? 0) > 1;
  return new Set(claims.flatMap((claim) => (idsOf(claim).some(isTold) ? [claim.id] : [])));
}

/** A claim is corroborated by reports of its own story; elsewhere in the book is only something to compare it with. */
function reliabilitiesOf(
  claims: readonly BookClaim[],
  { reports, grades, corroborations, several }: Grading,
): ReadonlyMap<string, Reliability> {
  const known = new Map(reports.map((report) => [report.id, report]));
  const letters = sourceGrades(grades);
  return new Map(
    claims.map((claim) => {
      const corroboration = corroborations.get(claim.id) ?? ALONE;
      const comparable = corroboration.comparable || several.has(claim.id);
      return [
        claim.id,
        {
          source: sourceGrade(known.get(claim.report)?.publisher ?? null, letters),
          information: informationGrade({ ...corroboration, comparable }),
          firmness: claim.firmness,
          corroboration: { ...corroboration, comparable },
        },
      ];
    }),
  );
}

const ALONE: Corroboration = { voices: 1, reports: 1, contradicting: 0, comparable: false };

export const idsOf = (claim: BookClaim): readonly string[] => entryKeysOf(claim).map(entryId);

export const sourceGrades = (grades: readonly Grade[]): ReadonlyMap<string, SourceGrade> =>
  new Map(grades.map(({ publisher, grade }) => [publisher, grade]));
