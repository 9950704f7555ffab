import { z } from 'zod';
import { entriesTable, VIEW_COLUMNS, viewTable } from '../../app/book/entries-table.ts';
import { entryFileRecord } from '../../app/book/entry-record.ts';
import type { Page } from '../../app/book/index.ts';
import { matrixTable } from '../../app/book/matrix-table.ts';
import { csvTable } from '../../app/csv.ts';
import { namedFacets } from '../facets.ts';
import { route } from '../route.ts';
import { claim, reportHead } from '../schemas/claims.ts';
import { cell, entryRow, facets, leads, pageOf, step, wholeEntry } from '../schemas/entries.ts';
import {
  COUNT_TO,
  ENTRIES,
  flag,
  IDS,
  listQueryOf,
  PAGE,
  QUERY,
  queryOf,
  SORT,
} from '../schemas/parameters.ts';
import { list, nullable, party } from '../schemas/words.ts';
import {
  claimOf,
  factsOfEntry,
  gistRowsOf,
  headOf,
  type Leads,
  leadsOf,
  quoteOf,
  rowOf,
  rowsOf,
} from '../views.ts';

/** Of each side of a collision, where a few are asked for. */
const FEW_CLAIMS = 5;

const LIST = { ...ENTRIES, ...SORT };

const citedReport = z
  .object({
    ...reportHead.shape,
    fetchedUrl: nullable(z.string()),
    hash: z.string(),
    reader: z.string(),
    text: nullable(z.string()),
  })
  .meta({ id: 'CitedReport' });

