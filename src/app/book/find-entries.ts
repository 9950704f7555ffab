import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import { entriesNow } from '../../book/entries.ts';
import type { EntryHead } from '../../book/entry-head.ts';
import { type Filter, type FilterWords, filterFrom, names } from '../../book/filter.ts';
import type { StandingHead } from '../../book/matrix.ts';
import { compare } from '../../book/scene.ts';
import type { Sorting } from '../../book/sort.ts';
import { within } from '../../book/taxonomy.ts';
import type { EntryFilter, Reads } from '../../store/index.ts';
import { UsageError } from '../../text/errors.ts';
import { partiesWith } from './parties-with.ts';

/** Which part of a list is wanted. */
export interface PageQuery {
  /** So many at most. */
  readonly limit?: number;
  /** Id of an entry after which the list goes on. */
  readonly after?: string;
}

/** What is asked of the entries as they stand now. */
export interface Wanted extends PageQuery {
  readonly words: FilterWords;
  readonly sorting: Sorting;
  /** All that the profiles name. */
  readonly measures: readonly string[];
}

export interface Found {
  readonly heads: readonly EntryHead[];
  /** Without the limit. */
  readonly total: number;
}

/** The entries that filters choose, found without computing them. */
export async function findEntries(
  book: Reads,
  { words, sorting, measures, limit, after }: Wanted,
  taken: readonly TakenOnActors[],
): Promise<Found> {
  const filter = { ...(await findFilter(book, { words, measures }, taken)), sorting };
  if (after !== undefined && (await book.entryHeads({ entries: [after] })).length === 0)
    throw new UsageError('usage/entry', `there is no entry "${after}" after which the list could go on`);
  const part = { ...(limit !== undefined && { limit }), ...(after !== undefined && { after }) };
  const heads = await book.entryHeads({ ...filter, ...part });
  const isAll = after === undefined && (limit === undefined || heads.length < limit);
  return { heads, total: isAll ? heads.length : await book.countEntries(filter) };
}

/** The same as far as a matrix needs them, all of them; by id of the actor where no order is asked for. */
export async function findStandings(
  book: Reads,
  { words, measures, sorting }: Pick<Wanted, 'words' | 'measures'> & Partial<Pick<Wanted, 'sorting'>>,
  taken: readonly TakenOnActors[],
): Promise<readonly StandingHead[]> {
  const filter = await findFilter(book, { words, measures }, taken);
  return book.entryStandings({ ...filter, ...(sorting && { sorting }) });
}

/** The same as `entryFilter`, with the entries in whose sentences the words stand, if any are asked for; empty where nothing is. */
export async function findFilter(
  book: Reads,
  { words, measures }: Pick<Wanted, 'words' | 'measures'>,
  taken: readonly TakenOnActors[],
): Promise<EntryFilter> {
  const { text, ...rest } = filterFrom(words, measures);
  const filter = await entryFilter(book, rest, taken);
  return text === undefined ? filter : { ...filter, entries: await book.entriesSaying(text, filter) };
}

/** Names and measures of filters as the ids that stand in entries. */
export async function entryFilter(
  book: Reads,
  filter: Omit<Filter, 'text'>,
  taken: readonly TakenOnActors[],
): Promise<EntryFilter> {
  const { actor, measure, target, firmness, condition, source, publisher, since } = filter;
  const decided = taken.length === 0 ? [] : await partiesWith(book, [], taken);
  const parties = async (words: readonly string[]): Promise<readonly string[]> => [
    ...(await book.partiesNamed(words.map((word) => word.toLowerCase()))),
    ...decided.filter((party) => words.some((word) => names(word, party.id, party))).map(({ id }) => id),
  ];
  return {
    ...(actor && { actors: await parties(actor) }),
    ...(measure && {
      measures: (await book.entryMeasures()).filter((id) => measure.some((word) => within(id, word))),
    }),
    ...(target && { targets: await parties(target) }),
    ...(firmness && { firmness }),
    ...(condition && { triggers: condition }),
    ...(source && {
      sources: { parties: await parties(source), publishers: source.map((word) => word.toLowerCase()) },
    }),
    ...(publisher && { publishers: publisher.map((word) => word.toLowerCase()) }),
    ...(since !== undefined && { since }),
    ...(decided.length > 0 && { names: decided }),
  };
}

/** The entry with this id, or those that answer for it (`entriesNow`). */
export async function headsNow(
  book: Reads,
  id: string,
  taken: readonly TakenOnActors[],
): Promise<readonly EntryHead[]> {
  const own = await book.entryHeads({ entries: [id] });
  const [, measure] = id.split('/');
  if (own.length > 0 || taken.length === 0 || measure === undefined) return own;
  const others = await book.entryHeads({ measures: [measure.replaceAll('%2F', '/')] });
  const found = entriesNow(id, others, await partiesWith(book, [], taken));
  return found.toSorted((a, b) => compare(a.id, b.id));
}
