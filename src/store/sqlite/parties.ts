import { namedInTriggers } from '../../book/actor-decisions/as-decided.ts';
import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import { type BookClaim, PARTY_ROLES, type Party } from '../../book/record.ts';
import type { Connection } from './connection.ts';

/** Ids of those whom decisions on actors name. */
export const decidedParties = (taken: readonly TakenOnActors[]): readonly string[] =>
  taken.flatMap(({ decision }) => (decision.parties ?? []).map(({ id }) => id));

/** Whom these claims name, also in triggers, and those others; of present reports, in order of id. */
export function partiesAround(
  { rows }: Connection,
  claims: readonly BookClaim[],
  others: readonly string[] = [],
): readonly Party[] {
  const ids = new Set<string>();
  for (const claim of claims) for (const role of PARTY_ROLES) for (const id of claim[role]) ids.add(id);
  const names = new Set(namedInTriggers(claims).map((name) => name.toLowerCase()));
  return rows<Party>(
    `SELECT id, kind, name, state, size FROM parties WHERE id IN (SELECT value FROM json_each(?1)
        UNION SELECT party FROM party_names WHERE name IN (SELECT value FROM json_each(?2)))
      AND EXISTS (SELECT 1 FROM report_parties JOIN reports ON n = report WHERE party = parties.id
        AND reports.state = 'present') ORDER BY id`,
    JSON.stringify([...ids, ...others]),
    JSON.stringify([...names]),
  ).map((party) => ({ ...party }));
}
