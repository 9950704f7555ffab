import { isDeepStrictEqual } from 'node:util';
import type { ActorDecision } from '../../../book/actor-decisions/decision.ts';
import type { LinkDecision } from '../../../book/amounts/sums.ts';
import type { BookClaim, Party } from '../../../book/record.ts';
import type { SourceGrade } from '../../../book/reliability.ts';
import type {
  KeptClaim,
  Label,
  Mendable,
  ProgressState,
  ReviewState,
  Stamp,
  Writes,
} from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import type { Span } from '../../../text/span.ts';
import { checkFirmness } from './fields.ts';
import { linkKey } from './links.ts';
import { claimsOfAny, storyNow } from './lookup.ts';

/** One thing that a decision changes, with what stood before, so that every decision can be undone. */
export type Change =
  | ClaimChange
  | (Two<readonly string[]> & { readonly on: 'successors'; readonly claim: string })
  | (Two<Mendable> & { readonly on: 'report'; readonly report: string })
  | (Two<string> & { readonly on: 'story'; readonly report: string })
  | (Two<string | null> & { readonly on: 'title'; readonly story: string })
  | (Two<boolean> & { readonly on: 'label'; readonly report: string; readonly label: Label })
  /** The note's id is its decision's. */
  | (Two<string | null> & { readonly on: 'note'; readonly report: string; readonly note: string })
  | (Two<SourceGrade> & { readonly on: 'grade'; readonly publisher: string })
  /** The actor's id is that of whom it is about first. */
  | (Two<ActorDecision | null> & { readonly on: 'actor'; readonly actor: string })
  | (Two<'present' | 'removed'> & { readonly on: 'presence'; readonly report: string })
  | (Two<ProgressState> & { readonly on: 'progress'; readonly report: string })
  /** Whether words that were nearly read as a claim are dismissed. */
  | (Two<boolean> & { readonly on: 'missed'; readonly report: string; readonly words: Span })
  /** Whether a difference between coders is settled: nothing but the decision says so. */
  | (Two<boolean> & { readonly on: 'settled'; readonly report: string; readonly words: Span })
  /** Nothing but the decision says so. */
  | (Two<LinkDecision['verdict'] | null> & Pick<LinkDecision, 'amount' | 'other'> & { readonly on: 'link' });

interface Two<T> {
  readonly before: T;
  readonly after: T;
}

export interface ClaimChange extends Two<Standing | null> {
  readonly on: 'claim';
  readonly claim: string;
  /** The whole of one that is added by hand. */
  readonly added?: BookClaim;
  /** Whom it names now. */
  readonly parties?: readonly Party[];
}

/** How a claim stands, as far as the change goes; null before it was added by hand and where that is undone. */
export interface Standing {
  readonly state: ReviewState;
  /** A field that is left out is as the reader read it. */
  readonly fields: Partial<BookClaim>;
}

export const inverted = <C extends Change>(change: C): C => ({
  ...change,
  before: change.after,
  after: change.before,
});

/** From one form of a claim to another: the fields that differ. */
export function claimChange(
  kept: KeptClaim,
  to: { readonly claim?: BookClaim; readonly state: ReviewState; readonly parties?: readonly Party[] },
): ClaimChange {
  const { claim: before, asRead } = kept;
  const after = to.claim ?? before;
  const touched = differing(before, after);
  return {
    on: 'claim',
    claim: before.id,
    before: { state: kept.state, fields: overriding(before, asRead, touched) },
    after: { state: to.state, fields: overriding(after, asRead, touched) },
    ...(to.parties && to.parties.length > 0 && { parties: to.parties }),
  };
}

export const additionOf = (claim: BookClaim, parties: readonly Party[]): ClaimChange => ({
  on: 'claim',
  claim: claim.id,
  added: claim,
  before: null,
  after: { state: 'accepted', fields: {} },
  parties,
});

type Field = keyof BookClaim;
const fieldsOf = (claim: Partial<BookClaim>): readonly Field[] => Object.keys(claim) as Field[];

const differing = (a: BookClaim, b: BookClaim): readonly Field[] =>
  fieldsOf({ ...a, ...b }).filter((field) => !isDeepStrictEqual(a[field], b[field]));

export const pick = (claim: BookClaim, fields: readonly Field[]): Partial<BookClaim> =>
  Object.fromEntries(fields.map((field) => [field, claim[field]]));

