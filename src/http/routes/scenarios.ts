import { z } from 'zod';
import { FEW } from '../../book/entry-gist.ts';
import { SCENARIO_STATES } from '../../book/scenario/standings.ts';
import { parseScenario } from '../../book/scenario/words.ts';
import { Refusal } from '../problem.ts';
import { route } from '../route.ts';
import { condition, quote } from '../schemas/claims.ts';
import { CURSOR, ENTRIES, flag, IDS, LIMIT, listQueryOf, QUERY, queryOf } from '../schemas/parameters.ts';
import { act, firmness, list, nullable, party, trigger } from '../schemas/words.ts';
import { leadsOf, quoteOf } from '../views.ts';

const truth = z.enum(['yes', 'no', 'unknown']);

const standing = z.object({
  claim: z.string(),
  condition,
  trigger: nullable(trigger),
  asks: z.enum(['come', 'not-come']),
  value: truth,
  by: list(z.string()),
});

const state = z.enum(SCENARIO_STATES);

const outlook = z
  .object({
    entry: z.string(),
    state,
    was: state,
    claim: nullable(z.string()),
    act: nullable(act),
    firmness: nullable(firmness),
    conditions: list(standing),
    possiblyAlsoWaiting: list(standing.extend({ claims: list(z.string()) })),
    quote: nullable(quote),
  })
  .meta({ id: 'Outlook' });

const many = z.array(z.string().max(300)).max(50).default([]);

export const scenarioRoutes = [
  route({
    method: 'get',
    path: '/api/what-if',
    summary: 'What would come into force if',
    right: 'read',
    query: {
      set: many,
      standing: state.optional(),
      hanging: flag,
      ...IDS,
      ...ENTRIES,
      ...LIMIT(500, 40),
      ...CURSOR,
    },
    answer: z.object({
      scenario: z.record(z.string(), z.enum(['yes', 'no'])),
      standings: list(
        z.object({
          state,
          total: z.number(),
          moved: z.number(),
          entries: list(outlook),
          next: nullable(z.string()),
        }),
      ),
      idle: list(z.string()),
      triggers: list(z.object({ trigger: z.string(), entries: z.number() })),
      parties: list(party),
    }),
    run: async ({ query }, { book, cursors }) => {
      const { standing: only, hanging, limit } = query;
      if (query.cursor !== undefined && only === undefined)
        throw new Refusal(400, 'http/cursor', 'a cursor goes on in one standing; name it');
      const found = await book.standings(
        query.set,
        {
          hanging: hanging === 'yes',
          states: only ? [only] : SCENARIO_STATES,
          skip: cursors.before(query),
          limit,
        },
        listQueryOf(query),
      );
      const shortened = <T>(ids: readonly T[]): readonly T[] => (query.ids === 'few' ? ids.slice(-FEW) : ids);
      return {
        scenario: Object.fromEntries(parseScenario(query.set)),
        standings: found.standings.map(({ state, total, moved, entries }) => ({
          state,
          total,
          moved,
          entries: entries.map((one) => {
            const telling = found.claims.get(one.claim ?? '');
            return {
              ...one,
              possiblyAlsoWaiting: one.possiblyAlsoWaiting.map((laid) => {
                return { ...laid, claims: shortened(laid.claims) };
              }),
              quote: telling ? quoteOf(telling, found) : null,
            };
          }),
          next: (only ? cursors : cursors.with('standing', state)).pageOf(entries, query, total).next,
        })),
        idle: found.idle,
        triggers: found.switches,
        parties: found.parties,
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/what-would-it-take',
    summary: 'The smallest sets of triggers that bring a goal about',
    right: 'read',
    query: { goal: many, ...QUERY, ...LIMIT(100, 20) },
    answer: z.object({
      answers: list(
        z.object({
          settings: list(
            z.object({ trigger: z.string(), value: z.enum(['yes', 'no']), controller: nullable(z.string()) }),
          ),
          reach: z.string(),
          entries: list(z.string()),
          count: nullable(
            z.object({ low: z.number(), high: nullable(z.number()), withDecisions: nullable(z.number()) }),
          ),
        }),
      ),
      rest: z.enum(['none', 'more', 'not-searched']),
      beyond: list(z.object({ entry: z.string(), why: z.string() })),
      parties: list(party),
    }),
    run: async ({ query }, { book }) => {
      const page = await book.whatWouldItTake(query.goal, query.limit, queryOf(query));
      const { answers, rest, beyond } = page;
      const named = new Set([
        ...answers.flatMap(({ entries }) => entries),
        ...beyond.map(({ entry }) => entry),
      ]);
      const ids = page.items
        .filter(({ id }) => named.has(id))
        .flatMap(({ actor, beneficiary }) => [actor, beneficiary]);
      const states = answers.flatMap(({ settings }) =>
        settings.map(({ controller }) => `state:${controller?.slice(0, 3)}`),
      );
      return { answers, rest, beyond, parties: leadsOf([], [...ids, ...states], page).parties };
    },
  }),
];
