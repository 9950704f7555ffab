import type { Tokenised, When } from '../document/layers.ts';
import { spokenOn, UNKNOWN } from '../document/metadata.ts';
import { type Span, slice } from '../text/span.ts';
import { ANCHORED_DATES } from './anchored-dates.ts';
import { type Day, dayOf, dayOfIso, parts, toIso } from './calendar.ts';
import { CALENDAR_DATES } from './calendar-dates.ts';
import type { DateExpression, DateValue, Reference } from './date-value.ts';
import { DAY_NAME } from './date-words.ts';
import { flatText } from './flat-text.ts';
import { RELATIVE_DATES } from './relative-dates.ts';
import { isPlannedAt, tenseAt } from './tense.ts';

/**
 * Where two expressions match at one place the longer one counts, of equals the first: full dates stand before months,
 * months before years, all of them before what is told from the day of the report.
 */
const EXPRESSIONS = [...CALENDAR_DATES, ...RELATIVE_DATES];

interface Found extends Span {
  readonly value: DateValue;
  readonly order: number;
}

/** How a preposition turns a period into bounds. */
type Bound = 'by' | 'before' | 'until' | 'from' | 'after' | 'in';

/** The prepositions before a date, longest first; each is part of its span. */
const PREPOSITIONS: readonly (readonly [RegExp, Bound])[] = [
  // not before 5 May, no earlier than March, not until June
  [/\b(?:not before|no earlier than|not earlier than|no sooner than|not until|not till)$/i, 'from'],
  // by Friday, no later than 1 June, at the latest in May
  [
    /\b(?:by|no later than|not later than|by no later than|at the latest (?:by|on|in)|by or on|(?:on|in|by|at) or before)$/i,
    'by',
  ],
  [/\b(?:before|ahead of|prior to)$/i, 'before'],
  [/\b(?:until|till|up to|up until|through|through to|valid to)$/i, 'until'],
  [
    /\b(?:ever since|since|as of|as from|from|effective(?: from| on)?|with effect from|starting(?: on| in| from| at| with)?|beginning(?: on| in| from| at| with)?|commencing(?: on| in)?|on or after|from as early as)$/i,
    'from',
  ],
  [/\b(?:only after|after|following|beyond)$/i, 'after'],
  [/\b(?:on|in|at|during|for|to|throughout|around|over|within)$/i, 'in'],
];

/** These look ahead, whatever the tense: `was put back to the 27th`, `money for September`. */
const AHEAD = /\b(?:by|no later than|not later than|until|till|before|for|to|up to)$/i;

const BESIDE = /\b\p{Ll}{2,}ed (?:(?:back|early|late) )?(?:in |on )?$/u;

const BETWEEN = /^(?: ?[-–—] ?| to | until | till | through | and | or )(?:the |in |on )?$/;

/** A time of the day before its day: `noon on Friday`, `5 p.m. (1600 GMT) on 3 March`, `close of business on Monday`, `the end of Friday`. */
const CLOCK =
  /\b(?:noon|midday|midnight|\d{1,2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)(?: \([^()]{1,20}\))?|\d{1,2}[:.]\d{2}(?: \([^()]{1,20}\))?|\d{4} (?=\p{Lu}{3,4}\b)|(?:the )?(?:close|end) of (?:the )?(?:business|trading|day)|(?:the )?end of)(?:,? (?:\p{Lu}{3,4}|local time|\p{Lu}\p{L}+ time))?,? (?:on |of )?$/u;

/** Behind a date: `in June at the latest`. */
const AT_THE = /^,? at the (?<end>latest|earliest)\b/;

/**
 * Dates and deadlines of a text in order, read against the day from which it speaks; without it only those with a year.
 * The span holds the preposition that bounds it (`by the end of 2026`, `from September 1`). The dateline is left out.
 */
