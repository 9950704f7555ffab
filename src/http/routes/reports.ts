import { z } from 'zod';
import { sentencesOf } from '../../app/book/decisions/fields.ts';
import { wantedOf } from '../../app/book/query.ts';
import { route } from '../route.ts';
import { actor, attribution, decision, mention, reportFacts, reviewedClaim } from '../schemas/claims.ts';
import { pageOf } from '../schemas/entries.ts';
import { flag, listQueryOf, PAGE, QUERY, queryOf, WORDS } from '../schemas/parameters.ts';
import { list, nullable, party, progressState, span } from '../schemas/words.ts';
import { claimOf, decisionsOf, factsOf, leadsOf } from '../views.ts';

// These are asked of the report itself.
const { text: _, publisher: __, 'told-since': ___, ...TELLING } = WORDS;

const counts = z.object({ unreviewed: z.number(), accepted: z.number(), rejected: z.number() });

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
      review: z.array(progressState).optional(),
      ...TELLING,
      ...QUERY,
      ...PAGE,
    },
    answer: z.object(pageOf(z.object({ ...reportFacts, claims: counts, review: progressState }))),
    run: async ({ query }, { book, cursors }) => {
      const { text, publisher, story, party: parties, since, presence, versions, review } = query;
      const asked = {
        ...queryOf(query),
        state: presence,
        versions: presence === 'removed' ? 'all' : versions,
        ...(text?.trim() && { text }),
        ...(publisher && { publishers: publisher }),
        ...(story && { stories: story }),
        ...(parties && { parties }),
        ...(since !== undefined && { since }),
        ...(review && { progress: review }),
        ...tellingOf(query),
      };
      const all = await book.reports({ ...asked, newest: true, limit: cursors.upTo(query) });
      const { items, ...page } = cursors.page(all, query, await book.countReports(asked));
      const ids = items.map(({ report }) => report.id);
      const [states, feeds] = await Promise.all([book.reviews(ids, presence), book.feedsOf(ids)]);
      return {
        items: items.map((kept) => ({
          ...factsOf(kept, feeds.get(kept.report.id) ?? []),
          claims: states.get(kept.report.id) ?? NO_CLAIMS,
          review: kept.progress.state,
        })),
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
    query: { blind: flag },
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
    run: async ({ params: { id }, query }, { book, settings }) => {
      const { report, hash, versions, parties, ...rest } = await book.reportFile(id);
      // Who codes from nothing is shown nothing that was read or decided.
      const isBlind = query.blind === 'yes';
      const { notes, claims, decisions } = isBlind ? { notes: [], claims: [], decisions: [] } : rest;
      // A coder works through the sentences of a report that was not read, too.
      const sentences = isBlind ? sentencesOf(report.report) : report.report.sentences;
      const removed = report.state === 'removed';
      const [reading, reviews, feeds] = await Promise.all([
        settings.texts && !removed && !isBlind ? book.reading(id) : null,
        book.reviewsOf(claims.map(({ claim: of }) => of.id)),
        book.feedsOf([id]),
      ]);
      const around = {
        reports: new Map([[id, report.report]]),
        states: new Map(claims.map(({ claim: of, state }) => [of.id, state])),
        parties: new Map(parties.map((one) => [one.id, one])),
      };
      const found = claims.map(({ claim: of }) => of);
      return {
        report: { ...factsOf(report, feeds.get(id) ?? []), hash },
        text: settings.texts ? report.report.text : null,
        sentences: settings.texts ? sentences : [],
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
];

/** What is asked of the entries that a report tells of. */
function tellingOf(query: Parameters<typeof listQueryOf>[0]) {
  const { text: _, publisher: __, since: ___, ...telling } = wantedOf(listQueryOf(query)).words;
  const isOfClaims = (query.state ?? query['min-confidence']) !== undefined;
  return isOfClaims || Object.keys(telling).length > 0 ? { telling } : {};
}

const NO_CLAIMS = { unreviewed: 0, accepted: 0, rejected: 0 };
