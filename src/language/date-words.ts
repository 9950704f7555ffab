import { SMALL_WORDS } from './numbers.ts';

/** The words of dates, as pieces of regular expressions. */
export const MONTHS =
  'January February March April May June July August September October November December'.split(' ');
export const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
/** These are other words in small letters; of the rest typing without capitals is common. */
const OTHERWISE = /^(?:March|May|August|\p{Lu}\p{L}{2,3})$/u;
export const both = (names: readonly string[]): string =>
  names
    .flatMap((name) => [name, name.toUpperCase(), ...(OTHERWISE.test(name) ? [] : [name.toLowerCase()])])
    .join('|');

export const MONTH = `(?:${both(MONTHS)}|(?:${both('Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec'.split(' '))})\\b\\.?)`;
export const DAY_NAME = `(?:${both(DAYS)})`;
export const YEAR = '(?:1[89]|20)\\d{2}(?![\\d%]|[.,]\\d|\\s(?:mln|million|billion|bn|dlrs|pct|tonnes))';
export const DATE = '(?:0?[1-9]|[12]\\d|3[01])(?!\\d|[.,:/]\\d|%)';
export const NTH = '(?:st|nd|rd|th)?';
export const SEASON = '(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|[Ff]all)';
export const NUMBER = `(?:\\d{1,3}|an?|an? (?:dozen|hundred)|a couple of|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-)?(?:${SMALL_WORDS}))`;
export const UNIT = '(?:hour|day|week|fortnight|month|year|decade)';
/** `within 15 working days` */
export const WORKING_UNIT = `(?:(?:working|business|banking) day|(?:calendar )?${UNIT})`;
/** `early`, `mid-`, `the end of`: which part of the period that follows. */
export const PART =
  '(?<part>[Ee]arly|[Mm]id|[Ll]ate|(?:[Tt]he )?(?:very )?(?:start|beginning|middle|end|close|turn) of|(?:[Yy]ear-)?[Ee]nd)(?:[ -]+(?:in |of )?(?:the )?)';
export const DAY_TIME = '(?: (?:morning|afternoon|evening|night|lunchtime))?';

export const month = (name: string | undefined): number =>
  MONTHS.findIndex((full) => full.slice(0, 3).toLowerCase() === name?.slice(0, 3).toLowerCase()) + 1;