export function findDates(document: Tokenised): readonly When[] {
  const text = flatText(document);
  const today = dayOfIso(spokenOn(document.metadata));
  const fiscalEnd = fiscalEndOf(text);
  const readAll = (
    expressions: readonly DateExpression[],
    thenAt: (at: number) => DateValue | null,
  ): readonly Found[] =>
    expressions.flatMap(({ pattern, read }, order) =>
      [...text.matchAll(pattern)].flatMap((match) => {
        const at = { start: match.index, end: match.index + match[0].length };
        const reference: Reference = {
          today,
          // Asked for by few of them.
          get tense() {
            return tenseAt(text, sentenceAt(document, at.start), at);
          },
          ahead: AHEAD.test(
            text
              .slice(Math.max(0, at.start - 48), at.start)
              .replace(CLOCK, '')
              .trimEnd()
              .replace(/\s+the$/, ''),
          ),
          get planned() {
            return isPlannedAt(text, sentenceAt(document, at.start), at);
          },
          beside: BESIDE.test(text.slice(Math.max(0, at.start - 24), at.start)),
          get told() {
            return thenAt(at.start);
          },
          fiscalEnd,
        };
        const value = read(match.groups ?? {}, reference);
        return value === null ? [] : [{ ...at, value, order }];
      }),
    );
  const told = withoutOverlaps(readAll(EXPRESSIONS, () => null));
  const anchored = readAll(ANCHORED_DATES, (at) => lastBefore(document, told, at));
  const found = withoutOverlaps([...told, ...anchored]).filter((date) => !isDateline(document, date));
  const dates: When[] = [];
  for (let i = 0; i < found.length; i++) {
    const date = found[i];
    const next = found[i + 1];
    if (date === undefined) continue;
    const joined = next === undefined ? null : joinRange(text, date, next);
    if (joined !== null) i++;
    const when = bounded(text, joined ?? date);
    // The time of day that it was told with is no date of its own.
    while ((dates.at(-1)?.end ?? 0) > when.start) dates.pop();
    dates.push(when);
  }
  return Object.freeze(dates);
}

/** The last date told before, in this paragraph or the one before it. */
function lastBefore(document: Tokenised, told: readonly Found[], at: number): DateValue | null {
  const { text, paragraphs } = document;
  const { start } = sentenceAt({ text, sentences: paragraphs, paragraphs, metadata: UNKNOWN }, at);
  const from = paragraphs.findLast((paragraph) => paragraph.end <= start)?.start ?? start;
  const last = told.findLast(({ end }) => end <= at);
  return last !== undefined && last.start >= from ? last.value : null;
}

function withoutOverlaps(found: readonly Found[]): readonly Found[] {
  const sorted = [...found].sort((a, b) => a.start - b.start || b.end - a.end || a.order - b.order);
  const kept: Found[] = [];
  for (const date of sorted) {
    const last = kept.at(-1);
    if (last === undefined || date.start >= last.end) kept.push(date);
    else if (date.end - date.start > last.end - last.start) kept[kept.length - 1] = date;
  }
  return kept;
}

function sentenceAt({ sentences, text }: Tokenised, at: number): Span {
  let low = 0;
  let high = sentences.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sentences[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return sentences[low] ?? { start: 0, end: text.length };
}

/** `PARIS, Sept 4 - `, `Dushanbe, August 19 (Navruz News) - `, `AK-TEREK, Aug. 18. `: the report's date, not that of what it tells. */
function isDateline({ text, sentences, paragraphs }: Tokenised, date: Span): boolean {
  const paragraph = sentenceAt({ text, sentences: paragraphs, paragraphs, metadata: UNKNOWN }, date.start);
  if (date.start - paragraph.start > 80 || sentences.length === 0) return false;
  const before = text.slice(paragraph.start, date.start);
  if (!/^[\p{Lu}][\p{L}.'’/-]*(?:[\s,/]+(?:[\p{Lu}(][\p{L}.'’)-]*|de|la|of|del|el))*[,.]?\s*$/u.test(before))
    return false;
  return /^\.?\s*(?:\([^()\n]{1,40}\)|,?\s?[A-Z][\p{L} ]{1,20})?\s*(?:[-–—]+\s|\.\s|:\s|$|\n)/u.test(
    text.slice(date.end, date.end + 64),
  );
}

/** `from March to June 2026`, `between 3 May and 7 June`, `Monday to Friday`: two dates, one period. */
function joinRange(text: string, first: Found, second: Found): Found | null {
  const between = text.slice(first.end, second.start);
  if (!BETWEEN.test(between)) return null;
  const lead = text.slice(Math.max(0, first.start - 20), first.start);
  const areDays = NAMED_DAY.test(slice(text, first)) && NAMED_DAY.test(slice(text, second));
  if (
    / (?:and|or) /.test(between)
      ? !/\bbetween (?:the )?$/i.test(lead) && !areNeighbours(first.value, second.value, areDays)
      : !/\bfrom (?:the )?$/i.test(lead) && !/[-–]| to | through /.test(between)
  )
    return null;
  let { from } = first.value;
  let { to } = second.value;
  if (from === null || to === null) return null;
  // Of days by their names the second is the next such day after the first, whatever the tense.
  if (areDays) to = from + ((((to - from) % 7) + 7) % 7);
  // The year stands once, at the end: the first date is the last such day before the second.
  if (first.value.yearless === true && second.value.yearless !== true) from = inYearBefore(from, to);
  if (from > to) return null;
  const { granularity } = first.value;
  return { start: first.start, end: second.end, order: first.order, value: { from, to, granularity } };
}

