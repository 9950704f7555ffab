import type { ConditionKind, Trigger } from './api-types.ts';
import { amountText, dateText, isMoney, numberText } from './format.ts';
import { nameOf } from './names.ts';
import { isFirmness } from './parts/standing-mark.tsx';
import { texts } from './texts.ts';
import { conditionText } from './trigger-words.ts';

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a report says of a field, in words: an amount, a condition, days, parties. */
export function comparedText(value: unknown): string {
  if (Array.isArray(value)) return value.map(comparedText).join(', ');
  if (typeof value === 'number') return numberText(value);
  if (!isFields(value)) return wordText(String(value ?? texts.story.undecided));
  if ('unit' in value) return boundsText(value);
  if (isCondition(value)) return conditionText(value);
  if ('from' in value || 'to' in value) return daysText(value);
  return Object.entries(value)
    .filter(([, part]) => part !== null && part !== false)
    .map(([name, part]) => (part === true ? name : comparedText(part)))
    .join(' ');
}

const wordText = (word: string): string =>
  isFirmness(word)
    ? texts.firmness[word]
    : word === 'undecided'
      ? texts.story.undecided
      : /^\d{4}(-\d\d){0,2}$/.test(word)
        ? dateText(word)
        : capital(nameOf(word));

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const isCondition = (
  value: Fields,
): value is { readonly kind: ConditionKind; readonly trigger: Trigger | null } =>
  typeof value['kind'] === 'string' &&
  Object.hasOwn(texts.conditionKinds, value['kind']) &&
  'trigger' in value;

/** An amount by its bounds: `€2bn`, `20–30 tanks`, `at least 300 troops`. */
export function boundsText(value: {
  readonly unit?: unknown;
  readonly value?: unknown;
  readonly low?: unknown;
  readonly high?: unknown;
}): string {
  const unit = String(value.unit);
  const [exact, low, high] = [value.value, value.low, value.high];
  if (typeof exact === 'number') return amountText(exact, unit);
  if (typeof low === 'number' && typeof high === 'number')
    return low === high
      ? amountText(low, unit)
      : texts.story.between(isMoney(unit) ? amountText(low, unit) : numberText(low), amountText(high, unit));
  if (typeof low === 'number') return texts.story.atLeast(amountText(low, unit));
  if (typeof high === 'number') return texts.story.atMost(amountText(high, unit));
  return unit;
}

function daysText({ from, to, cancelled }: Fields): string {
  const day = (of: unknown): string => (typeof of === 'string' ? dateText(of) : '…');
  const days = from === to ? day(from) : `${day(from)} – ${day(to)}`;
  return cancelled === true ? texts.story.cancelled(days) : days;
}
