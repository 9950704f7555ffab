import { StageError } from '../text/errors.ts';
import { momentOf, toldOn } from './moment.ts';
import type { BookClaim, Party, Report } from './record.ts';

/** What claims are judged against: the reports that they stand in and the parties that they name. */
export interface Scene {
  readonly reports: ReadonlyMap<string, Report>;
  readonly parties: ReadonlyMap<string, Party>;
  /** By report: all beneficiaries of its claims. */
  readonly spokenOf: ReadonlyMap<string, ReadonlySet<string>>;
}

export function sceneOf(
  claims: readonly BookClaim[],
  reports: readonly Report[],
  parties: readonly Party[],
): Scene {
  const spokenOf = new Map<string, Set<string>>();
  for (const { report, beneficiary } of claims) {
    const known = spokenOf.get(report) ?? new Set<string>();
    spokenOf.set(report, known);
    for (const id of beneficiary) known.add(id);
  }
  return {
    reports: new Map(reports.map((r) => [r.id, r])),
    parties: new Map(parties.map((p) => [p.id, p])),
    spokenOf,
  };
}

/** @throws StageError `stage/report` where the claim's report was not given. */
export function reportOf(claim: BookClaim, { reports }: Pick<Scene, 'reports'>): Report {
  const report = reports.get(claim.report);
  if (report === undefined)
    throw new StageError('stage/report', `claim ${claim.id} came without its report ${claim.report}`);
  return report;
}

/** By what claims are put in the order in which they were told: by report, and by place in the text within one. */
export interface Place extends Pick<BookClaim, 'id' | 'report'> {
  /** Of the report, in milliseconds since 1970. */
  readonly moment: number;
  /** Where its predicate begins. */
  readonly begins: number;
}

export const byPlace = (a: Place, b: Place): number =>
  a.moment - b.moment || compare(a.report, b.report) || a.begins - b.begins || compare(a.id, b.id);

/** Claims in the order in which they were told. */
export function inOrder(claims: readonly BookClaim[], scene: Pick<Scene, 'reports'>): readonly BookClaim[] {
  const moments = new Map<string, number>();
  const placed = claims.map((claim) => {
    const { id, report, predicate } = claim;
    const moment = moments.get(report) ?? momentOf(toldOn(reportOf(claim, scene)));
    moments.set(report, moment);
    return { claim, id, report, moment, begins: predicate.start };
  });
  return placed.sort(byPlace).map(({ claim }) => claim);
}

/** By code units: the same on every machine. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What has each key, in order. */
export function grouped<T>(
  values: readonly T[],
  keysOf: (value: T) => readonly string[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values)
    for (const key of new Set(keysOf(value))) {
      const known = groups.get(key);
      if (known) known.push(value);
      else groups.set(key, [value]);
    }
  return groups;
}
