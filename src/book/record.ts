import type { Condition, Place, Quantity, Trigger, When } from '../document/layers.ts';
import type { Act, ActorKind, Factuality, Firmness } from '../document/vocabulary.ts';
import type { Span } from '../text/span.ts';

/**
 * A report as the book keeps it. The text never changes; what was guessed about it (publisher, dates, title, address) can be
 * mended by a decision.
 */
export interface Report {
  /** `sha256:` of publisher, date and text together: a copy in another paper is another report. */
  readonly id: string;
  readonly title: string | null;
  readonly publisher: string | null;
  readonly byline: string | null;
  /** Canonical where the page says so. */
  readonly url: string | null;
  /** ISO date or instant with offset. */
  readonly published: string | null;
  /** When the book learned of it: an ISO instant. */
  readonly learned: string;
  /** ISO 639-1; null where undecided. */
  readonly language: string | null;
  readonly text: string;
  readonly sentences: readonly Span[];
  /**
   * Why only a part of it came, as the code of an error: its page could not be read, and the text is what a feed says of it.
   * Absent where all of it came.
   */
  readonly partial?: string;
}

/** By what a report is cited: everything by which it can be found again, and told from another version of it. */
export interface Citation
  extends Pick<
    Report,
    'id' | 'title' | 'publisher' | 'byline' | 'url' | 'published' | 'learned' | 'partial'
  > {
  /** Where it was fetched, if it was; `url` is the canonical address. */
  readonly fetchedUrl: string | null;
  /** `sha256:` of the bytes as they came. */
  readonly hash: string;
  /** Version of the reader of its latest reading. */
  readonly reader: string;
}

/** Who undertakes, demands, speaks: known across reports by its id. A person who acts for a state or body stands as that one. */
export interface Party {
  /** `state:FRA`, `org:nato`, `group:26-countries`, `body:…`, `person:…` where it acts for nobody else. */
  readonly id: string;
  readonly kind: ActorKind;
  readonly name: string;
  /** ISO 3166-1 alpha-3 of the state that it belongs to, null where none. */
  readonly state: string | null;
  /** Members of a group with a stated number, or a decided one. */
  readonly size: number | null;
  /** Other names and former ids that it answers to, as decided. */
  readonly aliases?: readonly string[];
  /** Of a coalition, as decided. */
  readonly members?: readonly Member[];
}

/** Days, months or years (ISO), both included; open where one is left out. */
export interface Term {
  readonly from?: string;
  readonly until?: string;
}

export interface Member extends Term {
  /** Party id. */
  readonly party: string;
}

/** The fields of a claim that name parties. */
export const PARTY_ROLES = ['actors', 'targets', 'beneficiary', 'sources'] as const;
export type PartyRole = (typeof PARTY_ROLES)[number];

/** The words nearest to a claim that name one of its parties. */
export interface Naming extends Span {
  readonly party: string;
  readonly roles: readonly PartyRole[];
  /** Whom the words mean in their report: `Emmanuel Macron`, who stands for France, of `he`. */
  readonly name: string;
}

/** A party that decisions on actors put in the place of another. */
export interface Replacement {
  readonly role: PartyRole;
  readonly before: string;
  readonly after: string;
  /** Words of the report that name it; null where none are known. */
  readonly words: string | null;
  /** Ids of the decisions. */
  readonly decisions: readonly string[];
}

export interface BookCondition extends Condition {
  readonly trigger: Trigger | null;
}

/** A claim as the book keeps it: as in its reading, but with parties instead of a report's own actors. Spans are of the report's text. */
export interface BookClaim {
  /** Report id, `#` and the claim's id in its reading. */
  readonly id: string;
  readonly report: string;
  readonly act: Act;
  readonly predicate: Span;
  readonly what: Span | null;
  /** Party ids. */
  readonly actors: readonly string[];
  readonly targets: readonly string[];
  readonly beneficiary: readonly string[];
  /** Of a profile's taxonomy: `force.land`; `other` where no profile names it. */
  readonly measures: readonly string[];
  readonly firmness: Firmness | null;
  readonly negated: boolean;
  readonly factuality: Factuality;
  readonly conditions: readonly BookCondition[];
  readonly quantities: readonly Quantity[];
  readonly when: When | null;
  readonly where: readonly Place[];
  /** Whose word, innermost first; empty where the report says it itself. */
  readonly sources: readonly string[];
  readonly sentence: Span;
  /** From the first to the last of the claim's own words in its sentence. */
  readonly evidence: Span;
  /** 0 to 1: the reader's, not the actor's firmness. */
  readonly confidence: number;
  /** By which words its parties are named. A party that a person set, or that no words name, has none. */
  readonly namings?: readonly Naming[];
  /** Where decisions on actors changed its parties. */
  readonly replacements?: readonly Replacement[];
}

/** A report with what was read in it: the unit that comes into the book. */
export interface ReadReport {
  readonly report: Report;
  readonly parties: readonly Party[];
  readonly claims: readonly BookClaim[];
}
