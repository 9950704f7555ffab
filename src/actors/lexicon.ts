import type { ActorKind } from '../document/vocabulary.ts';
import { actorResources, type Organisation, type Region, type Sense, type State } from './resources.ts';
import { insert, longest, type Trie, trie } from './trie.ts';
import { fold, type Word, wordsOf } from './words.ts';

/** A known name in the text: how many words it has and everything that it may mean. */
export interface Known {
  readonly length: number;
  readonly senses: readonly Sense[];
}

interface Lexicon {
  readonly names: Trie<Sense>;
  /** Every word of every name, so that `UKRAINE` is looked up as `Ukraine` but `WHO` never as `Who`. */
  readonly vocabulary: ReadonlySet<string>;
  readonly expressions: Trie<true>;
}

let loaded: Lexicon | null = null;

function lexicon(): Lexicon {
  loaded ??= load();
  return loaded;
}

const formsOf = (name: string): string[] =>
  wordsOf(name, { start: 0, end: name.length }).map(({ form }) => form);

function load(): Lexicon {
  const resources = actorResources();
  const names: Trie<Sense> = trie();
  const vocabulary = new Set<string>();
  for (const [name, senses] of resources.senses) {
    const forms = formsOf(name);
    for (const form of forms) vocabulary.add(form);
    for (const sense of senses) insert(names, forms, sense);
  }
  const expressions: Trie<true> = trie();
  for (const text of resources.expressions.keys()) insert(expressions, formsOf(text), true);
  return { names, vocabulary, expressions };
}

/** `BERLIN` in a dateline or a headline is Berlin; three letters and fewer are abbreviations of their own. */
function keyOf({ form }: Word): string {
  const { vocabulary } = lexicon();
  if (form.length < 4 || vocabulary.has(form) || form !== form.toUpperCase()) return form;
  return form.charAt(0) + form.slice(1).toLowerCase();
}

/** The longest known name from this word; null for none and inside a fixed expression (`Panama hat`). */
export function knownAt(words: readonly Word[], at: number): Known | null {
  const { names, expressions } = lexicon();
  const found = longest(names, words, at, keyOf);
  if (found === null) return null;
  const fixed = longest(expressions, words, at, keyOf);
  if (fixed !== null && fixed.length > found.length) return null;
  return { length: found.length, senses: found.values };
}

/** Whether a word by itself is a known name. */
export const isKnownForm = (form: string): boolean =>
  (lexicon().names.next.get(form)?.values.length ?? 0) > 0;

/** How many words a fixed expression from this word has (`Panama hat`); 0 for none. */
export const expressionAt = (words: readonly Word[], at: number): number =>
  longest(lexicon().expressions, words, at, keyOf)?.length ?? 0;

/** What an actor of the resources is in a document. */
export interface Seed {
  readonly id: string;
  readonly kind: ActorKind;
  readonly name: string;
  readonly state: string | null;
  readonly aliases: readonly string[];
}

const PREFIX: Readonly<Record<ActorKind, string>> = {
  state: 'state',
  body: 'body',
  organisation: 'org',
  coalition: 'coalition',
  party: 'party',
  'armed-group': 'armed-group',
  company: 'company',
  person: 'person',
  group: 'group',
  unknown: 'unknown',
};

/** `group:26-countries`, `person:emmanuel-macron`. */
export const actorId = (kind: ActorKind, name: string): string =>
  `${PREFIX[kind]}:${fold(name)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')}`;

export const seedOfState = (state: State): Seed => ({
  id: `state:${state.code}`,
  kind: 'state',
  name: state.name,
  state: state.code,
  aliases: [],
});

export const seedOfRegion = (region: Region): Seed => ({
  id: actorId('body', region.id),
  kind: 'body',
  name: region.name,
  state: null,
  aliases: region.names,
});

export const seedOfOrganisation = (entry: Organisation): Seed => ({
  id: `${PREFIX[entry.kind]}:${entry.id}`,
  kind: entry.kind,
  name: entry.name,
  state: null,
  aliases: [...entry.names, ...entry.short],
});

export const seedOf = (sense: Sense): Seed =>
  sense.type === 'state'
    ? seedOfState(sense.entry)
    : sense.type === 'region'
      ? seedOfRegion(sense.entry)
      : seedOfOrganisation(sense.entry);

/** The actor of a state's code. */
export function seedOfCode(code: string): Seed | null {
  const state = actorResources().states.get(code);
  return state === undefined ? null : seedOfState(state);
}
