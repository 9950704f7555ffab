import { filterFrom } from '../../../book/filter.ts';
import { within } from '../../../book/taxonomy.ts';
import type { FeedItem } from '../../../formats/feed.ts';
import type { FeedRules } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import type { Reading } from '../../reading.ts';

export const ALL_ITEMS: FeedRules = { include: null, exclude: null, onlyWith: null, allowHosts: [] };

/** @throws UsageError `usage/pattern`, `usage/measure` */
export function checkRules({ include, exclude, onlyWith }: FeedRules, measures: readonly string[]): void {
  for (const pattern of [include, exclude]) if (pattern !== null) patternOf(pattern);
  if (onlyWith !== null) filterFrom({ measure: [onlyWith] }, measures);
}

/** Why an item is left out by its title and text; null where it is not. */
export function leftOut({ title, text }: FeedItem, { include, exclude }: FeedRules): string | null {
  const words = `${title ?? ''}\n${text}`;
  if (include !== null && !patternOf(include).test(words)) return `it has nothing of ${include}`;
  const found = exclude === null ? null : patternOf(exclude).exec(words);
  return found === null ? null : `it has “${found[0]}”`;
}

/** Why a report is left out by what was read in it. */
export function leftOutAsRead({ claims }: Reading, { onlyWith }: FeedRules): string | null {
  if (onlyWith === null) return null;
  const fits = claims.some(({ measures }) => measures.some((measure) => within(measure, onlyWith)));
  return fits ? null : `it has no claim on ${onlyWith}`;
}

/** Whatever the case of its letters. */
function patternOf(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'iu');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError('usage/pattern', `"${pattern}" is no regular expression: ${error.message}`, {
      cause: error,
    });
  }
}
