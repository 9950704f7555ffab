import { z } from 'zod';
import { UsageError } from '../../text/errors.ts';
import { Refusal } from '../problem.ts';
import type { Ask } from '../route.ts';
import { route } from '../route.ts';
import { deciding, decisionFrom } from '../schemas/deciding.ts';
import { list, nullable } from '../schemas/words.ts';

const change = z
  .unknown()
  .meta({ id: 'Change', description: '`on` says of what; `before` and `after` how it was and is.' });

const outcome = z.looseObject({
  decision: nullable(z.string()),
  kind: z.string(),
  subject: z.string(),
  report: nullable(z.string()),
  changes: list(change),
  carried: list(
    z.object({ decision: z.string(), subject: z.string(), report: z.string(), changes: list(change) }),
  ),
  left: list(z.object({ report: z.string(), why: z.string() })),
  touched: list(z.unknown()).optional(),
  recomputed: z.unknown().optional(),
});

const why = z.string().max(2000).nullable().optional();

export const decisionRoutes = [
  route({
    method: 'post',
    path: '/api/decisions',
    summary: 'Takes a decision',
    right: 'decide',
    body: deciding,
    answer: outcome,
    run: async ({ body }, ask) => {
      const decision = decisionFrom(body.decision);
      const seen = body.seen === undefined ? {} : { seen: body.seen };
      try {
        return { ...(await ask.book.decide(decision, { ...byOf(ask, body.why), ...seen })) };
      } catch (error) {
        throw await withDecisions(error, ask, 'claim' in decision ? decision.claim : null);
      }
    },
  }),
  route({
    method: 'post',
    path: '/api/decisions/preview',
    summary: 'What a decision would come to; nothing is changed',
    right: 'propose',
    body: deciding,
    answer: outcome,
    run: async ({ body }, ask) => ({
      ...(await ask.book.preview(decisionFrom(body.decision), byOf(ask, body.why))),
      decision: null,
    }),
  }),
  route({
    method: 'post',
    path: '/api/reports/{id}/reread',
    summary: 'Reads a report again; what was decided stays',
    right: 'decide',
    params: { id: z.string() },
    body: z.strictObject({ why }),
    answer: z.looseObject({
      report: z.string(),
      decision: z.string(),
      reader: z.object({ from: z.string(), to: z.string() }),
      changed: list(z.unknown()),
      found: list(z.string()),
      gone: list(z.string()),
    }),
    run: async ({ params, body }, ask) => ({ ...(await ask.book.reread(params.id, byOf(ask, body.why))) }),
  }),
  route({
    method: 'post',
    path: '/api/reports/{id}/purge',
    summary: 'Deletes a report for good',
    right: 'decide',
    params: { id: z.string() },
    body: z.strictObject({ why, confirm: z.string() }),
    answer: z.looseObject({
      decision: z.string(),
      reports: list(z.string()),
      versions: list(z.string()),
      copies: list(z.string()),
      files: list(z.string()),
      warning: z.string(),
    }),
    run: async ({ params, body }, ask) => {
      if (body.confirm !== params.id)
        throw new UsageError(
          'usage/purge',
          'write the id of the report as "confirm": a purge cannot be undone',
        );
      return { ...(await ask.book.purge([params.id], byOf(ask, body.why))) };
    },
  }),
];

/** @throws Refusal where nobody has signed in, which the right that a route needs does not let happen */
export function byOf({ person }: Pick<Ask, 'person'>, why: string | null = null) {
  if (person === null) throw new Refusal(401, 'http/token', 'a decision needs to know who takes it');
  return { by: person, why };
}

/** Who is too late is shown what was decided. */
async function withDecisions(error: unknown, { book }: Ask, claim: string | null): Promise<unknown> {
  if (!(error instanceof UsageError) || error.code !== 'usage/decided-since' || claim === null) return error;
  const { now } = await book.claim(claim);
  const reviews = await book.reviewsOf(now.map((kept) => kept.claim.id));
  const decisions = [...reviews.values()].flatMap((one) => one.decisions);
  return new Refusal(409, error.code, error.message, { decisions });
}
