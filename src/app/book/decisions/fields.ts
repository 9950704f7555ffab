import type { BookClaim, Report } from '../../../book/record.ts';
import { UNKNOWN } from '../../../document/metadata.ts';
import { ACTS, CONDITION_KINDS, FACTUALITY, FIRMNESS, UNDERTAKINGS } from '../../../document/vocabulary.ts';
import { tokenise } from '../../../language/sentences.ts';
import { FieldError } from '../../../text/errors.ts';
import { isIsoDate } from '../../../text/iso-date.ts';
import { type Span, span } from '../../../text/span.ts';
import type { Fields } from './decision.ts';

/** What a field is checked against. */
export interface Against {
  readonly text: string;
  /** Ids of parties that the book knows. */
  readonly parties: ReadonlySet<string>;
  /** Null: any. */
  readonly measures: ReadonlySet<string> | null;
}

/** What is wrong with a field's value, which may come from outside; null where nothing is. */
type Check = (value: unknown, against: Against) => string | null;

const oneOf =
  (words: readonly string[]): Check =>
  (value) =>
    words.some((word) => word === value) ? null : `${shown(value)} is none of ${words.join(', ')}`;

const orNull =
  (check: Check): Check =>
  (value, against) =>
    value === null ? null : check(value, against);

const listOf =
  (check: Check): Check =>
  (value, against) =>
    Array.isArray(value)
      ? (value.map((item: unknown) => check(item, against)).find((wrong) => wrong !== null) ?? null)
      : `${shown(value)} is no list`;

/** A span with the rest of what stands there, each field checked by itself, then all of them together. */
const spanWith =
  (rest: Readonly<Record<string, Check>> = {}, together: Check = () => null): Check =>
  (value, against) => {
    if (!isRecord(value)) return `${shown(value)} is no span`;
    const { start, end } = value;
    if (!isOffset(start) || !isOffset(end) || start >= end || end > against.text.length)
      return `${shown(start)} to ${shown(end)} is no span of the text, which has ${against.text.length} characters`;
    for (const [name, check] of Object.entries(rest)) {
      const wrong = check(value[name], against);
      if (wrong !== null) return `${name}: ${wrong}`;
    }
    return together(value, against);
  };

const number: Check = (value) => (typeof value === 'number' ? null : `${shown(value)} is no number`);
const flag: Check = (value) =>
  typeof value === 'boolean' ? null : `${shown(value)} is neither true nor false`;
const words: Check = (value) =>
  typeof value === 'string' && value.trim() !== '' ? null : `${shown(value)} is no text`;
const date: Check = (value) =>
  typeof value === 'string' && isIsoDate(value) ? null : `${shown(value)} is no ISO date`;

const party: Check = (value, { parties }) =>
  typeof value === 'string' && parties.has(value)
    ? null
    : `the book knows nobody by the id ${shown(value)}; say who it is`;

const measure: Check = (value, { measures }) =>
  typeof value === 'string' && (measures === null || measures.has(value) || value === 'other')
    ? null
    : `there is no measure ${shown(value)}`;

const normalForm: Check = (value) =>
  typeof value === 'string' && /^!?[a-z][a-z-]*(?::\S.*)?$/.test(value)
    ? null
    : `${shown(value)} is no trigger; write its kind (ceasefire), or kind and actor (approval:DEU-parliament)`;

const trigger: Check = (value, against) => {
  if (!isRecord(value) || Object.keys(value).length !== 1) return 'a trigger has either "any" or "all"';
  const names = value['any'] ?? value['all'];
  return Array.isArray(names) && names.length > 0
    ? listOf(normalForm)(names, against)
    : 'a trigger has a list of normal forms';
};

/** Of the fields of something that are checked by themselves already. */
const together =
  (check: (fields: Readonly<Record<string, unknown>>) => string | null): Check =>
  (value) =>
    isRecord(value) ? check(value) : null;

