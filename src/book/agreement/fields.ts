import { FIRMNESS } from '../../document/vocabulary.ts';
import type { BookClaim } from '../record.ts';
import type { Metric } from './alpha.ts';

/** Fields of a claim on which coders are compared. */
export const CODED_FIELDS = [
  'act',
  'firmness',
  'negated',
  'factuality',
  'actors',
  'targets',
  'beneficiary',
  'what',
  'measures',
  'conditions',
  'when',
  'sources',
] as const;
export type CodedField = (typeof CODED_FIELDS)[number];

/** A weaker firmness is nearer to the next one than to the firmest; of the others values are the same or not. */
export const metricOf = (field: CodedField): Metric => (field === 'firmness' ? 'ordinal' : 'nominal');

/** The rank of a firmness, from 0; null of a claim that has none, which is no value to compare. */
export const rankOf = ({ firmness }: BookClaim): number | null =>
  firmness === null ? null : FIRMNESS.indexOf(firmness);

/** A field's value as one word: the same for the same value, in whatever order a list came. */
export function wordOf(claim: BookClaim, field: CodedField): string {
  switch (field) {
    case 'actors':
    case 'targets':
    case 'beneficiary':
    case 'measures':
    case 'sources':
      return claim[field].toSorted().join(' ');
    case 'what':
      return claim.what === null ? '' : `${claim.what.start}-${claim.what.end}`;
    case 'conditions':
      return claim.conditions
        .map(({ kind, trigger }) => `${kind} ${JSON.stringify(trigger)}`)
        .toSorted()
        .join(' ');
    case 'when':
      return claim.when === null ? '' : `${claim.when.from}/${claim.when.to}`;
    default:
      return String(claim[field]);
  }
}

export const differingFields = (
  a: BookClaim,
  b: BookClaim,
  fields: readonly CodedField[] = CODED_FIELDS,
): readonly CodedField[] => fields.filter((field) => wordOf(a, field) !== wordOf(b, field));
