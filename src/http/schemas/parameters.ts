import { z } from 'zod';
import type { BookQuery, ListQuery } from '../../app/book/index.ts';
import type { Label } from '../../store/index.ts';

const word = z.string().max(500);
const words = z.array(word).max(50).optional();

/** Parameters of every question but its dates. */
export const LABELS = { tag: words, 'no-tag': words, marking: words, 'no-marking': words };

export const KNOWN = { 'known-on': word.optional() };

export const DATES = { 'as-of': word.optional(), ...KNOWN };

/** Which claims count. */
export const CLAIMS = {
  state: z.array(z.enum(['accepted', 'unreviewed', 'rejected'])).optional(),
  'min-confidence': z
    .string()
    .regex(/^(?:0(?:\.\d+)?|1(?:\.0+)?)$/, 'a number from 0 to 1 is wanted')
    .optional(),
};

export const QUERY = { ...DATES, ...CLAIMS, ...LABELS };

/** What is asked of entries, wherever they or something of them is listed or counted. */
export const WORDS = {
  actor: words,
  measure: words,
  target: words,
  condition: words,
  source: words,
  publisher: words,
  firmness: word.optional(),
  'told-since': word.optional(),
  text: word.optional(),
};

/** The short name of `told-since`, where a list has no `since` of its own. */
export const SINCE = { since: word.optional() };

/** Those that choose entries. */
export const ENTRIES = { ...WORDS, ...SINCE, ...QUERY };

export const SORT = { sort: word.optional() };

/** How many of the claims' ids a row carries. */
export const IDS = { ids: z.enum(['all', 'few']).default('all') };

export const flag = z.enum(['yes', 'no']).default('no');

const whole = (most: number, usual: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'a number from 1 on is wanted')
    .refine((text) => Number(text) <= most, `${most} at most`)
    .default(String(usual))
    .transform(Number);

export const LIMIT = (most: number, usual: number) => ({ limit: whole(most, usual) });
/** So many items of a list are counted, and paged through, at most. */
export const COUNT_TO = {
  'count-to': z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'a number from 1 on is wanted')
    .transform(Number)
    .optional(),
};
export const CURSOR = { cursor: z.string().max(500).optional() };
export const PAGE = { ...LIMIT(500, 50), ...CURSOR };

interface Asked {
  readonly 'as-of'?: string | undefined;
  readonly 'known-on'?: string | undefined;
  readonly state?: readonly ('accepted' | 'unreviewed' | 'rejected')[] | undefined;
  readonly 'min-confidence'?: string | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly 'no-tag'?: readonly string[] | undefined;
  readonly marking?: readonly string[] | undefined;
  readonly 'no-marking'?: readonly string[] | undefined;
}

type AskedEntries = Asked & {
  readonly [Key in 'actor' | 'measure' | 'target' | 'condition' | 'source' | 'publisher']?:
    | readonly string[]
    | undefined;
} & { readonly [Key in 'firmness' | 'told-since' | 'since' | 'text' | 'sort']?: string | undefined };

export function queryOf({
  'as-of': asOf,
  'known-on': knownOn,
  'min-confidence': confidence,
  state,
  ...asked
}: Asked): BookQuery {
  const labelled = labelsOf(asked.tag, asked.marking);
  const notLabelled = labelsOf(asked['no-tag'], asked['no-marking']);
  return {
    ...(asOf !== undefined && { asOf }),
    ...(knownOn !== undefined && { knownOn }),
    ...(state !== undefined && { states: state }),
    ...(confidence !== undefined && { minConfidence: Number(confidence) }),
    ...(labelled.length > 0 && { labelled }),
    ...(notLabelled.length > 0 && { notLabelled }),
  };
}

const labelsOf = (tags: readonly string[] = [], markings: readonly string[] = []): readonly Label[] => [
  ...tags.map((value) => ({ kind: 'tag', value }) as const),
  ...markings.map((value) => ({ kind: 'marking', value }) as const),
];

export function listQueryOf(asked: AskedEntries): ListQuery {
  const { actor, measure, target, firmness, condition, source, publisher, text, sort } = asked;
  const since = asked['told-since'] ?? asked.since;
  const words = { actor, measure, target, firmness, condition, source, publisher, since, text, sort };
  const given = Object.entries(words);
  return { ...queryOf(asked), ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) };
}

/** So many tellings at most of what is told of more often. */
export const TELLINGS = {
  tellings: z
    .string()
    .regex(/^(?:[2-9]|[1-4]\d|50)$/, 'a number from 2 to 50 is wanted')
    .transform(Number)
    .optional(),
};
