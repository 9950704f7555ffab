import { isIn } from '../moment.ts';
import { type BookClaim, type Member, PARTY_ROLES, type Party, type PartyRole } from '../record.ts';
import { compare } from '../scene.ts';
import type { TakenOnActors } from './decision.ts';
import { mergesOf } from './who-is.ts';

/** A party that no claim names any more, and one that has taken its place. */
export interface Former {
  readonly before: string;
  readonly after: string;
}

/** Of all claims of a book, as decided. */
export function formerParties(
  claims: readonly Pick<BookClaim, PartyRole | 'replacements'>[],
): readonly Former[] {
  const standing = new Set<string>();
  for (const claim of claims) for (const role of PARTY_ROLES) for (const id of claim[role]) standing.add(id);
  return claims.flatMap(({ replacements = [] }) =>
    replacements.filter(({ before }) => !standing.has(before)),
  );
}

/** With the names that they answer to now, without those that another one answers for. */
export function partiesAsDecided(
  parties: ReadonlyMap<string, Party>,
  former: readonly Former[],
  taken: readonly TakenOnActors[],
): readonly Party[] {
  const merges = mergesOf(taken);
  const now = (id: string): string => merges.survivor(id).party;
  const aliases = new Map<string, Set<string>>();
  const answers = (id: string, names: readonly string[]): void => {
    const known = aliases.get(now(id)) ?? new Set<string>();
    aliases.set(now(id), known);
    for (const name of names) known.add(name);
  };
  const members = new Map<string, readonly Member[]>();
  const sizes = new Map<string, number | undefined>();
  for (const { decision } of taken) {
    if (decision.kind === 'alias') answers(decision.actor, [decision.name]);
    else if (decision.kind === 'office') answers(decision.actor, [decision.person, decision.office]);
    else if (decision.kind === 'coalition') {
      answers(decision.actor, decision.names);
      const own = decision.members.map((member) => ({ ...member, party: now(member.party) }));
      members.set(now(decision.actor), own);
      sizes.set(now(decision.actor), decision.size);
    }
  }
  for (const id of merges.absorbed) answers(id, [id, parties.get(id)?.name ?? id]);
  for (const { before, after } of former.toSorted((a, b) => compare(a.before, b.before)))
    answers(after, [before]);
  return [...parties.values()]
    .filter(({ id }) => !merges.absorbed.has(id))
    .map((party) => {
      const [names, those] = [aliases.get(party.id), members.get(party.id)];
      const others = [...(names ?? [])].filter((name) => name !== party.name);
      const size = sizes.get(party.id);
      return {
        ...party,
        ...(others.length > 0 && { aliases: others }),
        ...(those && { members: those }),
        ...(size !== undefined && { size }),
      };
    });
}

/** The parties that answer for an id (of a state, also its code) now; itself where none took its place. */
export function partiesNow(id: string, parties: readonly Party[]): readonly string[] {
  const others = parties.filter(
    (party) => party.id !== id && party.aliases?.some((name) => name === id || name === `state:${id}`),
  );
  return others.length > 0 ? others.map((party) => party.id) : [id];
}

/** Of what was decided to be a coalition: who was in it when something was told (ISO date or instant). */
export const membersAt = ({ members = [] }: Pick<Party, 'members'>, toldOn: string): readonly Member[] =>
  members.filter((member) => isIn(toldOn, member));
