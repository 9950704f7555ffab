import type { Quantity } from '../document/layers.ts';
import { type Counted, TIME } from './counted-number.ts';
import type { Unit } from './units.ts';

/** An amount whose unit may still be open. */
export type Draft = Omit<Quantity, 'unit'> & {
  readonly unit: string | null;
  readonly kind: Unit['kind'] | null;
  readonly scale: number;
};

/** Bounds and roughness before a number; the first that fits counts. */
const MODIFIERS: readonly (readonly [RegExp, 'low' | 'high' | 'about'])[] = [
  // no more than 25, up to 10,000, as many as 30
  [
    /\b(?:no more than|not more than|no greater than|not exceeding|up to|at most|at the most|a maximum of|(?:a )?maximum|as many as|as much as|(?<!\bnot? )(?:less|fewer) than|under|below|lower than|just under|well under)(?: the| a| some)?$/i,
    'high',
  ],
  // at least 5, more than 300, no fewer than
  [
    /\b(?:at least|not? (?:fewer|less) than|a minimum of|(?:a )?minimum|more than|greater than|in excess of|upwards? of|(?<!\b(?:hand|turn|tak|took|sign|roll|pass|cross)\w* )over|above|exceeding|well over|just over|well above|beyond)(?: the| a| some)?$/i,
    'low',
  ],
  // about, some, nearly, an estimated
  [
    /\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|close to|near to|circa|some|an estimated|estimated|or so|more or less|in the region of|on the order of|just shy of|perhaps|an average of)(?: the| a)?$/i,
    'about',
  ],
];

/** `between 3 and 5 billion euros`, `10 to 15 percent`, `$5-10 billion`, `two or three weeks`: two numbers, one amount. */
const RANGE = /^\s?(?:to|[-–—]|or|and)\s?(?:[$€£¥]|US\$)?$/;

/** Ranges joined, and each number with what bounds it. */
export function joinRanges(text: string, counted: readonly Counted[]): readonly Draft[] {
  const drafts: Draft[] = [];
  for (let i = 0; i < counted.length; i++) {
    const first = counted[i];
    const second = counted[i + 1];
    if (first === undefined) continue;
    const between = second === undefined ? '' : text.slice(first.numeral.end, second.numeral.start);
    const lead = text.slice(Math.max(0, first.start - 12), first.start);
    const isAnd = /and/.test(between);
    // `from 10 to 15 percent` tells of a change, its ends are two amounts.
    const change = /\bfrom\s$/i.test(lead);
    if (
      second !== undefined &&
      RANGE.test(between) &&
      (!isAnd || /\bbetween\s(?:the\s)?$/i.test(lead)) &&
      (first.unit === null || first.kind === 'money' || first.unit === second.unit)
    ) {
      const scale = first.numeral.scale === 1 ? second.numeral.scale : 1;
      // `15 to 20 cents`: the parts of a unit are written once as well.
      const parts = first.unit === null ? (second.parts ?? 1) : 1;
      const low = ((first.numeral.value ?? first.numeral.low ?? 0) * scale) / parts;
      const high = second.numeral.value ?? second.numeral.high ?? 0;
      const unit = first.kind === 'money' ? first : second;
      if (low < high && !change) {
        drafts.push({
          start: isAnd ? first.start - (/\bbetween\s(?:the\s)?$/i.exec(lead)?.[0].length ?? 0) : first.start,
          end: second.end,
          value: null,
          low,
          high,
          about: false,
          unit: unit.unit,
          kind: unit.kind,
          scale: second.numeral.scale,
        });
        i++;
        continue;
      }
    }
    // `from 50,000 to 75,000 tonnes`, `10 or more`: the unit stands once.
    const shared = second !== undefined && RANGE.test(between) && first.unit === null ? second : first;
    drafts.push(withModifier(text, { ...first, unit: shared.unit, kind: shared.kind }));
  }
  return drafts;
}

/** How far a number goes: exactly, or between bounds. */
type Extent = Pick<Quantity, 'value' | 'low' | 'high' | 'about'>;

/** What bounds the number that begins at `start`, with the start of its words; null where nothing does. */
export function boundBefore(
  text: string,
  start: number,
  exact: Omit<Extent, 'about'>,
  unit: string | null,
): (Extent & { readonly start: number }) | null {
  const lead = text.slice(Math.max(0, start - 32), start);
  // `"at least" 18 billion`
  const blank = /["”]?\s*$/.exec(lead)?.[0].length ?? 0;
  const words = lead.slice(0, lead.length - blank);
  for (const [pattern, effect] of MODIFIERS) {
    const match = pattern.exec(words);
    if (match === null) continue;
    // `over two years` is spread over them, `for over two years` is longer
    if (
      effect !== 'about' &&
      unit !== null &&
      TIME.test(unit) &&
      /^(?:over|under|above|below|beyond)$/i.test(match[0]) &&
      !/\bfor (?:over|under)$/i.test(words)
    )
      break;
    const from = start - blank - match[0].length;
    const at =
      /["“]$/.test(text.slice(0, from)) && /["”]/.test(text.slice(start - blank, start)) ? from - 1 : from;
    const { value } = exact;
    if (effect === 'about' || value === null) return { ...exact, start: at, about: effect === 'about' };
    return {
      start: at,
      value: null,
      low: effect === 'low' ? value : null,
      high: effect === 'high' ? value : null,
      about: false,
    };
  }
  return null;
}

function withModifier(text: string, { numeral, unit, kind, start, end }: Counted): Draft {
  const base = { start, end, unit, kind, scale: numeral.scale, about: false };
  const exact = { value: numeral.value, low: numeral.low, high: numeral.high };
  const bound = boundBefore(text, start, exact, unit);
  if (bound !== null) return { ...base, ...bound };
  const tail = /^ or (?:more|so|less|fewer)\b/.exec(text.slice(end, end + 12))?.[0];
  if (tail !== undefined && numeral.value !== null) {
    const grown = { ...base, end: end + tail.length };
    if (/so/.test(tail)) return { ...grown, ...exact, about: true };
    return {
      ...grown,
      value: null,
      low: /more/.test(tail) ? numeral.value : null,
      high: /more/.test(tail) ? null : numeral.value,
    };
  }
  return { ...base, ...exact };
}
