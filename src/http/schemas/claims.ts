import { z } from 'zod';
import {
  act,
  actorKind,
  attributionKind,
  conditionKind,
  factuality,
  firmness,
  label,
  list,
  nullable,
  progressState,
  reviewState,
  sourceGrade,
  span,
  trigger,
} from './words.ts';

export const reportHead = z
  .object({
    id: z.string(),
    title: nullable(z.string()),
    publisher: nullable(z.string()),
    byline: nullable(z.string()),
    url: nullable(z.string()),
    published: nullable(z.string()),
    learned: z.string(),
    language: nullable(z.string()),
  })
  .meta({ id: 'ReportHead' });

export const quote = z
  .object({
    claim: z.string(),
    report: z.string(),
    sentence: z.string(),
    evidence: span,
    state: reviewState,
  })
  .meta({ id: 'Quote', description: '`evidence` is an offset into `sentence`.' });

export const condition = z.object({ ...span.shape, kind: conditionKind, trigger: nullable(trigger) });

const quantity = z.object({
  ...span.shape,
  value: nullable(z.number()),
  low: nullable(z.number()),
  high: nullable(z.number()),
  about: z.boolean(),
  unit: z.string(),
});

export const when = z.object({
  ...span.shape,
  from: nullable(z.string()),
  to: nullable(z.string()),
  granularity: z.enum(['day', 'week', 'month', 'quarter', 'season', 'year', 'open']),
});

const role = z.enum(['actors', 'targets', 'beneficiary', 'sources']);

/** As `BookClaim`. */
const claimFields = {
  id: z.string(),
  report: z.string(),
  act,
  predicate: span,
  what: nullable(span),
  actors: list(z.string()),
  targets: list(z.string()),
  beneficiary: list(z.string()),
  measures: list(z.string()),
  firmness: nullable(firmness),
  negated: z.boolean(),
  factuality,
  conditions: list(condition),
  quantities: list(quantity),
  when: nullable(when),
  where: list(z.object({ ...span.shape, kind: z.enum(['place', 'limit']), name: z.string() })),
  sources: list(z.string()),
  sentence: span,
  evidence: span,
  confidence: z.number(),
  namings: list(
    z.object({ ...span.shape, party: z.string(), roles: list(role), name: z.string() }),
  ).optional(),
  replacements: list(
    z.object({
      role,
      before: z.string(),
      after: z.string(),
      words: nullable(z.string()),
      decisions: list(z.string()),
    }),
  ).optional(),
};

export const bookClaim = z.object(claimFields).meta({ id: 'BookClaim' });

export const claim = z.object({ ...claimFields, quote }).meta({ id: 'Claim' });

export const review = z
  .object({
    state: reviewState,
    byHand: z.boolean(),
    mended: list(z.string()),
    decisions: list(
      z.object({
        id: z.string(),
        kind: z.string(),
        by: z.string(),
        at: z.string(),
        why: nullable(z.string()),
        from: nullable(z.string()),
        taken: nullable(z.string()),
      }),
    ),
  })
  .meta({
    id: 'Review',
    description:
      '`from`: the decision on a copy of the passage from which one was carried; `taken`: when that one was, where its report came, or came back, only later.',
  });

export const reviewedClaim = z.object({ ...claimFields, quote, review }).meta({ id: 'ReviewedClaim' });

/** A sentence with a predicate that was not quite found. */
export const perhapsMissed = z
  .object({
    kind: z.literal('missed'),
    id: z.string(),
    report: z.string(),
    predicate: span,
    act,
    confidence: z.number(),
    quote: z.object({ report: z.string(), sentence: z.string(), evidence: span }),
  })
  .meta({ id: 'PerhapsMissed', description: '`evidence` of its quote is an offset into `sentence`.' });

const reliability = z.object({
  source: sourceGrade,
  information: z.union([1, 2, 3, 4, 5, 6].map((digit) => z.literal(digit))),
  firmness: nullable(firmness),
  corroboration: z.object({
    voices: z.number(),
    reports: z.number(),
    contradicting: z.number(),
    comparable: z.boolean(),
  }),
});

export const knownClaim = z
  .object({
    ...claimFields,
    quote,
    review: review.optional(),
    reliability: nullable(reliability).optional(),
  })
  .meta({ id: 'KnownClaim', description: 'A claim with its review and reliability.' });

export const attribution = z.object({
  id: z.string(),
  kind: attributionKind,
  source: nullable(span),
  cue: nullable(span),
  content: list(span),
  actors: list(z.string()),
  within: nullable(z.string()),
});

export const mention = z.object({ ...span.shape, actor: z.string() });

export const actor = z.object({
  id: z.string(),
  kind: actorKind,
  name: z.string(),
  state: nullable(z.string()),
  aliases: list(z.string()),
  roles: list(z.object({ office: z.string(), of: nullable(z.string()) })),
  size: nullable(z.number()),
});

export const decision = z
  .object({
    id: z.string(),
    kind: z.string(),
    subject: z.string(),
    report: nullable(z.string()),
    by: z.string(),
    at: z.string(),
    why: nullable(z.string()),
    undoes: nullable(z.string()),
    undone: z.boolean(),
    said: z.unknown(),
    changes: list(z.unknown()),
  })
  .meta({ id: 'Decision' });

/** What is kept about a report beside its text. */
export const reportFacts = {
  ...reportHead.shape,
  version: z.number(),
  followedBy: nullable(z.string()),
  presence: z.enum(['present', 'removed']),
  labels: list(label),
  story: nullable(z.string()),
  path: nullable(z.string()),
  publishedFrom: nullable(z.string()),
  mediaType: z.string(),
  reader: z.string(),
  fetchedUrl: nullable(z.string()),
  captured: nullable(z.string()),
  feeds: list(z.string()),
  partial: nullable(z.string()),
  progress: z.object({ state: progressState, by: nullable(z.string()), at: nullable(z.string()) }),
};
