import { z } from 'zod';
import type { Reviewed } from '../../app/book/about.ts';
import { route } from '../route.ts';
import {
  actor,
  attribution,
  decision,
  mention,
  reportFacts,
  reportHead,
  reviewedClaim,
} from '../schemas/claims.ts';
import { leads, pageOf } from '../schemas/entries.ts';
import { DATES, flag, LABELS, PAGE, QUERY, queryOf } from '../schemas/parameters.ts';
import { list, nullable, party, span } from '../schemas/words.ts';
import { claimOf, decisionsOf, factsOf, headOf, headsOf, leadsOf } from '../views.ts';

const counts = z.object({ unreviewed: z.number(), accepted: z.number(), rejected: z.number() });
const howFar = z.enum(['unread', 'in-work', 'done']);

const comparison = z.object({
  format: z.literal('pledgebook.comparison/1'),
  story: z.object({
    id: z.string(),
    title: z.string(),
    reports: list(
      z.looseObject({ id: z.string(), publisher: nullable(z.string()), published: nullable(z.string()) }),
    ),
  }),
  copies: list(list(z.string())),
  rows: list(
    z.object({
      about: nullable(
        z.object({
          actor: nullable(z.string()),
          measure: nullable(z.string()),
          beneficiary: nullable(z.string()),
        }),
      ),
      field: z.string(),
      verdict: z.enum(['same', 'narrower', 'differs']),
      values: list(
        z.object({
          value: z.unknown(),
          voices: z.number(),
          together: list(z.object({ reports: list(z.string()), ties: list(z.unknown()) })),
          earliest: z.string(),
          in: list(
            z.object({ ...span.shape, report: z.string(), quote: z.string(), sources: list(z.string()) }),
          ),
        }),
      ),
      absent: list(z.string()),
    }),
  ),
  names: z.record(z.string(), z.string()),
});

