import { triggerWords } from '../../../book/exports/rows.ts';
import type { BookClaim, BookCondition } from '../../../book/record.ts';
import type { Profile } from '../../../claims/profile.ts';
import type { When } from '../../../document/layers.ts';
import { lastDay } from '../../../text/iso-date.ts';
import { type Span, slice } from '../../../text/span.ts';
import { wordsAt } from '../decisions/places.ts';
import { triggerFrom } from '../decisions/trigger-words.ts';
import { conditionAt } from './cell-conditions.ts';
import { dateFromCell, type Read } from './cell-values.ts';

/** What an edited cell is read against. */
export interface Against {
  readonly text: string;
  readonly claim: BookClaim;
  readonly profiles: readonly Profile[];
}

/** Where words that somebody wrote stand in the report: in the sentence of the claim, else in its text. */
export function spanOfWords(words: string, { text, claim }: Against): Read<Span> {
  const [at, ...others] = wordsAt(words, { text, sentence: claim.sentence });
  if (at === undefined)
    return { wrong: `"${words}" does not stand in the report; copy the words from its sentence` };
  if (others.length === 0) return { value: at };
  return {
    wrong: `"${words}" stands in the report several times; say which by more of its words, or mend it by pledgebook decide`,
  };
}

/**
 * Conditions by the words of all of them and by their triggers, either null where its cell was not edited. Words that were a
 * condition before stay the one they were; of new ones kind and trigger are read by the rules that read those of a report.
 */
export function conditionsEdited(
  words: readonly string[] | null,
  triggers: readonly string[] | null,
  against: Against,
): Read<readonly BookCondition[]> {
  const before = against.claim.conditions;
  const conditions: BookCondition[] = words === null ? [...before] : [];
  for (const said of words ?? []) {
    const known = before.find((at) => slice(against.text, at) === said);
    const at = known === undefined ? spanOfWords(said, against) : { value: known };
    if ('wrong' in at) return at;
    conditions.push(known ?? conditionAt(at.value, against.text, '', against.profiles));
  }
  if (triggers === null) return { value: conditions };
  if (triggers.length !== conditions.length)
    return {
      wrong: `${triggers.length} triggers are said for ${conditions.length} conditions; write one for each, or edit the table of conditions`,
    };
  return {
    value: conditions.map((condition, i) =>
      triggers[i] === triggerWords(condition.trigger)
        ? condition
        : { ...condition, trigger: triggerFrom(triggers[i] ?? '') },
    ),
  };
}

/**
 * The time that a claim speaks of, by its first and its last day; null where its cell was not edited. It rests on words of the
 * report, which only one that has a time already names.
 */
export function whenEdited(
  first: string | null,
  last: string | null,
  { claim: { when } }: Pick<Against, 'claim'>,
): Read<When | null> {
  const dayIn = (cell: string | null, before: string | null | undefined): Read<string | null> =>
    cell === null ? { value: before ?? null } : cell.trim() === '' ? { value: null } : dayOfCell(cell);
  const [from, to] = [dayIn(first, when?.from), dayIn(last, when?.to)];
  if ('wrong' in from) return from;
  if ('wrong' in to) return to;
  if (from.value === null && to.value === null) return { value: null };
  if (when === null)
    return {
      wrong: `no words of the report are known to say when; name them by pledgebook decide mend CLAIM 'when={"start": …, "end": …, "from": …, "to": …, "granularity": "day"}'`,
    };
  if (from.value !== null && to.value !== null && from.value > to.value)
    return { wrong: `the first day (${from.value}) is later than the last (${to.value})` };
  const granularity = granularityOf(from.value, to.value) ?? when.granularity;
  return { value: { ...when, from: from.value, to: to.value, granularity } };
}

function dayOfCell(cell: string): Read<string> {
  const read = dateFromCell(cell.trim(), { dates: null });
  if ('value' in read && /^\d{4}-\d{2}-\d{2}$/.test(read.value)) return read;
  return { wrong: `"${cell}" is no day, or could be two; write it as 2025-09-04` };
}

/** Of a whole day, month or year; null of any other time, which is told as finely as before. */
function granularityOf(from: string | null, to: string | null): When['granularity'] | null {
  if (from === null || to === null) return null;
  if (from === to) return 'day';
  if (from.endsWith('-01-01') && lastDay(from.slice(0, 4)) === to) return 'year';
  return from.endsWith('-01') && lastDay(from.slice(0, 7)) === to ? 'month' : null;
}
