import { asDecided } from '../../../book/actor-decisions/as-decided.ts';
import type { TakenOnActors } from '../../../book/actor-decisions/decision.ts';
import { formerParties, partiesAsDecided } from '../../../book/actor-decisions/parties.ts';
import type { Against } from '../../../book/against.ts';
import { entryKeysOf } from '../../../book/entries.ts';
import type { BookClaim } from '../../../book/record.ts';
import { PARTY_ROLES, type Party, type Replacement, type Report } from '../../../book/record.ts';
import type {
  ClaimFilter,
  Decision,
  KeptClaim,
  KeptReport,
  Reads,
  ReportFilter,
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

/** What is known of the whole book after one pass over it: what is few, and of what may stand against entries who it is. */
export interface Survey {
  /** As decisions on actors leave them. */
  readonly parties: readonly Party[];
  /** By each party that acts or is expected to: claims, and the ids under which the store has it. */
  readonly actors: ReadonlyMap<string, { readonly claims: number; readonly stored: ReadonlySet<string> }>;
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

export async function surveyOf(book: Reads, asked: Asked): Promise<Survey> {
  const actors = new Map<string, { claims: number; readonly stored: Set<string> }>();
  const opponents = opposition();
  const standing = new Set<string>();
  const replaced = new Map<string, Replacement>();
  for await (const page of reportsOf(book, asked)) {
    opponents.take(page);
    for (const { claim } of page.flatMap(({ claims }) => claims)) {
      for (const role of PARTY_ROLES) for (const id of claim[role]) standing.add(id);
      const { replacements = [] } = claim;
      for (const one of replacements) replaced.set(`${one.before} ${one.after}`, one);
      const whose =
        entryKeysOf(claim).length > 0
          ? claim.actors
          : claim.act === 'expect'
            ? [...claim.targets, ...claim.actors]
            : [];
      for (const actor of new Set(whose)) {
        const known = actors.get(actor) ?? { claims: 0, stored: new Set([actor]) };
        actors.set(actor, known);
        known.claims++;
        for (const { before, after } of replacements) if (after === actor) known.stored.add(before);
      }
    }
  }
  const named = { actors: [...standing], targets: [], beneficiary: [], sources: [] };
  const stored = await book.parties();
  const all = [...asked.taken.flatMap(({ decision }) => decision.parties ?? []), ...stored];
  const parties =
    asked.taken.length === 0
      ? stored
      : partiesAsDecided(
          new Map(all.map((party) => [party.id, party])),
          formerParties([{ ...named, replacements: [...replaced.values()] }]),
          asked.taken,
        );
  return { parties, actors, against: opponents.ends(parties) };
}
