import { monthOf, monthsOf, type Period, parts, weekOf } from './calendar.ts';
import { type DateExpression, inYear, NTH_WORDS, needsToday, partOf, sided, whole } from './date-value.ts';
import { both, MONTH, MONTHS, month, PART, YEAR } from './date-words.ts';

/** A month, or a part of it, with the year or the year that is meant. */
export const readMonth: DateExpression['read'] = ({ part, month: name, year, which }, reference) => {
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

/** Months by their names, and parts of them. */
export const MONTH_DATES: readonly DateExpression[] = [
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
    // the first week of May, the second half of May 2026, the last days of March, the third weekend of next May
    name: 'part-of-month',
    pattern: new RegExp(
      `\\b(?:[Tt]he )?(?<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast|[Ff]inal|[Oo]pening|[Cc]losing) (?<unit>half|(?:full )?week(?:end)?|(?:few )?days) (?:of|in) (?:(?<which>next|last|this) )?(?<month>${MONTH})(?!\\p{L}|\\.? \\d{1,2}(?!\\d))(?:(?:,| of)? (?<year>${YEAR}))?`,
      'gu',
    ),
    read: ({ nth = '', unit = '', ...groups }, reference) => {
      const at = readMonth(groups, reference);
      if (at?.from == null || at.to === null) return null;
      const { from, to } = at;
      const index = NTH_WORDS[nth.toLowerCase()] ?? (/last|final|closing/i.test(nth) ? null : 1);
      if (unit === 'half')
        return index === 1
          ? { ...at, to: from + 14 }
          : index === 2 || index === null
            ? { ...at, from: from + 15 }
            : null;
      const isWeekend = unit.endsWith('weekend');
      const saturday = index === null ? weekOf(to - 6).to - 1 : weekOf(from).to - 1 + 7 * (index - 1);
      if (isWeekend) return { ...at, from: saturday, to: saturday + 1 };
      return index === null
        ? { ...at, from: to - 6 }
        : { ...at, from: from + 7 * (index - 1), to: Math.min(to, from + 7 * index - 1) };
    },
  },
  {
    // from May through July, in April or May, May-June 2026: of two that `and` or `or` joins, only neighbours are one time
    name: 'months',
    pattern: new RegExp(
      `\\b(?<month>${both(MONTHS)})(?<sign> ?[-–] ?| to | through | until | or | and )(?<until>${both(MONTHS)})(?![\\p{L}-]|\\.? \\d{1,2}(?!\\d))(?:(?:,| of)? (?<year>${YEAR}))?`,
      'gu',
    ),
    read: ({ month: name, sign = '', until, year }, reference) => {
      const [first, last] = [month(name), month(until)];
      if (/or|and/.test(sign) && last !== (first % 12) + 1) return null;
      const length = ((last - first + 12) % 12) + 1;
      // The year that is written is that of the last month.
      const of = (y: number): Period => monthsOf(last < first ? y - 1 : y, first, length);
      if (year !== undefined) return whole(of(Number(year)), 'month');
      return reference.today === null
        ? null
        : { ...inYear({ ...reference, today: reference.today }, of), granularity: 'month', yearless: true };
    },
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
      `(?<=\\b(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Tt]hrough|[Bb]efore|[Aa]fter|[Ff]rom|[Ff]or|[Dd]uring|of|to|and|between|this|as of|as early as|as late as|later than|earlier than|sooner than|at least|throughout|beginning|starting) )(?<month>${both(MONTHS)}|Sept\\.?|Oct\\.|Nov\\.|Dec\\.|Jan\\.|Feb\\.|Aug\\.)(?![\\p{L}-]| \\d)(?!(?<=\\b(?:and|of|to|for) \\p{Lu}\\p{Ll}+) \\p{Lu}\\p{Ll})`,
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
    // `before the December summit` may still be in December.
    read: (groups, reference) => {
      const value = readMonth(groups, { ...reference, tense: null });
      return value?.to == null ? value : { ...value, deadline: value.to };
    },
  },
];