const amount = together(({ value, low, high }) => {
  if (value === null && low === null && high === null) return 'no number is said; write the value or a bound';
  return low !== null && high !== null && Number(low) > Number(high)
    ? `the lower bound (${low}) is more than the upper (${high})`
    : null;
});

const days = together(({ from, to }) =>
  from !== null && to !== null && String(from) > String(to)
    ? `the first day (${from}) is later than the last (${to})`
    : null,
);

const CHECKS: { readonly [F in keyof Fields]-?: Check } = {
  act: oneOf(ACTS),
  predicate: spanWith(),
  what: orNull(spanWith()),
  actors: listOf(party),
  targets: listOf(party),
  beneficiary: listOf(party),
  measures: listOf(measure),
  firmness: orNull(oneOf(FIRMNESS)),
  negated: flag,
  factuality: oneOf(FACTUALITY),
  conditions: listOf(spanWith({ kind: oneOf(CONDITION_KINDS), trigger: orNull(trigger) })),
  quantities: listOf(
    spanWith(
      { value: orNull(number), low: orNull(number), high: orNull(number), about: flag, unit: words },
      amount,
    ),
  ),
  when: orNull(
    spanWith(
      {
        from: orNull(date),
        to: orNull(date),
        granularity: oneOf(['day', 'week', 'month', 'quarter', 'season', 'year', 'open']),
      },
      days,
    ),
  ),
  where: listOf(spanWith({ kind: oneOf(['place', 'limit']), name: words })),
  sources: listOf(party),
};

/** In the order in which they are told. */
export const FIELDS = Object.keys(CHECKS);

/**
 * The claim with these fields, its sentence and evidence where its words now are.
 * @throws FieldError `usage/field`, `usage/firmness`
 */
export function withFields(claim: BookClaim, fields: Fields, report: Report, against: Against): BookClaim {
  for (const [name, value] of Object.entries(fields)) {
    const check = Object.entries(CHECKS).find(([field]) => field === name)?.[1];
    if (check === undefined)
      throw new FieldError(
        'usage/field',
        name,
        `a claim has no field "${name}" to set; there are ${FIELDS.join(', ')}`,
      );
    const wrong = check(value, against);
    if (wrong !== null) throw new FieldError('usage/field', name, `${name}: ${wrong}`);
  }
  const set = { ...claim, ...fields };
  checkFirmness(set);
  const moved = ['predicate', 'what', 'conditions'].some((field) => field in fields);
  return moved ? placed(set, report) : set;
}

/** @throws FieldError `usage/firmness` where a claim that is no undertaking has one. */
export function checkFirmness({ act, firmness }: BookClaim): void {
  if (firmness === null || UNDERTAKINGS.has(act)) return;
  throw new FieldError(
    'usage/firmness',
    'firmness',
    `"${act}" has no firmness, only ${[...UNDERTAKINGS].join(', ')} have one; set the firmness to none as well`,
  );
}

/** Of a report that was not read, too. */
export const sentencesOf = ({ text, sentences }: Pick<Report, 'text' | 'sentences'>): readonly Span[] =>
  sentences.length > 0 ? sentences : tokenise({ text, metadata: UNKNOWN }).sentences;

/** Its sentence is that of the predicate, its evidence goes from the first to the last of its own words in it. */
export function placed(claim: BookClaim, report: Pick<Report, 'text' | 'sentences'>): BookClaim {
  const { predicate, what, conditions } = claim;
  const around = sentencesOf(report).find((s) => s.start <= predicate.start && predicate.start < s.end);
  const sentence = span(around?.start ?? predicate.start, Math.max(around?.end ?? 0, predicate.end));
  const own = [predicate, ...(what ? [what] : []), ...conditions].filter(
    ({ start, end }) => start < sentence.end && end > sentence.start,
  );
  const evidence = span(
    Math.max(sentence.start, Math.min(...own.map(({ start }) => start))),
    Math.min(sentence.end, Math.max(...own.map(({ end }) => end))),
  );
  return { ...claim, sentence: { ...sentence }, evidence: { ...evidence } };
}

const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing';
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isOffset = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
