/** A day as days since 1 January 1970, UTC. */
export type Day = number;

export interface Period {
  readonly from: Day;
  /** Inclusive. */
  readonly to: Day;
}

const MS = 86_400_000;

/** `month` 1 to 12; what lies beyond a month's or a year's end is carried over. */
export function dayOf(year: number, month: number, day: number): Day {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / MS);
}

export function parts(day: Day): { year: number; month: number; day: number } {
  const date = new Date(day * MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export const toIso = (day: Day): string => new Date(day * MS).toISOString().slice(0, 10);

/** The day of an ISO date or date-time, as its own clock has it; null where it is less precise than a day. */
export function dayOfIso(iso: string | null): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? '');
  return match === null ? null : dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Whether there is such a day. */
export const exists = (year: number, month: number, day: number): boolean =>
  day >= 1 && month >= 1 && month <= 12 && parts(dayOf(year, month, day)).day === day;

/** 0 Sunday to 6 Saturday. */
export const weekday = (day: Day): number => (((day + 4) % 7) + 7) % 7;

/** The same day of another month, or that month's last one. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, day: date } = parts(day);
  const last = dayOf(year, month + months + 1, 0);
  return Math.min(dayOf(year, month + months, 1) + date - 1, last);
}

/** Monday to Sunday. */
export const weekOf = (day: Day): Period => {
  const from = day - ((weekday(day) + 6) % 7);
  return { from, to: from + 6 };
};

export const monthOf = (year: number, month: number): Period => ({
  from: dayOf(year, month, 1),
  to: dayOf(year, month + 1, 0),
});

export const monthsOf = (year: number, first: number, count: number): Period => ({
  from: dayOf(year, first, 1),
  to: dayOf(year, first + count, 0),
});

export const yearOf = (year: number): Period => monthsOf(year, 1, 12);

/** Meteorological seasons of the northern half; winter is the one that begins in `year`. */
export function seasonOf(year: number, season: string): Period {
  const first = { spring: 3, summer: 6, autumn: 9, fall: 9, winter: 12 }[season] ?? 12;
  return monthsOf(year, first, 3);
}

/** Western Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991, ch. 8). */
export function easter(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return dayOf(year, Math.floor(f / 31), (f % 31) + 1);
}

/** Orthodox Easter Sunday in our calendar, from 1900 to 2099 (Meeus, ch. 8: Julian Easter, 13 days behind). */
export function orthodoxEaster(year: number): Day {
  const d = (19 * (year % 19) + 15) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const f = d + e + 114;
  return dayOf(year, Math.floor(f / 31), (f % 31) + 1) + 13;
}
