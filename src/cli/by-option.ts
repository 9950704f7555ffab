import type { By } from '../app/book/open-book.ts';
import { UsageError } from '../text/errors.ts';

/** Options of every command that decides. */
export const BY_OPTIONS = {
  by: { type: 'string', value: 'NAME', help: 'who decides; without it PLEDGEBOOK_BY' },
  why: { type: 'string', value: 'TEXT', help: 'the reason, kept with the decision' },
} as const;

/** @throws UsageError `usage/by` where nobody is named. */
export function byFrom({
  by = process.env['PLEDGEBOOK_BY'],
  why,
}: {
  readonly by?: string | undefined;
  readonly why?: string | undefined;
}): By {
  if (!by?.trim()) throw new UsageError('usage/by', 'say who decides: --by NAME, or PLEDGEBOOK_BY');
  return { by, why: why ?? null };
}
