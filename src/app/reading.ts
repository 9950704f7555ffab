import { createHash } from 'node:crypto';
import type {
  Actor,
  Claim,
  Claimed,
  Metadata,
  PerhapsMissed,
  Quantity,
  Reason,
  Trigger,
  When,
} from '../document/layers.ts';
import type { ActorKind, AttributionKind, ConditionKind } from '../document/vocabulary.ts';
import type { Span } from '../text/span.ts';

/**
 * The public contract of a reading: what `pledgebook read --json` prints and `reader.read` gives.
 * `resources/schema/reading.schema.json` says the same as JSON Schema. Fields may be added; none is renamed or dropped
 * without a new format number. All spans are half-open UTF-16 offsets into `document.text`.
 */
export interface Reading {
  readonly format: typeof FORMAT;
  readonly document: ReadingDocument;
  /** Why the text was kept without being read; null where it was read. */
  readonly skipped: Skipped | null;
  readonly actors: readonly ReadingActor[];
  readonly mentions: readonly ReadingMention[];
  readonly attributions: readonly ReadingAttribution[];
  readonly claims: readonly ReadingClaim[];
  /** Words that were nearly read as a claim, for a person to look at; readings of before version 0.2 have none. */
  readonly perhapsMissed?: readonly PerhapsMissed[];
}

export const FORMAT = 'pledgebook.reading/1';

/** `language`: the text is not English; `document.language` says what it is. */
export type Skipped = 'language';

export interface ReadingDocument extends Metadata {
  /** `sha256:` and the hash of the text in UTF-8. */
  readonly id: string;
  readonly text: string;
  readonly sentences: readonly Span[];
}

export interface ReadingActor {
  readonly id: string;
  readonly kind: ActorKind;
  readonly name: string;
  readonly state: string | null;
  readonly aliases: readonly string[];
  readonly roles: Actor['roles'];
  readonly size: number | null;
}

export interface ReadingMention extends Span {
  readonly actor: string;
}

export interface ReadingAttribution {
  readonly id: string;
  readonly kind: AttributionKind;
  readonly source: Span | null;
  readonly cue: Span | null;
  readonly content: readonly Span[];
  readonly actors: readonly string[];
  readonly within: string | null;
}

export interface ReadingCondition extends Span {
  readonly kind: ConditionKind;
  readonly trigger: Trigger | null;
}

export interface ReadingClaim extends Omit<Claim, 'conditions' | 'reasons'> {
  readonly conditions: readonly ReadingCondition[];
  /** Why each field has its value, by field name; only where it was asked for. */
  readonly reasons?: Readonly<Record<string, Reason>>;
}

export interface ReadingOptions {
  /** Keeps the reason of each field of each claim: `claims[].reasons`. */
  readonly explain?: boolean;
}

/** The last layer of a document as its reading: the contract's fields in the contract's order, frozen throughout. */
export function toReading(document: Claimed, { explain = false }: ReadingOptions = {}): Reading {
  const { text, metadata } = document;
  const read = metadata.language === null || metadata.language === 'en';
  return deepFreeze({
    format: FORMAT,
    document: {
      id: `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`,
      title: metadata.title,
      publisher: metadata.publisher,
      byline: metadata.byline,
      url: metadata.url,
      published: metadata.published,
      publishedFrom: metadata.publishedFrom,
      language: metadata.language,
      text,
      sentences: document.sentences.map(plainSpan),
    },
    skipped: read ? null : 'language',
    actors: document.actors.map(({ id, kind, name, state, aliases, roles, size }) => ({
      id,
      kind,
      name,
      state,
      aliases: [...aliases],
      roles: roles.map(({ office, of }) => ({ office, of })),
      size,
    })),
    mentions: document.mentions.map(({ start, end, actor }) => ({ start, end, actor })),
    attributions: document.attributions.map((a) => ({
      id: a.id,
      kind: a.kind,
      source: a.source && plainSpan(a.source),
      cue: a.cue && plainSpan(a.cue),
      content: a.content.map(plainSpan),
      actors: [...a.actors],
      within: a.within,
    })),
    claims: document.claims.map((claim) => ({
      ...readingClaim(claim),
      ...(explain ? { reasons: copyReasons(claim.reasons) } : {}),
    })),
    perhapsMissed: document.perhapsMissed.map(({ predicate, act, sentence, confidence }) => ({
      predicate: plainSpan(predicate),
      act,
      sentence,
      confidence: rounded(confidence),
    })),
  });
}

function readingClaim(c: Claim): ReadingClaim {
  return {
    id: c.id,
    act: c.act,
    predicate: plainSpan(c.predicate),
    actors: [...c.actors],
    targets: [...c.targets],
    what: c.what && plainSpan(c.what),
    measures: [...c.measures],
    firmness: c.firmness,
    negated: c.negated,
    factuality: c.factuality,
    conditions: c.conditions.map(({ kind, start, end, trigger }) => ({
      kind,
      start,
      end,
      trigger: trigger && copyTrigger(trigger),
    })),
    quantities: c.quantities.map(copyQuantity),
    when: c.when && copyWhen(c.when),
    where: c.where.map(({ start, end, kind, name }) => ({ start, end, kind, name })),
    beneficiary: [...c.beneficiary],
    attribution: c.attribution,
    reportedBy: [...c.reportedBy],
    sentence: c.sentence,
    evidence: plainSpan(c.evidence),
    plover: c.plover,
    cameo: c.cameo,
    rule: c.rule,
    confidence: rounded(c.confidence),
  };
}

const plainSpan = ({ start, end }: Span): Span => ({ start, end });

const copyTrigger = (t: Trigger): Trigger => ('any' in t ? { any: [...t.any] } : { all: [...t.all] });

const copyQuantity = ({ start, end, value, low, high, about, unit }: Quantity): Quantity => ({
  start,
  end,
  value,
  low,
  high,
  about,
  unit,
});

const copyWhen = ({ start, end, from, to, granularity }: When): When => ({
  start,
  end,
  from,
  to,
  granularity,
});

const copyReasons = (reasons: Claim['reasons']): Readonly<Record<string, Reason>> =>
  Object.fromEntries(
    Object.entries(reasons).map(([field, { by, name, probability, runnerUp }]) => [
      field,
      {
        by,
        name,
        probability: probability && rounded(probability),
        runnerUp: runnerUp && { value: runnerUp.value, probability: rounded(runnerUp.probability) },
      },
    ]),
  );

/** A probability at four decimals: the model's further ones mean nothing. */
const rounded = (probability: number): number => Math.round(probability * 1e4) / 1e4;

/** Freezes a tree of plain objects and arrays, which nothing else holds. */
function deepFreeze<T extends object>(tree: T): T {
  for (const value of Object.values(tree)) {
    if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) deepFreeze(value);
  }
  return Object.freeze(tree);
}
