import { weekday, weekOf } from './calendar.ts';
import {
  around,
  COMING,
  type DateExpression,
  exactly,
  granularityOf,
  needsToday,
  partOf,
  shift,
  sided,
} from './date-value.ts';
import { DAY_NAME, DAY_TIME, DAYS, NUMBER, PART, UNIT } from './date-words.ts';
import { parseNumber } from './numbers.ts';

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
      `\\b(?:(?<which>[Tt]his|[Nn]ext|[Ll]ast|[Pp]ast|[Tt]his coming|[Tt]his past|[Tt]he coming|[Tt]he following|[Tt]he previous) )?(?:[Ee]arly |[Ll]ate )?(?<name>${DAY_NAME})${DAY_TIME}(?: (?<week>this|next|last) week)?(?![\\p{L}]|['’]s (?:Agreement|Party))`,
      'gu',
    ),
    read: needsToday(({ which, name, week }, { today, tense, ahead }) => {
      const wanted = DAYS.findIndex((day) => day.toLowerCase() === name?.toLowerCase());
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
    // this week, next month, last year, earlier this month, later this year, early next year, the end of the week
    name: 'around',
    pattern: new RegExp(
      `\\b(?:(?<side>[Ee]arlier|[Ll]ater|[Ss]ometime|[Ff]urther) |${PART})?(?<which>[Tt]his|[Nn]ext|[Ll]ast|[Pp]ast|[Tt]he coming|[Tt]he next|[Tt]he following|[Tt]he previous|[Tt]he current|[Tt]he present|[Tt]his coming|[Tt]he past|[Tt]he new|[Tt]he|) ?(?<unit>(?:fiscal |financial )year|week(?:end)?|month|quarter|year|decade)(?![\\p{L}-]|['’]\\p{L}+ (?:ago|old))`,
      'gu',
    ),
    read: needsToday(({ side, part, which = '', unit = '' }, { today, tense, fiscalEnd, ahead }) => {
      const article = /^(?:the|)$/i.test(which);
      // `the week`, `year` alone are no dates, `the end of the year` and `at the weekend` are.
      if (article && part === undefined && unit !== 'weekend') return null;
      if (/new/i.test(which) && unit !== 'year') return null;
      if (which === '' && !/end|mid/i.test(part ?? '')) return null;
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
    // by the month's end, at year's end
    name: 'its-end',
    pattern: /\b(?:the )?(?<unit>week|month|quarter|year)['’]s end\b/g,
    read: needsToday(({ unit = '' }, { today, fiscalEnd }) =>
      partOf(around(unit, 0, today, fiscalEnd), 'end'),
    ),
  },
  {
    // in the coming days, over the next two weeks, in the past three months, for the next year
    name: 'coming',
    pattern: new RegExp(
      `\\b(?:(?:[Ii]n|[Oo]ver|[Ww]ithin|[Dd]uring|[Ff]or|[Tt]hroughout) (?:the )?|the )(?<which>coming|next|following|past|last|previous)(?: (?<few>few|several|couple of))?(?: (?<number>${NUMBER}))? (?<unit>${UNIT})s\\b`,
      'gu',
    ),
    read: needsToday(({ which, number, unit = '' }, { today }) => {
      const count = (number === undefined ? null : parseNumber(number)) ?? COMING[unit] ?? 1;
      const granularity = granularityOf(unit);
      if (sided(which) < 0) return { from: shift(today, -count, unit), to: today, granularity };
      return { from: today + 1, to: shift(today, count, unit), granularity };
    }),
  },
  {
    // in the days ahead, in the months to come, in recent weeks
    name: 'ahead',
    pattern: new RegExp(
      `\\b[Ii]n (?:the (?<unit>${UNIT})s (?:ahead|to come)|recent (?<past>${UNIT})s)\\b`,
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
      /\b(?:[Bb]efore the (?<out>week|month|year) (?:is|was) out|[Ww]ithin the (?<in>week|month|year)|[Ee]arlier in the (?<past>week|month|year)|(?:[Ff]or|[Dd]uring|[Tt]hroughout|[Oo]ver) the (?:rest|remainder) of the (?<rest>week|month|year)|(?:[Ii]n the course of|[Dd]uring|[Ll]ater in) the (?<of>week|month|year))\b/g,
    read: needsToday(({ out, in: within, past, rest, of }, { today, fiscalEnd }) => {
      const period = around(out ?? within ?? past ?? rest ?? of ?? '', 0, today, fiscalEnd);
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
      `(?<!\\btime )\\b(?:[Ww]ithin|[Ii]n (?:less|no more) than|[Ii]n under|[Nn]o later than|[Nn]ot later than|[Ii]nside)(?: the)?(?: next| an?(?= [\\p{L}\\d]+-))? (?<number>${NUMBER})[ -](?<unit>${UNIT})s?\\b(?! (?:of|after|from|following) (?!now|today))`,
      'gu',
    ),
    read: needsToday(({ number = '', unit = '' }, { today }) => {
      const count = parseNumber(number);
      return count === null
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
      `\\b(?:[Oo]ver|[Ss]pread over|[Dd]uring|[Aa]cross) (?:a period of |an? (?=[\\p{L}\\d]+-))?(?<number>${NUMBER})[ -](?<unit>month|year|week|decade)s?\\b(?! (?:old|ago|of talks|of war|of negotiations)|-old)`,
      'gui',
    ),
    read: needsToday(({ number = '', unit = '' }, { today, tense }) => {
      const count = parseNumber(number);
      if (count === null || (/^an?$/i.test(number) && tense === 'past')) return null;
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
    // in two weeks' time, in ten days, three months from now
    name: 'in',
    pattern: new RegExp(
      `\\b(?<in>[Ii]n (?:about |some )?)?(?<number>${NUMBER}) (?<unit>${UNIT})s?(?<time>['’]?s?['’]? time| from (?:now|today)|)\\b`,
      'gu',
    ),
    read: needsToday(({ in: lead, number = '', unit = '', time }, { today, tense }) => {
      const count = parseNumber(number);
      // `built in two weeks` is a duration; `a day` alone is none of both.
      if (count === null || (time === '' && (lead === undefined || tense !== 'future'))) return null;
      const day = shift(today, count, unit);
      return { from: day, to: day, granularity: granularityOf(unit) };
    }),
  },
];
