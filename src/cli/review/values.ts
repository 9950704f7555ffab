import { placesOf } from '../../app/book/decisions/places.ts';
import type { BookClaim } from '../../book/record.ts';
import { UsageError } from '../../text/errors.ts';
import { type Span, slice } from '../../text/span.ts';

/** Fields that a person sets of a claim, each with its key. */
export const FIELD_KEYS = {
  a: 'act',
  f: 'firmness',
  n: 'negated',
  p: 'predicate',
  w: 'what',
  y: 'actors',
  t: 'targets',
  b: 'beneficiary',
  s: 'sources',
  m: 'measures',
  c: 'conditions',
  d: 'when',
  l: 'where',
  k: 'quantities',
  v: 'factuality',
} as const;
export type FieldName = (typeof FIELD_KEYS)[keyof typeof FIELD_KEYS];

/** Between several conditions in one line. */
const AND = ' | ';

/** A field as a person writes it (docs/decide.md); `none` where it is empty. */
export function writtenValue(claim: Partial<BookClaim>, field: FieldName, text: string): string {
  const value = claim[field];
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0))
    return field === 'negated' ? 'no' : 'none';
  switch (field) {
    case 'predicate':
    case 'what':
      return words(claim[field] ?? { start: 0, end: 0 }, claim.sentence, text);
    case 'conditions':
      return (claim.conditions ?? [])
        .map(({ kind, trigger, ...at }) => {
          const form = trigger && ('any' in trigger ? trigger.any.join(' or ') : trigger.all.join(' and '));
          return `${kind}: ${words(at, claim.sentence, text)}${form ? ` [${form}]` : ''}`;
        })
        .join(AND);
    case 'negated':
      return claim.negated ? 'yes' : 'no';
    default:
      if (typeof value === 'string') return value;
      return Array.isArray(value) && value.every((item) => typeof item === 'string')
        ? value.map((item: string) => item.replace(/^state:([A-Z]{3})$/, '$1')).join(', ')
        : JSON.stringify(value);
  }
}

/** The words themselves, or their place where they stand there several times. */
function words(at: Span, sentence: Span | undefined, text: string): string {
  const said = slice(text, at);
  const places = placesOf(said, text, sentence ?? { start: 0, end: text.length });
  const plain = places.length === 1 && !said.includes('\n') && said === said.trim();
  return plain ? said : `${at.start}-${at.end}`;
}

/** `firmness=pledged` for each of the values that were written in a line. */
export const assignmentsOf = (field: string, value: string): readonly string[] =>
  (field === 'conditions' ? value.split(AND) : [value]).map((one) => `${field}=${one.trim()}`);

/** A line of `FIELD=VALUE`, in words of a shell: `what="send troops" measures=force.land`. @throws UsageError `usage/field` */
export function assignmentsIn(line: string): readonly string[] {
  const found = [...line.matchAll(/([a-z]+)=(?:"([^"]*)"|(\S+))/g)];
  const rest = found.reduce((left, [whole]) => left.replace(whole, ''), line).trim();
  if (rest !== '')
    throw new UsageError(
      'usage/field',
      `"${rest}" sets no field; write what="send troops" measures=force.land`,
    );
  return found.flatMap(([, field = '', quoted, plain]) => assignmentsOf(field, quoted ?? plain ?? ''));
}
