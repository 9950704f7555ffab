import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import type { Party, Report } from '../../book/record.ts';
import { diff, type EntryChange, type Overdue, overdue } from '../../book/time.ts';
import type { Reads } from '../../store/index.ts';
import { type Chosen, entriesFrom, partsOf, withLeads } from './chosen-entries.ts';

export interface Changes {
  readonly changes: readonly EntryChange[];
  readonly reports: readonly Report[];
  readonly parties: readonly Party[];
}

/** Deadlines that had passed on a day, as of a moment of it; only entries are read in which one may have. */
export async function overdueOn(
  book: Reads,
  asOf: string,
  day: string,
  taken: readonly TakenOnActors[],
): Promise<Omit<Chosen, 'entries'> & { readonly late: readonly Overdue[] }> {
  const ids = await book.entriesWithDeadlines(day);
  const kept = await book.entryClaims(ids, { asOf, states: ['accepted', 'unreviewed'] });
  const all = await withLeads(book, kept, taken);
  const entries = entriesFrom(ids, { ...all, spokenOf: new Map() });
  return { ...all, late: overdue(entries, all.reports, day) };
}

/** Entries that are compared together. */
const CHUNK = 500;

/** What came between two moments, of which only those entries are read that something may have come to. */
export async function changesBetween(
  book: Reads,
  from: string,
  to: string,
  taken: readonly TakenOnActors[],
): Promise<Changes> {
  const ids = await book.entriesBetween(from, to);
  const [reports, parties] = [new Map<string, Report>(), new Map<string, Party>()];
  const changes: EntryChange[] = [];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const chunk = ids.slice(start, start + CHUNK);
    const parts = await partsOf(book, chunk, taken, {
      asOf: to,
      versions: 'all',
      states: ['accepted', 'unreviewed'],
    });
    const named = parts.reports.map(({ id }) => id);
    const at = async (asOf: string) => {
      const seen = new Set(await book.reportIds({ asOf, reports: named }));
      const claims = parts.claims.filter(({ report }) => seen.has(report));
      return entriesFrom(chunk, { ...parts, claims });
    };
    changes.push(...diff(await at(from), await at(to)));
    for (const report of parts.reports) reports.set(report.id, report);
    for (const party of parts.parties) parties.set(party.id, party);
  }
  return { changes, reports: [...reports.values()], parties: [...parties.values()] };
}