/** `on Tuesday and Wednesday`, `late 2026 or early 2027`: one time; `yesterday and today` are told apart. */
const areNeighbours = (first: DateValue, second: DateValue, areDays: boolean): boolean =>
  first.to !== null &&
  second.from === first.to + 1 &&
  (areDays || (first.granularity !== 'day' && second.granularity !== 'day'));
const NAMED_DAY = new RegExp(`^${DAY_NAME}$`, 'u');

function inYearBefore(day: Day, limit: Day): Day {
  const { month, day: date } = parts(day);
  const { year } = parts(limit);
  const same = dayOf(year, month, date);
  return same <= limit ? same : dayOf(year - 1, month, date);
}

function bounded(text: string, { start, end, value }: Found): When {
  const lead = text.slice(Math.max(0, start - 80), start);
  const clock = value.granularity === 'day' ? (CLOCK.exec(lead)?.[0] ?? '') : '';
  const untimed = lead.slice(0, lead.length - clock.length);
  const open = /\s*(?:\b(?:the|about|around|roughly|at least)\s+)?$/i.exec(untimed)?.[0] ?? '';
  const before = untimed.slice(0, untimed.length - open.length);
  const hit = PREPOSITIONS.flatMap(([pattern, bound]) => {
    const match = pattern.exec(before);
    return match === null ? [] : [{ bound, length: match[0].length }];
  })[0];
  const isRange =
    hit !== undefined &&
    hit.bound === 'from' &&
    value.from !== null &&
    value.to !== null &&
    /[-–]|\b(?:to|until|till|through|and)\b/.test(text.slice(start, end));
  const behind = AT_THE.exec(text.slice(end, end + 20));
  // `before next year's conference` may still be in next year
  const owner = hit?.bound === 'before' && /^['’]s?\s\p{L}/u.test(text.slice(end, end + 4));
  const told =
    behind !== null ? (behind.groups?.['end'] === 'latest' ? 'by' : 'from') : owner ? 'by' : hit?.bound;
  const bound = isRange || value.from === null || value.to === null ? 'in' : (told ?? 'in');
  const bounds = apply(bound, clock === '' ? value : { ...value, clock: true });
  return Object.freeze({
    start: hit === undefined ? start : start - clock.length - open.length - hit.length,
    end: end + (behind?.[0].length ?? 0),
    from: bounds.from === null ? null : toIso(bounds.from),
    to: bounds.to === null ? null : toIso(bounds.to),
    granularity: value.granularity,
  });
}

function apply(
  bound: Bound,
  { from, to, deadline, clock = false }: DateValue,
): { from: Day | null; to: Day | null } {
  switch (bound) {
    case 'by':
      return { from: null, to: deadline ?? to };
    case 'until':
      return { from: null, to: deadline ?? to };
    case 'before':
      // Before the end of March is by the end of March, before noon on the same day.
      return {
        from: null,
        to: from === null || clock || (deadline !== undefined && deadline === to) ? to : from - 1,
      };
    case 'from':
      return { from, to: null };
    case 'after':
      return { from: to === null || clock ? from : to + 1, to: null };
    default:
      return { from, to };
  }
}

/** Where fiscal years end by the states that a text names most: Japan, India, Britain March; Australia, Pakistan, Egypt June; America September; else December. */
const FISCAL_ENDS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:Japan|India|Brit(?:ain|ish)|U\.?K\.?\b|Canad|South Africa|New Delhi|Tokyo|Diet)/g, 3],
  [/\b(?:Austral|Pakistan|Egypt|Bangladesh|Kenya|New Zealand|Canberra|Islamabad|Cairo)/g, 6],
  [/\b(?:U\.S\.|United States|American|Washington|Congress|Thai)/g, 9],
];

function fiscalEndOf(text: string): number {
  if (!/\b(?:fiscal|financial) year/.test(text)) return 12;
  const counts = FISCAL_ENDS.map(([pattern, month]) => ({ month, count: text.match(pattern)?.length ?? 0 }));
  const most = counts.reduce((a, b) => (b.count > a.count ? b : a));
  return most.count > 0 ? most.month : 12;
}
