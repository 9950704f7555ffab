import { asDecided } from '../../book/actor-decisions/as-decided.ts';
import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import type { Party } from '../../book/record.ts';
import type { Reads } from '../../store/index.ts';
import { decidedParties } from './decisions/on-actors.ts';

/** Of those whom decisions on actors name. */
export const decidedIds = (taken: readonly TakenOnActors[]): readonly string[] =>
  decidedParties(taken).map(({ id }) => id);

/** Parties with the names that they have by decisions: those with these ids, and all whom decisions name. */
export async function partiesWith(
  book: Reads,
  ids: readonly string[],
  taken: readonly TakenOnActors[],
): Promise<readonly Party[]> {
  if (taken.length === 0) return book.parties(ids);
  const former = await book.formerParties();
  const known = await book.parties([...ids, ...decidedIds(taken), ...former.map(({ after }) => after)]);
  return asDecided({ claims: [], reports: [], parties: known }, taken, () => former).parties;
}
