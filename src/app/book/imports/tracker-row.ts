import { createHash } from 'node:crypto';
import type { Party } from '../../../book/record.ts';
import type { Profile } from '../../../claims/profile.ts';
import { ACTS, FIRMNESS, UNDERTAKINGS } from '../../../document/vocabulary.ts';
import type { Cell, TableRow } from '../../../formats/tables/sheet.ts';
import { type Span, span } from '../../../text/span.ts';
import type { Fields } from '../decisions/decision.ts';
import { conditionAt } from './cell-conditions.ts';
import { partiesFrom } from './cell-parties.ts';
import { amountFrom, dateFromCell, type Read } from './cell-values.ts';
import { folded, type Mapping, TRACKER_FIELDS, type TrackerField } from './mapping.ts';

/** What a row of a tracker comes to: a small report of its own, and the claim that it makes. */
export interface RowClaim {
  readonly number: number;
  /** By which the row is known again. */
  readonly key: string;
  readonly published: string | null;
  /** Where the tracker has it from. */
  readonly url: string | null;
  readonly note: string | null;
  readonly text: string;
  readonly sentences: readonly Span[];
  readonly fields: Fields &
    Required<Pick<Fields, 'act' | 'predicate' | 'actors' | 'measures' | 'beneficiary'>>;
  readonly parties: readonly Party[];
}

/** What is wrong with a row, and where. */
export interface RowFailure {
  readonly number: number;
  /** Null where it is the row as a whole. */
  readonly column: string | null;
  readonly why: string;
}

/** What rows are read by. */
export interface RowContext {
  readonly mapping: Mapping;
  readonly parties: readonly Party[];
  readonly profiles: readonly Profile[];
}

/** The claim of a row, or all that is wrong with it. */
export function rowClaim(row: TableRow, context: RowContext): RowClaim | readonly RowFailure[] {
  const { mapping } = context;
  const { columns } = mapping;
  const failures: RowFailure[] = [];
  const cellOf = (field: TrackerField): string | number | null => {
    const column = columns[field];
    return (column === undefined ? null : row.cells.get(column)) ?? mapping.constants[field] ?? null;
  };
  const meaning = (field: TrackerField) => (word: string) => mapping.values[field]?.get(folded(word));
  /** What a cell says, as the mapping has it. */
  const said = (field: TrackerField): string | null => {
    const cell = cellOf(field);
    return cell === null ? null : (meaning(field)(String(cell)) ?? String(cell));
  };
  /** Null where the cell is empty, or wrong, which is told. */
  const taken = <T>(
    field: TrackerField,
    read: (cell: string | number) => Read<T>,
    needed = false,
  ): T | null => {
    const cell = cellOf(field);
    if (cell === null && !needed) return null;
    const found = cell === null ? { wrong: 'the cell is empty' } : read(cell);
    if ('value' in found) return found.value;
    failures.push({ number: row.number, column: columns[field] ?? field, why: found.wrong });
    return null;
  };
  const oneOf = <Word extends string>(field: TrackerField, words: readonly Word[]): Word | null =>
    taken(field, () => wordFrom(said(field) ?? '', words));
  const parties = (field: 'actor' | 'beneficiary'): readonly Party[] =>
    taken(field, (cell) => partiesFrom(String(cell), meaning(field), context.parties), field === 'actor') ??
    [];

  const [actors, beneficiary] = [parties('actor'), parties('beneficiary')];
  const measure = taken('measure', () => measureFrom(said('measure') ?? '', context.profiles), true);
  const firmness = oneOf('firmness', FIRMNESS);
  const isDone = firmness === 'under-way' || firmness === 'fulfilled';
  const act = oneOf('act', ACTS) ?? (isDone ? 'perform' : 'commit');
  const published = taken('date', (cell) => dateFromCell(cell, mapping));
  const amount = taken('amount', (cell) => amountFrom(cell, mapping));
  const unit = amount === null ? null : taken('currency', () => currencyFrom(said('currency') ?? ''), true);
  const url = taken('url', (cell) => addressFrom(String(cell)));
  const { text, sentences, at } = textOf(row, columns);
  const predicate = at.quote ?? at.firmness ?? at.act ?? at.measure ?? at.actor;
  if (predicate === undefined)
    failures.push({ number: row.number, column: null, why: 'the row says nothing' });
  if (failures.length > 0 || measure === null || predicate === undefined) return failures;
  const quantity = { low: null, high: null, about: false, unit: unit ?? '' };
  return {
    number: row.number,
    key:
      taken('id', (cell) => ({ value: String(cell) })) ??
      createHash('sha256').update(text).digest('hex').slice(0, 12),
    published,
    url,
    note: taken('note', (cell) => ({ value: String(cell) })),
    text,
    sentences,
    parties: [...actors, ...beneficiary],
    fields: {
      act,
      predicate,
      what: at.quote ? null : (at.measure ?? null),
      actors: [...new Set(actors.map(({ id }) => id))],
      beneficiary: [...new Set(beneficiary.map(({ id }) => id))],
      measures: [measure],
      firmness: UNDERTAKINGS.has(act) ? firmness : null,
      conditions: at.condition
        ? [conditionAt(at.condition, text, said('condition') ?? '', context.profiles)]
        : [],
      quantities:
        amount === null || !at.amount ? [] : [{ ...at.amount, ...quantity, value: amount * mapping.scale }],
    },
  };
}

