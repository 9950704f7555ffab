import type { Entry } from '../../book/entries.ts';
import { isFrom, toldOn } from '../../book/moment.ts';
import type { BookClaim, Report } from '../../book/record.ts';
import { inOrder } from '../../book/scene.ts';
import type { Step } from '../../book/undertaking.ts';
import type { Page } from './open-book.ts';

/** A claim with the day on which it was told, and what it changed in the entries that it is of. */
export interface Told {
  readonly date: string;
  readonly claim: BookClaim;
  readonly entries: readonly { readonly entry: string; readonly step: Step | null }[];
}

/** What was told of these entries, in order of time; since that date. */
export function toldIn({ items, reports }: Page<Entry>, since?: string): readonly Told[] {
  const entriesOf = Map.groupBy(
    items.flatMap(({ id, claims, history }) => {
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

/** As the paper writes it; of a report without a date, the day on which the book learned of it. */
const dayOf = (report: Report): string => toldOn(report).slice(0, 10);
