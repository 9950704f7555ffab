import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import { type Collision, collisionsOf } from '../../book/collisions.ts';
import type { EntryFilter, Reads } from '../../store/index.ts';
import { type Chosen, withLeads } from './chosen-entries.ts';

/** Collisions in which a claim of these entries stands, or all; of the claims only those are read that may be in one. */
export async function findCollisions(
  book: Reads,
  filter: EntryFilter | null,
  taken: readonly TakenOnActors[],
): Promise<Omit<Chosen, 'entries'> & { readonly collisions: readonly Collision[] }> {
  const { held, claims } = await book.colliding(filter);
  const all = await withLeads(book, claims, taken);
  const sole = all.claims.filter(({ beneficiary }) => beneficiary.length === 0);
  const spokenOf = await book.spokenOf([...new Set(sole.map(({ report }) => report))]);
  const collisions = collisionsOf(all.claims, all.reports, all.parties, {
    ...(held && { held: new Set(held) }),
    spokenOf,
  });
  return { ...all, collisions };
}
