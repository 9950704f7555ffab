import { z } from 'zod';
import type { BookQuery } from '../../app/book/index.ts';
import { type Ask, route } from '../route.ts';
import { reportHead } from '../schemas/claims.ts';
import { pageOf } from '../schemas/entries.ts';
import { DATES, flag, LABELS, PAGE, QUERY, queryOf } from '../schemas/parameters.ts';
import { list, nullable, span } from '../schemas/words.ts';
import { headsOf } from '../views.ts';

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

export const storyRoutes = [
  route({
    method: 'get',
    path: '/api/stories',
    summary: 'Stories: reports of one event each, newest first',
    right: 'read',
    query: { alone: flag, verdicts: flag, measure: words, party: words, ...DATES, ...LABELS, ...PAGE },
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
      const all = await book.stories(asked);
      const telling = await reportsTelling(query, asked, book);
      const chosen = all.filter(
        (story) =>
          (query.alone === 'yes' || story.reports.length > 1) &&
          (telling === null || story.reports.some((id) => telling.has(id))),
      );
      const { items, ...page } = cursors.page(chosen.toReversed(), query);
      const ids = items.flatMap((story) => story.reports);
      const kept = await book.reports({ ...asked, reports: ids, versions: 'all' });
      const reports = new Map(kept.map(({ report }) => [report.id, report]));
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
];

/** Reports that tell of one of the measures and name one of the parties; null where neither is asked for. */
async function reportsTelling(
  {
    measure,
    party,
  }: { readonly measure?: readonly string[] | undefined; readonly party?: readonly string[] | undefined },
  asked: BookQuery,
  book: Ask['book'],
): Promise<ReadonlySet<string> | null> {
  const found: ReadonlySet<string>[] = [];
  if (measure) {
    found.push(new Set(await book.reportsTelling({ ...asked, measure })));
  }
  if (party) {
    found.push(new Set(await book.reportIds({ ...asked, parties: party, versions: 'all' })));
  }
  const [first, ...others] = found;
  return first === undefined ? null : new Set([...first].filter((id) => others.every((one) => one.has(id))));
}
