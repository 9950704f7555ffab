import type { ClaimRow } from '../../../book/exports/rows.ts';
import type { Column, Table as ExportedTable } from '../../../book/exports/table.ts';
import { AMOUNTS, CONDITIONS, type PartOf } from '../../../book/exports/tables.ts';
import type { BookClaim, BookCondition } from '../../../book/record.ts';
import type { Profile } from '../../../claims/profile.ts';
import type { Quantity } from '../../../document/layers.ts';
import { CONDITION_KINDS } from '../../../document/vocabulary.ts';
import type { TableRow } from '../../../formats/tables/sheet.ts';
import type { Span } from '../../../text/span.ts';
import type { Fields } from '../decisions/decision.ts';
import { triggerFrom } from '../decisions/trigger-words.ts';
import { conditionAt } from './cell-conditions.ts';
import { amountFrom, type Read } from './cell-values.ts';
import { type Edit, type EditedRow, flag, isSame, textOf } from './edit-row.ts';
import { type Against, spanOfWords } from './edited-words.ts';
import { folded } from './mapping.ts';

/** Edited cells of a row, by the names of their columns. */
type Cells = ReadonlyMap<string, string>;
type Wrong = { readonly column: string; readonly why: string };

/** A table of which a claim has several rows, numbered, and which of its fields they are. */
interface Parts<T extends Span> {
  readonly table: ExportedTable<PartOf<T>>;
  readonly field: keyof Fields & keyof BookClaim;
  /** Columns by which it is known. */
  readonly own: readonly string[];
  readonly of: (claim: BookClaim) => readonly T[];
  /** The part with these cells edited; of a new one all that were written. */
  readonly read: (at: Span, cells: Cells, before: T | null, against: Against) => T | Wrong;
}

const conditions: Parts<BookCondition> = {
  table: CONDITIONS,
  field: 'conditions',
  own: ['kind', 'trigger'],
  of: (claim) => claim.conditions,
  read: (at, cells, before, { text, profiles }) => {
    const [kindCell, trigger] = [cells.get('kind'), cells.get('trigger')];
    const kind = CONDITION_KINDS.find((known) => known === folded(kindCell ?? '').replaceAll(' ', '-'));
    if (kindCell !== undefined && kind === undefined)
      return { column: 'kind', why: `"${kindCell}" is none of ${CONDITION_KINDS.join(', ')}` };
    const read = before ?? conditionAt(at, text, '', profiles);
    return {
      ...read,
      ...at,
      kind: kind ?? read.kind,
      trigger: trigger === undefined ? read.trigger : trigger.trim() === '' ? null : triggerFrom(trigger),
    };
  },
};

const NOTHING_SAID = { value: null, low: null, high: null, about: false, unit: '' };

const amounts: Parts<Quantity> = {
  table: AMOUNTS,
  field: 'quantities',
  own: ['value', 'low', 'high', 'unit'],
  of: (claim) => claim.quantities,
  read: (at, cells, before) => {
    const read: Record<string, unknown> = { ...(before ?? NOTHING_SAID), start: at.start, end: at.end };
    for (const [column, cell] of cells) {
      const found = amountCell(column, cell);
      if ('wrong' in found) return { column, why: found.wrong };
      if (column !== 'words') read[column] = found.value;
    }
    const whole = read as unknown as Quantity;
    if (whole.unit === '') return { column: 'unit', why: 'the unit is missing; write EUR, soldier, tank' };
    const hasNumber = whole.value !== null || whole.low !== null || whole.high !== null;
    return hasNumber ? whole : { column: 'value', why: 'no number is said; write the value or a bound' };
  },
};

function amountCell(column: string, cell: string): Read<unknown> {
  if (column === 'unit' || column === 'words') return { value: cell.trim() };
  if (column === 'about') return flag(cell);
  if (cell.trim() === '') return { value: null };
  const read = amountFrom(cell, { decimal: null });
  return 'value' in read
    ? read
    : { wrong: `"${cell}" is no number that can be read in one way; write it as 1234567.5` };
}

