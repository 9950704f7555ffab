import { type Span, span } from '../text/span.ts';
import type { Party } from './record.ts';
import { within } from './taxonomy.ts';

/** So common that a text has them whatever it speaks of. */
const COMMON: ReadonlySet<string> = new Set(
  'a an and are as at be been but by for from had has have in is it its of on or that the their this to was were which will with'.split(
    ' ',
  ),
);

/** Whether a word says nothing of what it stands in; of several words each. */
export const isCommon = (words: string): boolean => plain(words).every((word) => COMMON.has(word));

// Words in double quotes; else what blanks divide: as the full-text index is asked (`src/store/sqlite/where.ts`).
const PHRASE = /"([^"]*)"|[^\s"]+/g;

/** What is looked for, each by itself; without common words, unless there are no others. */
export function searchWords(words: string): readonly string[] {
  const all = [...words.matchAll(PHRASE)]
    .map(([word, quoted]) => quoted ?? word)
    .filter((word) => plain(word).length > 0);
  const telling = all.filter((word) => !isCommon(word));
  return telling.length > 0 ? telling : all;
}

/** What one of these words names of entries; nothing where all of it is empty. */
export interface NamedOfEntries {
  /** Ids of who may be its actor, or whom it is for or towards. */
  readonly parties: readonly string[];
  readonly measures: readonly string[];
  /** On which it hangs. */
  readonly triggers: readonly string[];
  /** Whether the word is a whole name of one of them, so that it need not be meant otherwise: not `security` of a council. */
  readonly isWhole: boolean;
}

/** What there is to be named. */
export interface Nameable {
  readonly parties: readonly Party[];
  /** What each measure is called, by its id. */
  readonly measures: ReadonlyMap<string, string>;
  readonly triggers: readonly string[];
}

/**
 * Whom or what a word names: parties by a part of their names, or by their ids and codes as they stand; measures by id, family or a
 * part of their label; triggers by any of their words.
 */
export function namedBy(word: string, { parties, measures, triggers }: Nameable): NamedOfEntries {
  const wanted = plain(word).join(' ');
  const isIn = (text: string): boolean => hasWords(text, word);
  const is = (text: string): boolean => plain(text).join(' ') === wanted;
  const lower = word.toLowerCase();
  const isMeasure = (id: string): boolean => within(id, lower) || id.split('.').includes(lower);
  const calledBy = ({ id, name, aliases = [] }: Party): readonly string[] => [
    id,
    id.slice(id.indexOf(':') + 1),
    name,
    ...aliases,
  ];
  const whole = {
    parties: parties.filter((party) => calledBy(party).some(is)),
    measures: [...measures].filter(([id]) => isMeasure(id)),
    triggers: triggers.filter(is),
  };
  return {
    // Not by a part of an id, which many have: `state`.
    parties: parties.flatMap((party) =>
      whole.parties.includes(party) || [party.name, ...(party.aliases ?? [])].some(isIn) ? [party.id] : [],
    ),
    measures: [...measures].flatMap(([id, label]) => (isMeasure(id) || isIn(label) ? [id] : [])),
    triggers: triggers.filter(isIn),
    isWhole: Object.values(whole).some((of) => of.length > 0),
  };
}

/** Whether these words stand there in a row. */
export const hasWords = (text: string, words: string): boolean =>
  ` ${plain(text).join(' ')} `.includes(` ${plain(words).join(' ')} `);

/** Where these words stand in a text, each whole and in whatever case. */
export function placesOf(text: string, words: readonly string[]): readonly Span[] {
  const patterns = words.map((word) => (word.match(/[\p{L}\p{N}]+/gu) ?? []).join('[^\\p{L}\\p{N}]+'));
  const found = new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return [...text.matchAll(found)].map(({ 0: { length }, index }) => span(index, index + length));
}

/** Small letters without accents, as the full-text index has them. */
const plain = (text: string): readonly string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];
