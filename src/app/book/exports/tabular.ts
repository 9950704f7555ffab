import type { ClaimRow } from '../../../book/exports/rows.ts';
import type { Cell, Table } from '../../../book/exports/table.ts';
import {
  AMOUNTS,
  CLAIMS,
  CONDITIONS,
  ENTRIES,
  ENTRY_CLAIMS,
  entryClaims,
  PARTIES,
  REPORTS,
} from '../../../book/exports/tables.ts';
import type { Exported } from './exported.ts';

/** A table with its rows, which are read when they are asked for. */
export interface Sheet {
  readonly table: Table<never>;
  /** Some rows at a time. */
  readonly rows: () => AsyncIterable<readonly (readonly Cell[])[]>;
}

const sheet = <Row>(table: Table<Row>, rows: () => AsyncIterable<readonly Row[]>): Sheet => ({
  table,
  rows: async function* () {
    for await (const some of rows()) yield some.map((row) => table.columns.map((column) => column.of(row)));
  },
});

/** The tables of the book, in the order in which a person looks at them. */
export function sheetsOf(exported: Exported): readonly Sheet[] {
  const claims = async function* (): AsyncGenerator<readonly ClaimRow[]> {
    for await (const reports of exported.reports()) yield reports.flatMap(({ rows }) => rows);
  };
  const parts = <T>(of: (row: ClaimRow) => readonly T[]) =>
    async function* () {
      for await (const rows of claims())
        yield rows.flatMap((row) => of(row).map((part, i) => ({ of: row, part, n: i + 1 })));
    };
  return [
    sheet(ENTRIES, exported.entries),
    sheet(CLAIMS, claims),
    sheet(REPORTS, exported.bareReports),
    sheet(PARTIES, async function* () {
      const party = await exported.party();
      for await (const ids of exported.named()) yield ids.map((id) => party(id) ?? unknown(id));
    }),
    sheet(
      CONDITIONS,
      parts(({ claim }) => claim.conditions),
    ),
    sheet(
      AMOUNTS,
      parts(({ claim }) => claim.quantities),
    ),
    sheet(ENTRY_CLAIMS, async function* () {
      for await (const rows of exported.entries()) yield rows.flatMap(({ entry }) => entryClaims(entry));
    }),
  ];
}

/** One whom no reading of the book describes any more. */
const unknown = (id: string) => ({ id, kind: 'unknown' as const, name: id, state: null, size: null });
