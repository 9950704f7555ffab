import type { ClaimRow } from '../../../book/exports/rows.ts';
import type { Column, Table as ExportedTable } from '../../../book/exports/table.ts';
import { CLAIMS, ENTRIES, ENTRY_CLAIMS, PARTIES, REPORTS } from '../../../book/exports/tables.ts';
import type { Profile } from '../../../claims/profile.ts';
import type { Cell, Table, TableRow } from '../../../formats/tables/sheet.ts';
import type { Exported } from '../exports/exported.ts';
import { sheetsOf } from '../exports/tabular.ts';
import { columnNamed, type EditedRow, editedRow, isSame, textOf } from './edit-row.ts';
import type { RowFailure } from './tracker-row.ts';

/** An exported table of what follows from claims, or stands beside them; no row of it is a claim, or a part of one. */
export interface DerivedTable {
  readonly exported: ExportedTable<never>;
  readonly table: Table;
}

/** A cell that says otherwise than the export did. */
export interface DerivedEdit {
  readonly number: number;
  readonly table: string;
  readonly column: string;
  readonly before: string;
  readonly after: string;
  /** Of an entry: the ids of its claims. */
  readonly claims: readonly string[];
}

export const DERIVED: readonly ExportedTable<never>[] = [ENTRIES, REPORTS, PARTIES, ENTRY_CLAIMS];

/** Which of them a table is, by its columns; undefined where more of them are those of claims. */
export function derivedTable(columns: readonly string[]): ExportedTable<never> | undefined {
  const shared = (table: ExportedTable<never>): number =>
    columns.filter((heading) => columnIn(table, heading) !== undefined).length;
  const own = DERIVED.filter((table) =>
    table.primaryKey.every((key) => columns.some((heading) => columnIn(table, heading)?.name === key)),
  );
  const [most] = own.toSorted((a, b) => shared(b) - shared(a));
  return most && shared(most) > shared(CLAIMS) ? most : undefined;
}

export const columnIn = ({ columns }: ExportedTable<never>, heading: string): Column<never> | undefined =>
  columns.find(({ name, title }) => name === heading || title === heading);

/** Columns of entries, with that of its claim which says the same of an entry that has only one. */
const OF_CLAIM: Readonly<Record<string, string>> = {
  actor: 'actors',
  measure: 'measures',
  beneficiary: 'beneficiaries',
  act: 'act',
  negated: 'negated',
  firmness: 'firmness',
  sources: 'sources',
};

/** How many claims of a report are exported depends on which entries were chosen; which reader read it then is not kept. */
const NOT_COMPARED = ['reports.claims', 'reports.reader'];

/**
 * What these tables say otherwise than the export did, and rows that it did not have.
 * @param exported as it was then
 */
export async function derivedEdits(
  exported: Exported,
  tables: readonly DerivedTable[],
): Promise<{ readonly edits: readonly DerivedEdit[]; readonly failures: readonly RowFailure[] }> {
  const edits: DerivedEdit[] = [];
  const failures: RowFailure[] = [];
  for (const { exported: of, table } of tables) {
    const keys = of.primaryKey.flatMap((key) => table.columns.filter((it) => columnIn(of, it)?.name === key));
    const keyOf = ({ cells }: TableRow): string =>
      JSON.stringify(keys.map((key) => textOf(cells.get(key) ?? null)));
    const at = of.primaryKey.map((key) => of.columns.findIndex(({ name }) => name === key));
    const open = new Map<string, TableRow>();
    for (const row of table.rows) {
      const first = open.get(keyOf(row));
      if (first === undefined) open.set(keyOf(row), row);
      else failures.push({ number: row.number, column: null, why: `it is row ${first.number} again` });
    }
    for await (const { cells, claims } of rowsOf(exported, of)) {
      const key = JSON.stringify(at.map((i) => textOf(cells[i] ?? null)));
      const row = open.get(key);
      if (row === undefined) continue;
      open.delete(key);
      for (const [heading, cell] of row.cells) {
        const column = columnIn(of, heading);
        const before = textOf(cells[column ? of.columns.indexOf(column) : -1] ?? null);
        if (!column || NOT_COMPARED.includes(`${of.name}.${column.name}`) || isAlike(column, before, cell))
          continue;
        const place = { number: row.number, table: of.name, column: column.name };
        edits.push({ ...place, before, after: textOf(cell), claims });
      }
    }
    for (const row of open.values())
      failures.push({
        number: row.number,
        column: `${of.name}.${of.primaryKey[0] ?? ''}`,
        why: `the export had no such row (${keys.map((key) => textOf(row.cells.get(key) ?? null)).join(', ')}); ${REMEDIES[of.name] ?? ''}`,
      });
  }
  return { edits, failures };
}