export const entryRoutes = [
  route({
    method: 'get',
    path: '/api/entries',
    summary: 'Entries: one actor’s stand on one measure for one beneficiary',
    right: 'read',
    query: { ...LIST, ...IDS, facets: flag, ...PAGE },
    answer: z.object({ ...pageOf(entryRow), ...leads, facets: nullable(facets) }),
    forms: { 'text/csv': '/api/entries.csv', 'application/jsonl': '/api/entries.jsonl' },
    run: async ({ query }, { book, cursors }) => {
      const wanted = listQueryOf(query);
      const part = { ...wanted, limit: cursors.upTo(query) };
      const pageIn = <R extends { readonly id: string }>(
        all: Page<R>,
        told: (items: readonly R[], leads: Leads) => ReturnType<typeof rowsOf>,
      ) => {
        const { items, ...page } = cursors.page(all.items, query, all.total);
        const { rows, ...leading } = told(items, all);
        return { items: rows, ...page, ...leading };
      };
      return {
        ...(query.ids === 'few'
          ? pageIn(await book.gists(part), gistRowsOf)
          : pageIn(await book.rows({ ...part, cited: 'all' }), rowsOf)),
        // They are counted over all of them.
        facets: query.facets === 'yes' ? namedFacets(await book.facets(wanted)) : null,
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/entries.csv',
    summary: 'The same as a table, all of it: with columns as the register shows them, else with ids alone',
    right: 'read',
    query: { ...LIST, columns: z.array(z.enum(VIEW_COLUMNS)).max(50).optional() },
    media: 'text/csv',
    answer: z.string(),
    run: async ({ query }, { book }) => {
      const page = await book.rows(listQueryOf(query));
      return csvTable(query.columns ? viewTable(page, query.columns) : entriesTable(page.items));
    },
  }),
  route({
    method: 'get',
    path: '/api/entries.jsonl',
    summary: 'The same as JSON, an entry a line, all of it',
    right: 'read',
    query: LIST,
    media: 'application/jsonl',
    answer: z.string(),
    run: async ({ query }, { book }) => {
      const all = await book.rows(listQueryOf(query));
      return all.items.map((entry) => `${JSON.stringify(rowOf(entry, all))}\n`).join('');
    },
  }),
  route({
    method: 'get',
    path: '/api/entries/{id}',
    summary: 'All about one entry, or those that took its place',
    right: 'read',
    params: { id: z.string() },
    query: QUERY,
    answer: z.object({ items: list(wholeEntry), reports: list(citedReport), parties: list(party) }),
    run: async ({ params, query }, { book, settings }) => {
      const asked = queryOf(query);
      const found = await book.show(params.id, asked);
      const reports = new Map<string, z.input<typeof citedReport>>();
      const parties = new Map<string, z.input<typeof party>>();
      const items = [];
      for (const entry of found.items) {
        const record = await entryFileRecord(entry, found, (ids) => book.cite(ids, asked));
        const { claims, against, rejected, reports: cited, parties: named, ...rest } = record;
        for (const one of named) parties.set(one.id, one);
        for (const { id, hash, fetchedUrl, reader } of cited) {
          const report = found.reports.get(id ?? '');
          if (report === undefined || hash === undefined || reader === undefined) continue;
          const text = settings.texts ? report.text : null;
          reports.set(report.id, { ...headOf(report), hash, reader, fetchedUrl: fetchedUrl ?? null, text });
        }
        items.push({
          ...rest,
          ...factsOfEntry(entry, found),
          claims: claims.map((of) => claimOf(of, found)),
          against: against.map((of) => claimOf(of, found)),
          rejected: rejected.map((of) => claimOf(of, found)),
        });
      }
      return { items, reports: [...reports.values()], parties: [...parties.values()] };
    },
  }),
  route({
    method: 'get',
    path: '/api/matrix',
    summary: 'Actors by measures: how firmly each is bound',
    right: 'read',
    query: ENTRIES,
    answer: z.object({
      actors: list(z.string()),
      measures: list(z.string()),
      cells: list(cell),
      parties: list(party),
    }),
    forms: { 'text/csv': '/api/matrix.csv' },
    run: async ({ query }, { book }) => {
      const wanted = listQueryOf(query);
      const all = await book.matrix(wanted);
      const told = await book.tellingClaims(
        all.items.map(({ telling }) => telling),
        queryOf(query),
      );
      const actors = [...new Set(all.items.map(({ actor }) => actor))];
      return {
        actors,
        measures: [...new Set(all.items.map(({ measure }) => measure))].sort(),
        cells: all.items.map(({ telling, ...of }) => {
          const claimed = told.claims.get(telling);
          return { ...of, quote: claimed ? quoteOf(claimed, told) : null };
        }),
        parties: leadsOf([], actors, all).parties,
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/matrix.csv',
    summary: 'The same as a table',
    right: 'read',
    query: ENTRIES,
    media: 'text/csv',
    answer: z.string(),
    run: async ({ query }, { book }) => {
      const page = await book.matrix(listQueryOf(query));
      return csvTable(matrixTable(page.items, page));
    },
  }),
  route({
    method: 'get',
    path: '/api/timeline',
    summary: 'What was told when',
    right: 'read',
    query: { ...ENTRIES, ...PAGE, ...COUNT_TO },
    answer: z.object({
      ...pageOf(
        z.object({
          date: z.string(),
          claim,
          entries: list(z.object({ entry: z.string(), step: nullable(step) })),
        }),
      ),
      ...leads,
    }),
    run: async ({ query }, { book, cursors }) => {
      const part = { skip: cursors.before(query), limit: query.limit, countTo: query['count-to'] };
      const all = await book.timeline(listQueryOf(query), part);
      const { items, ...page } = cursors.pageOf(all.items, query, all.total ?? all.items.length);
      return {
        items: items.map(({ claim: told, ...rest }) => ({ ...rest, claim: claimOf(told, all) })),
        ...page,
        ...leadsOf(
          items.map((told) => told.claim),
          [],
          all,
        ),
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/collisions',
    summary: 'Who stands against whom on what',
    right: 'read',
    query: { ...ENTRIES, ...IDS, ...PAGE },
    answer: z.object({
      ...pageOf(
        z.object({
          id: z.string(),
          kind: z.string(),
          measures: list(z.string()),
          beneficiary: nullable(z.string()),
          stand: claim,
          against: claim,
          stands: list(claim),
          opposed: list(claim),
          counts: z.object({ stands: z.number(), opposed: z.number() }),
        }),
      ),
      ...leads,
    }),
    run: async ({ query }, { book, cursors }) => {
      const part = {
        skip: cursors.before(query),
        limit: query.limit,
        ...(query.ids === 'few' && { claims: FEW_CLAIMS }),
      };
      const all = await book.collisions(listQueryOf(query), part);
      const { items, ...page } = cursors.pageOf(all.items, query, all.total ?? all.items.length);
      return {
        items: items.map((collision) => ({
          ...collision,
          stand: claimOf(collision.stand, all),
          against: claimOf(collision.against, all),
          stands: collision.stands.map((of) => claimOf(of, all)),
          opposed: collision.opposed.map((of) => claimOf(of, all)),
        })),
        ...page,
        ...leadsOf(
          items.flatMap(({ stands, opposed }) => [...stands, ...opposed]),
          items.map(({ beneficiary }) => beneficiary),
          all,
        ),
      };
    },
  }),
];
