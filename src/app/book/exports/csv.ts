import { csvRow } from '../../../book/exports/csv.ts';
import { dataPackage } from '../../../book/exports/data-package.ts';
import { type Chunk, file } from './chunk.ts';
import type { Exported } from './exported.ts';
import { sheetsOf } from './tabular.ts';

/** A file a table as RFC 4180 has it, and `datapackage.json`, which says what is in them. */
export async function* csvFiles(exported: Exported): AsyncGenerator<Chunk> {
  const counts = new Map<string, number>();
  const sheets = sheetsOf(exported);
  for (const { table, rows } of sheets) {
    const lines = async function* () {
      yield csvRow(table.columns.map(({ name }) => name));
      let count = 0;
      for await (const some of rows()) {
        count += some.length;
        yield some.map((row) => csvRow(row.map(text))).join('');
      }
      counts.set(table.name, count);
    };
    yield* file(`${table.name}.csv`, lines());
  }
  const described = dataPackage(
    sheets.map(({ table }) => table),
    counts,
    exported.provenance,
  );
  yield { file: 'datapackage.json', data: `${JSON.stringify(described, null, 2)}\n` };
}

const text = (value: string | number | boolean | null): string => (value === null ? '' : String(value));
