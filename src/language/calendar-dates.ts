import { DAY_DATES } from './calendar-days.ts';
import { MONTH_DATES } from './calendar-months.ts';
import { SPAN_DATES } from './calendar-spans.ts';
import { YEAR_DATES } from './calendar-years.ts';
import type { DateExpression } from './date-value.ts';

/** Dates by the calendar: of two that match at one place the one that stands first here. */
export const CALENDAR_DATES: readonly DateExpression[] = [
  ...DAY_DATES,
  ...SPAN_DATES,
  ...MONTH_DATES,
  ...YEAR_DATES,
];
