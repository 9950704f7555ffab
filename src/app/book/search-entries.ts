import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import type { Entry } from '../../book/entries.ts';
import type { FilterWords } from '../../book/filter.ts';
import type { BookClaim } from '../../book/record.ts';
import {
  hasWords,
  type Nameable,
  type NamedOfEntries,
  namedBy,
  searchWords,
} from '../../book/search-words.ts';
import { sorted, sortingFrom } from '../../book/sort.ts';
import type { EntryFilter, NamedEntries, Reads } from '../../store/index.ts';
import { UsageError } from '../../text/errors.ts';
import { slice } from '../../text/span.ts';
import { findFilter, type PageQuery } from './find-entries.ts';
import { partiesWith } from './parties-with.ts';
import type { ListQuery } from './query.ts';
import { entriesIn, filtered, type Snapshot } from './snapshot.ts';

/** Newest first. */
const SORTING = sortingFrom('-date');

/** What words are looked for in. */
export interface EntrySearch extends PageQuery {
  readonly words: string;
  readonly filter: FilterWords;
  /** What each measure that the profiles name is called, by its id. */
  readonly labels: ReadonlyMap<string, string>;
}

/**
 * Entries of which each word names an actor, whom it is for or towards, the measure or a trigger; or, of all words that are not the
 * whole name of something, that have them in one of their sentences, in the reports that fit best. Newest first.
 * @throws UsageError `usage/words` where there is none; `usage/entry`
 */
export async function entriesWithWords(
  book: Reads,
  { words, filter, labels, limit, after }: EntrySearch,
  taken: readonly TakenOnActors[],
): Promise<{ readonly entries: readonly string[]; readonly total: number }> {
  const parties = await book.parties();
  const ids = parties.map(({ id }) => id);
  const asked = askedBy(words, {
    parties: taken.length === 0 ? parties : await partiesWith(book, ids, taken),
    measures: labels,
    triggers: await book.entryTriggers(),
  });
  const whole = asked.flatMap(({ isWhole, word: _, ...named }) =>
    isWhole ? [{ ...named, entries: [] }] : [],
  );
  const among: EntryFilter = {
    ...(await findFilter(book, { words: filter, measures: [...labels.keys()] }, taken)),
    ...(whole.length > 0 && { named: whole }),
  };
  const rest = asked.filter(({ isWhole }) => !isWhole);
  const entries =
    rest.length === 0
      ? []
      : await entriesWithAll(
          book,
          rest.map(({ word }) => word),
          among,
        );
  const named: readonly NamedEntries[] = [
    ...whole,
    ...rest.map(({ isWhole: _, word: __, ...one }) => ({ ...one, entries })),
  ];
  if (after !== undefined && (await book.entryHeads({ entries: [after] })).length === 0)
    throw new UsageError('usage/entry', `there is no entry "${after}" after which the list could go on`);
  const part = { ...(limit !== undefined && { limit }), ...(after !== undefined && { after }) };
  const chosen = { ...among, named };
  const heads = await book.entryHeads({ ...chosen, sorting: SORTING, ...part });
  return { entries: heads.map(({ id }) => id), total: await book.countEntries(chosen) };
}

/** So many reports are looked through for sentences that have all the words; in others they stand apart, or among many more. */
const BEST = 100;

/** Ids of entries of these that hold a claim in whose sentence all the words stand, in the reports that fit these best. */
async function entriesWithAll(
  book: Reads,
  words: readonly string[],
  among: EntryFilter,
): Promise<readonly string[]> {
  const isAll = Object.keys(among).length === 0;
  const asked = words.map((word) => `"${word}"`).join(' ');
  const hits = await book.search(asked, { reports: {}, ...(!isAll && { entries: among }) }, BEST);
  const ids = hits.map(({ report }) => report);
  const texts = new Map((await book.texts(ids)).map((report) => [report.id, report.text]));
  const claims = (await book.claims({ reports: ids })).flatMap(({ claim }) => {
    const sentence = slice(texts.get(claim.report) ?? '', claim.sentence);
    return words.every((word) => hasWords(sentence, word)) ? [claim.id] : [];
  });
  const entries = [...(await book.entriesOfEach(claims)).values()].flat();
  return (await book.entryHeads({ ...among, ...within(among, entries) })).map(({ id }) => id);
}

const within = ({ entries: before }: EntryFilter, entries: readonly string[]) => {
  const known = before && new Set(before);
  return { entries: known ? entries.filter((id) => known.has(id)) : entries };
};

/** The same among all entries of a moment, in whatever report; the part that is wanted is the caller's to take. */
export function entriesWithWordsIn(
  all: Snapshot,
  query: ListQuery,
  { words, labels }: Pick<EntrySearch, 'words' | 'labels'>,
): readonly Entry[] {
  const measures = [...labels.keys()];
  const entries = filtered(entriesIn(all), query, measures, all);
  const asked = askedBy(words, {
    parties: all.parties,
    measures: labels,
    triggers: [...new Set(entries.flatMap(triggersOf))],
  });
  const rest = asked.filter(({ isWhole }) => !isWhole);
  const texts = new Map(all.reports.map(({ id, text }) => [id, text]));
  const says = ({ report, sentence }: BookClaim) =>
    rest.every(({ word }) => hasWords(slice(texts.get(report) ?? '', sentence), word));
  const whole = asked.filter(({ isWhole }) => isWhole);
  const found = entries.filter(
    (entry) =>
      whole.every((named) => isNamed(entry, named)) &&
      (rest.every((named) => isNamed(entry, named)) || entry.claims.some(says)),
  );
  return sorted(found, SORTING, all);
}

function askedBy(words: string, nameable: Nameable): readonly (NamedOfEntries & { readonly word: string })[] {
  const all = searchWords(words);
  if (all.length === 0) throw new UsageError('usage/words', 'name the words that are looked for');
  return all.map((word) => ({ word, ...namedBy(word, nameable) }));
}

const triggersOf = ({ conditions }: Entry): readonly string[] =>
  conditions.flatMap(({ trigger }) => {
    if (trigger === null) return [];
    return ('any' in trigger ? trigger.any : trigger.all).map((name) => name.replace(/^!/, ''));
  });

function isNamed(entry: Entry, { parties, measures, triggers }: NamedOfEntries): boolean {
  const { actor, measure, beneficiary, claims } = entry;
  const whom = [
    actor,
    ...(beneficiary === null ? [] : [beneficiary]),
    ...claims.flatMap((claim) => (claim.act === 'expect' ? [] : claim.targets)),
  ];
  return (
    whom.some((id) => parties.includes(id)) ||
    measures.includes(measure) ||
    triggersOf(entry).some((trigger) => triggers.includes(trigger))
  );
}
