import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import { entriesOf, entryId, entryKeysOf, isOpponent, keyOfId } from '../../book/entries.ts';
import { isBy } from '../../book/moment.ts';
import type { Party, Report } from '../../book/record.ts';
import { byPlace, compare } from '../../book/scene.ts';
import { diff, type EntryChange, type Overdue, overdue } from '../../book/time.ts';
import {
  mattersOf,
  type NumberedMatter,
  type PlacedClaim,
  type Reads,
  type SeenClaim,
  type ShortClaim,
  undertakenIn,
} from '../../store/index.ts';
import { type Chosen, withLeads } from './chosen-entries.ts';
import { partiesWith } from './parties-with.ts';
import {
  entriesFrom,
  facingMatters,
  type ShortParts,
  type Standing,
  sayingThem,
  standingAmong,
} from './short-entries.ts';

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
  const { held, came } = await book.entriesBetween(from, to);
  const span = { book, from, to, taken };
  const claims = [...new Map([...came.values()].flat().map((claim) => [claim.n, claim])).values()];
  const seen = await seenBy(span, claims);
  const opponents = claims
    .filter((claim) => isOpponent(claim) && seen.after(claim) && !seen.before(claim))
    .sort(byPlace);
  const found: ShortChange[] = [];
  const asked = new Set(opponents.map(({ report }) => report));
  const put = ({ changes, reports }: Compared): void => {
    found.push(...changes);
    for (const report of reports) asked.add(report);
  };
  for (const ids of chunks(held)) put(await changesIn(span, ids, came, opponents));
  const matters = mattersOf(opponents);
  const standing = await standingAmong(book, matters, taken);
  const opposed = await opposedBy(book, matters, standing);
  const own = new Set(held);
  for (const ids of chunks(opposed.filter((id) => !own.has(id))))
    put(await oppositionIn(span, ids, { opponents, standing }));
  const numbers = new Set(found.flatMap(({ claims }) => claims.map(({ n }) => n)));
  const all = await withLeads(book, await book.claimsNumbered([...numbers]), taken);
  const known = new Map(all.claims.map((claim) => [claim.id, claim]));
  const whole = (claims: readonly PlacedClaim[]) => claims.flatMap(({ id }) => known.get(id) ?? []);
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

type ShortChange = Omit<EntryChange<ShortClaim, PlacedClaim>, 'before' | 'after'>;

interface Compared {
  readonly changes: readonly ShortChange[];
  /** That tell of the entries. */
  readonly reports: readonly string[];
}

interface Between {
  readonly book: Reads;
  readonly from: string;
  readonly to: string;
  readonly taken: readonly TakenOnActors[];
}

function* chunks(ids: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < ids.length; start += CHUNK) yield ids.slice(start, start + CHUNK);
}

type IsSeen = (claim: SeenClaim) => boolean;

/** Claims that counted at either moment. Which version of a report did, the book says. */
async function seenBy({ book, from, to }: Between, claims: readonly SeenClaim[]) {
  const reports = new Set(claims.flatMap(({ hasVersions, report }) => (hasVersions ? [report] : [])));
  const seenOn = async (asOf: string): Promise<IsSeen> => {
    const current = new Set(reports.size === 0 ? [] : await book.reportIds({ asOf, reports: [...reports] }));
    return ({ state, hasVersions, report, told }) =>
      state !== 'rejected' && (hasVersions ? current.has(report) : isBy(told, asOf));
  };
  return { before: await seenOn(from), after: await seenOn(to) };
}

/** Entries to which something came or from which something went. @param opponents what came that may stand against others */
async function changesIn(
  between: Between,
  ids: readonly string[],
  came: ReadonlyMap<string, readonly ShortClaim[]>,
  opponents: readonly ShortClaim[],
): Promise<Compared> {
  const { book, from, to, taken } = between;
  const last = await book.lastClaims(ids, from);
  const former = await seenBy(between, last.flat());
  // What is new says all that is told of it, also what was expected before.
  const fresh = ids.filter(
    (_, i) => !last[i]?.some((claim) => claim.act !== 'expect' && former.before(claim)),
  );
  const whole = await book.shortClaims(fresh, { by: to });
  const all = new Map(fresh.map((id, i) => [id, whole[i] ?? []]));
  const members = ids.map((id, i) => {
    const news = came.get(id)?.filter(({ hasVersions }) => !hasVersions) ?? [];
    return all.get(id) ?? [...(last[i] ?? []), ...news].sort(byPlace);
  });
  const { before, after } = await seenBy(between, members.flat());
  // What stood against an entry before came to it only if something else is undertaken there now.
  const undertaken = members.map((claims, i) => {
    const was = undertakenIn(claims.filter(before));
    const known = new Set(was.map(({ n }) => n));
    const is = all.has(ids[i] ?? '') ? [] : undertakenIn(claims.filter(after));
    return { was, news: is.filter(({ n }) => !known.has(n)) };
  });
  const earlier = await facingMatters(
    book,
    'opposing',
    undertaken.flatMap(({ news }) => news),
  );
  const standing = await standingAmong(book, [...mattersOf(opponents), ...earlier], taken);
  const facing = ids.flatMap((id, i) => {
    const { was, news } = undertaken[i] ?? { was: [], news: [] };
    const key = keyOfId(id);
    const known = new Set(news.length === 0 ? [] : standing(key, was));
    return standing(key, news).filter((n) => !known.has(n));
  });
  const saying = await book.claimsEverSaying([...new Set(facing)], { by: to });
  const against: readonly SeenClaim[] = [
    ...new Map([...saying, ...opponents].map((claim) => [claim.n, claim])).values(),
  ];
  const seen = await seenBy(between, [...members.flat(), ...against]);
  const parts = { ids, members, standing, opponents: against.toSorted(byPlace) };
  return {
    changes: diff(entriesFrom(parts, seen.before), entriesFrom(parts, seen.after)),
    reports: members.flat().flatMap((claim) => (after(claim) ? [claim.report] : [])),
  };
}

/** Ids of the entries in which something is undertaken that these rejections and threats stand against. */
async function opposedBy(
  book: Reads,
  opponents: readonly NumberedMatter[],
  standing: Standing,
): Promise<readonly string[]> {
  const undertaken = await facingMatters(book, 'undertaken', opponents);
  const ids = undertaken.flatMap((matter) =>
    entryKeysOf(matter).flatMap((key) => (standing(key, [matter]).length > 0 ? [entryId(key)] : [])),
  );
  return [...new Set(ids)].sort(compare);
}

/** Entries to which nothing came but what stands against them. */
async function oppositionIn(
  between: Between,
  ids: readonly string[],
  { opponents, standing }: Pick<ShortParts, 'opponents' | 'standing'>,
): Promise<Compared> {
  const { book, to } = between;
  const members = await book.lastClaims(ids, to);
  const { after } = await seenBy(between, members.flat());
  const saying = sayingThem(opponents);
  const changes = ids.flatMap((entry, i): ShortChange[] => {
    const claims = saying(standing(keyOfId(entry), undertakenIn((members[i] ?? []).filter(after))));
    return claims.length === 0 ? [] : [{ kind: 'opposed', entry, claims }];
  });
  return { changes, reports: members.flat().flatMap((claim) => (after(claim) ? [claim.report] : [])) };
}
