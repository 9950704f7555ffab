import type { FilterWords } from '../../../book/filter.ts';
import type { Reads } from '../../../store/index.ts';
import type { ReviewQuery } from './index.ts';

/** By which entries the claims are chosen; null where they are not. */
export function wordsOf({
  labelled: _,
  notLabelled: __,
  asOf: ___,
  knownOn: ____,
  reports: _____,
  stories: ______,
  after: _______,
  skip: ________,
  limit: _________,
  claimsOnly: __________,
  minConfidence: ___________,
  ...words
}: ReviewQuery): FilterWords | null {
  return Object.values(words).every((value) => value === undefined) ? null : words;
}

/** One that was merged into another is asked for by either id. */
export async function storiesNow(book: Reads, ids: readonly string[]): Promise<readonly string[]> {
  const ends: string[] = [];
  for (const id of ids) ends.push(id, ...(await book.successors(id)));
  return [...new Set(ends)];
}
