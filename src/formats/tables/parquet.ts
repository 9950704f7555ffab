import { InputError } from '../../text/errors.ts';
import type { Table, TableItem } from './csv.ts';

/** What of a file is read at a time. */
export interface RandomAccess {
  readonly byteLength: number;
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}

/**
 * In bytes as they are unpacked, of all columns: what is read at once. A row group is unpacked again for each part of it, and
 * programs write up to a million rows into one.
 */
const PART = 64 * 1024 * 1024;

/**
 * A Parquet file as a stream of its rows, with those of its columns that are `wanted`; a row group is read in parts.
 * @throws InputError `input/table` where it is no Parquet file
 */
export async function readParquet(
  file: RandomAccess,
  name: string,
  wanted: (column: string) => boolean,
): Promise<Table> {
  const { parquetMetadataAsync, parquetReadObjects, parquetSchema } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  const metadata = await told(() => parquetMetadataAsync(file), name);
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
  const read = columns.filter(wanted);
  return { columns, rows: rows() };

  async function* rows(): AsyncGenerator<TableItem> {
    let from = 0;
    for (const { num_rows, total_byte_size } of metadata.row_groups) {
      const end = from + Number(num_rows);
      const part = Math.max(
        1,
        Math.floor((Number(num_rows) * PART) / Math.max(PART, Number(total_byte_size))),
      );
      for (; from < end; from = Math.min(from + part, end)) {
        const rowStart = from;
        const rowEnd = Math.min(from + part, end);
        try {
          const options = { file, metadata, compressors, columns: read, rowStart, rowEnd };
          for (const [i, values] of (await told(() => parquetReadObjects(options), name)).entries())
            yield { line: rowStart + i + 1, values };
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          const what = `rows ${rowStart + 1} to ${rowEnd} are damaged and cannot be read; get the file again`;
          yield {
            line: rowStart + 1,
            error: new InputError('input/table', `${name}:${rowStart + 1}: ${what}`, { cause: error }),
          };
        }
      }
    }
  }
}

/** The library's complaint about a file as ours. */
async function told<T>(read: () => Promise<T>, name: string): Promise<T> {
  try {
    return await read();
  } catch (error) {
    // What the system says of the file is told as that of any other.
    if (!(error instanceof Error) || 'syscall' in error) throw error;
    throw new InputError('input/table', `${name}: it is no Parquet file, or a damaged one; get it again`, {
      cause: error,
    });
  }
}
