import { isOpponent } from './entries.ts';
import { isUndertaken, stanceOf } from './opposition.ts';
import type { BookClaim, BookCondition, Report } from './record.ts';

/** What of a claim says how it stands in its entries, and where it is quoted. */
export interface EntryClaim
  extends Pick<
    BookClaim,
    | 'id'
    | 'report'
    | 'act'
    | 'actors'
    | 'targets'
    | 'beneficiary'
    | 'measures'
    | 'firmness'
    | 'negated'
    | 'sources'
    | 'sentence'
    | 'evidence'
  > {
  readonly conditions: readonly Pick<BookCondition, 'kind' | 'trigger' | 'start' | 'end'>[];
  readonly when: Pick<NonNullable<BookClaim['when']>, 'from'> | null;
}

/** Whether it may be stood against, or stand against others: of those alone it is asked what their words favour. */
export const isOpposable = (claim: BookClaim): boolean => isUndertaken(claim) || isOpponent(claim);

/** Whether it is for the thing that its measure names; null where it collides with nothing. */
export const favoursOf = (claim: BookClaim, report: Report): boolean | null =>
  isOpposable(claim) ? (stanceOf(claim, { reports: new Map([[report.id, report]]) })?.favours ?? null) : null;
