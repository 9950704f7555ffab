import { isUtf8 } from 'node:buffer';
import { InputError } from '../../text/errors.ts';
import type { Cell, Grid, TableOptions } from './sheet.ts';

/** @throws InputError `input/encoding`, `input/table` */
export async function readCsv(
  bytes: Uint8Array,
  name: string,
  { separator, encoding }: TableOptions,
): Promise<{ readonly grid: Grid; readonly separator: string }> {
  const { CsvError, parse } = await import('csv-parse/sync');
  const whole = decoded(bytes, name, encoding).replace(/\r\n?/g, '\n');
  // Excel writes, and obeys, a first line that says what stands between cells.
  const [told = '', said] = /^sep=(.)\n/.exec(whole) ?? [];
  const text = whole.slice(told.length);
  const between = separator ?? said ?? guessed(text);
  try {
    const grid: { readonly number: number; readonly cells: readonly Cell[] }[] = [];
    let line = told === '' ? 0 : 1;
    parse(text, {
      delimiter: between,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (record: readonly string[], { lines }) => {
        // `lines` counts to the end of the row, which may have several.
        const own = record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
        line = Math.max(line + 1, lines + (told === '' ? 0 : 1) - own);
        const cells = record.map((cell) => cell.trim()).map((cell) => (cell === '' ? null : cell));
        grid.push({ number: line, cells });
        return null;
      },
    });
    return { grid, separator: between };
  } catch (error) {
    if (error instanceof CsvError)
      throw new InputError('input/table', `${name}: this is no table that can be read: ${error.message}`, {
        cause: error,
      });
    throw error;
  }
}

function decoded(bytes: Uint8Array, name: string, encoding: string | undefined): string {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : undefined;
  const wanted = encoding ?? marked ?? 'utf-8';
  if (wanted === 'utf-8' && !isUtf8(bytes)) {
    const good = new TextDecoder('utf-8').decode(bytes);
    const line = good.slice(0, Math.max(0, good.indexOf('\ufffd'))).split('\n').length;
    throw new InputError(
      'input/encoding',
      `${name}:${line}: this line is no UTF-8; save the table as "CSV UTF-8", or say what it is in (Excel: encoding: windows-1252)`,
    );
  }
  try {
    return new TextDecoder(wanted).decode(bytes);
  } catch (error) {
    if (error instanceof RangeError)
      throw new InputError('input/encoding', `there is no encoding "${wanted}"`, { cause: error });
    throw error;
  }
}

/** What stands most often between cells of the first line, outside quotation marks. */
function guessed(text: string): string {
  const line = (text.match(/^\s*(?:"(?:[^"]|"")*"|[^"\r\n])*/)?.[0] ?? '').replace(/"(?:[^"]|"")*"/g, '');
  const count = (mark: string): number => line.split(mark).length;
  return [',', ';', '\t', '|'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
