import { csvRow } from '../../../book/exports/csv.ts';
import { excelCell } from '../../../book/exports/excel.ts';
import { type Chunk, file } from './chunk.ts';
import type { Exported } from './exported.ts';
import { said } from './said.ts';
import { sheetsOf } from './tabular.ts';

/** The tables with a byte order mark, by which Excel knows UTF-8, with titles, and without a cell that it would calculate. */
export async function* excelCsvFiles(exported: Exported): AsyncGenerator<Chunk> {
  for (const { table, rows } of sheetsOf(exported)) {
    const lines = async function* () {
      yield `\ufeff${csvRow(table.columns.map(({ title }) => title))}`;
      for await (const some of rows()) yield some.map((row) => csvRow(row.map(excelCell))).join('');
    };
    yield* file(`${table.name}.csv`, lines());
  }
  const about = said(exported.provenance).map((row) => csvRow(row.map(excelCell)));
  yield { file: 'about.csv', data: `\ufeff${about.join('')}` };
}
