import type { SchemaElement } from 'hyparquet-writer';
import type { Cell, CellType, Column } from '../../../book/exports/table.ts';
import { AMOUNTS, CLAIMS, ENTRIES, REPORTS } from '../../../book/exports/tables.ts';
import type { Chunk } from './chunk.ts';
import { copied } from './excerpts.ts';
import type { Exported } from './exported.ts';
import { type Sheet, sheetsOf } from './tabular.ts';

/** Rows of a group, which are held until it is full. */
const GROUP = 10_000;

const TABLES: readonly string[] = [CLAIMS, ENTRIES, REPORTS, AMOUNTS].map(({ name }) => name);

/** A file a table, written a group of rows at a time. */
export async function* parquetFiles(exported: Exported): AsyncGenerator<Chunk> {
  for (const sheet of sheetsOf(exported))
    if (TABLES.includes(sheet.table.name)) yield* parquetFile(sheet, exported);
}

async function* parquetFile({ table, rows }: Sheet, { provenance }: Exported): AsyncGenerator<Chunk> {
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const file = `${table.name}.parquet`;
  const { columns } = table;
  const ready: Uint8Array[] = [];
  const bytes = new ByteWriter();
  // Groups are passed on as they are full; offsets go on counting.
  const flush = (): void => {
    ready.push(bytes.getBytes().slice());
    bytes.index = 0;
  };
  const writer = new ParquetWriter({
    writer: Object.assign(bytes, { flush, finish: flush }),
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(elementOf)],
    createdBy: provenance.by,
    kvMetadata: Object.entries(provenance).map(([key, value]) => ({
      key,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    })),
  });
  let group: (readonly Cell[])[] = [];
  const write = (): void => {
    const columnData = columns.map(({ name, type }, i) => ({
      name,
      data: group.map((row) => parquetValue(row[i] ?? null, type)),
    }));
    if (group.length > 0) writer.write({ columnData, rowGroupSize: GROUP });
    group = [];
  };
  for await (const some of rows()) {
    for (const row of some) {
      group.push(row.map((cell) => (typeof cell === 'string' ? copied(cell) : cell)));
      if (group.length === GROUP) write();
    }
    for (const data of ready.splice(0)) yield { file, data };
  }
  write();
  writer.finish();
  for (const data of ready.splice(0)) yield { file, data };
}

const TYPES: Readonly<Record<CellType, Omit<SchemaElement, 'name'>>> = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  number: { type: 'DOUBLE' },
  integer: { type: 'INT32' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE' },
  datetime: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
};

const elementOf = ({ name, type, required }: Column<never>): SchemaElement => ({
  name,
  ...TYPES[type],
  repetition_type: required ? 'REQUIRED' : 'OPTIONAL',
});

function parquetValue(value: Cell, type: CellType): Cell | Date | undefined {
  if (value === null) return undefined;
  return (type === 'date' || type === 'datetime') && typeof value === 'string' ? new Date(value) : value;
}
