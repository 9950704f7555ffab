import type { When } from '../document/layers.ts';
import {
  addMonths,
  type Day,
  dayOf,
  monthOf,
  monthsOf,
  type Period,
  parts,
  weekday,
  weekOf,
  yearOf,
} from './calendar.ts';
import type { Tense } from './tense.ts';

/** What an expression is read against. */
export interface Reference {
  /** The day of publication; null where unknown: then only full dates are read. */
  readonly today: Day | null;
  readonly tense: Tense | null;
  /** The preposition before it looks forward: `by`, `until`, `for`, `to`. */
  readonly ahead: boolean;
  /** A participle stands right before it: `pledged in March`. */
  readonly beside: boolean;
  /** The verb before it plans, so that what it tells of may be still to come. */
  readonly planned: boolean;
  /** The date that was told last before it, not far away. */
  readonly told: DateValue | null;
  /** Month in which fiscal years end where the text is set. */
  readonly fiscalEnd: number;
}

export interface DateValue {
  readonly from: Day | null;
  readonly to: Day | null;
  readonly granularity: When['granularity'];
  /** What `by` it means where that is not its last day: `by the summer` is by the end of June. */
  readonly deadline?: Day;
  /** No year is written; a range takes it from its other end. */
  readonly yearless?: boolean;
  /** A time of the day, so that what lies before it and after it begins on the same day: `before noon`. */
  readonly clock?: boolean;
}

export type Groups = Readonly<Record<string, string | undefined>>;

/** One kind of expression. The prepositions before it are read in dates.ts, unless they are part of its meaning. */
export interface DateExpression {
  readonly name: string;
  readonly pattern: RegExp;
  readonly read: (groups: Groups, reference: Reference) => DateValue | null;
}

export const exactly = (day: Day): DateValue => ({ from: day, to: day, granularity: 'day' });
export const whole = (period: Period, granularity: When['granularity']): DateValue => ({
  ...period,
  granularity,
});

/**
 * Of the same date in several years the one that is meant: the next one in a clause about the future; in one about the
 * past the last one, unless its verb plans, that lies more than twice as far off as the next (`dropped the idea of a contribution
 * in September`, written in June) and the verb does not stand right before it (`pledged in March`, in November); else the nearer one.
 */
export function inYear(reference: Reference & { today: Day }, of: (year: number) => Period): Period {
  const { today, tense, ahead, beside, planned } = reference;
  const { year } = parts(today);
  const all = [year - 1, year, year + 1].map(of);
  const last = all.findLast(({ from }) => from <= today) ?? of(year - 1);
  const next = all.find(({ to }) => to >= today) ?? of(year + 1);
  const back = Math.max(0, today - last.to);
  const forth = Math.max(0, next.from - today);
  if (tense === 'future' || ahead) return next;
  if (tense === 'past') return planned && !beside && back > 2.2 * forth ? next : last;
  return back < forth ? last : next;
}

/** Early, mid and late thirds; `the end of` its last day, `the beginning of` its first third. */
export function partOf(value: DateValue, part: string | undefined): DateValue {
  if (part === undefined || value.from === null || value.to === null) return value;
  const { from, to } = value;
  const length = to - from + 1;
  const isYear = value.granularity === 'year' && length < 367;
  const [second, last] = isYear
    ? [addMonths(from, 4), addMonths(from, 8)]
    : [from + Math.floor(length / 3), from + Math.ceil((2 * length) / 3)];
  const word = part.toLowerCase();
  if (/end|close/.test(word)) return { ...value, from: to - Math.floor(length / 9), to, deadline: to };
  if (/early|start|beginning|turn/.test(word)) return { ...value, to: second - 1 };
  if (/late/.test(word)) return { ...value, from: last };
  return {
    ...value,
    from: second,
    to: last - 1,
    deadline: isYear ? addMonths(from, 6) - 1 : Math.floor((from + to) / 2),
  };
}

export const isDated = (reference: Reference): reference is Reference & { readonly today: Day } =>
  reference.today !== null;

export const needsToday =
  (
    read: (groups: Groups, reference: Reference & { today: Day }) => DateValue | null,
  ): DateExpression['read'] =>
  (groups, reference) =>
    isDated(reference) ? read(groups, reference) : null;

/** Whole weeks, months and years around today: `offset` 0 this, 1 next, −1 last. */
export function around(unit: string, offset: number, today: Day, fiscalEnd: number): DateValue {
  const { year, month: at } = parts(today);
  if (unit === 'week') return whole(weekOf(today + 7 * offset), 'week');
  if (unit === 'weekend') {
    const { to } = weekOf(today + 7 * offset);
    return whole({ from: to - 1, to }, 'day');
  }
  if (unit === 'month') return whole(monthOf(year, at + offset), 'month');
  if (unit === 'quarter')
    return whole(monthsOf(year, 3 * Math.floor((at - 1) / 3 + offset) + 1, 3), 'quarter');
  if (unit === 'decade') {
    const first = 10 * Math.floor(year / 10 + offset);
    return whole({ from: dayOf(first, 1, 1), to: dayOf(first + 9, 12, 31) }, 'year');
  }
  if (unit === 'century') {
    const last = 100 * Math.ceil(year / 100 + offset);
    return whole({ from: dayOf(last - 99, 1, 1), to: dayOf(last, 12, 31) }, 'year');
  }
  if (/fiscal|financial/.test(unit)) {
    const ends = year + (at > fiscalEnd ? 1 : 0) + offset;
    return whole({ from: dayOf(ends - 1, fiscalEnd + 1, 1), to: dayOf(ends, fiscalEnd + 1, 0) }, 'year');
  }
  return whole(yearOf(year + offset), 'year');
}

/** The day after `count` units from today; negative counts go back. Working days are Mondays to Fridays. */
export function shift(today: Day, count: number, unit: string): Day {
  const u = unit.toLowerCase().replace('calendar ', '');
  if (/^(?:working|business|banking)/.test(u)) {
    const into = Math.min(4, (weekday(today) + 6) % 7);
    const monday = weekOf(today).from;
    return monday + 7 * Math.floor((into + count) / 5) + ((into + count) % 5);
  }
  if (u === 'hour') return today + Math.ceil(count / 24);
  if (u === 'day') return today + count;
  if (u === 'week') return today + 7 * count;
  if (u === 'fortnight') return today + 14 * count;
  if (u === 'month' || u === 'quarter') return addMonths(today, u === 'month' ? count : 3 * count);
  return addMonths(today, 12 * count * (u === 'decade' ? 10 : 1));
}

const GRANULARITIES: Readonly<Record<string, When['granularity']>> = {
  week: 'week',
  fortnight: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
  decade: 'year',
};

export const granularityOf = (unit: string): When['granularity'] =>
  GRANULARITIES[unit.toLowerCase()] ?? 'day';

/** How far `the coming days` reach: days to 7 (gold/DETAILS.md), weeks to 4 of them, months to 6, years to 5. */
export const COMING: Readonly<Record<string, number>> = {
  hour: 24,
  day: 7,
  week: 4,
  month: 6,
  quarter: 2,
  year: 5,
  decade: 2,
};

export const NTH_WORDS: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4 };

export const sided = (word: string | undefined): number =>
  /last|past|previous/i.test(word ?? '') ? -1 : /next|coming|following/i.test(word ?? '') ? 1 : 0;
