import { z } from 'zod';
import { problem } from '../problem.ts';
import { inheritance, list, nullable } from './words.ts';

const STATUSES = [
  'added',
  'version',
  'known',
  'refused',
  // Of what was fetched.
  'unchanged',
  'left-out',
  'failed',
  'feed',
  'feed-unchanged',
  'feed-failed',
] as const;

const outcome = z
  .object({
    name: z.string(),
    id: nullable(z.string()),
    status: z.enum(STATUSES),
    claims: z.number(),
    skipped: nullable(z.literal('language')),
    language: nullable(z.string()),
    story: nullable(z.string()),
    follows: nullable(z.string()),
    feed: nullable(z.string()),
    partial: nullable(z.string()),
    why: nullable(z.string()),
    ...inheritance.shape,
    problem: nullable(problem),
  })
  .meta({ id: 'AddingOutcome' });

export const job = z
  .object({
    id: z.string(),
    state: z.enum(['working', 'done']),
    reports: z.number(),
    done: z.number(),
    outcomes: list(outcome),
  })
  .meta({ id: 'Job' });
