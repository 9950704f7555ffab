/** The closed vocabularies of the annotation guideline (docs/glossary.md explains each value). */

export const ACTS = [
  'commit',
  'refuse',
  'agree',
  'propose',
  'demand',
  'threaten',
  'endorse',
  'reject',
  'defer',
  'perform',
  'position',
  'expect',
  'meet',
] as const;
export type Act = (typeof ACTS)[number];

/** How far an undertaking has gone, weakest first. Only undertakings (`commit`, `agree`, `perform`, `refuse`) have one. */
export const FIRMNESS = [
  'considered',
  'offered',
  'agreed-in-principle',
  'pledged',
  'formal',
  'under-way',
  'fulfilled',
] as const;
export type Firmness = (typeof FIRMNESS)[number];

export const UNDERTAKINGS: ReadonlySet<Act> = new Set(['commit', 'agree', 'perform', 'refuse']);

export const CONDITION_KINDS = [
  'if',
  'only-if',
  'unless',
  'after',
  'only-after',
  'until',
  'provided',
  'pending',
] as const;
export type ConditionKind = (typeof CONDITION_KINDS)[number];

export const ATTRIBUTION_KINDS = ['direct', 'indirect', 'mixed', 'belief'] as const;
export type AttributionKind = (typeof ATTRIBUTION_KINDS)[number];

export const ACTOR_KINDS = [
  'state',
  'body',
  'organisation',
  'coalition',
  'party',
  'armed-group',
  'company',
  'person',
  'group',
  'unknown',
] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** FactBank factuality from the source's point of view (Saurí and Pustejovsky 2009). */
export const FACTUALITY = ['CT+', 'CT-', 'PR+', 'PR-', 'PS+', 'PS-', 'CTu', 'Uu'] as const;
export type Factuality = (typeof FACTUALITY)[number];

/** What a claim's pointers lead to. `reporter`: a source outside the source; `beneficiary`: for whose sake, or on whom it is laid. */
export const ROLES = ['actor', 'target', 'source', 'reporter', 'beneficiary'] as const;
export type Role = (typeof ROLES)[number];

/** What a condition may wait for that names an actor. */
export const ACTOR_TRIGGERS = [
  'approval',
  'ratification',
  'backing',
  'participation',
  'request',
  'compliance',
  'withdrawal',
  'payment',
  'attack',
  'election',
  'sanctions-lifted',
  'inspection',
] as const;

/** What a condition may wait for. */
export const TRIGGER_KINDS = [
  'ceasefire',
  'peace-agreement',
  'agreement',
  'negotiations',
  'framework-clear',
  'review',
  ...ACTOR_TRIGGERS,
  'date',
  'other',
] as const;
export type TriggerKind = (typeof TRIGGER_KINDS)[number];
