import { z } from 'zod';
import type { CodingStep } from '../../app/book/review/coding.ts';
import type { Choice } from '../../app/book/review/settle.ts';
import { CODED_FIELDS } from '../../book/agreement/fields.ts';
import { slice } from '../../text/span.ts';
import { byOf, why } from '../by.ts';
import { route } from '../route.ts';
import { bookClaim, claim } from '../schemas/claims.ts';
import { fields, parties } from '../schemas/deciding.ts';
import { leads } from '../schemas/entries.ts';
import { flag } from '../schemas/parameters.ts';
import { act, list, nullable, party, reviewState, span } from '../schemas/words.ts';
import { claimOf, headsOf, leadsOf } from '../views.ts';
import { outcome, withDecisions } from './decisions.ts';

const id = z.string().min(1).max(300);
const ids = z.array(id).max(100).optional();

const coding = z
  .object({
    report: z.string(),
    coder: z.string(),
    at: z.string(),
    done: z.boolean(),
    marks: list(bookClaim),
    parties: list(party),
  })
  .meta({ id: 'Coding' });

const step = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('mark'), fields: z.looseObject({ act, predicate: span }), parties }),
    z.strictObject({ kind: z.literal('change'), mark: id, fields, parties }),
    z.strictObject({ kind: z.literal('unmark'), mark: id }),
    z.strictObject({ kind: z.literal('done'), done: z.boolean() }),
  ])
  .meta({ id: 'CodingStep' });

const choice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('take'), coder: id, fields: fields.optional(), parties }),
  z.strictObject({ kind: z.literal('none') }),
]);

const codedField = z.enum(CODED_FIELDS);
const share = nullable(z.number());

export const codingRoutes = [
  route({
    method: 'get',
    path: '/api/reports/{id}/coding',
    summary: 'What the one who asks has marked in a report from nothing',
    right: 'propose',
    fresh: true,
    params: { id },
    answer: z.object({ coding: nullable(coding) }),
    run: async ({ params }, ask) => {
      const [own = null] = await ask.book.codings({ reports: [params.id], coders: [byOf(ask).by] });
      return { coding: own };
    },
  }),
  route({
    method: 'post',
    path: '/api/reports/{id}/coding',
    summary: 'One step of coding a report from nothing; the book’s claims stay as they are',
    right: 'propose',
    params: { id },
    body: step,
    answer: coding,
    // Its shape is checked here, its fields where it is taken.
    run: ({ params, body }, ask) => ask.book.code(params.id, body as CodingStep, byOf(ask)),
  }),
  route({
    method: 'get',
    path: '/api/codings',
    summary: 'What coders marked',
    right: 'decide',
    fresh: true,
    query: { report: ids, coder: ids },
    answer: z.object({ items: list(coding) }),
    run: async ({ query: { report, coder } }, { book }) => ({
      items: await book.codings({ ...(report && { reports: report }), ...(coder && { coders: coder }) }),
    }),
  }),
  route({
    method: 'get',
    path: '/api/codings/own',
    summary: 'Which reports the one who asks has coded from nothing, or begun to',
    right: 'propose',
    fresh: true,
    answer: z.object({
      items: list(z.object({ report: z.string(), at: z.string(), done: z.boolean(), marks: z.number() })),
    }),
    run: async (_, ask) => {
      const own = await ask.book.codings({ coders: [byOf(ask).by] });
      return { items: own.map(({ report, at, done, marks }) => ({ report, at, done, marks: marks.length })) };
    },
  }),
  route({
    method: 'get',
    path: '/api/agreement',
    summary: 'How far coders agree who are through with the same reports',
    right: 'read',
    query: { report: ids, coder: ids, field: z.array(codedField).optional(), 'with-reader': flag },
    answer: z.object({
      coders: list(z.string()),
      reports: z.number(),
      spans: list(
        z.object({
          coders: list(z.string()),
          reports: z.number(),
          marks: list(z.number()),
          exact: share,
          overlap: share,
        }),
      ),
      fields: list(
        z.object({
          coders: list(z.string()),
          field: z.union([codedField, z.literal('claim')]),
          metric: z.enum(['nominal', 'ordinal', 'interval']),
          alpha: share,
          units: z.number(),
        }),
      ),
    }),
    run: ({ query: { report, coder, field, 'with-reader': withReader } }, { book }) =>
      book.agreement({
        ...(report && { reports: report }),
        ...(coder && { coders: coder }),
        ...(field && { fields: field }),
        withReader: withReader === 'yes',
      }),
  }),
  route({
    method: 'get',
    path: '/api/differences',
    summary: 'Where coders differ and nobody has settled it',
    right: 'decide',
    fresh: true,
    query: { report: ids },
    answer: z.object({
      items: list(
        z.object({
          id: z.string(),
          report: z.string(),
          words: span,
          quote: z.string(),
          marks: z.record(z.string(), claim),
          without: list(z.string()),
          fields: list(z.union([codedField, z.literal('predicate')])),
          standing: nullable(z.object({ claim, state: reviewState, seen: nullable(z.string()) })),
        }),
      ),
      ...leads,
    }),
    run: async ({ query }, { book }) => {
      const { items, ...around } = await book.differences(query.report);
      const states = new Map(
        items.flatMap(({ standing }) => (standing ? [[standing.claim.id, standing.state] as const] : [])),
      );
      const leading = { ...around, states };
      const marked = items.flatMap(({ marks, standing }) => [
        ...marks.values(),
        ...(standing ? [standing.claim] : []),
      ]);
      return {
        items: items.map(({ marks, standing, ...one }) => ({
          ...one,
          quote: slice(around.reports.get(one.report)?.text ?? '', one.words),
          marks: Object.fromEntries([...marks].map(([coder, mark]) => [coder, claimOf(mark, leading)])),
          standing: standing && { ...standing, claim: claimOf(standing.claim, leading) },
        })),
        ...leadsOf(marked, [], leading),
        reports: headsOf(new Set(items.map(({ report }) => report)), around),
      };
    },
  }),
  route({
    method: 'post',
    path: '/api/differences/settle',
    summary: 'Settles a difference: what is taken becomes a decision of the book',
    right: 'decide',
    body: z.strictObject({
      report: id,
      words: span,
      choice,
      seen: z.record(id, z.string().max(100).nullable()).optional(),
      why,
    }),
    answer: z.object({ decision: z.string(), outcome: nullable(outcome) }),
    run: async ({ body }, ask) => {
      const { report, words, seen } = body;
      try {
        const by = { ...byOf(ask, body.why), ...(seen && { seen }) };
        const settled = await ask.book.settle({ report, words }, body.choice as Choice, by);
        return { ...settled, outcome: settled.outcome && { ...settled.outcome } };
      } catch (error) {
        throw await withDecisions(error, ask.book, Object.keys(seen ?? {}));
      }
    },
  }),
];
