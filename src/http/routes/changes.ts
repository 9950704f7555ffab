import { z } from 'zod';
import { keyOfId } from '../../book/entries.ts';
import type { Ask } from '../route.ts';
import { route } from '../route.ts';
import { claim } from '../schemas/claims.ts';
import { leads } from '../schemas/entries.ts';
import { CLAIMS, KNOWN, LABELS, listQueryOf, SINCE, TELLINGS, WORDS } from '../schemas/parameters.ts';
import { list, nullable } from '../schemas/words.ts';
import { claimOf, leadsOf } from '../views.ts';

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

/** So many changes of each kind at most, the first by their entries. */
const SOME = {
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'a number from 1 to 9999 is wanted')
    .transform(Number)
    .optional(),
};

export const changeRoutes = [
  route({
    method: 'get',
    path: '/api/diff',
    summary: 'What changed between two days',
    right: 'read',
    query: {
      from: z.string(),
      to: z.string(),
      ...WORDS,
      ...SINCE,
      ...KNOWN,
      ...CLAIMS,
      ...LABELS,
      ...TELLINGS,
      ...SOME,
    },
    answer: z.object({
      items: list(z.object({ kind: change, entry: z.string(), claims: list(claim), tellings: z.number() })),
      /** How many changes of each kind there are. */
      counts: z.partialRecord(change, z.number()),
      overdue: list(overdue),
      ...leads,
    }),
    run: async ({ query }, { book }) => {
      const { from, to, tellings, limit, ...rest } = query;
      const asked = listQueryOf(rest);
      const page = await book.diff(from, to, asked);
      const late = await book.overdue(to, asked);
      const kinds = Map.groupBy(page.items, ({ kind }) => kind);
      const some = limit === undefined ? page.items : [...kinds.values()].flatMap((of) => of.slice(0, limit));
      const items = some.map(({ claims: of, ...item }) => {
        return { ...item, claims: of.slice(0, tellings), tellings: of.length };
      });
      const claims = [...items, ...late.items].flatMap((of) => of.claims);
      const entries = items.map(({ entry }) => keyOfId(entry));
      return {
        items: items.map((of) => ({ ...of, claims: of.claims.map((one) => claimOf(one, page)) })),
        counts: Object.fromEntries([...kinds].map(([kind, of]) => [kind, of.length])),
        overdue: late.items.map((of) => overdueOf(of, late)),
        ...leadsOf(
          claims,
          entries.flatMap(({ actor, beneficiary }) => [actor, beneficiary]),
          {
            reports: new Map([...late.reports, ...page.reports]),
            parties: new Map([...late.parties, ...page.parties]),
            states: page.states,
          },
        ),
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/overdue',
    summary: 'Deadlines that passed without a word that they were kept',
    right: 'read',
    query: { on: z.string(), ...WORDS, ...SINCE, ...KNOWN, ...CLAIMS, ...LABELS },
    answer: z.object({ items: list(overdue), ...leads }),
    run: async ({ query }, { book }) => {
      const { on, ...rest } = query;
      const late = await book.overdue(on, listQueryOf(rest));
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
];

type Late = Awaited<ReturnType<Ask['book']['overdue']>>;
const overdueOf = ({ claims, putOff, ...of }: Late['items'][number], late: Late) => ({
  ...of,
  claims: claims.map((one) => claimOf(one, late)),
  putOff: putOff && claimOf(putOff, late),
});
