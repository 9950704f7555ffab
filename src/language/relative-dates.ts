import { weekday, weekOf } from './calendar.ts';
import {
  around,
  COMING,
  type DateExpression,
  exactly,
  type Groups,
  granularityOf,
  needsToday,
  partOf,
  shift,
  sided,
} from './date-value.ts';
import { DAY_NAME, DAY_TIME, DAYS, NUMBER, PART, UNIT, WORKING_UNIT } from './date-words.ts';
import { parseNumber } from './numbers.ts';

const dayNamed = (name: string | undefined): number =>
  DAYS.findIndex((day) => day.toLowerCase() === name?.toLowerCase());

/** The larger of `two to three weeks`, `a month or two`. */
const MOST = `(?:(?: to | or | ?[-–] ?)(?<most>${NUMBER}))?`;
const OR_TWO = '(?<two> or two)?';

/** The least and the most of a number of units; null where it is no number. */
function counted({ number = '', most, two }: Groups): { least: number; most: number } | null {
  const least = parseNumber(number);
  if (least === null) return null;
  const last = two === undefined ? parseNumber(most ?? number) : 2;
  return { least, most: Math.max(least, last ?? least) };
}

/** Dates told from the day of the report; without it none is read. */
export const RELATIVE_DATES: readonly DateExpression[] = [
  {
    // today, tonight, this morning, yesterday evening, the day after tomorrow, last night
    name: 'deictic',
    pattern: new RegExp(
      `\\b(?:(?<back>[Tt]he day before yesterday)|(?<forth>[Tt]he day after tomorrow)|(?<yesterday>[Yy]esterday${DAY_TIME}|[Ll]ast night|[Ll]ast evening)|(?<tomorrow>[Tt]omorrow${DAY_TIME})|(?:[Ee]arlier |[Ll]ater |[Ll]ate |[Ee]arly )?(?:[Tt]oday|[Tt]onight|[Tt]his (?:morning|afternoon|evening)))\\b`,
      'g',
    ),
    read: needsToday(({ back, forth, yesterday, tomorrow }, { today }) =>
      exactly(today + (back ? -2 : forth ? 2 : yesterday ? -1 : tomorrow ? 1 : 0)),
    ),
  },
  {
    // Thursday, on Thursday evening, last Wednesday, next Friday, Monday next week
    name: 'weekday',
    pattern: new RegExp(
      `\\b(?:(?<which>[Tt]his|[Nn]ext|[Ll]ast|[Pp]ast|[Tt]his coming|[Tt]his past|[Tt]he coming|[Tt]he following|[Tt]he previous) )?(?:[Ee]arly |[Ll]ate )?(?<name>${DAY_NAME})${DAY_TIME}(?: (?:of )?(?<week>this|next|last) week)?(?![\\p{L}]|['’]s (?:Agreement|Party))`,
      'gu',
    ),
    read: needsToday(({ which, name, week }, { today, tense, ahead }) => {
      const wanted = dayNamed(name);
      if (week !== undefined) return exactly(weekOf(today + 7 * sided(week)).from + ((wanted + 6) % 7));
      const until = (wanted - weekday(today) + 7) % 7;
      const side = sided(which);
      if (side < 0) return exactly(today + until - 7);
      // `next Friday`, written on a Thursday, is not tomorrow.
      if (side > 0) return exactly(today + (until < 2 ? until + 7 : until));
      const forward = which !== undefined || tense === 'future' || ahead;
      return exactly(forward || until === 0 ? today + until : today + until - 7);
    }),
  },
  {
    // next week on Tuesday
    name: 'week-day',
    pattern: new RegExp(
      `\\b(?<week>[Tt]his|[Nn]ext|[Ll]ast) week,? on (?<name>${DAY_NAME})${DAY_TIME}(?!\\p{L})`,
      'gu',
    ),
    read: needsToday(({ week, name }, { today }) =>
      exactly(weekOf(today + 7 * sided(week)).from + ((dayNamed(name) + 6) % 7)),
    ),
  },
  {
    // a week from Monday: of the next one
    name: 'weeks-from',
    pattern: new RegExp(`\\b(?<number>${NUMBER}) weeks? from (?<name>${DAY_NAME})(?!\\p{L})`, 'gu'),
    read: needsToday(({ number = '', name }, { today }) => {
      const count = parseNumber(number);
      return count === null ? null : exactly(today + ((dayNamed(name) - weekday(today) + 7) % 7) + 7 * count);
    }),
  },
  {
    // this week, next month, last year, earlier this month, later this year, early next year, the end of the week
    name: 'around',
    pattern: new RegExp(
      `\\b(?:(?<side>[Ee]arlier|[Ll]ater|[Ss]ometime|[Ff]urther) |${PART})?(?<which>[Tt]his|[Nn]ext|[Ll]ast|[Pp]ast|[Tt]he coming|[Tt]he next|[Tt]he following|[Tt]he previous|[Tt]he current|[Tt]he present|[Tt]his coming|[Tt]he past|[Tt]he new|[Tt]he|) ?(?<unit>(?:fiscal |financial )year|week(?:end)?|month|quarter|year|decade|century)(?![\\p{L}-]|['’]\\p{L}+ (?:ago|old))`,
      'gu',
    ),
    read: needsToday(({ side, part, which = '', unit = '' }, { today, tense, fiscalEnd, ahead }) => {
      const article = /^(?:the|)$/i.test(which);
      // `the week`, `year` alone are no dates, `the end of the year` and `at the weekend` are.
      if (article && part === undefined && unit !== 'weekend') return null;
      if (/new/i.test(which) && unit !== 'year') return null;
      if (which === '' && /^$|early|late|turn/i.test(part ?? '')) return null;
      const offset =
        article && unit === 'weekend'
          ? tense === 'past' && !ahead && weekday(today) > 0 && weekday(today) < 6
            ? -1
            : 0
          : /new/i.test(which)
            ? 1
            : sided(which);
      if (/past/i.test(which))
        return { from: shift(today, -1, unit), to: today, granularity: granularityOf(unit) };
      const period = around(unit, offset, today, fiscalEnd);
      if (/earlier/i.test(side ?? '')) return { ...period, to: offset === 0 ? today : period.to };
      if (/later|further/i.test(side ?? '')) return { ...period, from: offset === 0 ? today : period.from };
      return partOf(period, part);
    }),
  },
  {
    // this year and next, this month or next
    name: 'this-and-next',
    pattern:
      /\b[Tt]his (?:and the next (?<both>week|month|year)|(?<unit>week|month|year) (?:and|or) next)\b(?! \p{Ll}+day)/gu,
    read: needsToday(({ unit, both }, { today, fiscalEnd }) => {
      const [first, second] = [0, 1].map((offset) => around(unit ?? both ?? '', offset, today, fiscalEnd));
      return first === undefined || second === undefined ? null : { ...first, to: second.to };
    }),
  },
  {
    // by the month's end, at year's end
    name: 'its-end',
    pattern: /\b(?:the )?(?<unit>week|month|quarter|year)['’]s end\b/g,
    read: needsToday(({ unit = '' }, { today, fiscalEnd }) =>
      partOf(around(unit, 0, today, fiscalEnd), 'end'),
    ),
  },
  {
    // in the coming days, over the next two to three weeks, in the past three months, in the coming weeks and months
    name: 'coming',
    pattern: new RegExp(
      `\\b(?:(?:[Ii]n|[Oo]ver|[Ww]ithin|[Dd]uring|[Ff]or|[Tt]hroughout) (?:the )?|the )(?<which>coming|next|following|past|last|previous)(?: (?<few>few|several|couple of))?(?: (?<number>${NUMBER})${MOST})? (?:${UNIT}s (?:and|or) )?(?<unit>${UNIT}|quarter)s\\b`,
      'gu',
    ),
    read: needsToday(({ which, unit = '', ...groups }, { today }) => {
      const count = counted(groups)?.most ?? COMING[unit] ?? 1;
      const granularity = granularityOf(unit);
      if (sided(which) < 0) return { from: shift(today, -count, unit), to: today, granularity };
      return { from: today + 1, to: shift(today, count, unit), granularity };
    }),
  },
  {
    // over the next year, within the coming month or two: so long from today; `in the next year` is a year of the calendar
    name: 'coming-one',
    pattern:
      /\b(?:(?:[Oo]ver|[Ww]ithin|[Ff]or) the (?:coming|next|following) (?<unit>week|month|year)(?! or two)|(?:[Ii]n|[Oo]ver|[Ww]ithin|[Dd]uring|[Ff]or) the (?:coming|next|following) (?<long>decade|(?:day|week|month|year) or two))\b/gu,
    read: needsToday(({ unit, long = '' }, { today }) => {
      const [of = ''] = (unit ?? long).split(' ');
      const count = long.endsWith('two') ? 2 : 1;
      return { from: today + 1, to: shift(today, count, of), granularity: granularityOf(of) };
    }),
  },
  {
    // in the days ahead, in the months to come, in recent weeks
    name: 'ahead',
    pattern: new RegExp(
      `\\b(?:[Ii]n|[Oo]ver|[Dd]uring) (?:the (?<unit>${UNIT})s (?:ahead|to come)|recent (?<past>${UNIT})s)\\b`,
      'gu',
    ),
    read: needsToday(({ unit, past }, { today }) => {
      const far = COMING[unit ?? past ?? ''] ?? 1;
      return unit === undefined
        ? { from: shift(today, -far, past ?? ''), to: today, granularity: granularityOf(past ?? '') }
        : { from: today + 1, to: shift(today, far, unit), granularity: granularityOf(unit) };
    }),
  },
  {
    // before the year is out, within the week, in the course of the month, earlier in the week, for the rest of the year
    name: 'course',
    pattern:
      /\b(?:[Bb]efore the (?<out>week|month|year) (?:is|was) out|[Ww]ithin the (?<in>week|month|year)|[Ee]arlier in the (?<past>week|month|year)|(?:[Ff]or|[Dd]uring|[Tt]hroughout|[Oo]ver) the (?:rest|remainder) of the (?<rest>week|month|year)|(?:[Ii]n the course of|[Dd]uring|[Ll]ater in) the (?<of>week|month|year)|(?<part>[Ee]arly|[Ll]ate) in the (?<whole>week|month|year))\b/g,
    read: needsToday(({ out, in: within, past, rest, of, part, whole }, { today, fiscalEnd }) => {
      const period = around(out ?? within ?? past ?? rest ?? of ?? whole ?? '', 0, today, fiscalEnd);
      if (whole !== undefined) return partOf(period, part);
      if (past !== undefined) return { ...period, to: today };
      if (rest !== undefined) return { ...period, from: today };
      return of === undefined ? { ...period, from: null } : period;
    }),
  },
  {
    // during the afternoon
    name: 'time-of-day',
    pattern: /\b[Dd]uring the (?:morning|afternoon|evening|night)\b/g,
    read: needsToday((_, { today }) => exactly(today)),
  },
  {
    // within 48 hours, within a week, within a month of: a deadline; `the second time in less than two years` is none
    name: 'within',
    pattern: new RegExp(
      `(?<!\\btime )\\b(?:[Ww]ithin|[Ii]n (?:less|no more) than|[Ii]n under|[Ii]n at most|[Nn]o later than|[Nn]ot later than|[Ii]nside)(?: the)?(?: next| an?(?= [\\p{L}\\d]+-))? (?<number>${NUMBER})${MOST}[ -](?<unit>${WORKING_UNIT})s?\\b${OR_TWO}(?! (?:of|after|from|following) (?!now|today))`,
      'gu',
    ),
    read: needsToday(({ unit = '', ...groups }, { today }) => {
      const count = counted(groups)?.most;
      return count === undefined
        ? null
        : { from: null, to: shift(today, count, unit), granularity: granularityOf(unit) };
    }),
  },
  {
    // within days, within weeks, within hours
    name: 'within-open',
    pattern: new RegExp(
      `\\b(?:[Ww]ithin|[Ii]n a matter of|[Ii]n a few|[Ww]ithin a few) (?<unit>${UNIT})s\\b`,
      'gu',
    ),
    read: needsToday(({ unit = '' }, { today }) => ({
      from: null,
      to: shift(today, COMING[unit] ?? 1, unit),
      granularity: granularityOf(unit),
    })),
  },
  {
    // over two years: spread until then
    name: 'over',
    pattern: new RegExp(
      `\\b(?:[Oo]ver|[Ss]pread over|[Dd]uring|[Aa]cross) (?:a period of |an? (?=[\\p{L}\\d]+(?:-| (?:year|month|week) (?:period|span|term))))?(?<number>${NUMBER})${MOST}[ -](?<unit>month|year|week|decade)s?\\b(?! (?:old|ago|of talks|of war|of negotiations)|-old)`,
      'gui',
    ),
    read: needsToday(({ unit = '', ...groups }, { today, tense }) => {
      const count = counted(groups)?.most;
      if (count === undefined || (/^an?$/i.test(groups['number'] ?? '') && tense === 'past')) return null;
      return { from: null, to: shift(today, count, unit), granularity: granularityOf(unit) };
    }),
  },
  {
    // two years ago, three days ago
    name: 'ago',
    pattern: new RegExp(`\\b(?<number>${NUMBER}) (?<unit>${UNIT})s? ago\\b`, 'gui'),
    read: needsToday(({ number = '', unit = '' }, { today, fiscalEnd }) => {
      const count = parseNumber(number);
      if (count === null) return null;
      const day = shift(today, -count, unit);
      return ['week', 'month', 'year'].includes(unit.toLowerCase())
        ? around(unit.toLowerCase(), 0, day, fiscalEnd)
        : exactly(day);
    }),
  },
  {
    // in two weeks' time, in ten days, three months from now, in two or three weeks, in a month or two
    name: 'in',
    pattern: new RegExp(
      `\\b(?<in>[Ii]n (?:about |around |some |roughly )?)?(?<number>${NUMBER})(?: (?<first>${UNIT})s?(?= (?:to|or) ${NUMBER} ))?${MOST} (?<unit>${WORKING_UNIT})s?${OR_TWO}(?<time>['’]?s?['’]? time| from (?:now|today)|)\\b`,
      'gu',
    ),
    read: needsToday(({ in: lead, unit = '', first = unit, time, ...groups }, { today, tense }) => {
      const count = counted(groups);
      // `built in two weeks` is a duration; `a day` alone is none of both.
      if (count === null || (time === '' && (lead === undefined || tense !== 'future'))) return null;
      const most = first === unit ? count.most : (parseNumber(groups['most'] ?? '') ?? count.most);
      return {
        from: shift(today, count.least, first),
        to: shift(today, most, unit),
        granularity: granularityOf(unit),
      };
    }),
  },
];
