import {
  dayOf,
  easter,
  exists,
  monthOf,
  monthsOf,
  type Period,
  parts,
  seasonOf,
  yearOf,
} from './calendar.ts';
import {
  type DateExpression,
  type DateValue,
  exactly,
  inYear,
  needsToday,
  partOf,
  sided,
  whole,
} from './date-value.ts';
import { both, DATE, DAY_NAME, MONTH, MONTHS, month, NTH, PART, SEASON, YEAR } from './date-words.ts';

/** A day and a month, perhaps to a second day, with the year or the year that is meant. */
const readDate: DateExpression['read'] = ({ date, last, month: name, year }, reference) => {
  const at = month(name);
  const first = Number(date);
  const second = last === undefined ? first : Number(last);
  const of = (y: number): Period => ({ from: dayOf(y, at, first), to: dayOf(y, at, second) });
  if (!exists(Number(year ?? 2000), at, first) || !exists(Number(year ?? 2000), at, second) || second < first)
    return null;
  if (year !== undefined) return whole(of(Number(year)), 'day');
  if (reference.today === null) return null;
  return { ...inYear({ ...reference, today: reference.today }, of), granularity: 'day', yearless: true };
};

const readMonth: DateExpression['read'] = ({ part, month: name, year, which }, reference) => {
  const at = month(name);
  if (year !== undefined) return partOf(whole(monthOf(Number(year), at), 'month'), part);
  const { today } = reference;
  if (today === null) return null;
  const tense = which === undefined ? reference.tense : /last|past/i.test(which) ? 'past' : 'future';
  const ahead = which === undefined && reference.ahead;
  const period = inYear({ ...reference, today, tense, ahead }, (y) => monthOf(y, at));
  // `last October`, written in August, is far off and yet the last one.
  const { year: now, month: current } = parts(today);
  const forced = /last|past/i.test(which ?? '') ? monthOf(at < current ? now : now - 1, at) : period;
  return partOf({ ...forced, granularity: 'month', yearless: true }, part);
};

const NTH_WORDS: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4 };

const season = (name: string | undefined): string => (name ?? '').toLowerCase();

/** By a season is by the end of its first month: `by the summer`, by 30 June. */
const withDeadline = (period: Period): DateValue => {
  const { year, month: at } = parts(period.from);
  return { ...period, granularity: 'season', deadline: dayOf(year, at + 1, 0) };
};

