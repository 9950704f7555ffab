import type { FilterWords } from '../../book/filter.ts';
import type { Answers } from './answers.ts';
import { findFilter } from './find-entries.ts';
import { type BookQuery, wantedOf } from './query.ts';
import { entriesIn, filtered } from './snapshot.ts';

/** What may be asked of entries wherever something of them is listed or counted. */
export interface FilteredQuery extends BookQuery, FilterWords {}

/** Ids of the entries that `list` gives by a filter, and of the claims that they hold. */
export interface LetThrough {
  readonly entries: ReadonlySet<string>;
  readonly claims: ReadonlySet<string>;
}

/** @throws UsageError as `list` */
export type LettingThrough = (query: FilteredQuery) => Promise<LetThrough>;

export const lettingThrough =
  ({ measures, snapshot, asking }: Pick<Answers, 'measures' | 'snapshot' | 'asking'>): LettingThrough =>
  (query) =>
    asking(
      query,
      async (book, taken) => {
        const filter = await findFilter(book, { words: wantedOf(query).words, measures }, taken);
        const heads = await book.entryHeads(filter);
        return {
          entries: new Set(heads.map(({ id }) => id)),
          claims: new Set(await book.claimsHeld(filter)),
        };
      },
      async () => {
        const all = await snapshot(query);
        const entries = filtered(entriesIn(all), query, measures, all);
        return {
          entries: new Set(entries.map(({ id }) => id)),
          claims: new Set(entries.flatMap(({ claims }) => claims.map(({ id }) => id))),
        };
      },
    );

/** Whether a filter asks for anything of entries. */
export const asksOfEntries = (query: FilteredQuery): boolean => Object.keys(wantedOf(query).words).length > 0;
