import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import { isOpponent, keysAmong, whoseAct } from '../../book/entries.ts';
import type { BookClaim, Party, Report } from '../../book/record.ts';
import { diff, type EntryChange, type Overdue, overdue } from '../../book/time.ts';
import type { Reads } from '../../store/index.ts';
import { type Chosen, entriesFrom, type Parts, partsOf, withLeads } from './chosen-entries.ts';

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
    const seen = async (asOf: string) => new Set(await book.reportIds({ asOf, reports: named }));
    changes.push(...changesOf(chunk, parts, await seen(from), await seen(to)));
    for (const report of parts.reports) reports.set(report.id, report);
    for (const party of parts.parties) parties.set(party.id, party);
  }
  return { changes, reports: [...reports.values()], parties: [...parties.values()] };
}

/** By the reports that are seen at each moment: most of these entries are the same at both, and made once. */
function changesOf(
  ids: readonly string[],
  parts: Parts,
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
): readonly EntryChange[] {
  const at = (wanted: readonly string[], seen: ReadonlySet<string>) =>
    entriesFrom(wanted, { ...parts, claims: parts.claims.filter(({ report }) => seen.has(report)) });
  const hasMoved = ({ report }: BookClaim): boolean => before.has(report) !== after.has(report);
  const moved = parts.claims.filter(hasMoved);
  const later = at(ids, after);
  // What stood against an entry and is gone is known from the entry before.
  if (moved.some((claim) => before.has(claim.report) && isOpponent(claim)))
    return diff(at(ids, before), later);
  const own = keysAmong(new Set(ids));
  const changed = new Set(moved.flatMap((claim) => own(claim).map(({ id }) => id)));
  const expected = new Set(moved.flatMap((claim) => (claim.act === 'expect' ? whoseAct(claim) : [])));
  for (const { id, actor, against } of later)
    if (expected.has(actor) || against.some(hasMoved)) changed.add(id);
  const wanted = ids.filter((id) => changed.has(id));
  return diff(
    at(wanted, before),
    later.filter(({ id }) => changed.has(id)),
  );
}
