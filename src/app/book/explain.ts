import type { BookClaim } from '../../book/record.ts';
import type { Reason } from '../../document/layers.ts';
import { overlaps } from '../../text/span.ts';
import type { Reading } from '../reading.ts';

export type Reasons = Readonly<Record<string, Reason>>;

/** Why the reader gives each field its value, of the claim at the same place; null where it finds none there. */
export function reasonsIn(reading: Reading, { predicate, act }: BookClaim): Reasons | null {
  const there = reading.claims.filter((claim) => overlaps(claim.predicate, predicate));
  return (there.find((claim) => claim.act === act) ?? there[0])?.reasons ?? null;
}
