import type { BookQuery } from '../app/book/open-book.ts';
import type { Label, ProgressState } from '../store/index.ts';
import { UsageError } from '../text/errors.ts';

/** Where a book is kept when nobody says so: in the folder in which the command runs. */
const DEFAULT_BOOK = 'pledgebook.db';

/** Options of every command that works on a book. */
export const BOOK_OPTION = {
  book: {
    type: 'string',
    value: 'FILE',
    help: `the book; without it PLEDGEBOOK_BOOK, else ${DEFAULT_BOOK} in this folder`,
  },
} as const;

/** Option of every command that shows claims. */
export const CONFIDENCE_OPTION = {
  'min-confidence': {
    type: 'string',
    value: 'N',
    help: 'claims that the reader is at least so sure of, or a person accepted: 0.9, or 90%',
  },
} as const;

const labels = (help: string) =>
  ({ type: 'string', multiple: true, value: 'WORD', help: `${help}; may be repeated` }) as const;

/** Options of commands that ask a book. */
export const QUERY_OPTIONS = {
  ...BOOK_OPTION,
  'as-of': {
    type: 'string',
    value: 'DATE',
    help: 'as it was at that date, by what had been published: 2025-09-04',
  },
  'known-on': {
    type: 'string',
    value: 'DATE',
    help: 'as the book knew it at that date',
  },
  state: {
    type: 'string',
    multiple: true,
    value: 'STATE',
    help: 'claims in this state of review only: accepted, unreviewed, rejected; may be repeated (default: the first two)',
  },
  ...CONFIDENCE_OPTION,
  tag: labels('of reports with this tag; of several tags and markings one has to fit'),
  'no-tag': labels('of reports without this tag'),
  marking: labels('of reports with this marking'),
  'no-marking': labels('of reports without this marking'),
} as const;

/** Which book is meant. */
export const bookPath = ({ book }: { readonly book?: string | undefined }): string =>
  book ?? (process.env['PLEDGEBOOK_BOOK'] || DEFAULT_BOOK);

export interface QueryValues {
  readonly 'as-of'?: string | undefined;
  readonly 'known-on'?: string | undefined;
  readonly state?: readonly string[] | undefined;
  readonly 'min-confidence'?: string | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly 'no-tag'?: readonly string[] | undefined;
  readonly marking?: readonly string[] | undefined;
  readonly 'no-marking'?: readonly string[] | undefined;
}

const STATES = ['accepted', 'unreviewed', 'rejected'] as const;

/** @throws UsageError `usage/state`, `usage/confidence` where a state of review or a confidence is none. */
export function queryFrom({
  'as-of': asOf,
  'known-on': knownOn,
  'min-confidence': confidence,
  state,
  ...values
}: QueryValues): BookQuery {
  const labelled = labelsFrom(values.tag, values.marking);
  const notLabelled = labelsFrom(values['no-tag'], values['no-marking']);
  return {
    ...(asOf !== undefined && { asOf }),
    ...(knownOn !== undefined && { knownOn }),
    ...(state !== undefined && { states: state.map(stateNamed) }),
    ...(confidence !== undefined && { minConfidence: confidenceFrom(confidence) }),
    ...(labelled.length > 0 && { labelled }),
    ...(notLabelled.length > 0 && { notLabelled }),
  };
}

/** `0.9`, `.9`, `90%`, `90 %`. @throws UsageError `usage/confidence` */
export function confidenceFrom(word: string): number {
  const [, digits, percent] = /^(\d+(?:\.\d+)?|\.\d+)\s*(%?)$/.exec(word.trim()) ?? [];
  const confidence = Number(digits) / (percent ? 100 : 1);
  if (confidence <= 1) return confidence;
  throw new UsageError(
    'usage/confidence',
    `"${word}" is no confidence; write a number from 0 to 1, or a percentage: 0.9, 90%`,
  );
}

const labelsFrom = (tags: readonly string[] = [], markings: readonly string[] = []): readonly Label[] => [
  ...tags.map((value) => ({ kind: 'tag', value }) as const),
  ...markings.map((value) => ({ kind: 'marking', value }) as const),
];

const PROGRESS = ['unread', 'in-work', 'done'] as const;

/** @throws UsageError `usage/progress` */
export function progressNamed(word: string): ProgressState {
  const state = PROGRESS.find((known) => known === word);
  if (state) return state;
  throw new UsageError('usage/progress', `a report is ${PROGRESS.join(', ')}; "${word}" is none of these`);
}

function stateNamed(word: string): (typeof STATES)[number] {
  const state = STATES.find((s) => s === word);
  if (state) return state;
  throw new UsageError(
    'usage/state',
    `there is no state of review "${word}"; there are ${STATES.join(', ')}`,
  );
}
