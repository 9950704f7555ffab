import { z } from 'zod';
import { isCurrency, parseRates } from '../../book/amounts/rates.ts';
import { STAGES } from '../../book/amounts/stage.ts';
import { UsageError } from '../../text/errors.ts';
import { contains, type Span, slice } from '../../text/span.ts';
import type { Ask } from '../route.ts';
import { route } from '../route.ts';
import { quote } from '../schemas/claims.ts';
import { leads } from '../schemas/entries.ts';
import { ENTRIES, listQueryOf, TELLINGS } from '../schemas/parameters.ts';
import { list, nullable, span } from '../schemas/words.ts';
import { headsOf, type Leads, leadsOf } from '../views.ts';

const many = z.array(z.string().max(300)).max(50).default([]);

const interval = { low: z.number(), high: nullable(z.number()), about: z.boolean() };
const figure = z.object({
  ...interval,
  sums: list(z.string()),
  claims: list(z.string()),
  told: z.number(),
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
const choices = list(z.object({ id: z.string(), sums: z.number() }));
const gap = z.object({
  lines: list(z.object({ measure: z.string(), unit: z.string(), per, stages: z.record(stage, figure) })),
  sums: list(
    z.object({
      ...interval,
      id: z.string(),
      amounts: list(told),
      tellings: z.number(),
      unit: z.string(),
      per,
      stage,
    }),
  ),
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
  withheld: z.number(),
  choices: z.object({ givers: choices, beneficiaries: choices, measures: choices }),
  ...leads,
});

const GAP = {
  ...ENTRIES,
  actor: many,
  beneficiary: many,
  measure: many,
  ...TELLINGS,
  'rests-on': z.string().max(200).optional(),
};

export const gapRoutes = [
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

type GapAsked = z.output<z.ZodObject<typeof GAP>>;
type Conversion = NonNullable<Parameters<Ask['book']['gap']>[0]>['conversion'];

async function gapIn(
  book: Ask['book'],
  { beneficiary, tellings: few, 'rests-on': restsOn, ...rest }: GapAsked,
  conversion: Conversion | null,
): Promise<z.input<typeof gap>> {
  const { actor, measure, ...query } = listQueryOf(rest);
  const found = await book.gap({
    ...query,
    ...(actor?.length && { actor }),
    ...(beneficiary.length > 0 && { beneficiary }),
    ...(measure?.length && { measure }),
    ...(conversion && { conversion }),
    ...(few !== undefined && { few }),
    ...(restsOn !== undefined && { restsOn }),
  });
  const { lines, sums, links, decided, notGiven, withheld, choices } = found;
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
    withheld,
    choices,
    reports: headsOf(named, found),
    parties: leadsOf(
      [],
      [...choices.givers, ...choices.beneficiaries].map(({ id }) => id),
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
