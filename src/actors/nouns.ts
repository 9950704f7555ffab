import { readWordLists } from '../text/resource.ts';
import { actorResources } from './resources.ts';
import { insert, longest, type Trie, trie } from './trie.ts';
import { fold, type Word, wordsOf } from './words.ts';

/** What a common noun stands for (resources/actors/nouns.yaml). */
export type NounClass =
  | 'office'
  | 'legislator'
  | 'executive'
  | 'body'
  | 'organisation'
  | 'party'
  | 'company'
  | 'armed-group'
  | 'group'
  | 'document';

export interface Noun {
  readonly class: NounClass;
  /** Singular, lower case. */
  readonly lemma: string;
  readonly plural: boolean;
  /** Whom the holder of this office acts for: the state, himself or his own body, a party, an organisation. */
  readonly acts: 'state' | 'own-body' | 'party' | 'organisation' | null;
  /** The one state or organisation that has an office of this name (`foreign secretary`). */
  readonly of: string | null;
}

const CLASSES: readonly NounClass[] = [
  'office',
  'legislator',
  'executive',
  'body',
  'organisation',
  'party',
  'company',
  'armed-group',
  'group',
  'document',
];

const lists = readWordLists('actors/nouns.yaml', [...CLASSES, 'modifiers']);

/** `secretary of state` → `secretaries of state`, `spokeswoman` → `spokeswomen`, `ally` → `allies`. */
export function plural(noun: string): string {
  const [first = '', ...rest] = noun.split(/ (?=(?:of|for|to|in) |general\b)/);
  if (rest.length > 0) return [plural(first), ...rest].join(' ');
  if (/s$/.test(noun) && !/ss$/.test(noun)) return noun;
  if (/men$|people$|staff$|police$|everyone$|everybody$/.test(noun)) return noun;
  if (/man$/.test(noun)) return noun.replace(/man$/, 'men');
  if (/[^aeiou]y$/.test(noun)) return noun.replace(/y$/, 'ies');
  if (/(?:ss|x|ch|sh)$/.test(noun)) return `${noun}es`;
  return `${noun}s`;
}

const root: Trie<Noun> = trie();

function add(lemma: string, noun: Omit<Noun, 'lemma' | 'plural'>): void {
  const lower = fold(lemma).toLowerCase();
  const many = plural(lower);
  for (const form of new Set([lower, many])) {
    const words = wordsOf(form, { start: 0, end: form.length }).map((word) => word.lower);
    insert(root, words, { ...noun, lemma: lower, plural: form === many });
  }
}

const { offices } = actorResources();
// `representative` is a member of Congress too; its phrase says whose representative it is.
const actsFor = (lemma: string, office: { readonly 'acts-for': string } | undefined): Noun['acts'] => {
  const acts = office?.['acts-for'];
  if (lemma === 'representative') return null;
  return acts === 'state' || acts === 'own-body' || acts === 'party' || acts === 'organisation' ? acts : null;
};
for (const name of CLASSES) {
  for (const lemma of lists[name]) {
    const office = offices.get(fold(lemma).toLowerCase());
    add(lemma, { class: name, acts: actsFor(lemma, office), of: office?.of ?? null });
  }
}
const listed: ReadonlySet<string> = new Set(
  CLASSES.flatMap((name) => lists[name].map((lemma) => fold(lemma).toLowerCase())),
);
for (const [name, office] of offices) {
  // `EU commissioner`, `White House official`: whose it is, the phrase says.
  const named = [office.office, ...office.names].some(
    (written) => fold(written).toLowerCase() === name && /\p{Lu}/u.test(written),
  );
  const modified =
    lists.executive.some((body) => !body.includes(' ') && name.startsWith(`${body} `)) ||
    /\b(?:ministry|government|presidential|party|bank|union|committee|parliament|senate|house|duma|knesset)\b/.test(
      name,
    );
  if (!named && !modified && !listed.has(name))
    add(name, { class: 'office', acts: actsFor(name, office), of: office.of });
}

const lowerOf = (word: Word): string => word.lower;

/** The longest actor noun from `at`; `government` the state and `governments` the group are told apart by number. */
export function nounAt(
  words: readonly Word[],
  at: number,
): { readonly length: number; readonly noun: Noun } | null {
  const found = longest(root, words, at, lowerOf);
  if (found === null) return null;
  const group = found.values.find((noun) => noun.class === 'group' && noun.plural);
  const single = found.values.find((noun) => noun.class !== 'group');
  const noun = group ?? single ?? found.values[0];
  return noun === undefined ? null : { length: found.length, noun };
}

const MODIFIERS = new Set(lists.modifiers.map((word) => fold(word).toLowerCase()));

/** Endings of adjectives: `presidential`, `diplomatic`, `western`, `military`, `legislative`, `religious`. */
const ADJECTIVE = /(?:[aiu]al|ic|ern|ary|ive|ous|ist|ese|ean|ian|ish|able|ible)$/;

/** Lower-case words that may stand between an article and an actor's noun. */
export const isModifier = (word: Word): boolean =>
  MODIFIERS.has(word.lower) ||
  (word.kind === 'word' &&
    (ADJECTIVE.test(word.lower) || (word.lower.includes('-') && !word.capital)) &&
    word.lower.length > 4);

const PERSON_NOUNS = new Set([
  ...[...lists.office, ...lists.legislator].map((lemma) => fold(lemma).toLowerCase()),
  ...offices.keys(),
]);

/** `minister`, `spokeswoman`, `senator`: one person, to whom `he` may refer. */
export const isPersonNoun = (lemma: string): boolean => PERSON_NOUNS.has(lemma);
