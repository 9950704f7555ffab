import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import type { BookClaim, Party, Report } from '../../book/record.ts';
import type { ScenarioBook } from '../../book/scenario/entry.ts';
import { layingReports } from '../../book/scenario/laid-on.ts';
import { compare, inOrder } from '../../book/scene.ts';
import type { KeptClaim, Reads } from '../../store/index.ts';
import { withLeads } from './chosen-entries.ts';
import { partiesWith } from './parties-with.ts';

/** A book as scenarios need it, with what its claims lead to. */
export interface ScenarioLeads {
  readonly book: ScenarioBook;
  readonly claims: readonly BookClaim[];
  readonly kept: readonly KeptClaim[];
  readonly reports: readonly Report[];
  readonly parties: readonly Party[];
}

/**
 * All entries with the claims that a scenario may ask of: those that make their states, those with conditions, and all of
 * reports in which conditions are laid on others.
 */
export async function findScenario(book: Reads, taken: readonly TakenOnActors[]): Promise<ScenarioLeads> {
  const heads = (await book.entryHeads()).toSorted((a, b) => compare(a.id, b.id));
  const present = new Set((await book.tellingClaims(heads.map(({ id }) => id))).values());
  const hanging = await book.conditionedClaims();
  const first = await withLeads(book, hanging, taken);
  const reports = layingReports({ claims: first.claims, parties: byId(first.parties) });
  const known = new Set(hanging.map(({ claim }) => claim.id));
  const others = await book.claims({
    claims: [...present].filter((id) => !known.has(id)),
    states: ['accepted', 'unreviewed'],
  });
  for (const { claim } of others) known.add(claim.id);
  const beside = await book.claims({ reports: [...reports], states: ['accepted', 'unreviewed'] });
  const kept = [...hanging, ...others, ...beside.filter(({ claim }) => !known.has(claim.id))];
  const all = await withLeads(book, kept, taken);
  const ordered = inOrder(all.claims, { reports: byId(all.reports) });
  const held = await book.entriesOfEach(ordered.map(({ id }) => id));
  const claims = new Map<string, BookClaim[]>(heads.map(({ id }) => [id, []]));
  for (const claim of ordered) for (const id of held.get(claim.id) ?? []) claims.get(id)?.push(claim);
  const named = new Set(
    heads.flatMap(({ actor, beneficiary }) => [actor, ...(beneficiary ? [beneficiary] : [])]),
  );
  const parties = [...byId([...all.parties, ...(await partiesWith(book, [...named], taken))]).values()];
  return {
    ...all,
    parties,
    book: {
      entries: heads.map(({ id, actor, measure, beneficiary }) => ({
        id,
        actor,
        measure,
        beneficiary,
        claims: claims.get(id) ?? [],
      })),
      claims: all.claims,
      parties: byId(parties),
    },
  };
}

const byId = <T extends { readonly id: string }>(values: readonly T[]): ReadonlyMap<string, T> =>
  new Map(values.map((value) => [value.id, value]));
