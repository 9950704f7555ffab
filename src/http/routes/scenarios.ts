import { z } from 'zod';
import { parseScenario } from '../../book/scenario/words.ts';
import { route } from '../route.ts';
import { condition, quote } from '../schemas/claims.ts';
import { LIMIT, QUERY, queryOf } from '../schemas/parameters.ts';
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

const outlook = z
  .object({
    entry: z.string(),
    state: z.enum(['in-force', 'waiting', 'decision-due', 'void', 'open']),
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
    query: { set: many, ...QUERY },
    answer: z.object({
      scenario: z.record(z.string(), z.enum(['yes', 'no'])),
      entries: list(outlook),
      idle: list(z.string()),
      triggers: list(z.object({ trigger: z.string(), entries: z.number() })),
      parties: list(party),
    }),
    run: async ({ query }, { book }) => {
      const page = await book.whatIf(query.set, queryOf(query));
      const claims = new Map(page.items.flatMap((entry) => entry.claims.map((of) => [of.id, of])));
      const hanging = new Map<string, number>();
      for (const { conditions, possiblyAlsoWaiting } of page.entries)
        for (const name of new Set([...conditions, ...possiblyAlsoWaiting].flatMap(triggersOf)))
          hanging.set(name, (hanging.get(name) ?? 0) + 1);
      const entries = page.entries.map((one) => {
        const telling = claims.get(one.claim ?? '');
        return { ...one, quote: telling ? quoteOf(telling, page) : null };
      });
      return {
        scenario: Object.fromEntries(parseScenario(query.set)),
        entries,
        idle: page.idle,
        triggers: [...hanging]
          .map(([name, n]) => ({ trigger: name, entries: n }))
          .sort((a, b) => b.entries - a.entries || (a.trigger < b.trigger ? -1 : 1)),
        parties: leadsOf(
          [],
          page.items.flatMap(({ actor, beneficiary }) => [actor, beneficiary]),
          page,
        ).parties,
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

const triggersOf = ({
  trigger: of,
}: {
  readonly trigger: z.output<typeof trigger> | null;
}): readonly string[] =>
  of === null ? [] : ('any' in of ? of.any : of.all).map((name) => name.replace(/^!/, ''));
