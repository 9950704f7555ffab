import type { BookClaim } from '../book/record.ts';
import { instant, placeInTime } from './sqlite/times.ts';
import type { NewReading, NewReport } from './store.ts';

/** What rows hold of a reading besides its own words, printed before the transaction begins, for which others wait. */
export interface Printed {
  /** Of the report, as JSON. */
  readonly sentences: string;
  /** In the order of the claims. */
  readonly claims: readonly PrintedClaim[];
  /** Of each signature, divided by blanks. */
  readonly bands: readonly string[];
  /** As JSON, each once. */
  readonly features: string;
}

export interface PrintedReport extends Printed {
  /** Instant in UTC, and where it stands in time. */
  readonly learned: string;
  readonly day: string;
  readonly moment: string;
}

export interface PrintedClaim {
  readonly json: string;
  readonly keys: readonly ClaimKey[];
}

/** By which a claim is looked up. */
export type ClaimKey = readonly [role: string, key: string];

export const printed = ({
  sentences,
  claims,
  signatures,
  features,
}: Pick<NewReading, 'sentences' | 'claims' | 'signatures' | 'features'>): Printed => ({
  sentences: JSON.stringify(sentences),
  claims: claims.map(printedClaim),
  bands: signatures.map(({ bands }) => bands.join(' ')),
  features: JSON.stringify([...new Set(features)]),
});

/** @throws StoreError `store/time` */
export function printedReport({
  report,
  ...read
}: Pick<NewReport, 'report' | 'claims' | 'signatures' | 'features'>): PrintedReport {
  const learned = instant(report.learned);
  return {
    ...printed({ ...read, sentences: report.sentences }),
    learned,
    ...placeInTime(report.published, learned),
  };
}

export const printedClaim = (claim: BookClaim): PrintedClaim => ({
  json: claimJson(claim),
  keys: claimKeys(claim),
});

/** A claim as the store keeps it: what its row does not say by itself. Fields that are undefined are not printed: a copy without them takes three times as long. */
export const claimJson = (claim: BookClaim): string =>
  JSON.stringify({ ...claim, id: undefined, report: undefined });

/** Each once. */
export function claimKeys(claim: BookClaim): readonly ClaimKey[] {
  const triggers = claim.conditions.flatMap(({ trigger }) =>
    trigger === null ? [] : 'any' in trigger ? trigger.any : trigger.all,
  );
  const of = (role: string, keys: readonly string[]): readonly ClaimKey[] =>
    [...new Set(keys)].map((key) => [role, key]);
  return [
    ...of('actor', claim.actors),
    ...of('target', claim.targets),
    ...of('beneficiary', claim.beneficiary),
    ...of('measure', claim.measures),
    ...of('source', claim.sources),
    ...of('trigger', triggers),
  ];
}
