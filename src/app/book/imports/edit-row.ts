import type { ClaimRow } from '../../../book/exports/rows.ts';
import type { Column } from '../../../book/exports/table.ts';
import { CLAIMS } from '../../../book/exports/tables.ts';
import type { Profile } from '../../../claims/profile.ts';
import type { Cell, TableRow } from '../../../formats/tables/sheet.ts';
import type { ClaimDecision, Fields } from '../decisions/decision.ts';
import { dateFromCell, type Read } from './cell-values.ts';
import { conditionsEdited, whenEdited } from './edited-words.ts';
import { folded } from './mapping.ts';

/** A cell that says otherwise than the export did. */
export interface Edit {
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

/** How a row reads as decisions on its claim. */
export type EditedRow =
  | { readonly kind: 'same' }
  | { readonly kind: 'bad'; readonly wrong: readonly { readonly column: string; readonly why: string }[] }
  /** Others decided otherwise since the export. */
  | { readonly kind: 'conflict'; readonly edits: readonly Edit[]; readonly now: readonly Edit[] }
  | {
      readonly kind: 'edited';
      readonly edits: readonly Edit[];
      readonly decisions: readonly ClaimDecision[];
    };

type Of<T> = (cell: string) => Read<T>;

const TRUE = ['true', 'wahr', 'vrai', 'verdadero', 'vero', 'yes', '1'];
const FALSE = ['false', 'falsch', 'faux', 'falso', 'no', '0'];

const word: Of<string> = (cell) => ({ value: folded(cell).replaceAll(' ', '-') });
const list: Of<readonly string[]> = (cell) => ({ value: listOf(cell) });
const listOf = (cell: string): readonly string[] =>
  cell
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');
export const flag: Of<boolean> = (cell) => {
  const said = booleanIn(cell);
  return said === null ? { wrong: `"${cell}" is neither TRUE nor FALSE` } : { value: said };
};
const booleanIn = (cell: string): boolean | null =>
  TRUE.includes(folded(cell)) ? true : FALSE.includes(folded(cell)) ? false : null;

/** Columns that can be edited, with the field that each sets. */
const EDITABLE: Readonly<Record<string, { readonly field: keyof Fields; readonly read: Of<unknown> }>> = {
  act: { field: 'act', read: word },
  negated: { field: 'negated', read: flag },
  firmness: { field: 'firmness', read: (cell) => (cell === '' ? { value: null } : word(cell)) },
  factuality: { field: 'factuality', read: (cell) => ({ value: cell }) },
  actors: { field: 'actors', read: list },
  targets: { field: 'targets', read: list },
  beneficiaries: { field: 'beneficiary', read: list },
  sources: { field: 'sources', read: list },
  measures: { field: 'measures', read: list },
};

/** Columns that set one field together, by the words of the report. */
const BY_WORDS = ['conditions', 'triggers', 'when_from', 'when_to'];

/** The columns that an edited export is known by: by their names, or, of a spreadsheet, their titles. */
export const columnNamed = (name: string): Column<ClaimRow> | undefined =>
  CLAIMS.columns.find((column) => column.name === name || column.title === name);

/**
 * @param was the claim as it was exported
 * @param now as it is in the book
 */
export function editedRow(
  row: TableRow,
  was: ClaimRow,
  now: ClaimRow,
  profiles: readonly Profile[],
): EditedRow {
  const edits: Edit[] = [];
  const byWords = new Map<string, { readonly heading: string; readonly cell: string }>();
  const wrong: { column: string; why: string }[] = [];
  const fields: Record<string, unknown> = {};
  for (const [heading, cell] of row.cells) {
    const column = columnNamed(heading);
    if (column === undefined) continue;
    const before = textOf(column.of(was));
    const after = String(cell ?? '');
    if (isSame(column, before, cell)) continue;
    edits.push({ column: column.name, before, after });
    if (column.name === 'state') continue;
    if (BY_WORDS.includes(column.name)) {
      byWords.set(column.name, { heading, cell: after });
      continue;
    }
    const editable = Object.hasOwn(EDITABLE, column.name) ? EDITABLE[column.name] : undefined;
    const read = editable?.read(after);
    if (editable === undefined || read === undefined)
      wrong.push({
        column: heading,
        why: `it cannot be edited here (it was "${before}"); mend or add the claim by pledgebook decide`,
      });
    else if ('wrong' in read) wrong.push({ column: heading, why: read.wrong });
    else fields[editable.field] = read.value;
  }
  const cellOf = (name: string): string | null => byWords.get(name)?.cell ?? null;
  const listIn = (name: string): readonly string[] | null => {
    const cell = cellOf(name);
    return cell === null ? null : listOf(cell);
  };
  const against = { text: was.in.report.text, claim: was.claim, profiles };
  const set = (field: keyof Fields, names: readonly string[], read: () => Read<unknown>): void => {
    const [heading] = names.flatMap((name) => byWords.get(name)?.heading ?? []);
    if (heading === undefined) return;
    const found = read();
    if ('wrong' in found) wrong.push({ column: heading, why: found.wrong });
    else fields[field] = found.value;
  };
  set('conditions', ['conditions', 'triggers'], () =>
    conditionsEdited(listIn('conditions'), listIn('triggers'), against),
  );
  set('when', ['when_from', 'when_to'], () => whenEdited(cellOf('when_from'), cellOf('when_to'), against));
  const state = edits
    .find(({ column }) => column === 'state')
    ?.after.trim()
    .toLowerCase();
  if (state !== undefined && state !== 'accepted' && state !== 'rejected')
    wrong.push({
      column: 'state',
      why: `"${state}" is nothing to decide; write accepted or rejected, or undo a decision`,
    });
  if (wrong.length > 0) return { kind: 'bad', wrong };
  const nowOf = ({ column }: Edit): string => textOf(columnNamed(column)?.of(now) ?? null);
  const open = edits.filter((edit) => !same(columnNamed(edit.column), nowOf(edit), edit.after));
  if (open.length === 0) return { kind: 'same' };
  const moved = open.filter((edit) => nowOf(edit) !== edit.before);
  if (moved.length > 0)
    return { kind: 'conflict', edits: open, now: moved.map((edit) => ({ ...edit, after: nowOf(edit) })) };
  const { id } = was.claim;
  const isReviewed = state === 'accepted' || state === 'rejected' ? state : null;
  return {
    kind: 'edited',
    edits: open,
    decisions: [
      ...(Object.keys(fields).length > 0
        ? [{ kind: 'mend' as const, claim: id, fields: fields as Fields }]
        : []),
      // Who mends a claim has accepted it.
      ...(isReviewed === 'rejected' ? [{ kind: 'reject' as const, claim: id }] : []),
      ...(isReviewed === 'accepted' && Object.keys(fields).length === 0
        ? [{ kind: 'accept' as const, claim: id }]
        : []),
    ],
  };
}

export const textOf = (cell: string | number | boolean | null): string => String(cell ?? '');

const same = (column: Column<ClaimRow> | undefined, before: string, after: string): boolean =>
  column !== undefined && isSame(column, before, after);

/** Spreadsheets write numbers, dates and truth in ways of their own when they save a table. */
export function isSame<Row>({ type }: Column<Row>, before: string, cell: Cell): boolean {
  const after = String(cell ?? '');
  // An apostrophe keeps a spreadsheet from calculating a text.
  if (after === before || after.replace(/^'(?=[=+\-@＝＋－＠])/, '') === before) return true;
  switch (type) {
    case 'boolean':
      return booleanIn(after) !== null && booleanIn(after) === booleanIn(before);
    case 'number':
    case 'integer':
      return before !== '' && after !== '' && Number(after.replace(',', '.')) === Number(before);
    case 'date':
    case 'datetime': {
      // `9/4/2025` of `2025-09-04`: in whichever order it is the same day.
      const orders = (['day-first', 'month-first'] as const).map((dates) =>
        dateFromCell(after.split(' ')[0] ?? '', { dates }),
      );
      return orders.some((read) => 'value' in read && read.value === before.slice(0, 10));
    }
    default: {
      const [one, other] = [before, after].map((text) =>
        listOf(text.replace(/\s+/g, ' ')).toSorted().join('; '),
      );
      return one === other;
    }
  }
}
