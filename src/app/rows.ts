import type { Source } from '../document/layers.ts';
import { UNKNOWN } from '../document/metadata.ts';
import { publishedDate } from '../formats/published.ts';
import { InputError, UsageError } from '../text/errors.ts';

/** What a row of a table or a line of JSONL says of its report, by our own names. */
const FIELDS = ['id', 'text', 'title', 'publisher', 'byline', 'url', 'published', 'language'] as const;

export type RowField = (typeof FIELDS)[number];

/** The column in which a field is, where it is not called as the field. */
export type ColumnMap = ReadonlyMap<RowField, string>;

export const NO_MAP: ColumnMap = new Map();

/** `text=body,published=date`. @throws UsageError `usage/map` */
export function parseMap(written: string): ColumnMap {
  const pairs = written.split(',').map((pair): [RowField, string] => {
    const [, name = '', column = ''] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
    const field = FIELDS.find((known) => known === name);
    if (field === undefined || column === '') {
      throw new UsageError(
        'usage/map',
        `--map: "${pair.trim()}" is no FIELD=COLUMN; the fields are ${FIELDS.join(', ')}, as in text=body,published=date`,
      );
    }
    return [field, column];
  });
  return new Map(pairs);
}

/** @throws InputError `input/map` where the table lacks a mapped column, or the one with the text */
export function checkColumns(columns: readonly string[], map: ColumnMap, name: string): void {
  const missing = [...map].find(([, column]) => !columns.includes(column));
  const there = `the columns there are: ${columns.map((column) => `"${column}"`).join(', ')}`;
  if (missing)
    throw new InputError(
      'input/map',
      `${name}: there is no column "${missing[1]}" for ${missing[0]}; ${there}`,
    );
  if (!map.has('text') && !columns.includes('text'))
    throw new InputError(
      'input/map',
      `${name}: no column is called "text"; say which one it is with --map text=COLUMN; ${there}`,
    );
}

/** Whether a column holds a field. */
export const isMapped =
  (map: ColumnMap) =>
  (column: string): boolean =>
    FIELDS.some((field) => (map.get(field) ?? field) === column);

export interface RowReport {
  readonly source: Source;
  /** By which the row is known again in a later file; null where it has none. */
  readonly id: string | null;
}

/** The report in a row, or why it has none, in words. */
export function rowReport(values: Readonly<Record<string, unknown>>, map: ColumnMap): RowReport | string {
  const found = new Map<RowField, string>();
  for (const field of FIELDS) {
    const column = map.get(field) ?? field;
    const value = asText(values[column], field);
    if (value === undefined) return `"${column}" is no text`;
    if (value !== null) found.set(field, value);
  }
  const text = found.get('text');
  const column = map.get('text') ?? 'text';
  if (text === undefined || text.trim() === '') {
    const known =
      column in values || !map.has('text') ? '' : ` (it has ${Object.keys(values).join(', ') || 'nothing'})`;
    return `"${column}" is missing or blank${known}`;
  }
  const written = found.get('published')?.trim() ?? '';
  const published = written === '' ? null : publishedDate(written);
  if (written !== '' && published === null)
    return `published: "${written}" is no date, or could be two; write it as 2025-09-04 or 2025-09-04T18:40:00+02:00`;
  const field = (name: RowField): string | null => found.get(name)?.trim() || null;
  const metadata = {
    ...UNKNOWN,
    title: field('title'),
    publisher: field('publisher'),
    byline: field('byline'),
    url: field('url'),
    language: field('language'),
    published,
    publishedFrom: published === null ? null : ('option' as const),
  };
  return { source: { text, metadata }, id: field('id') };
}

/** Null for nothing, undefined for what is no text. Numbers stand for ids, dates of a Parquet file for themselves. */
function asText(value: unknown, field: RowField): string | null | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (value instanceof Date && field === 'published' && !Number.isNaN(value.getTime()))
    return value.toISOString().replace(/T00:00:00\.000Z$/, '');
  if (field === 'id' && (typeof value === 'number' || typeof value === 'bigint')) return String(value);
  return undefined;
}
