import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import { entriesOf, keyOfId } from '../../book/entries.ts';
import { isBy } from '../../book/moment.ts';
import type { Party, Report } from '../../book/record.ts';
import { compare } from '../../book/scene.ts';
import { diff, type EntryChange, type Overdue, overdue } from '../../book/time.ts';
import type { Reads, ShortClaim } from '../../store/index.ts';
import { type Chosen, withLeads } from './chosen-entries.ts';
import { partiesWith } from './parties-with.ts';
import { entriesFrom, type ShortParts, shortParts, standing, targetsOf } from './short-entries.ts';

/** A change by the id of its entry, which says all that is told of it. */
export type Change = Omit<EntryChange, 'before' | 'after'>;

export interface Changes {
  readonly changes: readonly Change[];
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
  const { held, opposed, opponents } = await book.entriesBetween(from, to);
  const found: ShortChange[] = [];
  const asked = new Set<string>();
  const seen = async (parts: ShortParts) => {
    const [before, after] = [await seenOn(book, from, parts), await seenOn(book, to, parts)];
    for (const claims of [...parts.members, parts.opponents])
      for (const claim of claims) if (after(claim)) asked.add(claim.report);
    return { before, after };
  };
  for (const ids of chunks(held)) {
    const parts = await shortParts(book, ids, taken, { by: to });
    const { before, after } = await seen(parts);
    found.push(...diff(entriesFrom(parts, before), entriesFrom(parts, after)));
  }
  const parties = await targetsOf(book, opponents, taken);
  for (const ids of chunks(opposed)) {
    const members = await book.shortClaims(ids, { by: to, colliding: true });
    const parts = { ids, members, opponents, parties };
    found.push(...opposedIn(parts, await seen(parts)));
  }
  const numbers = new Set(found.flatMap(({ claims }) => claims.map(({ n }) => n)));
  const all = await withLeads(book, await book.claimsNumbered([...numbers]), taken);
  const known = new Map(all.claims.map((claim) => [claim.id, claim]));
  const whole = (claims: readonly ShortClaim[]) => claims.flatMap(({ id }) => known.get(id) ?? []);
  const changes = found
    .toSorted((a, b) => compare(a.entry, b.entry))
    .map(({ kind, entry, claims }) => ({ kind, entry, claims: whole(claims) }));
  const named = new Set(
    changes.flatMap(({ entry }) => {
      const { actor, beneficiary } = keyOfId(entry);
      return beneficiary === null ? [actor] : [actor, beneficiary];
    }),
  );
  const whom = await partiesWith(book, [...named], taken);
  return { ...all, parties: [...all.parties, ...whom], changes, asked: asked.size };
}

type ShortChange = Omit<EntryChange<ShortClaim>, 'before' | 'after'>;

function* chunks(ids: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < ids.length; start += CHUNK) yield ids.slice(start, start + CHUNK);
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

/** Entries to which nothing came but what stands against them. */
function opposedIn(
  { ids, members, opponents, parties }: ShortParts,
  { before, after }: Readonly<Record<'before' | 'after', IsSeen>>,
): readonly ShortChange[] {
  const against = standing(
    opponents.filter((claim) => after(claim) && !before(claim)),
    parties,
  );
  return ids.flatMap((entry, i): ShortChange[] => {
    const claims = against(keyOfId(entry), (members[i] ?? []).filter(after));
    return claims.length === 0 ? [] : [{ kind: 'opposed', entry, claims }];
  });
}