function wordFrom<Word extends string>(word: string, words: readonly Word[]): Read<Word> {
  const value = words.find((known) => known === folded(word).replaceAll(' ', '-'));
  return value === undefined
    ? { wrong: `"${word}" is none of ${words.join(', ')}; say under values which one it means` }
    : { value };
}

function measureFrom(word: string, profiles: readonly Profile[]): Read<string> {
  const known = [...new Set(profiles.flatMap((profile) => profile.measures.map(({ id }) => id)))];
  const value = known.find((id) => id === folded(word));
  if (value !== undefined) return { value };
  const begins = folded(word).slice(0, 3);
  const near = known.filter((id) => id.split('.').some((part) => part.startsWith(begins))).slice(0, 5);
  const hint = near.length > 0 ? ` (near it: ${near.join(', ')})` : '';
  return { wrong: `there is no measure "${word}"${hint}; say under values which one it means` };
}

const currencyFrom = (word: string): Read<string> =>
  /^[A-Z]{3}$/.test(word)
    ? { value: word }
    : { wrong: `"${word}" is no currency; write EUR, USD, … or say under values what it means` };

function addressFrom(cell: string): Read<string> {
  const url = URL.canParse(cell) ? new URL(cell) : null;
  return url && /^https?:$/.test(url.protocol)
    ? { value: cell }
    : { wrong: `"${cell}" is no address of a page; write https://…` };
}

/** The row as text: its quote, if it has one, then what each column says, in a line; with where each field stands. */
function textOf(row: TableRow, columns: Mapping['columns']) {
  const at: Partial<Record<TrackerField, Span>> = {};
  const cellIn = (column: string): Cell => row.cells.get(column) ?? null;
  const quote = oneLine(cellIn(columns.quote ?? ''));
  if (quote !== '') at.quote = span(0, quote.length);
  const start = quote === '' ? 0 : quote.length + 2;
  let line = '';
  for (const field of TRACKER_FIELDS) {
    const column = columns[field];
    const words = field === 'quote' || column === undefined ? '' : oneLine(cellIn(column));
    if (words === '' || column === undefined) continue;
    line += `${line === '' ? '' : '; '}${oneLine(column)}: `;
    at[field] = span(start + line.length, start + line.length + words.length);
    line += words;
  }
  const own = line === '' ? [] : [span(start, start + line.length)];
  return {
    text: quote === '' ? line : `${quote}\n\n${line}`,
    sentences: [...(at.quote ? [at.quote] : []), ...own],
    at,
  };
}

const oneLine = (cell: Cell): string =>
  String(cell ?? '')
    .replace(/\s+/g, ' ')
    .trim();