/** Days, months, quarters, seasons and years by their names. */
export const CALENDAR_DATES: readonly DateExpression[] = [
  {
    // 2025-09-04
    name: 'iso',
    pattern: /(?<![\d-])(?<year>\d{4})-(?<m>\d{2})-(?<date>\d{2})(?![\d-])/g,
    read: ({ year, m, date }) =>
      exists(Number(year), Number(m), Number(date))
        ? exactly(dayOf(Number(year), Number(m), Number(date)))
        : null,
  },
  {
    // Thursday, 4 September 2025; the 4th of September; 3-7 May; 3 to 7 May
    name: 'day-month',
    pattern: new RegExp(
      `(?:\\b${DAY_NAME},? (?:the )?|\\bthe )?(?<![\\d.,/-])\\b(?<date>${DATE})${NTH}(?:(?: ?[-–] ?| to | and )(?<last>${DATE})${NTH})?(?: of)? (?<month>${MONTH})(?![\\p{L}])(?:,? (?<year>${YEAR}))?`,
      'gu',
    ),
    read: readDate,
  },
  {
    // Thursday, September 4, 2025; Sept. 4; May 3-7
    name: 'month-day',
    pattern: new RegExp(
      `(?:\\b${DAY_NAME},? )?\\b(?<month>${MONTH}) (?:the )?(?<date>${DATE})${NTH}(?![\\p{L}]|-\\p{L})(?:(?: ?[-–] ?| to | and )(?<last>${DATE})${NTH}(?![\\p{L}]| ${MONTH}))?(?:,? (?<year>${YEAR}))?`,
      'gu',
    ),
    read: readDate,
  },
  {
    // early March 2026; mid-September; the end of June; next March; May 2026
    name: 'month-year',
    pattern: new RegExp(`\\b(?:${PART})?(?<month>${MONTH})(?:,| of)? (?<year>${YEAR})`, 'gu'),
    read: readMonth,
  },
  {
    // in May last year, July of this year
    name: 'month-of-year',
    pattern: new RegExp(`\\b(?:${PART})?(?<month>${MONTH}) (?:of )?(?<of>last|this|next) year\\b`, 'gu'),
    read: needsToday(({ part, month: name, of }, { today }) =>
      partOf(whole(monthOf(parts(today).year + sided(of), month(name)), 'month'), part),
    ),
  },
  {
    name: 'month-part',
    pattern: new RegExp(
      `\\b(?:${PART}|(?<which>[Nn]ext|[Ll]ast|[Tt]his|[Tt]his past|[Tt]he coming) )(?<month>${MONTH})(?!\\p{L})`,
      'gu',
    ),
    read: readMonth,
  },
  {
    // in September, by March, the September meeting: a bare month only where a preposition or an article shows it
    name: 'month',
    pattern: new RegExp(
      `(?<=\\b(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Tt]hrough|[Bb]efore|[Aa]fter|[Ff]rom|[Ff]or|[Dd]uring|of|to|and|between|this|as of|as early as|as late as|later than|earlier than|beginning|starting) )(?<month>${both(MONTHS)}|Sept\\.?|Oct\\.|Nov\\.|Dec\\.|Jan\\.|Feb\\.|Aug\\.)(?![\\p{L}-]| \\d)(?!(?<=\\b(?:and|of|to|for) \\p{Lu}\\p{Ll}+) \\p{Lu}\\p{Ll})`,
      'gu',
    ),
    read: readMonth,
  },
  {
    // a July trip, its December agreement: of a noun, which tells nothing of the sentence's tense
    name: 'month-noun',
    pattern: new RegExp(
      `(?<=\\b(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur) )(?<month>${MONTHS.filter((name) => name !== 'May').join('|')})(?= (?!(?:and|or|for|of|on|in|to|at|by|with|from|against|is|was|has)\\b)\\p{Ll}{3})`,
      'gu',
    ),
    read: (groups, reference) => readMonth(groups, { ...reference, tense: null, ahead: false }),
  },
  {
    // the first quarter of 2026; the second half of next year; Q3 2025; H1 2026
    name: 'quarter',
    pattern: new RegExp(
      `\\b(?:[Tt]he )?(?:(?<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth) (?<unit>quarter|half)|(?<q>[QH][1-4]))(?: of|,)?(?: (?<year>${YEAR})| (?<which>this|next|last|the) year|(?<=[Tt]he (?:first|second|third|fourth) (?:quarter|half))(?![\\w-]| of| \\p{Ll}+ (?:of|was|were)))`,
      'gu',
    ),
    read: ({ nth, unit, q, year, which }, reference) => {
      const { today } = reference;
      const index = q === undefined ? (NTH_WORDS[(nth ?? '').toLowerCase()] ?? 1) : Number(q.slice(1));
      const length = unit === 'half' || q?.startsWith('H') ? 6 : 3;
      if (index * length > 12 || (year === undefined && today === null)) return null;
      if (year === undefined && which === undefined && today !== null) {
        return whole(
          inYear({ ...reference, today }, (y) => monthsOf(y, (index - 1) * length + 1, length)),
          'quarter',
        );
      }
      const at = year === undefined ? parts(today ?? 0).year + sided(which) : Number(year);
      return whole(monthsOf(at, (index - 1) * length + 1, length), 'quarter');
    },
  },
  {
    // the summer of 2026; spring 2024; winter 2025-26
    name: 'season-year',
    pattern: new RegExp(
      `\\b(?:${PART})?(?:[Tt]he )?(?<season>${SEASON})(?: of)? (?<year>${YEAR})(?:[-/–]\\d{2,4})?`,
      'gu',
    ),
    read: ({ part, season: name, year }) => partOf(withDeadline(seasonOf(Number(year), season(name))), part),
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
      `(?:\\b(?:the )?(?:calendar |fiscal |financial )?years? )?(?<![\\d.,/-])\\b(?<year>${YEAR})(?: ?[-–/] ?| to | and | until | through )(?<end>${YEAR}|\\d{2})(?![\\d-]|\\p{L})`,
      'gu',
    ),
    read: ({ year, end }) => {
      const first = Number(year);
      const last = end?.length === 2 ? 100 * Math.floor(first / 100) + Number(end) : Number(end);
      return last > first && last - first < 80
        ? whole({ from: dayOf(first, 1, 1), to: dayOf(last, 12, 31) }, 'year')
        : null;
    },
  },
  {
    // in 2022, by 2030, mid-2027, the end of 2026, the year 2030, the 1990s
    name: 'year',
    pattern: new RegExp(
      `(?<![\\d.,/$€£-])(?:\\b${PART}|\\b(?:the )?(?:calendar |fiscal |financial )?year |(?<=\\b(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Tt]hrough|[Bb]efore|[Aa]fter|[Ff]rom|[Ff]or|[Dd]uring|[Tt]o|through to|beyond|as of|[Oo]f|[Aa]nd|later than|earlier than|as early as|as late as|(?:[Ii]n|[Bb]y|[Uu]ntil|[Bb]efore|[Aa]fter|[Ff]rom) (?:about|around)) ))(?<year>${YEAR})(?![-–]\\p{L}|\\p{L}|(?: \\p{Ll}+)?(?: troops| soldiers| people| men| refugees)|(?<=\\b[Tt]o \\d{4}) (?!(?:was|is|has|as|its|this|unless)\\b)\\p{Ll}+s\\b)`,
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
    // year-end, end-year
    name: 'year-end',
    pattern: /\b(?:year[- ]end|end[- ]year|[Nn]ew [Yy]ear['’]s [Ee]ve)\b/g,
    read: needsToday((_, { today }) => partOf(whole(yearOf(parts(today).year), 'year'), 'end')),
  },
  {
    // the 27th, the fifteenth: a day of this month or the next
    name: 'nth',
    pattern:
      /(?<=\b(?:[Oo]n|[Bb]y|to|[Uu]ntil|till|[Ff]rom|of|[Ss]ince|[Bb]efore|[Aa]fter) )the (?:(?<date>\d{1,2})(?:st|nd|rd|th)|(?<word>tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty-first))(?=[.,;:)]|$| (?:and|or|so|in|at|to|but|when|if|with|the|he|she|it|they|a|whether) )/gm,
    read: needsToday(({ date, word }, reference) => {
      const { today, tense, ahead } = reference;
      const wanted = date === undefined ? NTH_DAYS.indexOf(word ?? '') : Number(date);
      const { year, month: at } = parts(today);
      const days = [at - 1, at, at + 1]
        .filter((m) => wanted >= 1 && wanted <= parts(dayOf(year, m + 1, 0)).day)
        .map((m) => dayOf(year, m, wanted));
      const last = days.findLast((day) => day <= today);
      const next = days.find((day) => day >= today);
      const day = tense === 'past' && !ahead ? (last ?? next) : (next ?? last);
      return day === undefined ? null : exactly(day);
    }),
  },
  {
    name: 'feast',
    pattern: new RegExp(
      `\\b(?<feast>Christmas(?: Day| Eve)?|Easter|New Year(?:['’]s Day)?|the [Nn]ew [Yy]ear|the turn of the year)\\b(?: (?<year>${YEAR}))?(?! Island)`,
      'g',
    ),
    read: ({ feast = '', year }, reference) => {
      const of = (y: number): Period => {
        const day = /Christmas/.test(feast)
          ? dayOf(y, 12, /Eve/.test(feast) ? 24 : 25)
          : /Easter/.test(feast)
            ? easter(y)
            : dayOf(y, 1, 1);
        return { from: day, to: day };
      };
      if (year !== undefined) return whole(of(Number(year)), 'day');
      return reference.today === null
        ? null
        : whole(inYear({ ...reference, today: reference.today }, of), 'day');
    },
  },
];

const NTH_DAYS = [
  ...Array.from({ length: 10 }, () => ''),
  ...'tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  ),
  ...'first second third fourth fifth sixth seventh eighth ninth'.split(' ').map((word) => `twenty-${word}`),
  'thirtieth',
  'thirty-first',
];
