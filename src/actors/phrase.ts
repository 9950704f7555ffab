import type { Pronoun, Title } from './grammar.ts';
import type { Known } from './lexicon.ts';
import type { Noun } from './nouns.ts';

/** Phrases inside phrases deeper than this are left alone: no report nests further, and it bounds the work. */
export const DEEPEST = 5;

export type Determiner = 'definite' | 'indefinite' | 'none' | 'owner';

interface Common {
  /** Words of the sentence, half-open. */
  readonly from: number;
  readonly to: number;
  /** Phrases inside, in order. */
  readonly parts: readonly Phrase[];
  /** Whose it is: `France` in `France's minister`, `the minister of France`, `the French minister`; `its` in `its minister`. */
  readonly owners: readonly Phrase[];
}

/** A name that the resources know: `France`, `French`, `the Kremlin`, `NATO`. */
export interface KnownPhrase extends Common {
  readonly kind: 'known';
  readonly known: Known;
  /** As written, without article. */
  readonly text: string;
}

/** A name that only the text gives: of a person, a company, a place. */
export interface NamePhrase extends Common {
  readonly kind: 'name';
  /** Without title. */
  readonly name: string;
  readonly title: Title | null;
  /** `spokeswoman of the Russian Foreign Ministry` beside a name. */
  readonly role: NounPhrase | null;
  /** An organisation by a word of its name (`Party`, `Corp`). */
  readonly noun: Noun | null;
  readonly company: boolean;
  /** Stands first in its sentence, so that its capital says nothing. */
  readonly opening: boolean;
  readonly acronym: string | null;
  /** A verb of speech or an auxiliary follows. */
  readonly speaks: boolean;
  /** `the` stands before it: no person's name. */
  readonly article: boolean;
}

/** A phrase around a common noun: `the French president`, `26 countries`. */
export interface NounPhrase extends Common {
  readonly kind: 'noun';
  readonly noun: Noun;
  /** From the first word that is no article. */
  readonly name: string;
  readonly determiner: Determiner;
  readonly size: number | null;
  readonly former: boolean;
  /** The name that goes with it: `Emmanuel Macron` in `French President Emmanuel Macron`. */
  readonly named: NamePhrase | KnownPhrase | null;
  /** Several states share it (`the foreign ministers of France and Germany`): its parts are meant, not one actor. */
  readonly shared: boolean;
  /** Words between article and noun that narrow it: `opposition`, `defence`. */
  readonly modifiers: readonly string[];
}

export interface PronounPhrase extends Common {
  readonly kind: 'pronoun';
  readonly pronoun: Pronoun;
}

export type Phrase = KnownPhrase | NamePhrase | NounPhrase | PronounPhrase;
