import { z } from 'zod';
import { STANDINGS } from '../../book/matrix.ts';
import { knownClaim, quote, reportHead } from './claims.ts';
import { act, conditionKind, firmness, list, nullable, party, sourceGrade, trigger } from './words.ts';

const step = z.enum(['firmer', 'weaker', 'taken-back', 'fulfilled', 'contradicted', 'same', 'differs']);

const rowFields = {
  id: z.string(),
  actor: z.string(),
  measure: z.string(),
  beneficiary: nullable(z.string()),
  state: nullable(
    z.object({
      act,
      negated: z.boolean(),
      firmness: nullable(firmness),
      direction: z.enum(['for', 'against', 'open']),
      change: nullable(step),
      claim: z.string(),
    }),
  ),
  history: list(z.object({ claim: z.string(), step: nullable(step) })),
  stands: list(z.string()),
  expected: list(z.string()),
  conditions: list(z.object({ kind: conditionKind, trigger: nullable(trigger), claims: list(z.string()) })),
  sources: list(z.string()),
  quote: nullable(quote),
  since: nullable(z.string()),
  until: nullable(z.string()),
};

export const entryRow = z
  .object({
    ...rowFields,
    against: list(z.string()),
    claims: list(z.string()),
    counts: z.object({
      history: z.number(),
      stands: z.number(),
      expected: z.number(),
      against: z.number(),
      claims: z.number(),
    }),
    reports: z.number(),
    confirmed: z.number(),
    grades: list(sourceGrade),
  })
  .meta({ id: 'EntryRow' });

export const wholeEntry = z
  .object({
    ...rowFields,
    against: list(knownClaim),
    claims: list(knownClaim),
    rejected: list(knownClaim),
  })
  .meta({ id: 'Entry' });

/** What answers lead to. */
export const leads = { reports: list(reportHead), parties: list(party) };

export const pageOf = <T extends z.ZodType>(item: T) => ({
  items: list(item),
  total: z.number(),
  next: nullable(z.string()),
});

const counts = list(z.object({ value: z.string(), name: z.string(), count: z.number() }));

export const facets = z.object({
  actor: counts,
  measure: counts,
  beneficiary: counts,
  firmness: counts,
  condition: counts,
  source: counts,
  publisher: counts,
});

export const cell = z.object({
  actor: z.string(),
  measure: z.string(),
  standing: z.enum(STANDINGS),
  conditional: z.boolean(),
  entries: list(z.string()),
  quote: nullable(quote),
});

export { step };
