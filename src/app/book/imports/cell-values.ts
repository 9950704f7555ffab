import type { Cell } from '../../../formats/tables/sheet.ts';
import { isoDay, WRITTEN_DAY, writtenDay } from '../../../text/calendar-date.ts';
import { isIsoDate } from '../../../text/iso-date.ts';
import type { Mapping } from './mapping.ts';

/** A value, or why there is none. */
export type Read<T> = { readonly value: T } | { readonly wrong: string };

/** `1,234.5`, `1.234,5`, `€ 85`, `85 000`; what could be read in two ways is not guessed. */
export function amountFrom(cell: Cell, { decimal }: Pick<Mapping, 'decimal'>): Read<number> {
  if (typeof cell === 'number')
    return cell >= 0 ? { value: cell } : { wrong: `"${cell}" is less than nothing` };
  const digits = String(cell)
    .replace(/[\s\u00a0\u202f'’]/g, '')
    .replace(/^\D+(?=\d)|\D+$/g, '');
  if (!/^\d+(?:[.,]\d+)*$/.test(digits) || /-\s*\d/.test(String(cell)))
    return { wrong: `"${cell}" is no amount` };
  const marks = digits.match(/[.,]/g) ?? [];
  const lone = marks.length === 1 && /[.,]\d{3}$/.test(digits) && !digits.startsWith('0');
  if (lone && decimal === null)
    return {
      wrong: `"${cell}" may be thousands or a fraction; say decimal: "." or decimal: "," in the mapping`,
    };
  const mixed = new Set(marks).size > 1;
  const fraction = decimal ?? (mixed || marks.length === 1 ? (marks.at(-1) ?? null) : null);
  const whole = digits.replaceAll(fraction === ',' ? '.' : ',', '');
  const value = Number(fraction === null ? whole.replaceAll('.', '') : whole.replace(',', '.'));
  return Number.isFinite(value) ? { value } : { wrong: `"${cell}" is no amount` };
}

/** `2025-09-04`, `2025-09`, `4.9.2025`, `4 September 2025`; with slashes as the mapping says. */
export function dateFromCell(cell: Cell, { dates }: Pick<Mapping, 'dates'>): Read<string> {
  const text = String(cell).trim();
  if (isIsoDate(text)) return { value: text };
  const [, first, mark, second, year] = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text) ?? [];
  if (first !== undefined && second !== undefined) {
    const [a, b] = [Number(first), Number(second)];
    const order = dates ?? (mark === '.' || a > 12 ? 'day-first' : b > 12 ? 'month-first' : null);
    if (order === null)
      return { wrong: `"${text}" may be two days; say dates: day-first or month-first in the mapping` };
    const day = order === 'day-first' ? isoDay(Number(year), b, a) : isoDay(Number(year), a, b);
    return day === null ? { wrong: `there is no day "${text}"` } : { value: day };
  }
  const written = writtenDay(new RegExp(`^${WRITTEN_DAY}$`, 'i').exec(text)?.groups);
  return written === null ? { wrong: `"${text}" is no date; write 2025-09-04` } : { value: written };
}
