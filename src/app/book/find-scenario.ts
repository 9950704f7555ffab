import { setImmediate as others } from 'node:timers/promises';
import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import { keyOfId } from '../../book/entries.ts';
import type { BookClaim, Party, Report } from '../../book/record.ts';
import type { ScenarioBook, StateClaim } from '../../book/scenario/entry.ts';
import { layingOn, layingReports } from '../../book/scenario/laid-on.ts';
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

/**
 * The same without texts and other claims than those that make states or lay conditions on others: all that is asked again and
 * again while switches are flipped. Others are answered between its parts. What decisions on actors change is not told by what
 * is kept of claims, so that with any of them all is read (`findScenario`).
 */
export async function scenarioNow(book: Reads): Promise<Pick<ScenarioLeads, 'book' | 'parties'>> {
  const standing = (await book.entryStandings()).toSorted((a, b) => compare(a.id, b.id));
  const heads = standing.map(({ id }) => ({ id, ...keyOfId(id) }));
  await others();
  const present = await book.presentClaims();
  await others();
  const mayLay = await book.layingClaims();
  await others();
  const actors = mayLay.flatMap((claim) => claim.actors);
  const named = new Set([
    ...actors,
    ...heads.flatMap(({ actor, beneficiary }) => [actor, beneficiary ?? actor]),
  ]);
  const parties = await book.parties([...named]);
  const claims = layingOn({ parties: byId(parties) }, mayLay);
  const reports = new Map(claims.map(({ report, inReport }) => [inReport, report]));
  await others();
  const namedIn = await book.partiesNamedIn([...reports.keys()]);
  const around = {
    named: new Map([...namedIn].map(([n, parties]) => [reports.get(n) ?? '', parties])),
    triggers: await book.triggersHungOn(),
  };
  await others();
  const beside = await book.expectedIn([...reports.keys()]);
  await others();
  const held = await book.entriesOfNumbered(claims.map(({ n }) => n));
  const told = new Map<string, StateClaim[]>();
  const tell = (entry: string, claim: StateClaim): void => {
    const known = told.get(entry);
    if (known) known.push(claim);
    else told.set(entry, [claim]);
  };
  for (const { entry, claim } of beside) tell(entry, claim);
  for (const claim of claims) for (const entry of held.get(claim.n) ?? []) tell(entry, claim);
  // What makes its state is its last.
  for (const [entry, claim] of present) tell(entry, claim);
  const entries = heads.map(({ id, actor, measure, beneficiary }) => {
    return { id, actor, measure, beneficiary, claims: told.get(id) ?? [] };
  });
  return { book: { entries, claims, around, parties: byId(parties) }, parties };
}

const byId = <T extends { readonly id: string }>(values: readonly T[]): ReadonlyMap<string, T> =>
  new Map(values.map((value) => [value.id, value]));
