/** Dates and numbers as the browser's reader writes them. A day is a day wherever it is read: no time zone moves it. */
const locale = (): string | undefined => undefined;

const day = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' });
const month = new Intl.DateTimeFormat(locale(), { year: 'numeric', month: 'short', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' });
const count = new Intl.NumberFormat(locale());
/** As exact as it was given. */
const rate = new Intl.NumberFormat(locale(), { maximumFractionDigits: 20 });
const share = new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(locale(), { notation: 'compact', maximumFractionDigits: 1 });

/** `2025-09-04`, `2025-09`, `2025`, or an instant, of which the day as it was written counts. */
export function dateText(iso: string | null): string {
  const [, y, m, d] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(iso ?? '') ?? [];
  if (y === undefined) return iso ?? '';
  const at = new Date(Date.UTC(Number(y), m ? Number(m) - 1 : 0, d ? Number(d) : 1));
  if (d !== undefined) return day.format(at);
  return m === undefined ? y : month.format(at);
}

export const momentText = (iso: string): string => moment.format(new Date(iso));
export const numberText = (n: number): string => count.format(n);
export const rateText = (n: number): string => rate.format(n);
export const shareText = (n: number): string => share.format(n);
export const shortNumber = (n: number): string => short.format(n);

const listOf = new Intl.ListFormat('en', { type: 'conjunction' });
export const listText = (words: readonly string[]): string => listOf.format(words);

/** `EUR` and the like are money. */
export const isMoney = (unit: string): boolean => /^[A-Z]{3}$/.test(unit);

export const amountText = (n: number, unit: string): string =>
  isMoney(unit)
    ? new Intl.NumberFormat(locale(), {
        style: 'currency',
        currency: unit,
        notation: n >= 1e6 ? 'compact' : 'standard',
        maximumFractionDigits: n >= 1e6 ? 1 : 0,
      }).format(n)
    : `${count.format(n)} ${unitWords(unit, n)}`;

const IRREGULAR: Readonly<Record<string, string>> = {
  foot: 'feet',
  person: 'people',
  aircraft: 'aircraft',
  percent: 'percent',
};

/** `country` is counted in countries, `tonne a day` in tonnes a day. */
function unitWords(unit: string, n: number): string {
  const words = unit.replaceAll('-', ' ');
  return n === 1 ? words : words.replace(/\p{L}+(?= a day$|$)/u, plural);
}

const plural = (noun: string): string =>
  IRREGULAR[noun] ??
  (/(?:s|sh|ch|x|z)$/.test(noun) ? `${noun}es` : `${noun}s`.replace(/(?<=[^aeiou])ys$/, 'ies'));
