import type { Params } from './router.ts';

/** The parameters that choose entries: the same on every page that shows some, so that a choice can be looked at in several ways. */
export const FACET_NAMES = [
  'actor',
  'measure',
  'target',
  'firmness',
  'condition',
  'source',
  'publisher',
] as const;
export type FacetName = (typeof FACET_NAMES)[number];

export const LABELS = ['tag', 'no-tag', 'marking', 'no-marking'] as const;
const ASKED = [...FACET_NAMES, 'text', 'since', 'state', ...LABELS];

export const askedIn = (query: URLSearchParams): Params =>
  Object.fromEntries(ASKED.map((name) => [name, query.getAll(name)]));

export const isFiltered = (query: URLSearchParams): boolean => ASKED.some((name) => query.has(name));
