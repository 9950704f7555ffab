import { z } from 'zod';
import { Refusal } from './problem.ts';
import type { Ask } from './route.ts';

/** The reason that may be given with what somebody does. */
export const why = z.string().max(2000).nullable().optional();

/** @throws Refusal where nobody has signed in, which the right that a route needs does not let happen */
export function byOf({ person }: Pick<Ask, 'person'>, reason: string | null = null) {
  if (person === null) throw new Refusal(401, 'http/token', 'a decision needs to know who takes it');
  return { by: person, why: reason };
}
