import { dayOf, monthsOf, type Period, parts, seasonOf, yearOf } from './calendar.ts';
import {
  around,
  COMING,
  type DateExpression,
  type DateValue,
  granularityOf,
  inYear,
  NTH_WORDS,
  needsToday,
  partOf,
  shift,
  sided,
  whole,
} from './date-value.ts';
import { NUMBER, PART, SEASON, YEAR } from './date-words.ts';
import { parseNumber } from './numbers.ts';

const season = (name: string | undefined): string => (name ?? '').toLowerCase();

/** By a season is by the end of its first month: `by the summer`, by 30 June. */
const withDeadline = (period: Period): DateValue => {
  const { year, month: at } = parts(period.from);
  return { ...period, granularity: 'season', deadline: dayOf(year, at + 1, 0) };
};

/** Quarters, seasons, years and what is longer, and parts of them. */
export const YEAR_DATES: readonly DateExpression[] = [
  {
    // the first quarter of 2026; the second half of next year; Q3 2025; H1 2026
    name: 'quarter',
    pattern: new RegExp(
      `\\b(?:${PART})?(?:[Tt]he )?(?:(?<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast|[Ff]inal) (?<unit>quarter|half|semester)|(?<q>[QH][1-4]))(?: of|,)?(?: (?:fiscal |calendar )?(?<year>${YEAR})| (?<which>this|next|last|the) year|(?<=[Tt]he (?:first|second|third|fourth) (?:quarter|half|semester)|\\b(?:[Ii]n|[Bb]y|[Uu]ntil|[Bb]efore|[Dd]uring) [QH][1-4])(?![\\w-]| of| \\p{Ll}+ (?:of|was|were)))`,
      'gu',
    ),
    read: ({ part, nth, unit, q, year, which }, reference) => {
      const { today } = reference;
      const length = unit === 'quarter' || q?.startsWith('Q') ? 3 : 6;
      const last = 12 / length;
      const index = q === undefined ? (NTH_WORDS[(nth ?? '').toLowerCase()] ?? last) : Number(q.slice(1));
      if (index > last || (year === undefined && today === null)) return null;
      const of = (y: number): Period => monthsOf(y, (index - 1) * length + 1, length);
      if (year === undefined && which === undefined && today !== null)
        return partOf(whole(inYear({ ...reference, today }, of), 'quarter'), part);
      const at = year === undefined ? parts(today ?? 0).year + sided(which) : Number(year);
      return partOf(whole(of(at), 'quarter'), part);
    },
  },
  {
    // the first three months of 2026, the last two weeks of next year
    name: 'part-of-year',
    pattern: new RegExp(
      `\\b(?:[Tt]he )?(?<nth>first|last|final|opening|closing) (?:(?<number>${NUMBER}) |few )?(?<unit>day|week|month|quarter)s (?:of|in) (?:(?<year>${YEAR})|(?<which>this|next|last|the) year)`,
      'gu',
    ),
    read: ({ nth = '', number, unit = '', year, which }, { today }) => {
      const count = number === undefined ? (COMING[unit] ?? 1) : parseNumber(number);
      if (count === null || (year === undefined && today === null)) return null;
      const { from, to } = yearOf(year === undefined ? parts(today ?? 0).year + sided(which) : Number(year));
      const granularity = granularityOf(unit);
      return /last|final|closing/.test(nth)
        ? { from: shift(to + 1, -count, unit), to, granularity }
        : { from, to: shift(from, count, unit) - 1, granularity };
    },
  },
  {
    // the summer of 2026; spring 2024; winter 2025-26
    name: 'season-year',
    pattern: new RegExp(
      `\\b(?:${PART})?(?:[Tt]he )?(?<season>${SEASON})(?: of)? (?:(?<year>${YEAR})(?:[-/–]\\d{2,4})?|(?<which>this|next|last) year)`,
      'gu',
    ),
    read: ({ part, season: name, year, which }, { today }) => {
      if (year === undefined && today === null) return null;
      const at = year === undefined ? parts(today ?? 0).year + sided(which) : Number(year);
      return partOf(withDeadline(seasonOf(at, season(name))), part);
    },
  },
  {
    // this summer, next spring, last winter; by the summer, in autumn
    name: 'season',
    pattern: new RegExp(
      `\\b(?:${PART})?(?:(?<which>[Tt]his|[Nn]ext|[Ll]ast|[Pp]ast|[Tt]he coming|[Tt]his coming|[Tt]he following) |(?<=\\b(?:[Bb]y|[Ii]n|[Uu]ntil|[Tt]ill|[Bb]efore|[Ss]ince|[Dd]uring|[Ff]or|[Ff]rom|[Aa]fter|[Tt]hrough|of) (?:the )?)(?:the )?)(?<season>${SEASON})(?!\\p{L}|-| \\p{L}+ (?:game|olympic))`,
      'gu',
    ),
    read: needsToday(({ part, which, season: name }, reference) => {
      const { today } = reference;
      const side = sided(which);
      const of = (year: number): Period => seasonOf(year, season(name));
      const { year } = parts(today);
      if (side < 0)
        return partOf(
          withDeadline([of(year), of(year - 1), of(year - 2)].find(({ to }) => to < today) ?? of(year - 1)),
          part,
        );
      if (side > 0)
        return partOf(
          withDeadline([of(year), of(year + 1)].find(({ from }) => from > today) ?? of(year + 1)),
          part,
        );
      const tense = which === undefined ? reference.tense : null;
      // What is promised by the summer is promised for the next first month of one.
      if (reference.ahead) {
        return partOf(
          withDeadline(
            [of(year - 1), of(year), of(year + 1)].find(({ from }) => from + 29 >= today) ?? of(year),
          ),
          part,
        );
      }
      return partOf(withDeadline(inYear({ ...reference, tense }, of)), part);
    }),
  },
  {
    // the years 2024 and 2025; 2024-2026; between 2024 and 2026; 2025/26
    name: 'years',
    pattern: new RegExp(
      `(?:\\b(?:the )?(?:(?:calendar |fiscal |financial )?years?|fiscal|calendar) )?(?<![\\d.,/-])\\b(?<year>${YEAR})(?:(?: ?[-–/] ?| to | and | or | until | through )(?<end>${YEAR})| ?[-–/] ?(?<short>\\d{2}))(?![\\d-]|\\p{L})`,
      'gu',
    ),
    read: ({ year, end, short }) => {
      const first = Number(year);
      const last = short === undefined ? Number(end) : 100 * Math.floor(first / 100) + Number(short);
      return last > first && last - first < 80
        ? whole({ from: dayOf(first, 1, 1), to: dayOf(last, 12, 31) }, 'year')
        : null;
    },
  },
  {
    // in 2022, by 2030, mid-2027, the end of 2026, the year 2030, the 1990s
    name: 'year',
    pattern: new RegExp(
      `(?<![\\d.,/$€£-])(?:\\b${PART}(?:(?:fiscal |financial |calendar )?year |fiscal |calendar )?|\\b(?:(?:the )?(?:calendar |fiscal |financial )?year|(?<!\\b(?:the|its|their|an?) )(?:fiscal|calendar)) |(?<=\\b(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Tt]hrough|[Bb]efore|[Aa]fter|[Ff]rom|[Ff]or|[Dd]uring|[Tt]o|through to|beyond|as of|[Oo]f|[Aa]nd|later than|earlier than|sooner than|as early as|as late as|throughout|(?:starting|beginning) with|(?:[Ii]n|[Bb]y|[Uu]ntil|[Bb]efore|[Aa]fter|[Ff]rom) (?:about|around|at least)) ))(?<year>${YEAR})(?![-–]\\p{L}|\\p{L}|(?: \\p{Ll}+)?(?: troops| soldiers| people| men| refugees)|(?<=\\b[Tt]o \\d{4}) (?!(?:was|is|has|as|its|this|unless)\\b)\\p{Ll}+s\\b)`,
      'gu',
    ),
    read: ({ part, year }) => partOf(whole(yearOf(Number(year)), 'year'), part),
  },
  {
    name: 'decade',
    pattern: /\bthe (?:(?<part>early|mid|late)[ -])?(?<decade>(?:19|20)\d)0s\b/g,
    read: ({ part, decade }) => {
      const year = 10 * Number(decade);
      return partOf(whole({ from: dayOf(year, 1, 1), to: dayOf(year + 9, 12, 31) }, 'year'), part);
    },
  },
  {
    // year-end, end-year, month-end
    name: 'year-end',
    pattern: /\b(?:(?<unit>year|month)[- ]end|end[- ](?:year|(?<month>month)))\b/g,
    read: needsToday(({ unit, month: name }, { today, fiscalEnd }) =>
      partOf(around(unit ?? name ?? 'year', 0, today, fiscalEnd), 'end'),
    ),
  },
];
