import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import { type Entry, stepAfter } from '../../book/entries.ts';
import { isFrom, toldOn } from '../../book/moment.ts';
import type { BookClaim, Report } from '../../book/record.ts';
import { compare, inOrder } from '../../book/scene.ts';
import type { Step } from '../../book/undertaking.ts';
import type { EntryFilter, Reads, TimelinePart } from '../../store/index.ts';
import { type Chosen, withLeads } from './chosen-entries.ts';
import type { Page } from './page.ts';

/** A claim with the day on which it was told, and what it changed in the entries that it is of. */
export interface Told {
  readonly date: string;
  readonly claim: BookClaim;
  readonly entries: readonly { readonly entry: string; readonly step: Step | null }[];
}

/** What was told of these entries, in order of time; since that date. */
export function toldIn({ items, reports }: Page<Entry>, since?: string): readonly Told[] {
  const entriesOf = Map.groupBy(
    items.toSorted(byActor).flatMap(({ id, claims, history }) => {
      const steps = new Map(history.map(({ claim, step }) => [claim.id, step]));
      return claims.map((claim) => ({ claim, entry: id, step: steps.get(claim.id) ?? null }));
    }),
    ({ claim }) => claim,
  );
  return inOrder([...entriesOf.keys()], { reports }).flatMap((claim) => {
    const report = reports.get(claim.report);
    if (report === undefined || (since !== undefined && !isFrom(toldOn(report), since))) return [];
    const entries = (entriesOf.get(claim) ?? []).map(({ entry, step }) => ({ entry, step }));
    return [{ date: dayOf(report), claim, entries }];
  });
}

const byActor = (a: Entry, b: Entry): number => compare(a.actor, b.actor) || compare(a.id, b.id);

/** A part of the same, of which only the claims that are told and those before them are read; of a book that is caught up. */
export async function toldPart(
  book: Reads,
  filter: EntryFilter,
  part: TimelinePart,
  taken: readonly TakenOnActors[],
): Promise<Omit<Chosen, 'entries'> & { readonly told: readonly Told[]; readonly total: number }> {
  const { told, total } = await book.told(filter, part);
  const ids = told.flatMap(({ claim, entries }) => [claim, ...entries.flatMap(({ before }) => before ?? [])]);
  const leads = await withLeads(book, await book.claims({ claims: [...new Set(ids)] }), taken);
  const claims = new Map(leads.claims.map((claim) => [claim.id, claim]));
  const reports = new Map(leads.reports.map((report) => [report.id, report]));
  const items = told.flatMap(({ claim: id, entries }): readonly Told[] => {
    const claim = claims.get(id);
    const report = claim && reports.get(claim.report);
    if (!claim || !report) return [];
    const steps = entries.map(({ entry, before: former }) => {
      const before = claims.get(former ?? '');
      return { entry, step: before ? stepAfter(before, claim, { reports }) : null };
    });
    return [{ date: dayOf(report), claim, entries: steps }];
  });
  return { ...leads, told: items, total };
}

/** As the paper writes it; of a report without a date, the day on which the book learned of it. */
const dayOf = (report: Report): string => toldOn(report).slice(0, 10);
