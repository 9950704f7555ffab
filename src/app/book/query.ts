import type { FilterWords } from '../../book/filter.ts';
import { type Clocks, dateFrom } from '../../book/time.ts';
import type { ReportFilter } from '../../store/index.ts';
import type { Counted } from './counted.ts';
import type { PageQuery, Wanted } from './find-entries.ts';

/** What an answer is taken from. */
export interface BookQuery extends Clocks, Counted, Pick<ReportFilter, 'labelled' | 'notLabelled'> {}

export interface ListQuery extends BookQuery, FilterWords, PageQuery {
  /** `actor`, `-date`, … (`SORT_KEYS`); by actor where it is left out. */
  readonly sort?: string;
}

/** Which part of the book is asked, whatever is chosen of it. */
export const keyOf = (
  kind: string,
  { asOf, knownOn, states, minConfidence, labelled, notLabelled }: BookQuery,
): string => JSON.stringify([kind, asOf, knownOn, states, minConfidence, labelled, notLabelled]);

export const reportFilterOf = ({ asOf, knownOn, labelled, notLabelled }: BookQuery): ReportFilter => {
  for (const date of [asOf, knownOn]) if (date !== undefined) dateFrom(date);
  return Object.fromEntries(
    Object.entries({ asOf, knownOn, labelled, notLabelled }).filter(([, value]) => value !== undefined),
  );
};

export const knownOf = ({ knownOn }: BookQuery) => (knownOn === undefined ? {} : { knownOn });

export const isOfNow = ({
  asOf,
  knownOn,
  states,
  minConfidence,
  labelled,
  notLabelled,
}: BookQuery): boolean =>
  [asOf, knownOn, states, minConfidence, labelled, notLabelled].every((given) => given === undefined);

/** Without what says of when. */
export function wantedOf({
  asOf: _,
  knownOn: __,
  states: ___,
  minConfidence: ____,
  labelled: _____,
  notLabelled: ______,
  limit,
  after,
  ...words
}: Omit<ListQuery, 'sort'>): Omit<Wanted, 'sorting' | 'measures'> {
  return { words, ...(limit !== undefined && { limit }), ...(after !== undefined && { after }) };
}
