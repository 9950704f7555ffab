import { z } from 'zod';
import type { ListQuery } from '../../app/book/index.ts';
import { slice } from '../../text/span.ts';
import { type Ask, route } from '../route.ts';
import { claim, reportHead } from '../schemas/claims.ts';
import { entryRow } from '../schemas/entries.ts';
import { ENTRIES, listQueryOf, PAGE } from '../schemas/parameters.ts';
import { list, party, span } from '../schemas/words.ts';
import { claimOf, headOf, leadsOf, leadsOfEntries, rowOf } from '../views.ts';
import { measuresOf } from './actors.ts';

const PLACES = ['reports', 'entries', 'actors', 'measures', 'stories'] as const;

export const searchRoutes = [
  route({
    method: 'get',
    path: '/api/search',
    summary: 'Words in reports, entries, names and titles',
    right: 'read',
    query: {
      words: z.string().min(1).max(500),
      in: z.array(z.enum(PLACES)).max(PLACES.length).optional(),
      ...ENTRIES,
      limit: PAGE.limit,
    },
    answer: z.object({
      /** Those that fit best first, with the claims in whose sentences the words stand. */
      reports: list(
        z.object({
          report: reportHead,
          inTitle: list(span),
          snippet: z.object({ start: z.number(), end: z.number(), text: z.string() }),
          /** Where the words stand in the report's text. */
          inText: list(span),
          quotes: list(z.object({ claim, found: list(span), entries: list(z.string()) })),
        }),
      ),
      entries: list(entryRow),
      actors: list(party),
      measures: list(z.object({ id: z.string(), label: z.string() })),
      stories: list(z.object({ id: z.string(), title: z.string() })),
      parties: list(party),
    }),
    run: async ({ query: { words, in: places = PLACES, limit, ...query } }, { book }) => {
      const asked = listQueryOf(query);
      const isIn = (place: (typeof PLACES)[number]): boolean => places.includes(place);
      const reports = isIn('reports') ? await reportsWith(words, { ...asked, limit }, book) : NOTHING;
      const entries = isIn('entries') ? await entriesWith(words, { ...asked, limit }, book) : NOTHING;
      const holds = holding(words);
      const measures = measuresOf(book).filter(({ id, label }) => holds(id, label));
      return {
        reports: reports.items,
        entries: entries.items,
        actors: isIn('actors') ? (await actorsCalled(holds, asked, book)).slice(0, limit) : [],
        measures: isIn('measures') ? measures.slice(0, limit).map(({ id, label }) => ({ id, label })) : [],
        stories: isIn('stories') ? (await storiesCalled(holds, book)).slice(0, limit) : [],
        parties: [...new Map([...reports.parties, ...entries.parties].map((one) => [one.id, one])).values()],
      };
    },
  }),
];

const NOTHING = { items: [], parties: [] };

/** Words may stand apart in a report. @throws UsageError `usage/words` where there is none */
async function reportsWith(words: string, asked: ListQuery, book: Ask['book']) {
  const page = await book.search(words, asked);
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
}

async function entriesWith(words: string, asked: ListQuery, book: Ask['book']) {
  const told = await book.searchEntries(words, asked);
  return {
    items: told.items.map((entry) => rowOf(entry, told)),
    parties: leadsOfEntries(told.items, told).parties,
  };
}

type Holds = (...texts: readonly string[]) => boolean;

function holding(words: string): Holds {
  const wanted = words.trim().toLowerCase();
  return (...texts) => texts.some((text) => text.toLowerCase().includes(wanted));
}

async function actorsCalled(holds: Holds, asked: ListQuery, book: Ask['book']) {
  const { entries, parties } = await book.tally('actor', asked);
  return [...entries.keys()]
    .flatMap((id) => parties.get(id) ?? [])
    .filter((one) => holds(one.id, one.name, ...(one.aliases ?? [])));
}

async function storiesCalled(holds: Holds, book: Ask['book']) {
  const stories = await book.storyTitles();
  return stories.flatMap(({ id, title }) => (title !== null && holds(title) ? [{ id, title }] : []));
}
