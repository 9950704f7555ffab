import { asDecided } from '../../../book/actor-decisions/as-decided.ts';
import type { TakenOnActors } from '../../../book/actor-decisions/decision.ts';
import { partiesAsDecided } from '../../../book/actor-decisions/parties.ts';
import { mergesOf } from '../../../book/actor-decisions/who-is.ts';
import type { Against } from '../../../book/against.ts';
import { entryKeysOf } from '../../../book/entries.ts';
import type { BookClaim } from '../../../book/record.ts';
import { PARTY_ROLES, type Party, type Replacement, type Report } from '../../../book/record.ts';
import type {
  ClaimFilter,
  Count,
  Decision,
  KeptClaim,
  KeptReport,
  Reads,
  ReportFilter,
  Scratch,
} from '../../../store/index.ts';
import { COUNTED, type Counted, isCounted } from '../counted.ts';
import { claimsBefore, reportsBefore } from '../decisions/as-known.ts';
import { type Opponent, opposition } from './opposition.ts';

/** A claim as decisions leave it, with its review. */
export interface ExportedClaim {
  readonly claim: BookClaim;
  readonly kept: KeptClaim;
}

/** A report with its claims, in the order of the text. */
export interface ExportedReport extends Omit<KeptReport, 'report'> {
  readonly report: Report;
  readonly claims: readonly ExportedClaim[];
}

/** What is asked for, in the store's terms. */
export interface Asked extends Counted {
  readonly filter: ReportFilter;
  /** Decisions that the book did not know then. */
  readonly since: readonly Decision[];
  readonly taken: readonly TakenOnActors[];
}

/** What is known of the whole book after one pass over it. Nothing of it is held: it is looked up in the scratch. */
export interface Survey {
  /** As decisions on actors leave it; of those that a claim names. */
  readonly party: (id: string) => Party | undefined;
  /** Each party that acts or is expected to, in order, with how many claims say so; some at a time. */
  readonly actors: () => Iterable<readonly Count[]>;
  /** The ids under which the store has an actor's claims. */
  readonly storedAs: (actor: string) => readonly string[];
  readonly against: Against<Opponent>;
}

/** Reports whose texts are held at a time. */
const PAGE = 50;

/** All reports that are asked for with their claims, in the order of the store; a page of them is held at a time. */
export async function* reportsOf(book: Reads, asked: Asked): AsyncGenerator<readonly ExportedReport[]> {
  const stored = await partiesFor(book, asked);
  let after: string | undefined;
  for (;;) {
    const found = await book.reports({ ...asked.filter, limit: PAGE, ...(after !== undefined && { after }) });
    if (found.length === 0) return;
    after = found.at(-1)?.report.id;
    const reports = reportsBefore(
      found.map(({ report }) => report),
      asked.since,
    );
    const claims = await claimsOf(book, asked, { reports: reports.map(({ id }) => id) });
    const decided = decidedOf(claims, reports, stored, asked);
    const byReport = Map.groupBy(decided, ({ claim }) => claim.report);
    yield found.map((kept, i) => {
      const report = reports[i] ?? kept.report;
      return { ...kept, report, claims: byReport.get(report.id) ?? [] };
    });
    if (found.length < PAGE) return;
  }
}

/** Claims that count, as they stood when it is asked for. */
export async function claimsOf(book: Reads, asked: Asked, more: ClaimFilter): Promise<readonly KeptClaim[]> {
  const { filter, states = COUNTED, since } = asked;
  const found = await book.claims({ ...filter, ...more, ...(since.length === 0 && { states }) });
  return claimsBefore(found, since).filter(isCounted(asked));
}

/** Whom decisions on actors are applied with; nobody where there are none. */
export const partiesFor = async (book: Reads, { taken }: Asked): Promise<readonly Party[]> =>
  taken.length === 0 ? [] : book.parties();

export function decidedOf(
  claims: readonly KeptClaim[],
  reports: readonly Report[],
  parties: readonly Party[],
  { taken }: Asked,
): readonly ExportedClaim[] {
  const decided = asDecided({ claims: claims.map(({ claim }) => claim), reports, parties }, taken);
  return claims.map((kept, i) => ({ kept, claim: decided.claims[i] ?? kept.claim }));
}

export async function surveyOf(book: Reads, asked: Asked, scratch: Scratch): Promise<Survey> {
  const opponents = opposition(scratch);
  const replaced = new Map<string, Replacement>();
  for await (const page of reportsOf(book, asked)) {
    opponents.take(page);
    const acting = new Map<string, number>();
    const named = new Set<string>();
    for (const { claim } of page.flatMap(({ claims }) => claims)) {
      for (const role of PARTY_ROLES) for (const id of claim[role]) named.add(id);
      for (const one of claim.replacements ?? []) replaced.set(`${one.before} ${one.after}`, one);
      const whose =
        entryKeysOf(claim).length > 0
          ? claim.actors
          : claim.act === 'expect'
            ? [...claim.targets, ...claim.actors]
            : [];
      for (const actor of new Set(whose)) acting.set(actor, (acting.get(actor) ?? 0) + 1);
    }
    for (const id of named) scratch.count('named', id, 0);
    for (const [actor, claims] of acting) scratch.count('actor', actor, claims);
  }
  const replacements = [...replaced.values()];
  await keepParties(book, asked, scratch, replacements);
  const party = lookedUp((id) => scratch.find('party', [id])[0] as Party | undefined);
  return {
    party,
    actors: () => scratch.counted('actor'),
    storedAs: (actor) => [
      actor,
      ...new Set(replacements.flatMap(({ before, after }) => (after === actor ? [before] : []))),
    ],
    against: opponents.ends(party),
  };
}

/** Whom the claims name, as decisions on actors leave them. */
async function keepParties(
  book: Reads,
  { taken }: Asked,
  scratch: Scratch,
  replacements: readonly Replacement[],
): Promise<void> {
  const decided = taken.flatMap(({ decision }) => decision.parties ?? []);
  const absorbed = [...mergesOf(taken).absorbed];
  const standing = scratch.among(
    'named',
    replacements.map(({ before }) => before),
  );
  const former = replacements.filter(({ before }) => !standing.has(before));
  for (const some of scratch.counted('named')) {
    const own = new Set(some.map(({ key }) => key));
    const stored = await book.parties([...new Set([...own, ...absorbed])]);
    const known = new Map([...decided, ...stored].map((party) => [party.id, party]));
    const now = taken.length === 0 ? stored : partiesAsDecided(known, former, taken);
    for (const party of now) if (own.has(party.id)) scratch.keep('party', [party.id], party);
  }
}

/** Answers that are remembered, until there are many. */
const REMEMBERED = 1000;

function lookedUp<T>(look: (id: string) => T): (id: string) => T {
  const known = new Map<string, T>();
  return (id) => {
    const before = known.get(id);
    if (before !== undefined || known.has(id)) return before as T;
    const found = look(id);
    if (known.size >= REMEMBERED) known.clear();
    known.set(id, found);
    return found;
  };
}
