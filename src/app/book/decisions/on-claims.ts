import type { BookClaim, Party } from '../../../book/record.ts';
import type { KeptClaim, Reads, Stamp } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import { additionOf, type Change, claimChange } from './change.ts';
import type { ClaimDecision, Fields, Known, Plan } from './decision.ts';
import { type Against, withFields } from './fields.ts';
import { claimNamed, reportNamed } from './lookup.ts';
import { actorDecisions, decidedParties } from './on-actors.ts';

/** A plan with what it is about: by these its copies are found. */
export interface ClaimPlan extends Plan {
  readonly report: string;
  readonly claims: readonly KeptClaim[];
}

/**
 * What a decision on claims comes to. Who mends, adds, merges or splits a claim has accepted what comes of it.
 * @throws UsageError `usage/claim`, `usage/report`, `usage/field`, `usage/firmness`, `usage/merge`, `usage/split`
 */
export async function planOnClaims(
  book: Reads,
  decision: ClaimDecision,
  stamp: Stamp,
  known: Known,
): Promise<ClaimPlan> {
  const named = 'claims' in decision ? decision.claims : 'claim' in decision ? [decision.claim] : [];
  const claims: KeptClaim[] = [];
  for (const id of named) claims.push(await claimNamed(book, id));
  const [first, ...others] = claims;
  const report = 'report' in decision ? decision.report : first?.claim.report;
  if (report === undefined) throw new UsageError('usage/claim', `name the claim to ${decision.kind}`);
  const set = await setting(book, decision, report, known);
  const of = (subject: string, ...changes: readonly Change[]): ClaimPlan => ({
    subject,
    report,
    changes,
    claims,
  });
  if (decision.kind === 'add') {
    const added = set.claim(emptyClaim(report, newId(report, stamp), decision.fields), decision.fields);
    return of(added.id, additionOf(added, set.parties));
  }
  if (first === undefined) throw new UsageError('usage/claim', `name the claim to ${decision.kind}`);
  const { claim } = first;
  switch (decision.kind) {
    case 'accept':
    case 'reject':
      return of(claim.id, claimChange(first, { state: `${decision.kind}ed` }));
    case 'mend': {
      if (Object.keys(decision.fields).length === 0)
        throw new UsageError('usage/field', `say which field of ${claim.id} to mend`);
      const mended = set.claim(claim, decision.fields);
      return of(claim.id, claimChange(first, { claim: mended, state: 'accepted', parties: set.parties }));
    }
    case 'merge': {
      checkMerge(claims);
      const fields = { ...united(claims.map((c) => c.claim)), ...decision.fields };
      const namings = claims.flatMap((kept) => kept.claim.namings ?? []);
      const merged = set.claim({ ...claim, ...(namings.length > 0 && { namings }) }, fields);
      return of(
        claim.id,
        claimChange(first, { claim: merged, state: 'accepted', parties: set.parties }),
        ...others.flatMap((other) => replacedBy(other, [claim.id])),
      );
    }
    case 'split': {
      if (decision.into.length < 2)
        throw new UsageError('usage/split', `a claim is split into two at least; say what each part is`);
      const parts = decision.into.map((fields, i) =>
        set.claim({ ...claim, id: newId(report, stamp, i + 1) }, fields),
      );
      return of(
        claim.id,
        ...parts.map((part) => additionOf(part, set.parties)),
        ...replacedBy(
          first,
          parts.map(({ id }) => id),
        ),
      );
    }
  }
}

/** A claim in whose place others stand counts no more. */
const replacedBy = (kept: KeptClaim, by: readonly string[]): readonly Change[] => [
  claimChange(kept, { state: 'gone' }),
  { on: 'successors', claim: kept.claim.id, before: [kept.claim.id], after: by },
];

/** The decision's id makes it new. */
const newId = (report: string, { id }: Stamp, part?: number): string =>
  `${report}#${id}${part === undefined ? '' : `-${part}`}`;

export const emptyClaim = (
  report: string,
  id: string,
  { act, predicate }: Pick<BookClaim, 'act' | 'predicate'>,
): BookClaim => ({
  id,
  report,
  act,
  predicate,
  what: null,
  actors: [],
  targets: [],
  beneficiary: [],
  measures: [],
  firmness: null,
  negated: false,
  factuality: 'CT+',
  conditions: [],
  quantities: [],
  when: null,
  where: [],
  sources: [],
  sentence: predicate,
  evidence: predicate,
  confidence: 1,
});

/** Sets fields of claims of this report, and says whom they name. */
async function setting(book: Reads, decision: ClaimDecision, report: string, known: Known) {
  const fields: readonly Fields[] = [
    ...('fields' in decision && decision.fields ? [decision.fields] : []),
    ...('into' in decision ? decision.into : []),
  ];
  const given: readonly Party[] = ('parties' in decision && decision.parties) || [];
  const merged = decision.kind === 'merge' ? await book.parties() : [];
  return settingOf(book, report, { fields, given, merged }, known);
}

/** @param merged whom claims of the report may name besides */
export async function settingOf(
  book: Reads,
  report: string,
  {
    fields,
    given,
    merged = [],
  }: {
    readonly fields: readonly Fields[];
    readonly given: readonly Party[];
    readonly merged?: readonly Party[];
  },
  { measures }: Known,
) {
  const kept = await reportNamed(book, report);
  const ids = fields.flatMap(({ actors, targets, beneficiary, sources }) =>
    [actors, targets, beneficiary, sources].flatMap((list) => (Array.isArray(list) ? list : [])),
  );
  const decided = ids.length > 0 ? decidedParties(await actorDecisions(book)) : [];
  const parties = [
    ...(ids.length > 0 ? await book.parties([...new Set(ids)]) : []),
    ...[...decided, ...given].filter(({ id }) => ids.includes(id)),
  ];
  const against: Against = {
    text: kept.report.text,
    parties: new Set([...parties, ...merged].map(({ id }) => id)),
    measures: measures === undefined ? null : new Set(measures),
  };
  return {
    parties,
    claim: (claim: BookClaim, set: Fields): BookClaim => withFields(claim, set, kept.report, against),
  };
}

function checkMerge(claims: readonly KeptClaim[]): void {
  const ids = new Set(claims.map(({ claim }) => claim.id));
  if (ids.size < 2 || ids.size < claims.length)
    throw new UsageError('usage/merge', 'name two claims at least to merge, each once');
  if (new Set(claims.map(({ claim }) => claim.report)).size > 1)
    throw new UsageError(
      'usage/merge',
      'these claims are of several reports; what reports say alike is put together by the book itself',
    );
}

/** Of the fields that are lists: what any of the claims has. */
function united(claims: readonly BookClaim[]): Fields {
  const all = <T>(list: (claim: BookClaim) => readonly T[]): readonly T[] => [
    ...new Map(claims.flatMap(list).map((item) => [JSON.stringify(item), item])).values(),
  ];
  return {
    actors: all((c) => c.actors),
    targets: all((c) => c.targets),
    beneficiary: all((c) => c.beneficiary),
    measures: all((c) => c.measures),
    conditions: all((c) => c.conditions),
    quantities: all((c) => c.quantities),
    where: all((c) => c.where),
    sources: all((c) => c.sources),
  };
}
