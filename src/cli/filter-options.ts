import type { ListQuery } from '../app/book/open-book.ts';
import { SORT_KEYS } from '../book/sort.ts';
import { UsageError } from '../text/errors.ts';
import { QUERY_OPTIONS, type QueryValues, queryFrom } from './book-options.ts';

const several = (value: string, help: string) =>
  ({ type: 'string', multiple: true, value, help: `${help}; may be repeated` }) as const;

/** Options that choose entries: of every command that lists or counts them, or something of them. */
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
  'told-since': { type: 'string', value: 'DATE', help: 'told of since then' },
  text: { type: 'string', value: 'WORDS', help: 'with these words in a sentence' },
  ...QUERY_OPTIONS,
} as const;

/** The short name of `--told-since`, where a command has no `--since` of its own. */
export const SINCE_OPTION = {
  since: { type: 'string', value: 'DATE', help: 'the same as --told-since' },
} as const;

export const SORT_OPTION = {
  sort: {
    type: 'string',
    value: 'KEY',
    help: `in order of ${SORT_KEYS.join(', ')}; the other way round with a minus: --sort=-date`,
  },
} as const;

type Words = 'actor' | 'measure' | 'target' | 'condition' | 'source' | 'publisher';

export type FilterValues = QueryValues & {
  readonly [Key in Words]?: string[] | undefined;
} & { readonly [Key in 'firmness' | 'told-since' | 'since' | 'text' | 'sort']?: string | undefined };

/** @throws UsageError `usage/since` where both its names are given; and as `queryFrom` */
export function listQueryFrom({ 'told-since': told, ...values }: FilterValues): ListQuery {
  if (told !== undefined && values.since !== undefined)
    throw new UsageError('usage/since', '--since is the same as --told-since; name one of them');
  const { actor, measure, target, firmness, condition, source, publisher, text, sort } = values;
  const since = told ?? values.since;
  const words = { actor, measure, target, firmness, condition, source, publisher, since, text, sort };
  const given = Object.entries(words);
  return { ...queryFrom(values), ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) };
}