/** Of these fields those that are not as read. */
const overriding = (claim: BookClaim, asRead: BookClaim | null, fields: readonly Field[]) =>
  pick(
    claim,
    fields.filter((field) => asRead === null || !isDeepStrictEqual(claim[field], asRead[field])),
  );

/** What decisions made of a claim that was read. */
export const overrides = ({ claim, asRead }: KeptClaim): Partial<BookClaim> =>
  asRead === null || asRead === claim ? {} : pick(claim, differing(asRead, claim));

/** The claim after the change. */
export function changed({ claim, asRead }: KeptClaim, { before, after }: ClaimChange): BookClaim {
  const left = fieldsOf(before?.fields ?? {}).filter((field) => !(field in (after?.fields ?? {})));
  const touched = [...left, ...fieldsOf(after?.fields ?? {})];
  return { ...claim, ...(asRead && pick(asRead, touched)), ...after?.fields };
}

/** Makes one change of an open transaction. */
export async function apply(book: Writes, change: Change, stamp: Stamp): Promise<void> {
  const { at, by } = stamp;
  switch (change.on) {
    case 'claim':
      return settle(book, change, at);
    case 'successors':
      return book.succeed(change.claim, change.after, at);
    case 'report':
      await book.mend(change.report, change.after);
      return;
    case 'story':
      // One that went into another since, where this undoes an older decision.
      return book.place(change.report, await storyNow(book, change.after), 'hand', at);
    case 'title':
      return book.name(change.story, change.after);
    case 'label':
      return change.after
        ? book.label(change.report, change.label, by, at)
        : book.unlabel(change.report, change.label, at);
    case 'note':
      // One that is taken back stays in the store; `notesOf` leaves it out.
      return change.after === null
        ? undefined
        : book.note({ id: change.note, report: change.report, text: change.after, by, at });
    case 'grade':
      return book.grade({ publisher: change.publisher, grade: change.after, by, at });
    case 'progress':
      return book.progress(change.report, change.after, by, at);
    case 'missed':
      return book.dismiss(change.report, change.words, change.after, at);
    case 'link':
    case 'settled':
    case 'actor':
      // Answers are taken from the claims as the decisions that hold leave them (src/book/actor-decisions).
      return;
    case 'presence':
      return change.after === 'removed'
        ? book.remove(change.report, stamp)
        : book.restore(change.report, stamp);
  }
}

async function settle(book: Writes, change: ClaimChange, at: string): Promise<void> {
  const { added, after, parties = [] } = change;
  const [kept] = await claimsOfAny(book, { claims: [change.claim] });
  const claim = kept ? changed(kept, change) : added;
  if (claim === undefined)
    throw new UsageError('usage/claim', `${change.claim} is no claim of a report that the book has`);
  // What one decision set right may be wrong beside a later one.
  checkFirmness(claim);
  await book.settle({ claim, state: after?.state ?? 'gone', parties, at });
  // Ids are never reused: one that was added and taken back is followed by nothing.
  if (added !== undefined && (kept !== undefined || after === null))
    await book.succeed(change.claim, after === null ? [] : [change.claim], at);
}

/** What the change touches: two decisions with nothing in common can be undone in any order. */
export function touchedBy(change: Change): readonly string[] {
  switch (change.on) {
    case 'claim': {
      const { before, after, claim, added } = change;
      if (added) return [`${claim} state`];
      const fields = fieldsOf({ ...before?.fields, ...after?.fields });
      const judged = before?.state !== after?.state || fields.length === 0;
      return [...fields.map((field) => `${claim} ${field}`), ...(judged ? [`${claim} state`] : [])];
    }
    case 'successors':
      return [`${change.claim} state`];
    case 'report':
      return Object.keys(change.after).map((field) => `${change.report} ${field}`);
    case 'label':
      return [
        `${change.report} ${change.label.kind} ${change.label.kind === 'tag' ? change.label.value : ''}`,
      ];
    case 'note':
      return [`note ${change.note}`];
    case 'title':
      return [`${change.story} title`];
    case 'grade':
      return [`grade ${change.publisher}`];
    case 'actor':
      // Each holds or does not, whatever the others do.
      return [];
    case 'missed':
    case 'settled':
      return [`${change.report} ${change.on} ${change.words.start}`];
    case 'link':
      return [linkKey(change)];
    default:
      return [`${change.report} ${change.on}`];
  }
}
