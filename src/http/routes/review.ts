import { z } from 'zod';
import { slice } from '../../text/span.ts';
import { route } from '../route.ts';
import { perhapsMissed, reviewedClaim } from '../schemas/claims.ts';
import { leads, pageOf } from '../schemas/entries.ts';
import { ENTRIES, flag, listQueryOf, PAGE } from '../schemas/parameters.ts';
import { claimOf, headsOf, leadsOf } from '../views.ts';

const { state: _, ...FILTERS } = ENTRIES;
const ids = z.array(z.string().max(300)).max(100).optional();

export const reviewRoutes = [
  route({
    method: 'get',
    path: '/api/review',
    summary: 'What nobody has decided on, least certain first',
    right: 'read',
    query: {
      report: ids,
      story: ids,
      ...FILTERS,
      missed: flag,
      after: z.string().max(400).optional(),
      ...PAGE,
    },
    answer: z.object({ ...pageOf(z.union([reviewedClaim, perhapsMissed])), open: z.number(), ...leads }),
    run: async ({ query }, { book, cursors }) => {
      const { report, story, after } = query;
      const queue = await book.reviewQueue({
        ...listQueryOf(query),
        ...(report && { reports: report }),
        ...(story && { stories: story }),
        ...(after !== undefined && { after }),
        claimsOnly: query.missed === 'no',
        skip: cursors.before(query),
        limit: query.limit,
      });
      const { items, ...page } = cursors.pageOf(queue.items, query, queue.total);
      const claims = items.flatMap((item) => (item.kind === 'claim' ? [item.claim] : []));
      const reviews = await book.reviewsOf(claims.map(({ id }) => id));
      const around = { reports: queue.reports, parties: queue.parties, states: new Map() };
      const none = { state: 'unreviewed' as const, byHand: false, mended: [], decisions: [] };
      return {
        items: items.map((item) => {
          if (item.kind === 'claim')
            return { ...claimOf(item.claim, around), review: reviews.get(item.id) ?? none };
          const { kind, id, report: of, predicate, sentence, act: likeliest, confidence } = item;
          const at = { start: predicate.start - sentence.start, end: predicate.end - sentence.start };
          const words = slice(queue.reports.get(of)?.text ?? '', sentence);
          const quote = { report: of, sentence: words, evidence: at };
          return { kind, id, report: of, predicate, act: likeliest, confidence, quote };
        }),
        ...page,
        open: queue.open,
        ...leadsOf(claims, [], around),
        reports: headsOf(new Set(items.map((item) => item.report)), around),
      };
    },
  }),
];
