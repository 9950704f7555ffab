import { z } from 'zod';
import type { Deciding } from '../../app/book/decisions/decision.ts';
import type { Seen } from '../../app/book/decisions/seen.ts';
import { isFrom } from '../../book/moment.ts';
import { dateFrom } from '../../book/time.ts';
import { UsageError } from '../../text/errors.ts';
import { byOf, why } from '../by.ts';
import { Refusal } from '../problem.ts';
import type { Ask } from '../route.ts';
import { route } from '../route.ts';
import { decision } from '../schemas/claims.ts';
import { deciding, decisionFrom } from '../schemas/deciding.ts';
import { pageOf } from '../schemas/entries.ts';
import { listQueryOf, PAGE, QUERY, WORDS } from '../schemas/parameters.ts';
import { inheritance, list, nullable, progressState } from '../schemas/words.ts';
import { decisionsOf } from '../views.ts';

const change = z
  .unknown()
  .meta({ id: 'Change', description: '`on` says of what; `before` and `after` how it was and is.' });

export const outcome = z.looseObject({
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
  inherited: inheritance.optional(),
  recomputed: z.unknown().optional(),
  progress: nullable(progressState).optional(),
});

const words = z.array(z.string().max(300)).max(50).optional();

export const decisionRoutes = [
  route({
    method: 'get',
    path: '/api/decisions',
    summary: 'What was decided, newest first',
    right: 'read',
    query: {
      report: z.string().optional(),
      by: words,
      kind: words,
      since: z.string().optional(),
      ...WORDS,
      ...QUERY,
      ...PAGE,
    },
    answer: z.object(pageOf(decision)),
    run: async ({ query }, { book, cursors }) => {
      const { report, by, kind, since, ...filter } = query;
      if (since !== undefined) dateFrom(since);
      const found = decisionsOf(await book.decisions(report, listQueryOf(filter))).filter(
        (one) =>
          (by?.includes(one.by) ?? true) &&
          (kind?.includes(one.kind) ?? true) &&
          (since === undefined || isFrom(one.at, since)),
      );
      const { items, ...page } = cursors.page(found.toReversed(), query);
      return { items, ...page };
    },
  }),
  route({
    method: 'post',
    path: '/api/decisions',
    summary: 'Takes a decision',
    right: 'decide',
    body: deciding,
    answer: outcome,
    run: async ({ body }, ask) => {
      const taken = decisionFrom(body.decision);
      const seen = seenIn(body.seen, taken);
      try {
        const by = { ...byOf(ask, body.why), seen, reviewing: true };
        return { ...(await ask.book.decide(taken, by)) };
      } catch (error) {
        throw await withDecisions(error, ask.book, Object.keys(seen));
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

/** What the one who decides has seen: of the claim that he decides on, or of each of several. */
const seenIn = (seen: z.output<typeof deciding>['seen'], taken: Deciding): Seen => {
  if (typeof seen === 'object' && seen !== null) return seen;
  return seen !== undefined && 'claim' in taken ? { [taken.claim]: seen } : {};
};

/** Who is too late is shown what was decided. */
export async function withDecisions(
  error: unknown,
  book: Ask['book'],
  claims: readonly string[],
): Promise<unknown> {
  if (!(error instanceof UsageError) || error.code !== 'usage/decided-since') return error;
  const found = await Promise.all(claims.map((claim) => book.claim(claim)));
  const ids = found.flatMap(({ now }) => now.map((kept) => kept.claim.id));
  const decisions = [...(await book.reviewsOf(ids)).values()].flatMap((one) => one.decisions);
  return new Refusal(409, error.code, error.message, { decisions });
}
