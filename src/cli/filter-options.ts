import type { PageQuery } from '../app/book/find-entries.ts';
import type { ListQuery } from '../app/book/open-book.ts';
import { SORT_KEYS } from '../book/sort.ts';
import { UsageError } from '../text/errors.ts';
import { QUERY_OPTIONS, type QueryValues, queryFrom } from './book-options.ts';

const several = (value: string, help: string) =>
  ({ type: 'string', multiple: true, value, help: `${help}; may be repeated` }) as const;

/** Options that choose entries. */
export const FILTER_OPTIONS = {
  actor: several('WHO', 'of this actor: a state’s code (DEU), a name or an id'),
  measure: several('MEASURE', 'on this measure or family: force.land, force'),
  target: several('WHO', 'towards or for this one'),
  firmness: {
    type: 'string',
    value: 'FROM..TO',
    help: 'as firm as this now: pledged, offered..formal, pledged..',
  },
  condition: several('TRIGGER', 'hanging on this trigger: ceasefire, approval'),
  source: several('WHO', 'on the word of this one, or told by this publisher'),
  publisher: several('NAME', 'told by this publisher'),
  since: { type: 'string', value: 'DATE', help: 'told of since then' },
  text: { type: 'string', value: 'WORDS', help: 'with these words in a sentence' },
  sort: {
    type: 'string',
    value: 'KEY',
    help: `in order of ${SORT_KEYS.join(', ')}; the other way round with a minus: --sort=-date`,
  },
  ...QUERY_OPTIONS,
} as const;

/** Options of a list that may be long. */
export const PAGE_OPTIONS = {
  limit: { type: 'string', value: 'N', help: 'so many at most' },
  after: { type: 'string', value: 'ENTRY', help: 'the part of the list that comes after this entry' },
} as const;

/** @throws UsageError `usage/limit` */
export function pageQueryFrom({
  limit,
  after,
}: {
  readonly limit?: string | undefined;
  readonly after?: string | undefined;
}): PageQuery {
  if (limit !== undefined && !/^[1-9]\d{0,8}$/.test(limit))
    throw new UsageError('usage/limit', `"${limit}" is no number of entries; write --limit 50`);
  return { ...(limit !== undefined && { limit: Number(limit) }), ...(after !== undefined && { after }) };
}

type Words = 'actor' | 'measure' | 'target' | 'condition' | 'source' | 'publisher';

export type FilterValues = QueryValues & {
  readonly [Key in Words]?: string[] | undefined;
} & { readonly [Key in 'firmness' | 'since' | 'text' | 'sort']?: string | undefined };

export function listQueryFrom(values: FilterValues): ListQuery {
  const { actor, measure, target, firmness, condition, source, publisher, since, text, sort } = values;
  const words = { actor, measure, target, firmness, condition, source, publisher, since, text, sort };
  const given = Object.entries(words);
  return { ...queryFrom(values), ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) };
}
