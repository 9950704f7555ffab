import { setImmediate as others } from 'node:timers/promises';
import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import {
  type Collision,
  collisionFrom,
  newestFirst,
  type Opposing,
  pairingOf,
  type Sides,
} from '../../book/collisions.ts';
import { entryId, entryKeysOf } from '../../book/entries.ts';
import type { BookClaim } from '../../book/record.ts';
import type { Part, Reads } from '../../store/index.ts';
import { type Chosen, withLeads } from './chosen-entries.ts';
import { partiesWith } from './parties-with.ts';

export interface CollisionsPart extends Part {
  /** Of each side so many claims, the newest; all where it is left out. */
  readonly claims?: number;
}

/** What is said alike by several claims. */
interface Matter extends Opposing {
  readonly n: number;
  /** When one of them was told last, in milliseconds since 1970. */
  readonly newest: number;
  /** Ids of the entries in which it stands. */
  readonly entries: readonly string[];
}

/**
 * Who stands against whom where one of these matters stands on a side, or anywhere, newest first; found without looking at claims.
 * Others are answered between its parts.
 */
export async function sidesNow(
  book: Reads,
  held: ReadonlySet<number> | null,
  taken: readonly TakenOnActors[],
): Promise<readonly Sides<Matter>[]> {
  const kept = await book.matters();
  await others();
  const matters = kept.map(({ n, newest, kind, favours, spoken: _, ...like }): Matter => {
    const entries = entryKeysOf(like).map(entryId);
    return { n, newest, entries, kind, favours, like: { ...like, report: `${n}` } };
  });
  const targets = new Set(kept.flatMap((one) => (one.kind === null ? [] : one.targets)));
  const parties = await partiesWith(book, [...targets], taken);
  const scene = {
    parties: new Map(parties.map((party) => [party.id, party])),
    // Each stands for a report of its own.
    spokenOf: new Map(kept.map(({ n, spoken }) => [`${n}`, new Set(spoken)])),
  };
  await others();
  const pairing = pairingOf(matters, scene, held ? ({ n }) => held.has(n) : undefined);
  let part = pairing.next();
  for (; !part.done; part = pairing.next()) await others();
  return newestFirst(part.value, ({ groups, others: against }) =>
    Math.max(...[...groups, ...against].map(({ newest }) => newest)),
  );
}

/** Those of them where what stands on a side is said in one of these entries. */
export const sidesIn = (
  entries: ReadonlySet<string>,
  sides: readonly Sides<Matter>[],
): readonly Sides<Matter>[] =>
  sides.filter(({ groups, others: against }) =>
    [groups, against].some((side) => side.some((one) => one.entries.some((id) => entries.has(id)))),
  );

/** The claims of a part of them. */
export async function collisionsAmong(
  book: Reads,
  sides: readonly Sides<Matter>[],
  taken: readonly TakenOnActors[],
  { skip, limit, claims: most }: CollisionsPart,
): Promise<Omit<Chosen, 'entries'> & { readonly collisions: readonly Collision[] }> {
  const found = [];
  for (const one of sides.slice(skip, skip + limit)) {
    const [stands, opposed] = [await stances(one.groups), await stances(one.others)];
    found.push({ one, stands, opposed });
  }
  const ids = found.flatMap(({ stands, opposed }) => [...stands.claims, ...opposed.claims]);
  const all = await withLeads(book, await book.claims({ claims: [...new Set(ids)] }), taken);
  const known = new Map(all.claims.map((claim) => [claim.id, claim]));
  const these = (ids: readonly string[]): readonly BookClaim[] => ids.flatMap((id) => known.get(id) ?? []);
  const collisions = found.flatMap(({ one, stands, opposed }) =>
    collisionFrom(one, these(stands.claims), these(opposed.claims), {
      stands: stands.count,
      opposed: opposed.count,
    }),
  );
  return { ...all, collisions };

  function stances(groups: readonly Matter[]) {
    return book.stances(
      groups.map(({ n }) => n),
      most,
    );
  }
}
