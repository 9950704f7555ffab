import { asDecided } from '../../book/actor-decisions/as-decided.ts';
import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import { type Entry, entriesOf, keysAmong } from '../../book/entries.ts';
import type { BookClaim, Party, Report } from '../../book/record.ts';
import { related } from '../../book/taxonomy.ts';
import type { ClaimFilter, KeptClaim, OpponentKey, Reads } from '../../store/index.ts';
import { decidedParties } from './decisions/on-actors.ts';

/** Some entries of a book, with what they are computed from. */
export interface Chosen {
  readonly entries: readonly Entry[];
  readonly claims: readonly BookClaim[];
  /** The claims with their review, before decisions on actors. */
  readonly kept: readonly KeptClaim[];
  readonly reports: readonly Report[];
  readonly parties: readonly Party[];
}

/**
 * These entries, in the order that is given, from their own claims, what is expected of their actors and what may stand against
 * them: the same as if all claims of the book were asked. Those that are not there are left out.
 * @param filter of the claims; without one those that count now
 */
export async function entriesChosen(
  book: Reads,
  ids: readonly string[],
  taken: readonly TakenOnActors[],
  filter?: ClaimFilter,
): Promise<Chosen> {
  const parts = await partsOf(book, ids, taken, filter);
  return { ...parts, entries: entriesFrom(ids, parts) };
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

/** What entries are computed from. */
export interface Parts extends Omit<Chosen, 'entries'> {
  readonly spokenOf: ReadonlyMap<string, ReadonlySet<string>>;
}

/** In the order of the ids. */
export function entriesFrom(
  ids: readonly string[],
  { claims, reports, parties, spokenOf }: Omit<Parts, 'kept'>,
): readonly Entry[] {
  const found = entriesOf(claims, reports, parties, { only: new Set(ids), spokenOf });
  const entries = new Map(found.map((entry) => [entry.id, entry]));
  return ids.flatMap((id) => entries.get(id) ?? []);
}

/** @param own the entries' claims, where they are known already */
export async function partsOf(
  book: Reads,
  ids: readonly string[],
  taken: readonly TakenOnActors[],
  filter?: ClaimFilter,
  own?: readonly KeptClaim[],
): Promise<Parts> {
  const kept = own ?? (await book.entryClaims(ids, filter));
  // Decisions on actors say by whom an undertaking is opposed.
  const first = taken.length > 0 ? await withLeads(book, kept, taken) : null;
  const claims = first?.claims ?? kept.map(({ claim }) => claim);
  const opponents = await book.opponents(await opponentKeys(book, claims, new Set(ids)), filter);
  const known = new Set(kept.map(({ claim }) => claim.id));
  const others = opponents.filter(({ claim }) => !known.has(claim.id));
  const all =
    first !== null && others.length === 0 ? first : await withLeads(book, [...kept, ...others], taken);
  // Only of claims that name no beneficiary is it asked of whom else their report speaks.
  const aimless = all.claims.filter(({ beneficiary }) => beneficiary.length === 0);
  return { ...all, spokenOf: await book.spokenOf([...new Set(aimless.map(({ report }) => report))]) };
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
  return { kept, ...asDecided({ claims, reports, parties }, taken, former) };
}

const decidedIds = (taken: readonly TakenOnActors[]): readonly string[] =>
  decidedParties(taken).map(({ id }) => id);

/** Parties with the names that they have by decisions: those with these ids, and all whom decisions name. */
export async function partiesWith(
  book: Reads,
  ids: readonly string[],
  taken: readonly TakenOnActors[],
): Promise<readonly Party[]> {
  if (taken.length === 0) return book.parties(ids);
  const former = await book.formerParties();
  const known = await book.parties([...ids, ...decidedIds(taken), ...former.map(({ after }) => after)]);
  return asDecided({ claims: [], reports: [], parties: known }, taken, former).parties;
}

/** By what rejections and threats are found that may stand against what these entries undertake (`possibleCollision`). */
async function opponentKeys(
  book: Reads,
  claims: readonly BookClaim[],
  only: ReadonlySet<string>,
): Promise<readonly OpponentKey[]> {
  const undertaken = claims.filter(({ act, negated }) => BINDING.has(act) && !negated);
  if (undertaken.length === 0) return [];
  const measures = await book.entryMeasures();
  const aimless = undertaken.filter(({ beneficiary }) => beneficiary.length === 0);
  const spokenOf = await book.spokenOf([...new Set(aimless.map(({ report }) => report))]);
  const named = new Map<string, Readonly<Record<OpponentKey['role'], Set<string>>>>();
  const put = (own: Iterable<string>, role: OpponentKey['role'], parties: Iterable<string>): void => {
    for (const measure of own) {
      const known = named.get(measure) ?? nobody();
      named.set(measure, known);
      for (const party of parties) known[role].add(party);
    }
  };
  const keysOf = keysAmong(only);
  for (const claim of undertaken) {
    const { actors, targets, beneficiary, report } = claim;
    const own = new Set(keysOf(claim).map(({ key }) => key.measure));
    // One that has another beneficiary is of another matter.
    put(own, 'sole-actor', targets);
    put(own, 'sole-target', actors);
    put(own, 'spoken', beneficiary);
    put(own, 'beneficiary', beneficiary.length > 0 ? beneficiary : (spokenOf.get(report) ?? []));
    if (beneficiary.length > 0) continue;
    put(own, 'actor', targets);
    put(own, 'target', actors);
  }
  return [...named].flatMap(([own, roles]) =>
    measures
      .filter((id) => related(id, own))
      .flatMap((measure) =>
        OPPONENT_ROLES.flatMap((role) =>
          [...roles[role]].map((key): OpponentKey => ({ measure, role, key })),
        ),
      ),
  );
}

const OPPONENT_ROLES = ['actor', 'target', 'beneficiary', 'sole-actor', 'sole-target', 'spoken'] as const;

const nobody = () => ({
  actor: new Set<string>(),
  target: new Set<string>(),
  beneficiary: new Set<string>(),
  'sole-actor': new Set<string>(),
  'sole-target': new Set<string>(),
  spoken: new Set<string>(),
});

const BINDING: ReadonlySet<string> = new Set(['commit', 'agree', 'perform']);
