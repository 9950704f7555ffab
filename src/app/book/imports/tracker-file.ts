import { open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readTable, type Table } from '../../../formats/tables/sheet.ts';
import { InputError } from '../../../text/errors.ts';
import { inputError } from '../../inputs.ts';
import { type Mapping, mappingFrom } from './mapping.ts';

/** A file as it came, with its name. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A tracker with what its columns mean. @throws InputError where one of the two cannot be read, or is wrong */
export const trackerFile = async (file: string, map: string) =>
  trackerIn({ name: file, bytes: await bytesOf(file) }, (await bytesOf(map)).toString('utf8'), map);

/** The same of what was read already. @throws InputError */
export async function trackerIn(
  { name: file, bytes }: NamedBytes,
  words: string,
  map: string,
): Promise<{ readonly table: Table; readonly mapping: Mapping }> {
  const mapping = mappingFrom(words, map);
  const { separator, ...table } = await readTable(bytes, file, mapping);
  for (const column of Object.values(mapping.columns))
    if (!table.columns.includes(column)) throw noColumn(file, map, column, table);
  // Where semicolons part cells, a comma stands before the fraction of a number.
  const decimal = mapping.decimal ?? (separator === ';' ? ',' : null);
  return { table, mapping: { ...mapping, decimal } };
}

const noColumn = (file: string, map: string, column: string, { columns }: Table): InputError =>
  new InputError('input/mapping', `${map}: ${file} has no column "${column}"; it has ${columns.join(', ')}`);

/** Exported tables that were edited since, and when they were exported; null where that stands nowhere. */
export interface EditedTables {
  readonly tables: readonly Table[];
  readonly exported: string | null;
}

/**
 * An exported table of claims, of their conditions or amounts that was edited since, of a workbook all three; and when it was
 * exported, where that stands in it or beside it: in the workbook's last sheet, in `about.csv` or in `datapackage.json`.
 * @throws InputError
 */
export async function editedFile(file: string): Promise<EditedTables> {
  const found = await editedIn({ name: file, bytes: await bytesOf(file) });
  if (found.exported !== null) return found;
  const beside = await bytesOf(join(dirname(file), 'about.csv')).catch(() => Buffer.alloc(0));
  const exported =
    (await statedIn({ name: 'about.csv', bytes: beside })) ??
    (await packaged(join(dirname(file), 'datapackage.json')));
  return { ...found, exported };
}

/** The same of a file of which nothing lies beside it. @throws InputError */
export async function editedIn(file: NamedBytes): Promise<EditedTables> {
  // Cells of CSV are read as they stand; of a workbook the sheet of claims.
  const { separator, ...claims } = await readTable(file.bytes, file.name, { sheet: 'Claims' });
  if (separator !== null) return { tables: [claims], exported: null };
  const parts = await Promise.allSettled(
    ['Conditions', 'Amounts'].map((sheet) => readTable(file.bytes, file.name, { sheet })),
  );
  // A sheet may have been taken out, or emptied.
  const there = parts.flatMap((part) => (part.status === 'fulfilled' ? [part.value] : []));
  return { tables: [claims, ...there], exported: await statedIn(file, 'About') };
}

/** When a table says that it was exported. */
async function statedIn({ name, bytes }: NamedBytes, sheet?: string): Promise<string | null> {
  const [about] = await Promise.allSettled([readTable(bytes, name, sheet === undefined ? {} : { sheet })]);
  if (about.status === 'rejected') return null;
  const rows = about.value.rows.map(({ cells }) => [...cells.values()]);
  const stated = rows.find(([first]) => first === 'Exported')?.[1];
  return stated ? String(stated) : null;
}

/** When the tables beside it were exported, as their description says. */
async function packaged(path: string): Promise<string | null> {
  try {
    const { created }: { readonly created?: unknown } = JSON.parse(await readFile(path, 'utf8'));
    return typeof created === 'string' ? created : null;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return null;
    throw error;
  }
}

/** @throws InputError */
export async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw inputError(error, path);
  }
}

/** The bytes of a file, as they are read from the disk; it is there when the promise resolves. @throws InputError */
export async function streamOf(path: string): Promise<AsyncIterable<Uint8Array>> {
  try {
    return (await open(path)).createReadStream();
  } catch (error) {
    throw inputError(error, path);
  }
}
