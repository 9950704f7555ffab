import { type Day, dayOf, easter, orthodoxEaster, type Period, weekday, yearOf } from './calendar.ts';
import { type DateExpression, inYear, whole } from './date-value.ts';
import { YEAR } from './date-words.ts';

const oneDay = (day: Day): Period => ({ from: day, to: day });
const fixed = (month: number, day: number) => (year: number) => oneDay(dayOf(year, month, day));
/** So many days from Easter Sunday. */
const fromEaster = (days: number) => (year: number) => oneDay(easter(year) + days);
/** The first such weekday (0 Sunday) of a month from that day on. */
const weekdayFrom = (month: number, day: number, wanted: number) => (year: number) => {
  const start = dayOf(year, month, day);
  return oneDay(start + ((wanted - weekday(start) + 7) % 7));
};

/** Of another calendar, as Unicode's CLDR reckons it: so many days from the first that is this day (`9/1`, `15 Nisan`) of it in a year of ours. */
function ofCalendar(calendar: string, first: string, days = 1): (year: number) => Period {
  const month = /\p{L}/u.test(first) ? 'long' : 'numeric';
  const format = new Intl.DateTimeFormat(`en-u-ca-${calendar}`, { month, day: 'numeric', timeZone: 'UTC' });
  const known = new Map<number, Period>();
  return (year) => {
    const kept = known.get(year);
    if (kept !== undefined) return kept;
    const { from, to } = yearOf(year);
    let day = from;
    while (day < to && format.format(day * 86_400_000) !== first) day++;
    const period = { from: day, to: day + days - 1 };
    known.set(year, period);
    return period;
  };
}

/** By their names. Those of the Islamic calendar are Umm al-Qura's; of two in one year the first is meant. */
const FEASTS: readonly (readonly [name: string, of: (year: number) => Period])[] = [
  ['Orthodox Christmas', fixed(1, 7)],
  ['Christmas Eve', fixed(12, 24)],
  ['Christmas(?: Day)?', fixed(12, 25)],
  ["New Year[’']s Eve", fixed(12, 31)],
  ["New Year(?:[’']s Day)?|the [Nn]ew [Yy]ear|the turn of the year", fixed(1, 1)],
  ['Ash Wednesday', fromEaster(-46)],
  ['Palm Sunday', fromEaster(-7)],
  ['(?:Maundy|Holy) Thursday', fromEaster(-3)],
  ['Good Friday', fromEaster(-2)],
  ['Easter Monday', fromEaster(1)],
  ['Ascension Day', fromEaster(39)],
  ['Whit Monday', fromEaster(50)],
  ['Pentecost|Whitsun', fromEaster(49)],
  ['Orthodox Easter', (year) => oneDay(orthodoxEaster(year))],
  ['Easter(?: Sunday)?', fromEaster(0)],
  ['May Day', fixed(5, 1)],
  ['Armistice Day', fixed(11, 11)],
  ['Memorial Day', weekdayFrom(5, 25, 1)],
  ['Labor Day', weekdayFrom(9, 1, 1)],
  ['Thanksgiving(?: Day)?', weekdayFrom(11, 22, 4)],
  ['(?:the (?:holy |fasting )?month of )?Ramadan', ofCalendar('islamic-umalqura', '9/1', 29)],
  ['Eid[- ](?:al|ul|el)[- ]Fitr', ofCalendar('islamic-umalqura', '10/1')],
  ['Eid[- ](?:al|ul|el)[- ]Adha', ofCalendar('islamic-umalqura', '12/10')],
  ['Ashura', ofCalendar('islamic-umalqura', '1/10')],
  ['Nowruz|Norouz|Newroz', ofCalendar('persian', '1/1')],
  ['Rosh Hashanah', ofCalendar('hebrew', '1 Tishri')],
  ['Yom Kippur', ofCalendar('hebrew', '10 Tishri')],
  ['Passover', ofCalendar('hebrew', '15 Nisan', 7)],
  ['(?:Lunar|Chinese) New Year', ofCalendar('chinese', '1/1')],
];

const NAMED = FEASTS.map(([name, of]) => ({ name: new RegExp(`^(?:${name})$`), of }));

/** Feasts and holidays by their names: `before Orthodox Easter`, `during Ramadan`, `by Thanksgiving`. */
export const FEAST_DATES: DateExpression = {
  name: 'feast',
  pattern: new RegExp(
    `\\b(?<feast>${FEASTS.map(([name]) => name).join('|')})\\b(?: (?:of |in )?(?<year>${YEAR}))?(?! Islands?\\b)`,
    'g',
  ),
  read: ({ feast = '', year }, reference) => {
    const of = NAMED.find(({ name }) => name.test(feast))?.of;
    if (of === undefined || (year === undefined && reference.today === null)) return null;
    const period =
      year === undefined ? inYear({ ...reference, today: reference.today ?? 0 }, of) : of(Number(year));
    // What is promised by a time of several days is promised for its beginning.
    return { ...whole(period, 'day'), ...(period.from < period.to && { deadline: period.from }) };
  },
};