/** Rows of a table as cells, of entries with their claims. */
async function* rowsOf(
  exported: Exported,
  table: ExportedTable<never>,
): AsyncGenerator<{ readonly cells: readonly Cell[]; readonly claims: readonly string[] }> {
  if (table.name === ENTRIES.name) {
    for await (const rows of exported.entries())
      for (const row of rows)
        yield {
          cells: ENTRIES.columns.map(({ of }) => of(row)) as Cell[],
          claims: row.entry.claims.map(({ id }) => id),
        };
    return;
  }
  for await (const rows of sheetsOf(exported)
    .find((sheet) => sheet.table === table)
    ?.rows() ?? [])
    for (const cells of rows) yield { cells: cells as readonly Cell[], claims: [] };
}

/** A day is one in whatever way a spreadsheet writes it, also in a column that may hold less or more than a day. */
const isAlike = (column: Column<never>, before: string, cell: Cell): boolean =>
  isSame(column, before, cell) ||
  (/^\d{4}-\d\d-\d\d$/.test(before) && isSame({ ...column, type: 'date' }, before, cell));

/** Where an edit that cannot be taken belongs. */
const REMEDIES: Readonly<Record<string, string>> = {
  [ENTRIES.name]: 'it follows from claims: edit them on the sheet Claims',
  [ENTRY_CLAIMS.name]: 'it follows from claims: edit them on the sheet Claims',
  [REPORTS.name]: 'mend a report by pledgebook decide mend-report, label, place or grade',
  [PARTIES.name]: 'who is who is decided by pledgebook decide alias, merge-actors or split-actor',
};

/** Claims that are named of those that an entry has. */
const NAMED = 5;

/** Why an edit is not taken, and what to do instead. */
function refusal({ number, table, column, before, claims }: DerivedEdit): RowFailure {
  const more = claims.length > NAMED ? ` and ${claims.length - NAMED} more` : '';
  const those = claims.length === 0 ? '' : `; its claims are ${claims.slice(0, NAMED).join(', ')}${more}`;
  const why = `it cannot be edited here (it was "${before}"): ${REMEDIES[table] ?? ''}${those}`;
  return { number, column: `${table}.${column}`, why };
}

/**
 * The edited cells of one row: what an entry says that has one claim, and as the claim says it, is taken as said of the claim;
 * the rest is refused.
 */
export function derivedRow(
  edits: readonly DerivedEdit[],
  was: ReadonlyMap<string, ClaimRow>,
  now: ReadonlyMap<string, ClaimRow>,
  profiles: readonly Profile[],
): {
  readonly claim: string;
  readonly edited: (EditedRow & { readonly number: number }) | null;
  readonly refused: readonly RowFailure[];
} {
  const [{ number, claims }] = edits as readonly [DerivedEdit];
  const [claim = '', ...others] = claims;
  const [before, after] = others.length > 0 ? [] : [was.get(claim), now.get(claim)];
  const cells = new Map<string, string>();
  const refused: RowFailure[] = [];
  for (const edit of edits) {
    const column = edit.table === ENTRIES.name ? columnNamed(OF_CLAIM[edit.column] ?? '') : undefined;
    if (column && before && after && textOf(column.of(before)) === edit.before)
      cells.set(column.name, edit.after);
    else refused.push(refusal(edit));
  }
  if (!before || !after || cells.size === 0) return { claim, edited: null, refused };
  const edited = editedRow({ number, cells }, before, after, profiles);
  return { claim, edited: { number, ...placedIn(ENTRIES.name, edited) }, refused };
}

/** With the name of the table before those of its columns. */
function placedIn(table: string, edited: EditedRow): EditedRow {
  const named = <T extends { readonly column: string }>(all: readonly T[]): readonly T[] =>
    all.map((one) => ({ ...one, column: `${table}.${one.column}` }));
  if (edited.kind === 'same') return edited;
  if (edited.kind === 'bad') return { ...edited, wrong: named(edited.wrong) };
  if (edited.kind === 'conflict') return { ...edited, edits: named(edited.edits), now: named(edited.now) };
  return { ...edited, edits: named(edited.edits) };
}
