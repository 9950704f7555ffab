import type { PageQuery } from '../app/book/find-entries.ts';
import { UsageError } from '../text/errors.ts';
import { displayable } from './layout.ts';
import { shortId } from './short-ids.ts';

/** Where an answer goes instead of the standard output: `answered` in `answer.ts`. */
export const OUT_OPTION = {
  out: {
    type: 'string',
    value: 'FILE',
    help: 'write into this file what would be printed, without colours; - is the standard output',
  },
} as const;

export const HELP_OPTION = { help: { type: 'boolean', short: 'h', help: 'print this page' } } as const;

/** Options of every command that answers with something that programs read, too. */
export const OUTPUT_OPTIONS = {
  json: { type: 'boolean', help: 'print JSON, one object a line' },
  ...OUT_OPTION,
  ...HELP_OPTION,
} as const;

/** Option of every command whose answer is a table. */
export const CSV_OPTION = {
  csv: { type: 'boolean', help: 'print a table of comma-separated values' },
} as const;

/** Options of every command whose answer is a list. */
export const PAGE_OPTIONS = {
  limit: { type: 'string', value: 'N', help: 'so many at most' },
  after: {
    type: 'string',
    value: 'ITEM',
    help: 'the part of the list that comes after this item, by its id as it is printed',
  },
} as const;

export interface PageValues {
  readonly limit?: string | undefined;
  readonly after?: string | undefined;
}

/** @throws UsageError `usage/limit` */
export function pageQueryFrom({ limit, after }: PageValues): PageQuery {
  if (limit !== undefined && !/^[1-9]\d{0,8}$/.test(limit))
    throw new UsageError('usage/limit', `"${limit}" is no number of items; write --limit 50`);
  return { ...(limit !== undefined && { limit: Number(limit) }), ...(after !== undefined && { after }) };
}

/** A part of a list, and after which of its items the list goes on: null where that is its end. */
export interface ListPart<T> {
  readonly items: readonly T[];
  readonly goesOn: string | null;
}

/** @throws UsageError `usage/limit`, `usage/after` */
export function partOf<T>(list: readonly T[], values: PageValues, idOf: (item: T) => string): ListPart<T> {
  const { limit = list.length, after } = pageQueryFrom(values);
  const start = after === undefined ? 0 : 1 + list.findIndex((item) => isCalled(idOf(item), after));
  if (after !== undefined && start === 0) throw nothingCalled(after);
  const items = list.slice(start, start + limit);
  const last = items.at(-1);
  return {
    items,
    goesOn: last !== undefined && start + items.length < list.length ? shortId(idOf(last)) : null,
  };
}

/** Whether an id is meant, whole or as it is printed. */
export const isCalled = (id: string, word: string): boolean => id === word || shortId(id) === shortId(word);

export const nothingCalled = (after: string): UsageError =>
  new UsageError('usage/after', `there is no "${after}" after which the list could go on`);

/** Says after which item a list goes on, on the standard error. */
export function tellMore({ goesOn }: Pick<ListPart<never>, 'goesOn'>, stderr: NodeJS.WritableStream): void {
  if (goesOn !== null) stderr.write(`the list may go on with --after '${displayable(goesOn)}'\n`);
}
