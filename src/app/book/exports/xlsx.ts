import { Zip, ZipDeflate } from 'fflate';
import { CELL_LIMIT, ROW_LIMIT } from '../../../book/exports/excel.ts';
import type { Cell } from '../../../book/exports/table.ts';
import {
  SHEET_END,
  type SheetColumn,
  sheetBegin,
  sheetRow,
  type WorkbookSheet,
  workbookFiles,
} from '../../../book/exports/workbook.ts';
import type { Chunk } from './chunk.ts';
import type { Exported } from './exported.ts';
import { said } from './said.ts';
import { sheetsOf } from './tabular.ts';

const ABOUT: readonly SheetColumn[] = [
  { title: 'What', type: 'string' },
  { title: 'Value', type: 'string' },
];

/**
 * A workbook with a sheet a table, and one that says where it comes from. Written as it is read: libraries for workbooks hold
 * all rows first (docs/dependencies.md). A table of more rows than a sheet takes goes on in another.
 */
export async function* xlsxFile(exported: Exported, limit = ROW_LIMIT): AsyncGenerator<Chunk> {
  const archive = archiveOf('book.xlsx');
  const sheets: WorkbookSheet[] = [{ name: 'About', path: 'sheet1.xml' }];
  const begin = (name: string, columns: readonly SheetColumn[]): Part => {
    const path = `sheet${sheets.length + 1}.xml`;
    sheets.push({ name, path });
    const part = archive.part(`xl/worksheets/${path}`);
    part.write(sheetBegin(columns));
    return part;
  };
  let cut = 0;
  for (const { table, rows } of sheetsOf(exported)) {
    let part = begin(table.title, table.columns);
    let count = 1;
    let number = 1;
    for await (const some of rows()) {
      for (const row of some) {
        if (count === limit) {
          part.end(SHEET_END);
          number++;
          part = begin(`${table.title} ${number}`, table.columns);
          count = 1;
        }
        count++;
        const { xml, cut: own } = sheetRow(row, table.columns, count);
        part.write(xml);
        cut += own;
      }
      yield* archive.ready();
    }
    part.end(SHEET_END);
  }
  const about: readonly (readonly Cell[])[] = [
    ...said(exported.provenance),
    [`Cells of more than ${CELL_LIMIT} characters, which were cut`, String(cut)],
  ];
  const rows = about.map((row, i) => sheetRow(row, ABOUT, i + 2).xml).join('');
  archive.part('xl/worksheets/sheet1.xml').end(`${sheetBegin(ABOUT)}${rows}${SHEET_END}`);
  for (const [path, xml] of workbookFiles(sheets)) archive.part(path).end(xml);
  archive.end();
  yield* archive.ready();
}

interface Part {
  write(text: string): void;
  end(text: string): void;
}

/** A zip archive whose bytes are taken away while it is being written, one file after the other. */
function archiveOf(file: string) {
  const bytes: Uint8Array[] = [];
  const zip = new Zip((error, data) => {
    if (error) throw error;
    bytes.push(data);
  });
  const part = (path: string): Part => {
    const entry = new ZipDeflate(path, { level: 6 });
    // The same book gives the same archive but for what it says of itself.
    entry.mtime = new Date(1980, 0, 1);
    zip.add(entry);
    let gathered = '';
    const push = (isLast: boolean): void => {
      entry.push(Buffer.from(gathered, 'utf8'), isLast);
      gathered = '';
    };
    return {
      write: (text) => {
        gathered += text;
        if (gathered.length > 65_536) push(false);
      },
      end: (text) => {
        gathered += text;
        push(true);
      },
    };
  };
  function* ready(): Generator<Chunk> {
    for (const data of bytes.splice(0)) if (data.length > 0) yield { file, data };
  }
  return { part, ready, end: () => zip.end() };
}
