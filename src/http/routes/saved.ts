import { z } from 'zod';
import { byOf } from '../by.ts';
import { feedOf } from '../feed.ts';
import { Refusal } from '../problem.ts';
import type { Ask } from '../route.ts';
import { Answered, route } from '../route.ts';
import { LATEST, savedKind, savedParameters } from '../saved-query.ts';
import { listQueryOf, queryOf } from '../schemas/parameters.ts';
import { list } from '../schemas/words.ts';

/** It stands in addresses, where `.` and `..` would be steps. */
const name = z
  .string()
  .max(80, 'a name has 80 letters at most')
  .regex(/^[^.]/, 'a name does not begin with a full stop')
  .regex(/^\S(?:.*\S)?$/su, 'a name neither begins nor ends with a blank')
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u, 'a name has nothing that cannot be printed')
  .regex(/^[^<>]*$/, 'a name has no < and no >')
  .refine((text) => !/\.atom$/i.test(text), 'a name does not end with .atom');

const saved = z
  .object({ name: z.string(), kind: savedKind, query: z.string(), by: z.string(), at: z.string() })
  .meta({ id: 'Saved' });

export const savedRoutes = [
  route({
    method: 'get',
    path: '/api/saved',
    summary: 'Questions that are kept by name',
    right: 'read',
    answer: z.object({ items: list(saved) }),
    run: async (_, { book }) => ({ items: (await book.saved()).map(known) }),
  }),
  route({
    method: 'get',
    path: '/api/saved/{name}.atom',
    summary: 'One as an Atom feed',
    right: 'read',
    params: { name: z.string() },
    media: 'application/atom+xml',
    answer: z.string(),
    run: async ({ params }, ask) => feedOf(await savedNamed(ask, params.name), ask),
  }),
  route({
    method: 'get',
    path: '/api/saved/{name}',
    summary: 'One of them',
    right: 'read',
    params: { name: z.string() },
    answer: saved,
    run: async ({ params }, ask) => known(await savedNamed(ask, params.name)),
  }),
  route({
    method: 'put',
    path: '/api/saved/{name}',
    summary: 'Keeps a question by name',
    right: 'propose',
    params: { name },
    body: z.strictObject({ kind: savedKind, query: z.string().max(4000) }),
    answer: saved,
    run: async ({ params, body: { kind, query } }, ask) => {
      // What cannot be asked is not kept.
      if (kind === 'entries') await ask.book.list(listQueryOf(savedParameters(kind, query)));
      else {
        const { from, ...rest } = savedParameters(kind, query);
        await ask.book.diff(from, LATEST, queryOf(rest));
      }
      return known(await ask.book.save({ name: params.name, kind, query }, byOf(ask)));
    },
  }),
  route({
    method: 'delete',
    path: '/api/saved/{name}',
    summary: 'Keeps it no longer',
    right: 'propose',
    params: { name: z.string() },
    status: 204,
    answer: z.undefined(),
    run: async ({ params }, { book }) => {
      if (!(await book.unsave(params.name))) throw nothing(params.name);
      return new Answered(undefined, 204);
    },
  }),
];

type Kept = Awaited<ReturnType<Ask['book']['saved']>>[number];

const known = ({ kind, ...rest }: Kept) => ({ ...rest, kind: savedKind.parse(kind) });

const nothing = (of: string) => new Refusal(404, 'http/saved', `nothing is kept by the name "${of}"`);

async function savedNamed({ book }: Ask, of: string): Promise<Kept> {
  const found = (await book.saved()).find((one) => one.name === of);
  if (found === undefined) throw nothing(of);
  return found;
}
