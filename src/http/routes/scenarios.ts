import { z } from 'zod';
import { isCurrency, parseRates } from '../../book/amounts/rates.ts';
import { STAGES } from '../../book/amounts/stage.ts';
import { parseScenario } from '../../book/scenario/words.ts';
import { UsageError } from '../../text/errors.ts';
import { contains, type Span, slice } from '../../text/span.ts';
import type { Ask } from '../route.ts';
import { route } from '../route.ts';
import { claim, condition, quote } from '../schemas/claims.ts';
import { leads } from '../schemas/entries.ts';
import { KNOWN, LABELS, LIMIT, QUERY, queryOf } from '../schemas/parameters.ts';
import { act, firmness, list, nullable, party, span, trigger } from '../schemas/words.ts';
import { claimOf, headsOf, type Leads, leadsOf, quoteOf } from '../views.ts';

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

const interval = { low: z.number(), high: nullable(z.number()), about: z.boolean() };
const figure = z.object({
  ...interval,
  sums: list(z.string()),
  claims: list(z.string()),
  from: nullable(z.string()),
  to: nullable(z.string()),
  converted: z.unknown(),
});
const per = nullable(z.enum(['year', 'month']));
const stage = z.enum(STAGES);
const told = z.object({
  ...span.shape,
  ...interval,
  id: z.string(),
  report: z.string(),
  claims: list(z.string()),
  unit: z.string(),
  per,
  stage,
  stageBy: z.enum(['words', 'firmness', 'whole']),
  givers: list(z.string()),
  beneficiaries: list(z.string()),
  measures: list(z.string()),
  on: nullable(z.string()),
  when: z.unknown(),
  marks: list(z.string()),
  whole: nullable(z.string()),
  telling: z.enum(['first', 'repeat', 'renewal', 'progress']),
  quote,
});
const gap = z.object({
  lines: list(z.object({ measure: z.string(), unit: z.string(), per, stages: z.record(stage, figure) })),
  sums: list(z.object({ ...interval, id: z.string(), amounts: list(told), unit: z.string(), per, stage })),
  links: list(
    z.object({
      sum: z.string(),
      other: z.string(),
      kind: z.enum(['same', 'part']),
      doubts: list(z.string()),
      waits: z.boolean(),
    }),
  ),
  decided: list(
    z.object({
      amount: z.string(),
      other: z.string(),
      verdict: z.enum(['same', 'part', 'apart']),
      decision: z.string(),
      by: z.string(),
      at: z.string(),
      why: nullable(z.string()),
    }),
  ),
  notGiven: list(
    z.object({ ...interval, claim: z.string(), span, unit: z.string(), why: z.string(), quote }),
  ),
  ...leads,
});

const GAP = { actor: many, beneficiary: many, measure: many, ...QUERY };

const change = z.enum([
  'new',
  'firmer',
  'weaker',
  'taken-back',
  'fulfilled',
  'contradicted',
  'opposed',
  'gone',
]);

