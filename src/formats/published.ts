import { isoDay, WRITTEN_DAY, writtenDay } from '../text/calendar-date.ts';
import { isIsoDate } from '../text/iso-date.ts';

/**
 * A date of publication as ISO 8601: what is ISO already is kept as it is written, other forms that can be read in one way
 * only are brought to it. Null where it is no date, no day of the calendar, or could be two days (`04/09/2025`).
 */
export function publishedDate(value: string): string | null {
  const text = value.trim();
  if (isIsoDate(text)) return text;
  for (const form of FORMS) {
    const iso = form(text);
    if (iso !== null && isIsoDate(iso)) return iso;
  }
  return null;
}

type Form = (text: string) => string | null;

// `2025-09-04 18:40:00 +02:00`, `2025-9-4`, `2025/09/04`, `2025.09.04T18:40`: year first, so month and day are certain.
const YEAR_FIRST =
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ,]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?$/i;

const yearFirst: Form = (text) => {
  const match = YEAR_FIRST.exec(text);
  if (match === null) return null;
  const [, year, , month, day, time, zone] = match;
  return joined(isoDay(Number(year), Number(month), Number(day)), time, zone);
};

// `20250904`, `20250904T184000Z`: ISO's basic format.
const BASIC = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$/;

const basic: Form = (text) => {
  const match = BASIC.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, zone] = match;
  const time = hour === undefined ? undefined : [hour, minute, second ?? '00'].join(':');
  return joined(isoDay(Number(year), Number(month), Number(day)), time, zone);
};

// `25/12/2025`, `12.25.2025`: only where one of the two numbers can be no month, or both are the same.
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/;

const yearLast: Form = (text) => {
  const match = YEAR_LAST.exec(text);
  if (match === null) return null;
  const [first, second, year] = [Number(match[1]), Number(match[3]), Number(match[4])];
  if (first > 12 || first === second) return isoDay(year, second, first);
  return second > 12 ? isoDay(year, first, second) : null;
};

// `Thu, 04 Sep 2025 18:40:00 +0200` (RFC 5322), `September 4, 2025 at 6:40 p.m. GMT`, `4 September 2025`.
const WRITTEN = new RegExp(
  `^${WRITTEN_DAY}(?:,?(?: at)? +(?<hour>\\d{1,2})[:.](?<minute>\\d{2})(?::(?<second>\\d{2}))?(?: ?(?<half>[ap])\\.?m\\b\\.?)?(?: ?(?<zone>[+-]\\d{2}:?\\d{2}|\\(?[A-Z]{1,4}\\)?))?)?$`,
  'i',
);

const written: Form = (text) => {
  const match = WRITTEN.exec(text);
  if (match === null) return null;
  const day = writtenDay(match.groups);
  const { hour, minute, second = '00', half, zone } = match.groups ?? {};
  if (hour === undefined || minute === undefined) return day;
  // Without a distance from UTC that can be looked up, `ET` or `CST`, the time of day says less than it seems to.
  if (zone !== undefined && !KNOWN_ZONE.test(zone)) return day;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
  return joined(day, `${hours}:${minute}:${second}`, zone);
};

const KNOWN_ZONE = /^(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$/i;

const FORMS: readonly Form[] = [yearFirst, basic, yearLast, written];

function joined(day: string | null, time?: string, zone?: string): string | null {
  if (day === null || time === undefined) return day;
  const offset = zone === undefined ? '' : /^(?:Z|UTC|GMT)$/i.test(zone) ? 'Z' : zone;
  const hours = time.indexOf(':') === 1 ? `0${time}` : time;
  return `${day}T${hours}${offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`;
}
