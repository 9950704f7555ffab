import { open, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { AMOUNTS, CLAIMS, CONDITIONS } from '../../../book/exports/tables.ts';
import { isBlank, readTable, readWorkbook, type Table, tableIn } from '../../../formats/tables/sheet.ts';
import { InputError } from '../../../text/errors.ts';
import { inputError } from '../../inputs.ts';
import { DERIVED } from './derived-tables.ts';
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

/** Exported tables that were edited since, and what stands beside them of their export. */
export interface EditedTables extends Stated {
  readonly tables: readonly Table[];
}

interface Stated {
  /** When it was exported; null where that stands nowhere. */
  readonly exported: string | null;
  /** Names of the filters by which it was chosen. */
  readonly filters: readonly string[];
}

const UNSTATED: Stated = { exported: null, filters: [] };

/**
 * An exported table that was edited since, of a workbook all of them; and when it was exported, where that stands in it or
 * beside it: in the workbook's sheet About, in `about.csv` or in `datapackage.json`.
 * @throws InputError
 */
export async function editedFile(file: string): Promise<EditedTables> {
  const found = await editedIn({ name: file, bytes: await bytesOf(file) });
  if (found.exported !== null) return found;
  const [about] = await Promise.allSettled([
    bytesOf(join(dirname(file), 'about.csv')).then((bytes) => readTable(bytes, 'about.csv')),
  ]);
  const stated = statedIn(about.status === 'fulfilled' ? [about.value] : []);
  return {
    ...found,
    ...(stated.exported === null ? await packaged(join(dirname(file), 'datapackage.json')) : stated),
  };
}

/** The same of a file of which nothing lies beside it. @throws InputError */
export async function editedIn({ name, bytes }: NamedBytes): Promise<EditedTables> {
  const sheets = await readWorkbook(bytes, name);
  if (sheets === null) {
    const { separator: _, ...table } = await readTable(bytes, name);
    return { tables: [table], ...UNSTATED };
  }
  // A sheet may have been taken out, or emptied.
  const there = (title: string): readonly Table[] => {
    const grid = sheets.get(title);
    return grid === undefined || isBlank(grid) ? [] : [tableIn(grid, name)];
  };
  const tables = [CLAIMS, CONDITIONS, AMOUNTS, ...DERIVED].flatMap(({ title }) => there(title));
  if (tables.length === 0)
    throw new InputError(
      'input/table',
      `${name}: it has none of the sheets of an export; there are ${[...sheets.keys()].join(', ')}; a tracker of your own needs --map`,
    );
  return { tables, ...statedIn(there('About')) };
}

/** What a table says of the export, if it is there. */
function statedIn(about: readonly Table[]): Stated {
  const rows = about.flatMap((table) => table.rows).map(({ cells }) => [...cells.values()]);
  const stated = (what: string): string => String(rows.find(([first]) => first === what)?.[1] ?? '');
  const filters = stated('Filters')
    .split('; ')
    .flatMap((filter) => filter.split(' ')[0] || []);
  return { exported: stated('Exported') || null, filters: filters.filter((name) => name !== 'none') };
}

/** The same of the tables beside it, as their description says. */
async function packaged(path: string): Promise<Stated> {
  try {
    const { created, filters }: { readonly created?: unknown; readonly filters?: unknown } = JSON.parse(
      await readFile(path, 'utf8'),
    );
    return {
      exported: typeof created === 'string' ? created : null,
      filters: typeof filters === 'object' && filters !== null ? Object.keys(filters) : [],
    };
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return UNSTATED;
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

/** Whether a file holds JSON, as an exported book does and no table, whatever it is called. What cannot be read does not. */
export async function beginsAsJson(path: string): Promise<boolean> {
  // What a pipe gives once is gone.
  if (!(await stat(path).catch(() => null))?.isFile()) return false;
  const file = await open(path).catch(() => null);
  try {
    const { buffer, bytesRead } = (await file?.read(Buffer.alloc(100), 0, 100, 0)) ?? EMPTY;
    return /^\uFEFF?\s*\{/.test(buffer.subarray(0, bytesRead).toString());
  } finally {
    await file?.close();
  }
}

const EMPTY = { buffer: Buffer.alloc(0), bytesRead: 0 };

/** The bytes of a file, as they are read from the disk; it is there when the promise resolves. Destroy it when it is not read. @throws InputError */
export async function streamOf(path: string): Promise<Readable> {
  try {
    return (await open(path)).createReadStream();
  } catch (error) {
    throw inputError(error, path);
  }
}