export type PartsTable = Parts<BookCondition> | Parts<Quantity>;

/** Which of the tables of parts a table is, by the columns that only it has; undefined where none. */
export const partsTable = (columns: readonly string[]): PartsTable | undefined =>
  [conditions, amounts].find(({ table, own }) => {
    const names = columns.flatMap(
      (column) => table.columns.find(({ name, title }) => name === column || title === column)?.name ?? [],
    );
    return names.includes('claim') && own.some((name) => names.includes(name));
  });

export const partsColumn = <T>({ columns }: ExportedTable<T>, heading: string): Column<T> | undefined =>
  columns.find(({ name, title }) => name === heading || title === heading);

/**
 * The rows of one claim as a decision on it. A row of which the words are emptied is taken away, one without a number is new, and
 * one that is missing stays as it was.
 */
export function editedParts(
  parts: PartsTable,
  rows: readonly TableRow[],
  was: ClaimRow,
  now: ClaimRow,
  profiles: readonly Profile[],
): EditedRow & { readonly number: number } {
  return edited<never>(parts as unknown as Parts<never>, rows, was, now, profiles);
}

function edited<T extends Span>(
  { table, field, of, read }: Parts<T>,
  rows: readonly TableRow[],
  was: ClaimRow,
  now: ClaimRow,
  profiles: readonly Profile[],
): EditedRow & { readonly number: number } {
  const against = { text: was.in.report.text, claim: was.claim, profiles };
  const before = of(was.claim);
  const after: (T | null)[] = [...before];
  const edits: Edit[] = [];
  const wrong: Wrong[] = [];
  let number = rows[0]?.number ?? 0;
  for (const row of rows) {
    const n = Number([...row.cells].find(([heading]) => partsColumn(table, heading)?.name === 'n')?.[1] ?? 0);
    const part = before[n - 1] ?? null;
    const cells = new Map<string, string>();
    for (const [heading, cell] of row.cells) {
      const column = partsColumn(table, heading);
      if (column === undefined || column.name === 'claim' || column.name === 'n') continue;
      const former = part === null ? '' : textOf(column.of({ of: was, part, n }));
      if (isSame(column, former, cell)) continue;
      cells.set(column.name, textOf(cell));
      edits.push({ column: `${table.name}.${column.name}`, before: former, after: textOf(cell) });
    }
    if (cells.size === 0) continue;
    if (edits.length === cells.size) number = row.number;
    const words = cells.get('words');
    if (words !== undefined && words.trim() === '') {
      after[n - 1] = null;
      continue;
    }
    const at = words === undefined ? part && { value: part } : spanOfWords(words.trim(), against);
    if (at === null) wrong.push({ column: 'words', why: 'the words of the report are missing' });
    else if ('wrong' in at) wrong.push({ column: 'words', why: at.wrong });
    else {
      const { start, end } = at.value;
      const found = read({ start, end }, cells, part, against);
      if ('why' in found) wrong.push(found);
      else if (part === null) after.push(found);
      else after[n - 1] = found;
    }
  }
  if (wrong.length > 0) {
    const named = wrong.map(({ column, why }) => ({ column: `${table.name}.${column}`, why }));
    return { kind: 'bad', wrong: named, number };
  }
  const value = after.filter((part) => part !== null).toSorted((a, b) => a.start - b.start);
  const text = JSON.stringify(value);
  const stands = of(now.claim);
  if (edits.length === 0 || JSON.stringify(stands) === text) return { kind: 'same', number };
  if (JSON.stringify(stands) !== JSON.stringify(before)) {
    const words = (list: readonly T[]): string =>
      list.map((part) => was.in.report.text.slice(part.start, part.end)).join('; ');
    const moved = { column: field, before: words(before), after: words(stands) };
    return { kind: 'conflict', edits, now: [moved], number };
  }
  const decisions = [{ kind: 'mend' as const, claim: was.claim.id, fields: { [field]: value } as Fields }];
  return { kind: 'edited', edits, decisions, number };
}
