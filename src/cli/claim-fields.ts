import type { Fields } from '../app/book/decisions/decision.ts';
import { idOfParty } from '../app/book/decisions/party-words.ts';
import { type Place, wordsAt } from '../app/book/decisions/places.ts';
import { triggerFrom } from '../app/book/decisions/trigger-words.ts';
import type { BookCondition } from '../book/record.ts';
import { CONDITION_KINDS } from '../document/vocabulary.ts';
import { UsageError } from '../text/errors.ts';
import { type Span, span } from '../text/span.ts';

/**
 * `firmness=pledged actors=FRA,GBR what="send troops" conditions="after: after a ceasefire [ceasefire]"` as the fields of a
 * claim. What stands in brackets of JSON is taken as it is. Values are checked where they are set.
 * @throws UsageError `usage/field` where words are not in the text or stand there several times
 */
export function fieldsFrom(assignments: readonly string[], place: Place): Fields {
  const fields: Record<string, unknown> = {};
  for (const assignment of assignments) {
    const [, name = '', value = ''] = /^([a-z]+)=(.*)$/s.exec(assignment) ?? [];
    if (name === '')
      throw new UsageError('usage/field', `"${assignment}" sets no field; write firmness=pledged`);
    const before = fields[name];
    const read = readValue(name, value, place);
    // A list is written once, or a field for each of its items.
    fields[name] = Array.isArray(before) && Array.isArray(read) ? [...before, ...read] : read;
  }
  return fields;
}

const LISTS = ['actors', 'targets', 'beneficiary', 'sources', 'measures'];

function readValue(name: string, value: string, place: Place): unknown {
  if (/^\s*[[{]/.test(value)) return jsonOf(name, value);
  if (value === 'none') return [...LISTS, 'conditions', 'quantities', 'where'].includes(name) ? [] : null;
  if (LISTS.includes(name))
    return value.split(',').map((id) => (name === 'measures' ? id.trim() : idOfParty(id.trim())));
  switch (name) {
    case 'predicate':
    case 'what':
      return spanOf(name, value, place);
    case 'conditions':
      return [conditionOf(value, place)];
    case 'negated':
      return value === 'yes' || value === 'true' ? true : value === 'no' || value === 'false' ? false : value;
    default:
      return value;
  }
}

function jsonOf(name: string, value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new UsageError('usage/field', `${name}: this is no JSON: ${value}`, { cause: error });
    throw error;
  }
}

/** `120-134`, or the words themselves. */
function spanOf(name: string, value: string, place: Place): Span {
  const [, start, end] = /^(\d+)-(\d+)$/.exec(value) ?? [];
  if (start !== undefined && end !== undefined) return { ...span(Number(start), Number(end)) };
  const places = wordsAt(value, place);
  const [at, ...others] = places;
  if (at === undefined)
    throw new UsageError('usage/field', `${name}: "${value}" does not stand in the report`);
  if (others.length > 0) {
    const all = places.map(({ start, end }) => `${start}-${end}`).join(', ');
    throw new UsageError(
      'usage/field',
      `${name}: "${value}" stands there several times; write which: ${all}`,
    );
  }
  return at;
}

/** `only-after: after a ceasefire or a deal [ceasefire or peace-agreement]`; without brackets it has no trigger. */
function conditionOf(value: string, place: Place): BookCondition {
  const [, kind = '', words = '', trigger] =
    /^\s*([a-z-]+):\s*(.+?)\s*(?:\[([^\]]*)\]\s*)?$/s.exec(value) ?? [];
  const known = CONDITION_KINDS.find((k) => k === kind);
  if (known === undefined)
    throw new UsageError(
      'usage/field',
      `conditions: write KIND: WORDS [TRIGGER], as in "after: after a ceasefire [ceasefire]"; kinds are ${CONDITION_KINDS.join(', ')}`,
    );
  return {
    ...spanOf('conditions', words, place),
    kind: known,
    trigger: trigger === undefined ? null : triggerFrom(trigger),
  };
}
