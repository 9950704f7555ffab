import type { ActorDecision } from '../../../book/actor-decisions/decision.ts';
import type { LinkDecision } from '../../../book/amounts/sums.ts';
import type { BookClaim, Party } from '../../../book/record.ts';
import type { SourceGrade } from '../../../book/reliability.ts';
import type { Decision, Label, Mendable, ProgressState, Stamp, Writes } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import type { Span } from '../../../text/span.ts';
import type { Change } from './change.ts';
import type { Inheritance } from './inherit.ts';
import type { Touched } from './touched.ts';

/** What a person can set of a claim; its sentence and evidence follow from its spans. */
export type Fields = Partial<
  Omit<BookClaim, 'id' | 'report' | 'sentence' | 'evidence' | 'confidence' | 'namings' | 'replacements'>
>;

/** Of whom the book may not know yet. */
interface OfParties {
  readonly parties?: readonly Party[];
}

/** On claims: these carry to the copies of their passages. */
export type ClaimDecision =
  | { readonly kind: 'accept' | 'reject'; readonly claim: string }
  | (OfParties & { readonly kind: 'mend'; readonly claim: string; readonly fields: Fields })
  /** By hand, in a report of any language. */
  | (OfParties & {
      readonly kind: 'add';
      readonly report: string;
      readonly fields: Fields & Pick<BookClaim, 'act' | 'predicate'>;
    })
  /** The first one stays and takes in the others' parties, measures and conditions; `fields` say what else it is. */
  | (OfParties & { readonly kind: 'merge'; readonly claims: readonly string[]; readonly fields?: Fields })
  /** In place of the claim come new ones, each as it was but for its fields. */
  | (OfParties & { readonly kind: 'split'; readonly claim: string; readonly into: readonly Fields[] });

/** On reports, stories and publishers. */
export type ReportDecision =
  | { readonly kind: 'place'; readonly report: string; readonly story: string }
  | { readonly kind: 'name'; readonly story: string; readonly title: string | null }
  | { readonly kind: 'mend-report'; readonly report: string; readonly fields: Mendable }
  | { readonly kind: 'label' | 'unlabel'; readonly report: string; readonly label: Label }
  | { readonly kind: 'note'; readonly report: string; readonly text: string }
  | { readonly kind: 'grade'; readonly publisher: string; readonly grade: SourceGrade }
  | { readonly kind: 'remove' | 'restore'; readonly report: string }
  | { readonly kind: 'progress'; readonly report: string; readonly state: ProgressState }
  /** Words that were nearly read as a claim are none. */
  | { readonly kind: 'dismiss'; readonly report: string; readonly words: Span }
  /** What coders marked differently at these words is settled: by this decision, where one was needed. */
  | {
      readonly kind: 'settle';
      readonly report: string;
      readonly words: Span;
      readonly decision: string | null;
    };

export const CLAIM_KINDS: readonly string[] = [
  'accept',
  'reject',
  'mend',
  'add',
  'merge',
  'split',
] satisfies readonly ClaimDecision['kind'][];

export const isOnClaims = (said: { readonly kind: string }): said is ClaimDecision =>
  CLAIM_KINDS.includes(said.kind);

/** Whether two amounts are the same money, the first a part of the second, or two things apart (docs/gap.md). */
export type AmountDecision = LinkDecision & { readonly kind: 'link' };

/** What a person decides. */
export type Deciding =
  | ClaimDecision
  | ReportDecision
  | ActorDecision
  | AmountDecision
  | { readonly kind: 'undo'; readonly decision: string };

/** What the caller knows of the field. */
export interface Known {
  /** Ids of the measures that its profiles name; any are taken where it is left out. */
  readonly measures?: readonly string[];
}

/** What a decision comes to, before it is taken. */
export interface Plan {
  readonly subject: string;
  /** That it rests on. */
  readonly report: string | null;
  readonly changes: readonly Change[];
}

export interface Outcome extends Plan {
  readonly decision: string;
  readonly kind: Deciding['kind'];
  /** Copies of the passage to which it carried, each with a decision of its own. */
  readonly carried: readonly (Omit<Plan, 'report'> & {
    readonly report: string;
    readonly decision: string;
  })[];
  /** Copies that it left alone. */
  readonly left: readonly Left[];
  /** Of a decision on an actor: the claims of the book that are otherwise by it. */
  readonly touched?: readonly Touched[];
  /** Of a report that it brought back: what was decided meanwhile on copies of its passages, which it has now as well. */
  readonly inherited?: Inheritance;
  /** Of one that was taken in review: how far its report is with it; null where nothing that was read of it was decided on. */
  readonly progress?: ProgressState | null;
}

export interface Left {
  readonly report: string;
  readonly why: string;
}

/** What a decision of the book keeps as its JSON. */
export interface Body {
  readonly said: Deciding | { readonly kind: 'reread' };
  readonly changes: readonly Change[];
  /** Id of the decision that it was carried from. */
  readonly from?: string;
  /** When that one was taken, where its copy came into the book later: ISO instant. */
  readonly taken?: string;
  /** Of another reading: the claim that took the place of each; null where none did. */
  readonly matched?: Readonly<Record<string, string | null>>;
}

/** Null of one that was purged, and of those that the store appends by itself. */
export const bodyOf = ({ body }: Decision): Body | null => (body === null ? null : JSON.parse(body));

/** The claim that took the place of another by the readings among these decisions; null where none did. */
export function claimNow(claim: string, since: readonly Decision[]): string | null {
  let now: string | null = claim;
  for (const decision of since) {
    const matched: Body['matched'] = bodyOf(decision)?.matched;
    if (now !== null && matched && now in matched) now = matched[now] ?? null;
  }
  return now;
}

/** With what the ids of claims begin that another reading has not, and that stay since somebody decided on them. */
export const keptPrefix = (report: string | null, reread: Pick<Stamp, 'id'>): string =>
  `${report}#${reread.id}-`;

export async function append(
  book: Writes,
  plan: Pick<Plan, 'subject' | 'report'>,
  body: Body,
  stamp: Stamp,
  undoes: string | null = null,
): Promise<void> {
  const { subject, report } = plan;
  await book.decide({ ...stamp, kind: body.said.kind, subject, report, body: JSON.stringify(body), undoes });
}

/** Ids of decisions that are undone, and not by an undoing that was undone itself. */
export function undoneAmong(decisions: readonly Decision[]): ReadonlySet<string> {
  const undone = new Set<string>();
  // The last word first: whoever undoes it comes later.
  for (const { id, undoes } of decisions.toReversed())
    if (undoes !== null && !undone.has(id)) undone.add(undoes);
  return undone;
}

/** @throws UsageError `usage/by` where nobody is named. */
export function checkStamp({ by }: Stamp): void {
  if (by.trim() === '') throw new UsageError('usage/by', 'a decision needs the name of who takes it');
}
