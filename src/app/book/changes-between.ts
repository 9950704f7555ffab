import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import { entriesOf, keyOfId } from '../../book/entries.ts';
import type { EntryClaim } from '../../book/entry-claim.ts';
import { isBy } from '../../book/moment.ts';
import type { BookClaim, Party, Report } from '../../book/record.ts';
import { diff, type EntryChange, type Overdue, overdue } from '../../book/time.ts';
import type { Reads, ShortClaim } from '../../store/index.ts';
import { type Chosen, withLeads } from './chosen-entries.ts';
import { entriesFrom, type ShortParts, shortParts, standing } from './short-entries.ts';

export interface Changes {
  /** The entries in short; what brought it whole. */
  readonly changes: readonly EntryChange<EntryClaim, BookClaim>[];
  readonly reports: readonly Report[];
  readonly parties: readonly Party[];
  /** How many reports tell of the entries that may have changed. */
  readonly asked: number;
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
  const entries = entriesOf(all.claims, all.reports, all.parties, {
    only: new Set(ids),
    spokenOf: new Map(),
  });
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
  const changes: EntryChange<ShortClaim>[] = [];
  const asked = new Set<string>();
  for (let start = 0; start < ids.length; start += CHUNK) {
    const parts = await shortParts(book, ids.slice(start, start + CHUNK), taken, { by: to });
    const [before, after] = [await seenOn(book, from, parts), await seenOn(book, to, parts)];
    changes.push(...changesOf(parts, before, after));
    for (const claims of [...parts.members, parts.opponents])
      for (const claim of claims) if (after(claim)) asked.add(claim.report);
  }
  const numbers = new Set(changes.flatMap(({ claims }) => claims.map(({ n }) => n)));
  const all = await withLeads(book, await book.claimsNumbered([...numbers]), taken);
  const known = new Map(all.claims.map((claim) => [claim.id, claim]));
  const whole = (claims: readonly ShortClaim[]) => claims.flatMap(({ id }) => known.get(id) ?? []);
  const found = changes.map((change) => ({ ...change, claims: whole(change.claims) }));
  return { ...all, changes: found, asked: asked.size };
}

type IsSeen = (claim: ShortClaim) => boolean;

/** Claims that counted at that moment. Which version of a report did, the book says. */
async function seenOn(book: Reads, moment: string, { members, opponents }: ShortParts): Promise<IsSeen> {
  const changed = new Set(
    [...members, opponents].flatMap((claims) =>
      claims.flatMap(({ hasVersions, report }) => (hasVersions ? [report] : [])),
    ),
  );
  const current = new Set(
    changed.size === 0 ? [] : await book.reportIds({ asOf: moment, reports: [...changed] }),
  );
  return ({ state, hasVersions, report, told }) =>
    state !== 'rejected' && (hasVersions ? current.has(report) : isBy(told, moment));
}

/** Most of these entries are the same at both moments: only those are made that something came to, or that something of it opposes. */
function changesOf(parts: ShortParts, before: IsSeen, after: IsSeen): readonly EntryChange<ShortClaim>[] {
  const hasMoved = (claim: ShortClaim): boolean => before(claim) !== after(claim);
  const opposing = standing(parts.opponents.filter(hasMoved), parts.parties);
  const changed = parts.ids.flatMap((id, i) => {
    const members = parts.members[i] ?? [];
    const isChanged = members.some(hasMoved) || opposing(keyOfId(id), members.filter(after)).length > 0;
    return isChanged ? [{ id, members }] : [];
  });
  const wanted = {
    ...parts,
    ids: changed.map(({ id }) => id),
    members: changed.map(({ members }) => members),
  };
  return diff(entriesFrom(wanted, before), entriesFrom(wanted, after));
}
