import { dayOf, exists, type Period, parts } from './calendar.ts';
import { type DateExpression, exactly, inYear, needsToday, whole } from './date-value.ts';
import { DATE, DAY_NAME, MONTH, month, NTH, YEAR } from './date-words.ts';
import { FEAST_DATES } from './feasts.ts';

/** A day and a month, perhaps to a second day, with the year or the year that is meant. */
export const readDate: DateExpression['read'] = ({ date, last, month: name, year }, reference) => {
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

const DAY_MONTH = `\\b(?<date>${DATE})${NTH}(?:(?: ?[-–] ?| to | and )(?<last>${DATE})${NTH})?(?: of)? (?<month>${MONTH})(?![\\p{L}])(?:,? (?<year>${YEAR}))?`;
const MONTH_DAY = `\\b(?<month>${MONTH}) (?:the )?(?<date>${DATE})${NTH}(?![\\p{L}]|-\\p{L})(?:(?: ?[-–] ?| to | and )(?<last>${DATE})${NTH}(?![\\p{L}]| ${MONTH}))?(?:,? (?<year>${YEAR}))?`;

/** The same expression with a day in both orders. */
export const withDay = (
  name: string,
  pattern: (day: string) => string,
  read: DateExpression['read'],
): readonly DateExpression[] =>
  [DAY_MONTH, MONTH_DAY].map((day) => ({ name, pattern: new RegExp(pattern(day), 'gu'), read }));

const DIGITS = 'one two three four five six seven eight nine'.split(' ');

const NTH_DAYS = [
  ...Array.from({ length: 10 }, () => ''),
  ...'tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  ),
  ...'first second third fourth fifth sixth seventh eighth ninth'.split(' ').map((word) => `twenty-${word}`),
  'thirtieth',
  'thirty-first',
];

/** Days by their dates and names. */
export const DAY_DATES: readonly DateExpression[] = [
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
    pattern: new RegExp(`(?:\\b${DAY_NAME},? (?:the )?|\\bthe )?(?<![\\d.,/-])${DAY_MONTH}`, 'gu'),
    read: readDate,
  },
  {
    // Thursday, September 4, 2025; Sept. 4; May 3-7
    name: 'month-day',
    pattern: new RegExp(`(?:\\b${DAY_NAME},? )?${MONTH_DAY}`, 'gu'),
    read: readDate,
  },
  // Friday (February 27)
  ...withDay('day-in-brackets', (day) => `\\b${DAY_NAME} \\(${day}\\)`, readDate),
  {
    // on March nine, effective June Five: news agencies long wrote numbers below ten in words; `in March two ships` has none
    name: 'day-in-words',
    pattern: new RegExp(
      `(?<!\\b(?:[Ii]n|[Tt]his|[Ll]ast|[Nn]ext|[Oo]f|[Dd]uring|[Ss]ince) )\\b(?<month>${MONTH}) (?<word>${DIGITS.flatMap((word) => [word, word[0]?.toUpperCase() + word.slice(1)]).join('|')})(?![\\p{L}-]| (?!(?:as|is|was|its|this|has)\\b)\\p{Ll}+s\\b| (?:people|men|women|more|other|of)\\b)(?:,? (?<year>${YEAR}))?`,
      'gu',
    ),
    read: ({ word = '', ...groups }, reference) =>
      readDate({ ...groups, date: String(DIGITS.indexOf(word.toLowerCase()) + 1) }, reference),
  },
  {
    // 27.02.2026, 27/02/2026, 02/27/2026; of 03/04/2026 nobody can tell which is the month
    name: 'day-in-numbers',
    pattern:
      /(?<![\d./-])(?<one>\d{1,2})(?<sign>[./])(?<two>\d{1,2})\k<sign>(?<year>(?:19|20)\d{2})(?![\d/-]|\.\d)/g,
    read: ({ one, two, sign, year }) => {
      const [a, b, y] = [Number(one), Number(two), Number(year)];
      const days = [
        ...(exists(y, b, a) ? [dayOf(y, b, a)] : []),
        ...(sign === '/' && exists(y, a, b) ? [dayOf(y, a, b)] : []),
      ];
      const [day, other = day] = days;
      return day === undefined || other !== day ? null : exactly(day);
    },
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
  FEAST_DATES,
];
