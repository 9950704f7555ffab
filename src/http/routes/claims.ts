import { z } from 'zod';
import { route } from '../route.ts';
import { decision, reportHead, reviewedClaim } from '../schemas/claims.ts';
import { flag, QUERY, queryOf } from '../schemas/parameters.ts';
import { list, nullable, party } from '../schemas/words.ts';
import { claimOf, decisionsOf, headOf, leadsOf } from '../views.ts';

export const claimRoutes = [
  route({
    method: 'get',
    path: '/api/claims/{id}',
    summary: 'What answers for the id of a claim now, and why it reads as it does',
    right: 'read',
    params: { id: z.string() },
    query: { explain: flag, ...QUERY },
    answer: z.object({
      id: z.string(),
      now: list(reviewedClaim),
      by: nullable(decision),
      entries: list(z.string()),
      report: reportHead,
      parties: list(party),
      reasons: nullable(
        z.record(
          z.string(),
          z.object({
            by: z.enum(['model', 'rule']),
            name: z.string(),
            probability: nullable(z.number()),
            runnerUp: nullable(z.object({ value: z.string(), probability: z.number() })),
          }),
        ),
      ),
    }),
    run: async ({ params: { id }, query }, { book }) => {
      const file = await book.claim(id, queryOf(query));
      const reviews = await book.reviewsOf(file.now.map(({ claim: of }) => of.id));
      const around = { ...file, states: new Map(file.now.map(({ claim: of, state }) => [of.id, state])) };
      return {
        id,
        now: file.now.map(({ claim: of, state, asRead }) => ({
          ...claimOf(of, around),
          review: reviews.get(of.id) ?? { state, byHand: asRead === null, mended: [], decisions: [] },
        })),
        by: file.by ? (decisionsOf([file.by])[0] ?? null) : null,
        entries: file.items.map((entry) => entry.id),
        report: headOf(file.report.report),
        parties: leadsOf(
          file.now.map((kept) => kept.claim),
          [],
          file,
        ).parties,
        reasons: query.explain === 'yes' ? ((await book.explain(id))?.claim.reasons ?? null) : null,
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/claims/{id}/copies',
    summary: 'To which copies of its passage a decision on the claim would carry',
    right: 'read',
    params: { id: z.string() },
    answer: z.object({
      claims: list(z.string()),
      left: list(z.object({ report: z.string(), why: z.string() })),
    }),
    run: ({ params: { id } }, { book }) => book.carriesTo(id),
  }),
];