const overdue = z.object({
  entry: z.string(),
  deadline: z.string(),
  daysLate: z.number(),
  claims: list(claim),
  putOff: nullable(claim),
});

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
  route({
    method: 'get',
    path: '/api/diff',
    summary: 'What changed between two days',
    right: 'read',
    query: { from: z.string(), to: z.string(), ...KNOWN, state: QUERY.state, ...LABELS },
    answer: z.object({
      items: list(z.object({ kind: change, entry: z.string(), claims: list(claim) })),
      overdue: list(overdue),
      ...leads,
    }),
    run: async ({ query }, { book }) => {
      const { from, to, ...rest } = query;
      const asked = queryOf(rest);
      const page = await book.diff(from, to, asked);
      const late = await book.overdue(to, asked);
      const claims = [...page.items, ...late.items].flatMap((of) => of.claims);
      const entries = page.items.flatMap(({ before, after }) => [before, after]);
      return {
        items: page.items.map(({ kind, entry, claims: of }) => ({
          kind,
          entry,
          claims: of.map((one) => claimOf(one, page)),
        })),
        overdue: late.items.map((of) => overdueOf(of, late)),
        ...leadsOf(
          claims,
          entries.flatMap((entry) => (entry ? [entry.actor, entry.beneficiary] : [])),
          page,
        ),
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/overdue',
    summary: 'Deadlines that passed without a word that they were kept',
    right: 'read',
    query: { on: z.string(), ...KNOWN, state: QUERY.state, ...LABELS },
    answer: z.object({ items: list(overdue), ...leads }),
    run: async ({ query }, { book }) => {
      const { on, ...rest } = query;
      const late = await book.overdue(on, queryOf(rest));
      return {
        items: late.items.map((of) => overdueOf(of, late)),
        ...leadsOf(
          late.items.flatMap(({ claims, putOff }) => [...claims, ...(putOff ? [putOff] : [])]),
          [],
          late,
        ),
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/gap',
    summary: 'What was promised, set aside and delivered',
    right: 'read',
    query: GAP,
    answer: gap,
    run: ({ query }, { book }) => gapIn(book, query, null),
  }),
  route({
    method: 'post',
    path: '/api/gap',
    summary: 'The same, converted at the rates that are sent',
    right: 'read',
    query: GAP,
    body: z.object({ in: z.string().max(10), rates: z.string() }),
    answer: gap,
    run: ({ query, body }, { book }) => {
      if (!isCurrency(body.in))
        throw new UsageError(
          'usage/currency',
          `"${body.in}" is no currency; write its ISO 4217 code, as EUR`,
        );
      return gapIn(book, query, { to: body.in, rates: parseRates(body.rates, 'rates') });
    },
  }),
];

const triggersOf = ({
  trigger: of,
}: {
  readonly trigger: z.output<typeof trigger> | null;
}): readonly string[] =>
  of === null ? [] : ('any' in of ? of.any : of.all).map((name) => name.replace(/^!/, ''));

type Late = Awaited<ReturnType<Ask['book']['overdue']>>;
const overdueOf = ({ claims, putOff, ...of }: Late['items'][number], late: Late) => ({
  ...of,
  claims: claims.map((one) => claimOf(one, late)),
  putOff: putOff && claimOf(putOff, late),
});

type GapAsked = z.output<z.ZodObject<typeof GAP>>;
type Conversion = NonNullable<Parameters<Ask['book']['gap']>[0]>['conversion'];

async function gapIn(
  book: Ask['book'],
  { actor, beneficiary, measure, ...rest }: GapAsked,
  conversion: Conversion | null,
): Promise<z.input<typeof gap>> {
  const found = await book.gap({
    ...(actor.length > 0 && { actor }),
    ...(beneficiary.length > 0 && { beneficiary }),
    ...(measure.length > 0 && { measure }),
    ...(conversion && { conversion }),
    ...queryOf(rest),
  });
  const { lines, sums, links, decided, notGiven } = found;
  const amounts = sums.flatMap((sum) => sum.amounts);
  const named = new Set([
    ...amounts.map(({ report }) => report),
    ...notGiven.map(({ claim: id }) => reportOf(id)),
  ]);
  return {
    lines,
    sums: sums.map((sum) => ({
      ...sum,
      amounts: sum.amounts.map((of) => ({ ...of, quote: quoteAt(of.claims[0] ?? '', of.report, of, found) })),
    })),
    links,
    decided,
    notGiven: notGiven.map((of) => ({ ...of, quote: quoteAt(of.claim, reportOf(of.claim), of.span, found) })),
    reports: headsOf(named, found),
    parties: leadsOf(
      [],
      amounts.flatMap(({ givers, beneficiaries }) => [...givers, ...beneficiaries]),
      found,
    ).parties,
  };
}

/** The report that a claim's id begins with. */
const reportOf = (claimId: string): string => claimId.replace(/#[^#]*$/, '');

/** The sentence around an amount, with the amount marked. */
function quoteAt(id: string, report: string, { start, end }: Span, { reports, states }: Leads) {
  const { text = '', sentences = [] } = reports.get(report) ?? {};
  const sentence = sentences.find((s) => contains(s, { start, end })) ?? { start, end };
  return {
    claim: id,
    report,
    sentence: slice(text, sentence),
    evidence: { start: start - sentence.start, end: end - sentence.start },
    state: states.get(id) ?? ('unreviewed' as const),
  };
}
