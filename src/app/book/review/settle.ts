import { isDeepStrictEqual } from 'node:util';
import { type Difference, differencesOf } from '../../../book/agreement/differences.ts';
import { differingFields } from '../../../book/agreement/fields.ts';
import { isAt } from '../../../book/agreement/units.ts';
import type { BookClaim, Party } from '../../../book/record.ts';
import type { Decision, KeptClaim, Reads, ReportFilter, Stamp, Store } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import { equals, overlap, type Span } from '../../../text/span.ts';
import { taken } from '../decide.ts';
import {
  bodyOf,
  type ClaimDecision,
  checkStamp,
  type Fields,
  type Known,
  type Outcome,
  undoneAmong,
} from '../decisions/decision.ts';
import { decidedSince, type Seen, seenOf } from '../decisions/seen.ts';
import { codedReports } from './coded.ts';

/** What coders say differently at one place, and what the book says there. */
export interface OpenDifference extends Difference {
  /** `REPORT@START-END` */
  readonly id: string;
  readonly standing: {
    readonly claim: BookClaim;
    readonly state: KeptClaim['state'];
    /** The last decision on it, null for none (`By.seen`). */
    readonly seen: string | null;
  } | null;
}

export interface Settlement {
  /** By which the difference is settled. */
  readonly decision: string;
  /** What it changed in the book; null where nothing had to change. */
  readonly outcome: Outcome | null;
}

/** What a curator takes: one coder's claim, with other fields where he mends it; or that there is no claim. */
export type Choice =
  | {
      readonly kind: 'take';
      readonly coder: string;
      readonly fields?: Fields;
      /** Whom these name and the book does not know yet. */
      readonly parties?: readonly Party[];
    }
  | { readonly kind: 'none' };

/** Differences that are not settled, in the order of the reports and their texts. */
export async function differencesIn(
  book: Reads,
  filter: ReportFilter,
  reports?: readonly string[],
): Promise<readonly OpenDifference[]> {
  const coded = (await codedReports(book, filter, reports ? { reports } : {})).filter(
    ({ coders }) => coders.size > 1,
  );
  const ids = coded.map(({ report }) => report);
  const decisions = await book.decisions({ reports: ids });
  const settled = settledIn(decisions);
  const claims = await book.claims({ reports: ids, versions: 'all' });
  return coded.flatMap(({ report, coders }) =>
    differencesOf(report, coders)
      .filter(({ words }) => !settled.some((one) => one.report === report && equals(one.words, words)))
      .map((difference) => ({
        ...difference,
        id: `${report}@${difference.words.start}-${difference.words.end}`,
        standing: standingAt(claims, decisions, difference),
      })),
  );
}

/** What is settled as long as neither that nor the decision by which it is was undone. */
function settledIn(decisions: readonly Decision[]) {
  const undone = undoneAmong(decisions);
  return decisions.flatMap((decision) => {
    const said = decision.kind === 'settle' ? bodyOf(decision)?.said : undefined;
    if (said?.kind !== 'settle' || undone.has(decision.id)) return [];
    return said.decision !== null && undone.has(said.decision) ? [] : [said];
  });
}

/** The book's own claim at these words: of an act that a coder has, rather than another. */
function standingAt(
  claims: readonly KeptClaim[],
  decisions: readonly Decision[],
  { report, words, marks }: Difference,
): OpenDifference['standing'] {
  const acts = new Set([...marks.values()].map(({ act }) => act));
  const [found] = claims
    .filter(({ claim, state }) => claim.report === report && state !== 'gone' && isAt(claim, words))
    .sort(
      (a, b) =>
        Number(acts.has(b.claim.act)) - Number(acts.has(a.claim.act)) ||
        overlap(b.claim.predicate, words) - overlap(a.claim.predicate, words),
    );
  if (found === undefined) return null;
  const { claim, state } = found;
  return { claim, state, seen: seenOf([found], decisions)[claim.id] ?? null };
}

/**
 * Settles a difference: what the curator takes becomes a decision on the book's claim there (or adds it), and that it is
 * settled another (`ID.settle`), in one transaction.
 * @param seen of the book's claim there; nothing is compared where it is left out
 * @throws UsageError `usage/difference` where it is none, or was settled; `usage/decided-since`; or as `decide`
 */
export async function settle(
  store: Store,
  { report, words }: { readonly report: string; readonly words: Span },
  choice: Choice,
  stamp: Stamp,
  known: Known,
  seen?: Seen,
): Promise<Settlement> {
  checkStamp(stamp);
  return store.write(async (book) => {
    const open = await differencesIn(book, {}, [report]);
    const found = open.find((one) => equals(one.words, words));
    if (found === undefined)
      throw new UsageError(
        'usage/difference',
        `coders do not differ at ${words.start}-${words.end} of ${report}, or it is settled`,
      );
    const { standing } = found;
    const now = standing ? { [standing.claim.id]: standing.seen } : {};
    if (seen !== undefined && !isDeepStrictEqual({ ...seen }, now))
      throw decidedSince(
        `what the book has at ${words.start}-${words.end} of ${report} is otherwise in the meantime`,
      );
    const decision = decisionFor(found, choice, (await partiesOf(book, report)) ?? []);
    const outcome = decision && (await taken(book, decision, stamp, known));
    const own = { ...stamp, id: `${stamp.id}.settle` };
    await taken(
      book,
      {
        kind: 'settle',
        report,
        words: { start: words.start, end: words.end },
        decision: outcome ? stamp.id : null,
      },
      own,
      known,
    );
    return { decision: own.id, outcome };
  });
}

const partiesOf = async (book: Reads, report: string) =>
  (await book.codings({ reports: [report] })).flatMap(({ parties }) => parties);

function decisionFor(
  { report, marks, standing }: OpenDifference,
  choice: Choice,
  known: readonly Party[],
): ClaimDecision | null {
  if (choice.kind === 'none')
    return standing && standing.state !== 'rejected' ? { kind: 'reject', claim: standing.claim.id } : null;
  const parties = [...known, ...(choice.parties ?? [])];
  const mark = marks.get(choice.coder);
  if (mark === undefined)
    throw new UsageError(
      'usage/coder',
      `${choice.coder} marked nothing there; take ${[...marks.keys()].join(' or ')}`,
    );
  if (standing === null) {
    const { act, predicate } = { ...mark, ...choice.fields };
    return { kind: 'add', report, fields: { ...fieldsOf(mark), ...choice.fields, act, predicate }, parties };
  }
  const { claim } = standing;
  const fields = { ...saidOf(mark, claim), ...choice.fields };
  const same =
    differingFields(claim, { ...claim, ...fields }).length === 0 &&
    equals(claim.predicate, fields.predicate ?? claim.predicate);
  return same ? { kind: 'accept', claim: claim.id } : { kind: 'mend', claim: claim.id, fields, parties };
}

/**
 * What a mark says of the book's claim: a field that the coder left empty stays as it is, since he may not have coded it. The
 * firmness goes with the act.
 */
function saidOf(mark: BookClaim, { act }: BookClaim): Fields {
  const said = Object.entries(fieldsOf(mark)).filter(
    ([field, value]) =>
      (field === 'firmness' && mark.act !== act) ||
      !(value === null || (Array.isArray(value) && value.length === 0)),
  );
  return Object.fromEntries(said);
}

/** What a person sets of a claim. */
function fieldsOf({
  id: _,
  report: __,
  sentence: ___,
  evidence: ____,
  confidence: _____,
  namings: ______,
  replacements: _______,
  ...fields
}: BookClaim): Fields {
  return fields;
}
