import { z } from 'zod';
import type { Deciding } from '../../app/book/decisions/decision.ts';
import { act, label, party, progressState, sourceGrade, span } from './words.ts';

const id = z.string().min(1).max(300);
const text = z.string().max(20_000);
export const parties = z.array(party).max(50).optional();
/** What each may be is checked with the claim and its report at hand: docs/decide.md. */
export const fields = z.record(z.string().max(50), z.unknown());
const term = { from: z.string().optional(), until: z.string().optional() };

const ON_CLAIMS = [
  z.strictObject({ kind: z.enum(['accept', 'reject']), claim: id }),
  z.strictObject({ kind: z.literal('mend'), claim: id, fields, parties }),
  z.strictObject({
    kind: z.literal('add'),
    report: id,
    fields: z.looseObject({ act, predicate: span }),
    parties,
  }),
  z.strictObject({
    kind: z.literal('merge'),
    claims: z.array(id).max(50),
    fields: fields.optional(),
    parties,
  }),
  z.strictObject({ kind: z.literal('split'), claim: id, into: z.array(fields).max(50), parties }),
] as const;

const nullableText = z.string().max(2000).nullable();

const ON_REPORTS = [
  z.strictObject({ kind: z.literal('place'), report: id, story: id }),
  z.strictObject({ kind: z.literal('name'), story: id, title: nullableText }),
  z.strictObject({
    kind: z.literal('mend-report'),
    report: id,
    fields: z.strictObject({
      title: nullableText.optional(),
      publisher: nullableText.optional(),
      url: nullableText.optional(),
      published: nullableText.optional(),
    }),
  }),
  z.strictObject({ kind: z.enum(['label', 'unlabel']), report: id, label }),
  z.strictObject({ kind: z.literal('note'), report: id, text }),
  z.strictObject({ kind: z.literal('grade'), publisher: z.string().min(1).max(300), grade: sourceGrade }),
  z.strictObject({ kind: z.enum(['remove', 'restore']), report: id }),
  z.strictObject({ kind: z.literal('progress'), report: id, state: progressState }),
  z.strictObject({ kind: z.literal('dismiss'), report: id, words: span }),
] as const;

const ON_ACTORS = [
  z.strictObject({ kind: z.literal('alias'), name: id, actor: id, ...term, parties }),
  z.strictObject({ kind: z.literal('office'), person: id, office: id, actor: id, ...term, parties }),
  z.strictObject({ kind: z.literal('merge-actors'), actors: z.array(id).max(50), parties }),
  z.strictObject({
    kind: z.literal('split-actor'),
    actor: id,
    to: id,
    reports: z.array(id).optional(),
    words: z.array(id).optional(),
    ...term,
    parties,
  }),
  z.strictObject({
    kind: z.literal('coalition'),
    actor: id,
    names: z.array(id).max(50),
    members: z.array(z.strictObject({ party: id, ...term })).max(300),
    size: z.number().int().min(1).max(999_999_999).optional(),
    parties,
  }),
] as const;

const decidingWords = z.discriminatedUnion('kind', [
  ...ON_CLAIMS,
  ...ON_REPORTS,
  ...ON_ACTORS,
  z.strictObject({
    kind: z.literal('link'),
    amount: id,
    other: id,
    verdict: z.enum(['same', 'part', 'apart']),
  }),
  z.strictObject({ kind: z.literal('undo'), decision: id }),
]);

const seen = z.string().max(100).nullable();

export const deciding = z
  .strictObject({
    decision: decidingWords,
    why: z.string().max(2000).nullable().optional(),
    seen: z.union([seen, z.record(id, seen)]).optional(),
  })
  .meta({ id: 'Deciding' });

/** Its shape is checked here, its fields where it is taken. */
export const decisionFrom = (words: z.output<typeof decidingWords>): Deciding => words as Deciding;
