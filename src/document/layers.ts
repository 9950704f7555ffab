import type { Span } from '../text/span.ts';
import type {
  Act,
  ActorKind,
  AttributionKind,
  ConditionKind,
  Factuality,
  Firmness,
  Role,
  TriggerKind,
} from './vocabulary.ts';

/**
 * A document only grows: each stage takes one of these layers and returns the next, frozen, over the same text.
 * Source → Tokenised → Predicted → Mentioned → Attributed → Claimed.
 */
export interface Metadata {
  readonly title: string | null;
  readonly publisher: string | null;
  readonly byline: string | null;
  readonly url: string | null;
  /** ISO 8601 date or date-time, as precise as it is known. */
  readonly published: string | null;
  /** `text`: found by its dateline; `capture`: guessed, the day on which an archive has its page from. */
  readonly publishedFrom: 'meta' | 'front-matter' | 'option' | 'text' | 'capture' | null;
  /** ISO 639-1; null where the text is too short to tell. */
  readonly language: string | null;
}

export interface Source {
  readonly text: string;
  readonly metadata: Metadata;
}

export interface Tokenised extends Source {
  /** In order, not overlapping, trimmed; a sentence never crosses a paragraph. */
  readonly sentences: readonly Span[];
  /** Blocks between line breaks, trimmed, not empty. */
  readonly paragraphs: readonly Span[];
}

/** A value with the probability that the model gives it (0 to 1). */
export interface Scored<T> {
  readonly value: T;
  readonly probability: number;
}

/** Where the model points from one predicate: a probability a word piece and role, over the window that was read with it. */
export interface Pointers {
  /** Where each word piece starts and ends, in order: two columns, since a long text has very many. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** `[role][piece]`: the probability that the piece belongs to a mention in that role, to an amount or to the date of the claim. */
  readonly probabilities: Readonly<Record<Role | 'quantity' | 'when', Float32Array>>;
}

/** A predicate that the model found, with everything that it read off for it. */
export interface PredictedClaim {
  readonly predicate: Span;
  /** 1 − P(no predicate), the largest over its pieces. */
  readonly probability: number;
  /** All acts, most probable first. */
  readonly acts: readonly Scored<Act>[];
  readonly what: Scored<Span> | null;
  readonly conditions: readonly PredictedCondition[];
  /** All values, most probable first; meaningful for undertakings only. */
  readonly firmness: readonly Scored<Firmness>[];
  /** Probability that the predicate is negated. */
  readonly negated: number;
  readonly pointers: Pointers;
}

export interface PredictedCondition {
  readonly span: Span;
  readonly kinds: readonly Scored<ConditionKind>[];
  /** What it waits for, each kind by itself, most probable first. */
  readonly triggers: readonly Scored<TriggerKind>[];
}

export interface PredictedAttribution {
  readonly cue: Span;
  readonly probability: number;
  readonly source: Scored<Span> | null;
  readonly content: readonly Span[];
  /** All kinds, most probable first. */
  readonly kinds: readonly Scored<AttributionKind>[];
}

export interface Predicted extends Tokenised {
  readonly predictedClaims: readonly PredictedClaim[];
  readonly predictedAttributions: readonly PredictedAttribution[];
}

export interface ActorRole {
  readonly office: string;
  /** Id of the actor that the office belongs to; null where the text does not say. */
  readonly of: string | null;
}

export interface Actor {
  /** `state:FRA`, `person:emmanuel-macron`, `org:nato`, `group:26-countries`, … */
  readonly id: string;
  readonly kind: ActorKind;
  readonly name: string;
  /** ISO 3166-1 alpha-3 (also SUN, YUG, DDR, CSK, XKX) of the state that it acts for; null where none or undecided. */
  readonly state: string | null;
  readonly aliases: readonly string[];
  readonly roles: readonly ActorRole[];
  /** Members of a group with a stated number. */
  readonly size: number | null;
}

export interface Mention extends Span {
  /** Actor id. */
  readonly actor: string;
  /** How it was resolved: `state.name`, `state.adjective`, `person.introduced`, `pronoun`, … or why it could not be. */
  readonly rule: string;
}

export interface Mentioned extends Tokenised {
  readonly actors: readonly Actor[];
  /** In order of start; a shorter one may lie inside a longer one (`France` in `the government of France`). */
  readonly mentions: readonly Mention[];
}

export interface Attribution {
  readonly id: string;
  readonly kind: AttributionKind;
  readonly source: Span | null;
  readonly cue: Span | null;
  readonly content: readonly Span[];
  readonly actors: readonly string[];
  /** The attribution whose content holds this one. */
  readonly within: string | null;
}

export interface Attributed extends Mentioned {
  readonly attributions: readonly Attribution[];
}

/** Why a field has its value, for `--explain`. */
export interface Reason {
  /** `model` head or `rule` by name. */
  readonly by: 'model' | 'rule';
  readonly name: string;
  readonly probability: number | null;
  readonly runnerUp: { readonly value: string; readonly probability: number } | null;
}

export interface Condition extends Span {
  readonly kind: ConditionKind;
}

/** A claim with its spans and actors, before dates, quantities, measures and codes are read off. */
export interface BareClaim {
  readonly id: string;
  readonly act: Act;
  readonly predicate: Span;
  readonly actors: readonly string[];
  readonly targets: readonly string[];
  readonly what: Span | null;
  readonly firmness: Firmness | null;
  readonly negated: boolean;
  readonly conditions: readonly Condition[];
  readonly attribution: string | null;
  readonly reportedBy: readonly string[];
  /** Index into `sentences` of the one with the predicate. */
  readonly sentence: number;
  /** From the first to the last of the claim's own words (predicate, what, conditions) inside its sentence. */
  readonly evidence: Span;
  readonly confidence: number;
}

/** Exactly one of `any` and `all`; normal forms as in docs/profiles.md (`ceasefire`, `approval:DEU-parliament`, `!attack:RUS`). */
export type Trigger = { readonly any: readonly string[] } | { readonly all: readonly string[] };

export interface Quantity extends Span {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** `about`, `some`, `nearly`. */
  readonly about: boolean;
  /** ISO 4217 for money, else the singular noun: `country`, `troop`, `percent`, `barrel-a-day`. */
  readonly unit: string;
}

export interface When extends Span {
  /** ISO dates, inclusive; null where open. */
  readonly from: string | null;
  readonly to: string | null;
  readonly granularity: 'day' | 'week' | 'month' | 'quarter' | 'season' | 'year' | 'open';
}

export interface Place extends Span {
  readonly kind: 'place' | 'limit';
  readonly name: string;
}

export interface Claim extends Omit<BareClaim, 'conditions'> {
  readonly conditions: readonly (Condition & { readonly trigger: Trigger | null })[];
  readonly measures: readonly string[];
  readonly quantities: readonly Quantity[];
  readonly when: When | null;
  readonly where: readonly Place[];
  readonly beneficiary: readonly string[];
  readonly factuality: Factuality;
  readonly plover: string | null;
  readonly cameo: string | null;
  /** Which rule or model head found it. */
  readonly rule: string;
  /** By field name. */
  readonly reasons: Readonly<Record<string, Reason>>;
}

/** Words that may be a claim's predicate, of which no claim was made. */
export interface PerhapsMissed {
  readonly predicate: Span;
  readonly act: Act;
  /** Index into `sentences`. */
  readonly sentence: number;
  /** As a claim's. */
  readonly confidence: number;
}

export interface Claimed extends Attributed {
  readonly claims: readonly Claim[];
  /** In the order of the text. */
  readonly perhapsMissed: readonly PerhapsMissed[];
}
