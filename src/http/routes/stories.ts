import { setImmediate as others } from 'node:timers/promises';
import { z } from 'zod';
import type { Book, BookQuery } from '../../app/book/index.ts';
import { wantedOf } from '../../app/book/query.ts';
import type { Comparison } from '../../book/comparison/compare-story.ts';
import { contains } from '../../text/span.ts';
import { route } from '../route.ts';
import { quote, reportHead } from '../schemas/claims.ts';
import { pageOf } from '../schemas/entries.ts';
import { ENTRIES, flag, IDS, listQueryOf, PAGE, queryOf } from '../schemas/parameters.ts';
import { list, nullable, span } from '../schemas/words.ts';
import { headsOf, quoteOf } from '../views.ts';

const VERDICTS = ['same', 'narrower', 'differs'] as const;

/** Of a story, where a few are asked for. */
const FEW_REPORTS = 8;
/** What a story of more reports says is compared when it is asked for itself. */
const MOST_COMPARED = 40;

const words = z.array(z.string().max(300)).max(50).optional();

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
      verdict: z.enum(VERDICTS),
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
  /** Of the sentences in which what is compared stands; spans are of the report's text. */
  claims: list(z.object({ sentence: span, evidence: span, quote })).optional(),
});

export const storyRoutes = [
  route({
    method: 'get',
    path: '/api/stories',
    summary: 'Stories: reports of one event each, newest first',
    right: 'read',
    query: {
      alone: flag,
      verdicts: flag,
      ...IDS,
      party: words,
      ...ENTRIES,
      ...PAGE,
    },
    answer: z.object(
      pageOf(
        z.object({
          id: z.string(),
          title: nullable(z.string()),
          reports: list(reportHead),
          total: z.number(),
          verdicts: nullable(z.object({ same: z.number(), narrower: z.number(), differs: z.number() })),
        }),
      ),
    ),
    run: async ({ query }, { book, cursors }) => {
      const asked = queryOf(query);
      const { measure, ...telling } = wantedOf(listQueryOf(query)).words;
      const isOfClaims = (query.state ?? query['min-confidence']) !== undefined;
      const all = await book.storyPage(
        {
          alone: query.alone === 'yes',
          ...(measure && { measures: measure }),
          ...((isOfClaims || Object.keys(telling).length > 0) && { telling }),
          ...(query.party && { parties: query.party }),
          skip: cursors.before(query),
          limit: query.limit,
          ...(query.ids === 'few' && { few: FEW_REPORTS }),
        },
        asked,
      );
      const { items, ...page } = cursors.pageOf(all.items, query, all.total);
      const ids = items.flatMap((story) => story.reports);
      const kept = await book.reports({ ...asked, reports: ids, versions: 'all' });
      const reports = new Map(kept.map(({ report }) => [report.id, report]));
      const verdicts = new Map<string, Record<(typeof VERDICTS)[number], number>>();
      if (query.verdicts === 'yes')
        for await (const { story, rows } of book.compareAll(
          asked,
          items.flatMap(({ id, total }) => (total > MOST_COMPARED ? [] : id)),
        )) {
          const of = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
          // Each takes a while: others are answered in between.
          await others();
          verdicts.set(story.id, { same: of('same'), narrower: of('narrower'), differs: of('differs') });
        }
      const found = [];
      for (const story of items) {
        const heads = headsOf(story.reports, { reports });
        found.push({
          id: story.id,
          title: story.title ?? heads[0]?.title ?? null,
          reports: heads,
          total: story.total,
          verdicts: verdicts.get(story.id) ?? null,
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
    query: { claims: flag, ...ENTRIES },
    answer: comparison,
    run: async ({ params, query }, { book }) => {
      const asked = listQueryOf(query);
      const compared = await book.compare(params.id, asked);
      return query.claims === 'yes'
        ? { ...compared, claims: await claimsTold(compared, book, asked) }
        : compared;
    },
  }),
];

/** The claims in whose sentences what is compared stands. */
async function claimsTold({ rows }: Comparison, book: Book, asked: BookQuery) {
  const places = rows.flatMap(({ values }) => values.flatMap((value) => value.in));
  const byReport = Map.groupBy(places, ({ report }) => report);
  const { items, ...leads } = await book.claimsOf([...byReport.keys()], asked);
  return items
    .filter(({ report, sentence }) => byReport.get(report)?.some((place) => contains(sentence, place)))
    .map((claim) => ({ sentence: claim.sentence, evidence: claim.evidence, quote: quoteOf(claim, leads) }));
}
