import { asDecided } from '../../book/actor-decisions/as-decided.ts';
import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import type { Entry, Told } from '../../book/entries.ts';
import type { BookClaim, Party, Report } from '../../book/record.ts';
import type { KeptClaim, Reads, ShortClaim } from '../../store/index.ts';
import { decidedIds } from './parties-with.ts';
import { type ShortEntry, shortEntries } from './short-entries.ts';

/** Some entries of a book, with what they are computed from. */
export interface Chosen {
  readonly entries: readonly Entry[];
  readonly claims: readonly BookClaim[];
  /** The claims with their review, before decisions on actors. */
  readonly kept: readonly KeptClaim[];
  readonly reports: readonly Report[];
  readonly parties: readonly Party[];
}

/** These entries with their claims whole (`shortEntries`). */
export async function entriesChosen(
  book: Reads,
  ids: readonly string[],
  taken: readonly TakenOnActors[],
): Promise<Chosen> {
  return wholeEntries(book, await shortEntries(book, ids, taken), taken);
}

/** These entries, and these other claims, whole. */
export async function wholeEntries(
  book: Reads,
  entries: readonly ShortEntry[],
  taken: readonly TakenOnActors[],
  others: readonly ShortClaim[] = [],
): Promise<Chosen> {
  const numbers = new Set(others.map(({ n }) => n));
  for (const { claims, against } of entries) for (const { n } of [...claims, ...against]) numbers.add(n);
  const all = await withLeads(book, await book.claimsNumbered([...numbers]), taken);
  const known = new Map(all.claims.map((claim) => [claim.id, claim]));
  return { ...all, entries: entries.map((entry) => wholeEntry(entry, known)) };
}

function wholeEntry(entry: ShortEntry, known: ReadonlyMap<string, BookClaim>): Entry {
  const { id, actor, measure, beneficiary, sources, state } = entry;
  const whole = (claims: readonly { readonly id: string }[]) =>
    claims.flatMap((claim) => known.get(claim.id) ?? []);
  const history = entry.history.flatMap(({ claim, step }): Told[] => {
    const told = known.get(claim.id);
    return told ? [{ claim: told, step }] : [];
  });
  const last = history.at(-1)?.claim;
  const change = (state?.change && history[entry.history.indexOf(state.change)]) ?? null;
  return {
    id,
    actor,
    measure,
    beneficiary,
    claims: whole(entry.claims),
    history,
    stands: whole(entry.stands),
    expected: whole(entry.expected),
    state: state && last ? { claim: last, direction: state.direction, change } : null,
    conditions: entry.conditions.map(({ kind, trigger, claims }) => ({
      kind,
      trigger,
      claims: whole(claims),
    })),
    sources,
    against: whole(entry.against),
  };
}

/** The entries that hold these claims, with whom the claims name, also those of them that do not count. */
export async function entriesOfClaims(
  book: Reads,
  kept: readonly KeptClaim[],
  taken: readonly TakenOnActors[],
): Promise<Chosen> {
  const own = await withLeads(book, kept, taken);
  const ids = await book.entriesHolding(kept.map(({ claim }) => claim.id));
  const chosen = await entriesChosen(book, ids, taken);
  return { ...chosen, parties: [...chosen.parties, ...own.parties] };
}

/** Claims as decided, with their reports and whom they name. */
export async function withLeads(
  book: Reads,
  kept: readonly KeptClaim[],
  taken: readonly TakenOnActors[],
): Promise<Omit<Chosen, 'entries'>> {
  const claims = kept.map(({ claim }) => claim);
  const reports = await book.texts([...new Set(claims.map(({ report }) => report))]);
  if (taken.length === 0) return { kept, claims, reports, parties: await book.partiesIn(claims) };
  const former = await book.formerParties();
  const parties = await book.partiesIn(claims, [...decidedIds(taken), ...former.map(({ after }) => after)]);
  return { kept, ...asDecided({ claims, reports, parties }, taken, () => former) };
}
