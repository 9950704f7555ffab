import { z } from 'zod';
import { list, nullable } from './words.ts';

export const feed = z
  .object({
    url: z.string(),
    title: nullable(z.string()),
    rules: z.object({
      include: nullable(z.string()),
      exclude: nullable(z.string()),
      onlyWith: nullable(z.string()),
      allowHosts: list(z.string()),
    }),
    state: z.enum(['active', 'new', 'paused', 'failing', 'silent']),
    added: z.string(),
    paused: nullable(z.string()),
    tried: nullable(z.string()),
    succeeded: nullable(z.string()),
    failures: z.number(),
    failure: nullable(z.string()),
    items: z.number(),
    newest: nullable(z.string()),
    longestPause: nullable(z.number()),
  })
  .meta({ id: 'Feed' });
