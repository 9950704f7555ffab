import type { Comparison } from '../book/comparison/compare-story.ts';
import type { AmountValue } from '../book/comparison/same-amount.ts';
import { quantityText } from './claim-block.ts';

/** What stands before a part of a value; other parts stand for themselves. */
const PART_WORDS: Readonly<Record<string, string>> = {
  from: 'from ',
  to: 'to ',
};

/** A value of any field in words: `from 2025-09-04`, `only after ceasefire or peace-agreement`, `at least 300 soldiers`. */
export function valueText(value: unknown, names: Comparison['names'] = {}): string {
  if (Array.isArray(value)) return value.map((part) => valueText(part, names)).join(', ');
  if (isAmount(value)) return amountText(value);
  if (typeof value !== 'object' || value === null) return partyWords(String(value ?? 'unknown'), names);
  const { from, to, granularity: _, ...parts }: Readonly<Record<string, unknown>> = { ...value };
  return Object.entries(from === to ? { on: from, ...parts } : { from, to, ...parts })
    .filter(([, part]) => part !== null && part !== undefined && part !== false)
    .map(([name, part]) => {
      if (part === true) return name;
      if (Array.isArray(part)) return part.join(name === 'all' ? ' and ' : ' or ');
      return `${PART_WORDS[name] ?? ''}${name === 'kind' ? String(part).replaceAll('-', ' ') : valueText(part, names)}`;
    })
    .join(' ');
}

type Amount = Pick<AmountValue, 'unit'> & Partial<AmountValue>;

const isAmount = (value: unknown): value is Amount =>
  typeof value === 'object' && value !== null && 'unit' in value;

/** Of one that is denied only the word. */
const amountText = ({ unit, value = null, low = null, high = null }: Amount): string =>
  value === null && low === null && high === null
    ? unit
    : quantityText({ value, low, high, about: false, unit });

/**
 * A party by its name; one that only the comparison knows by its id, which says enough (`five parties`, `a group of 26`); dates
 * stay as they are.
 */
export const partyWords = (id: string, names: Comparison['names']): string =>
  names[id] ??
  id
    .replace(/^size:(?=\d+$)/, 'a group of ')
    .replace(/^(?:state|[a-z-]+(?=:[a-z])):/, '')
    .replaceAll(/(?<!\d)-|-(?!\d)/g, ' ');

const PARTIAL: Readonly<Record<string, string>> = {
  'fetch/robots': 'its robots.txt does not let robots read it',
  'input/consent-wall': 'the page is a wall',
  'input/no-article': 'no article was found in the page',
};

/** Why only a part of a report came. */
export const partialText = (code: string): string =>
  `partial: what its feed says; ${PARTIAL[code] ?? `the page could not be read, ${code}`}`;