export const reportRoutes = [
  route({
    method: 'get',
    path: '/api/reports',
    summary: 'Reports, newest first',
    right: 'read',
    query: {
      text: z.string().max(500).optional(),
      publisher: z.array(z.string()).optional(),
      story: z.array(z.string()).optional(),
      party: z.array(z.string()).optional(),
      since: z.string().optional(),
      presence: z.enum(['present', 'removed']).default('present'),
      versions: z.enum(['current', 'all']).default('current'),
      review: howFar.optional(),
      ...DATES,
      ...LABELS,
      ...PAGE,
    },
    answer: z.object(pageOf(z.object({ ...reportFacts, claims: counts, review: howFar }))),
    run: async ({ query }, { book, cursors }) => {
      const { text, publisher, story, party: parties, since, presence, versions, review } = query;
      const all = await book.reports({
        ...queryOf(query),
        state: presence,
        versions: presence === 'removed' ? 'all' : versions,
        ...(text?.trim() && { text }),
        ...(publisher && { publishers: publisher }),
        ...(story && { stories: story }),
        ...(parties && { parties }),
        ...(since !== undefined && { since }),
      });
      const newest = all.toReversed();
      const reviewed = (of: typeof all) =>
        book.reviews(
          of.map(({ report }) => report.id),
          presence,
        );
      const chosen = review
        ? await reviewed(newest).then((states) =>
            newest.filter(({ report }) => progressOf(states.get(report.id)) === review),
          )
        : newest;
      const { items, ...page } = cursors.page(chosen, query);
      const states = await reviewed(items);
      return {
        items: items.map((kept) => {
          const claims = states.get(kept.report.id) ?? NO_CLAIMS;
          return { ...factsOf(kept), claims, review: progressOf(claims) };
        }),
        ...page,
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/reports/{id}',
    summary: 'One report: its text with claims, attributions and mentions',
    right: 'read',
    params: { id: z.string() },
    answer: z.object({
      report: z.object({ ...reportFacts, hash: z.string() }),
      text: nullable(z.string()),
      sentences: list(span),
      claims: list(reviewedClaim),
      attributions: list(attribution),
      mentions: list(mention),
      actors: list(actor),
      versions: list(z.string()),
      notes: list(
        z.object({ id: z.string(), report: z.string(), text: z.string(), by: z.string(), at: z.string() }),
      ),
      decisions: list(decision),
      parties: list(party),
    }),
    run: async ({ params: { id } }, { book, settings }) => {
      const { report, hash, versions, notes, claims, decisions } = await book.reportFile(id);
      const removed = report.state === 'removed';
      const [reading, reviews, { parties }] = await Promise.all([
        settings.texts && !removed ? book.reading(id) : null,
        book.reviewsOf(claims.map(({ claim: of }) => of.id)),
        book.list(),
      ]);
      const around = {
        reports: new Map([[id, report.report]]),
        states: new Map(claims.map(({ claim: of, state }) => [of.id, state])),
        parties,
      };
      const found = claims.map(({ claim: of }) => of);
      return {
        report: { ...factsOf(report), hash },
        text: settings.texts ? report.report.text : null,
        sentences: settings.texts ? report.report.sentences : [],
        claims: claims.map(({ claim: of, state, asRead }) => ({
          ...claimOf(of, around),
          review: reviews.get(of.id) ?? { state, byHand: asRead === null, mended: [], decisions: [] },
        })),
        attributions: reading?.attributions ?? [],
        mentions: reading?.mentions ?? [],
        actors: reading?.actors ?? [],
        versions,
        notes,
        decisions: decisionsOf(decisions),
        parties: leadsOf(found, [], around).parties,
      };
    },
  }),
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
    path: '/api/stories',
    summary: 'Stories: reports of one event each, newest first',
    right: 'read',
    query: { alone: flag, verdicts: flag, ...DATES, ...LABELS, ...PAGE },
    answer: z.object(
      pageOf(
        z.object({
          id: z.string(),
          title: nullable(z.string()),
          reports: list(reportHead),
          verdicts: nullable(z.object({ same: z.number(), narrower: z.number(), differs: z.number() })),
        }),
      ),
    ),
    run: async ({ query }, { book, cursors }) => {
      const asked = queryOf(query);
      const [all, kept] = [await book.stories(asked), await book.reports({ ...asked, versions: 'all' })];
      const reports = new Map(kept.map(({ report }) => [report.id, report]));
      const chosen = query.alone === 'yes' ? all : all.filter((story) => story.reports.length > 1);
      const { items, ...page } = cursors.page(chosen.toReversed(), query);
      const verdictsOf = async (story: string) => {
        const { rows } = await book.compare(story, asked);
        const of = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
        return { same: of('same'), narrower: of('narrower'), differs: of('differs') };
      };
      const found = [];
      for (const story of items) {
        const heads = headsOf(story.reports, { reports });
        found.push({
          id: story.id,
          title: story.title ?? heads[0]?.title ?? null,
          reports: heads,
          verdicts: query.verdicts === 'yes' ? await verdictsOf(story.id) : null,
        });
      }
      return { items: found, ...page };
    },
  }),
  route({
    method: 'get',
    path: '/api/stories/{id}',
    summary: 'What the reports of one event say, field by field',
    right: 'read',
    params: { id: z.string() },
    query: QUERY,
    answer: comparison,
    run: ({ params, query }, { book }) => book.compare(params.id, queryOf(query)),
  }),
  route({
    method: 'get',
    path: '/api/review',
    summary: 'Claims that nobody has decided on, least certain first',
    right: 'read',
    query: { report: z.string().optional(), ...DATES, ...LABELS, ...PAGE },
    answer: z.object({ ...pageOf(reviewedClaim), ...leads }),
    run: async ({ query }, { book, cursors }) => {
      const all = await book.queue(queryOf(query));
      const { report } = query;
      const chosen = report === undefined ? all.items : all.items.filter((of) => of.report === report);
      const { items, ...page } = cursors.page(chosen, query);
      const reviews = await book.reviewsOf(items.map(({ id }) => id));
      return {
        items: items.map((of) => ({
          ...claimOf(of, all),
          review: reviews.get(of.id) ?? {
            state: 'unreviewed' as const,
            byHand: false,
            mended: [],
            decisions: [],
          },
        })),
        ...page,
        ...leadsOf(items, [], all),
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/decisions',
    summary: 'What was decided, newest first',
    right: 'read',
    query: { report: z.string().optional(), ...PAGE },
    answer: z.object(pageOf(decision)),
    run: async ({ query }, { book, cursors }) => {
      const all = await book.decisions(query.report);
      const { items, ...page } = cursors.page(decisionsOf(all).toReversed(), query);
      return { items, ...page };
    },
  }),
];

const NO_CLAIMS = { unreviewed: 0, accepted: 0, rejected: 0 };

/** A report without claims is done. */
function progressOf({ unreviewed, accepted, rejected }: Readonly<Record<Reviewed, number>> = NO_CLAIMS) {
  if (unreviewed === 0) return 'done' as const;
  return accepted + rejected === 0 ? ('unread' as const) : ('in-work' as const);
}
