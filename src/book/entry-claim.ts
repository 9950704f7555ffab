import type { BookClaim, BookCondition } from './record.ts';

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
