import { namedInTriggers } from '../../book/actor-decisions/as-decided.ts';
import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import { type BookClaim, PARTY_ROLES, type Party } from '../../book/record.ts';
import type { Connection } from './connection.ts';

/** Ids of those whom decisions on actors name. */
export const decidedParties = (taken: readonly TakenOnActors[]): readonly string[] =>
  taken.flatMap(({ decision }) => (decision.parties ?? []).map(({ id }) => id));

/** Whom these claims name, also in triggers, and those others; of present reports, in order of id. */
export function partiesAround(
  { rows, tuples }: Connection,
  claims: readonly BookClaim[],
  others: readonly string[] = [],
): readonly Party[] {
  const ids = new Set(others);
  for (const claim of claims) for (const role of PARTY_ROLES) for (const id of claim[role]) ids.add(id);
  const names = new Set(namedInTriggers(claims).map((name) => name.toLowerCase()));
  if (names.size > 0)
    for (const [party] of tuples<[string]>(
      'SELECT party FROM json_each(?) AS wanted CROSS JOIN party_names ON name = wanted.value',
      JSON.stringify([...names]),
    ))
      ids.add(party);
  return rows<Party>(
    `SELECT parties.id, kind, name, state, size FROM json_each(?) AS wanted CROSS JOIN parties ON parties.id = wanted.value
      WHERE EXISTS (SELECT 1 FROM report_parties JOIN reports ON n = report WHERE party = parties.id
        AND reports.state = 'present') ORDER BY parties.id`,
    JSON.stringify([...ids]),
  ).map((party) => ({ ...party }));
}
