import { isDeepStrictEqual } from 'node:util';
import { asDecided } from '../../../book/actor-decisions/as-decided.ts';
import type { TakenOnActors } from '../../../book/actor-decisions/decision.ts';
import { membersAt } from '../../../book/actor-decisions/parties.ts';
import { toldOn } from '../../../book/moment.ts';
import type { BookClaim, Party } from '../../../book/record.ts';
import type { Reads } from '../../../store/index.ts';
import { slice } from '../../../text/span.ts';

/** A claim that a decision on actors changes, with those of its fields that are otherwise by it. */
export interface Touched {
  readonly claim: string;
  readonly sentence: string;
  readonly before: Partial<TouchedFields>;
  readonly after: Partial<TouchedFields>;
}

export interface TouchedFields
  extends Pick<BookClaim, 'actors' | 'targets' | 'beneficiary' | 'sources' | 'conditions'> {
  /** Of the coalitions among its parties when it was told: party ids by the coalition's. */
  readonly members: Readonly<Record<string, readonly string[]>>;
}

/** The claims, of current reports and not rejected, that are otherwise by the one set of decisions than by the other. */
export async function touchedClaims(
  book: Reads,
  before: readonly TakenOnActors[],
  after: readonly TakenOnActors[],
): Promise<readonly Touched[]> {
  const parts = {
    claims: (await book.claims({ states: ['accepted', 'unreviewed'] })).map(({ claim }) => claim),
    reports: (await book.reports()).map(({ report }) => report),
    parties: await book.parties(),
  };
  const reports = new Map(parts.reports.map((report) => [report.id, report]));
  const [was, is] = [asDecided(parts, before), asDecided(parts, after)];
  const [formerly, now] = [was, is].map(({ parties }) => coalitionsIn(parties));
  return parts.claims.flatMap(({ id: claim, report: of, sentence: at }, i): Touched[] => {
    const [report, old, next] = [reports.get(of), was.claims[i], is.claims[i]];
    if (!report || !old || !next || !formerly || !now) return [];
    const sentence = slice(report.text, at);
    const told = toldOn(report);
    const fields = [fieldsOf(old, formerly, told), fieldsOf(next, now, told)] as const;
    const changed = (Object.keys(fields[0]) as (keyof TouchedFields)[]).filter(
      (field) => !isDeepStrictEqual(fields[0][field], fields[1][field]),
    );
    const [first, second] = fields.map((all) =>
      Object.fromEntries(changed.map((field) => [field, all[field]])),
    );
    return changed.length === 0 ? [] : [{ claim, sentence, before: first ?? {}, after: second ?? {} }];
  });
}

const coalitionsIn = (parties: readonly Party[]): ReadonlyMap<string, Party> =>
  new Map(parties.filter(({ members }) => members).map((party) => [party.id, party]));

function fieldsOf(
  { actors, targets, beneficiary, sources, conditions }: BookClaim,
  coalitions: ReadonlyMap<string, Party>,
  told: string,
): TouchedFields {
  const named = [actors, targets, beneficiary, sources].flat();
  const members = [...new Set(named)].flatMap((id) => {
    const coalition = coalitions.get(id);
    return coalition ? [[id, membersAt(coalition, told).map(({ party }) => party)] as const] : [];
  });
  return { actors, targets, beneficiary, sources, conditions, members: Object.fromEntries(members) };
}
