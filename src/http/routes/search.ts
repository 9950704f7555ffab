import { z } from 'zod';
import { slice } from '../../text/span.ts';
import { route } from '../route.ts';
import { claim, reportHead } from '../schemas/claims.ts';
import { ENTRIES, listQueryOf, PAGE } from '../schemas/parameters.ts';
import { list, party, span } from '../schemas/words.ts';
import { claimOf, headOf, leadsOf } from '../views.ts';

const { text: _, ...FILTERS } = ENTRIES;

export const searchRoutes = [
  route({
    method: 'get',
    path: '/api/search/texts',
    summary: 'Reports that have these words, best first, with the claims in whose sentences they stand',
    right: 'read',
    query: { words: z.string().min(1).max(500), ...FILTERS, limit: PAGE.limit },
    answer: z.object({
      items: list(
        z.object({
          report: reportHead,
          inTitle: list(span),
          snippet: z.object({ start: z.number(), end: z.number(), text: z.string() }),
          /** Where the words stand in the report's text. */
          inText: list(span),
          quotes: list(z.object({ claim, found: list(span), entries: list(z.string()) })),
        }),
      ),
      parties: list(party),
    }),
    run: async ({ query: { words, limit, ...query } }, { book }) => {
      const page = await book.search(words, { ...listQueryOf(query), limit });
      const items = page.items.flatMap(({ report, inTitle, inText, snippet, quotes }) => {
        const kept = page.reports.get(report);
        if (kept === undefined) return [];
        const { start, end } = snippet;
        return [
          {
            report: headOf(kept),
            inTitle,
            inText,
            snippet: { start, end, text: slice(kept.text, snippet) },
            quotes: quotes.map((quote) => ({ ...quote, claim: claimOf(quote.claim, page) })),
          },
        ];
      });
      const claims = page.items.flatMap(({ quotes }) => quotes.map((quote) => quote.claim));
      return { items, parties: leadsOf(claims, [], page).parties };
    },
  }),
];
