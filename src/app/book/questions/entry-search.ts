import type { Answers } from '../answers.ts';
import type { PageQuery } from '../find-entries.ts';
import type { FilteredQuery } from '../let-through.ts';
import { type EntryRow, listed } from '../listed-entry.ts';
import { type Page, pageOf } from '../page.ts';
import { wantedOf } from '../query.ts';
import { entriesWithWords, entriesWithWordsIn } from '../search-entries.ts';
import { partOf, rowsNow } from './entries.ts';

/** Entries by words. */
export interface EntrySearchQuestions {
  /**
   * Entries of which each word, or what stands in double quotes, names the actor, whom it is for, the measure or a trigger, or
   * stands in a sentence; newest first, as rows of a list. Of a book's own names and the labels of its profiles.
   * @throws UsageError `usage/words`, and as `list`
   */
  searchEntries(words: string, query?: FilteredQuery & PageQuery): Promise<Page<EntryRow>>;
}

/** @param labels what each measure is called, by its id */
export function entrySearchQuestions(
  { graded, asking }: Answers,
  labels: ReadonlyMap<string, string>,
): EntrySearchQuestions {
  return {
    searchEntries: (words, query = {}) => {
      const { words: filter, ...part } = wantedOf(query);
      return asking<Page<EntryRow>>(
        query,
        async (book, taken) => {
          const { entries, total } = await entriesWithWords(book, { words, filter, labels, ...part }, taken);
          return {
            ...(await rowsNow(book, entries, taken, 'quoted')),
            total,
            asked: await book.countReports(),
          };
        },
        async () => {
          const all = await graded(query);
          const found = entriesWithWordsIn(all, query, { words, labels });
          return { ...pageOf(listed(partOf(found, part), all), all), total: found.length };
        },
      );
    },
  };
}
