import { existsSync, statSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StoreError } from '../../../text/errors.ts';
import type { BookExport } from './index.ts';

export interface Written {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Writes an export under names of its own first, and gives the files their names when all of it is on the disk: what stood
 * there before stays until then, and nothing half stands under a final name.
 * @param out the file, or the folder of an export of several files, which is made where it is not there
 * @param kept what is told of it where the disk fails
 * @throws StoreError `export/full`, `export/unwritable`
 */
export async function writeFiles(
  exported: Pick<BookExport, 'file' | 'chunks'>,
  out: string,
  kept = 'Nothing of the export was kept, the book is as it was',
): Promise<readonly Written[]> {
  const told = telling(kept);
  const isFolder = exported.file === null;
  const intoFolder = isFolder || (existsSync(out) && statSync(out).isDirectory());
  const pathOf = (name: string): string => (intoFolder ? join(out, name) : out);
  const open = new Map<string, Unfinished>();
  let isMade = false;
  try {
    const folder = intoFolder ? out : dirname(out);
    isMade = (await told(out, () => mkdir(folder, { recursive: true }))) !== undefined;
    for await (const { file, data } of exported.chunks) {
      const path = pathOf(file);
      const begun = open.get(path) ?? (await told(path, () => begin(path)));
      open.set(path, begun);
      const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
      await told(path, () => begun.handle.writeFile(bytes));
      begun.bytes += bytes.length;
    }
    for (const [path, { handle }] of open)
      await told(path, async () => {
        await handle.sync();
        await handle.close();
      });
    for (const [path, { unfinished }] of open) await told(path, () => rename(unfinished, path));
    return [...open].map(([path, { bytes }]) => ({ path, bytes }));
  } catch (error) {
    for (const { handle, unfinished } of open.values()) {
      // One that the disk has no room for may not even close; it is taken away all the same.
      await handle.close().catch(() => undefined);
      await rm(unfinished, { force: true });
    }
    if (isMade && intoFolder) await rm(out, { recursive: true, force: true });
    throw error;
  }
}

interface Unfinished {
  readonly handle: FileHandle;
  readonly unfinished: string;
  bytes: number;
}

const unfinishedName = (path: string, process: number | string): string => `${path}.${process}.unfinished`;

const BOOK_HEAD = Buffer.from('SQLite format 3\0');

/** @throws Error where a book would be lost */
async function refuseBook(path: string): Promise<void> {
  // A pipe would wait for whoever writes into it.
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return;
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BOOK_HEAD.length));
    if (buffer.subarray(0, bytesRead).equals(BOOK_HEAD))
      throw new Error('a book stands there, which would be lost; name another file');
  } finally {
    await handle.close();
  }
}

async function begin(path: string): Promise<Unfinished> {
  await refuseBook(path);
  for (const left of await leftOf(path)) await rm(left, { force: true });
  const unfinished = unfinishedName(path, process.pid);
  return { handle: await open(unfinished, 'w'), unfinished, bytes: 0 };
}

/** What exports to the same name left behind that were killed: those of processes that are no more. */
async function leftOf(path: string): Promise<readonly string[]> {
  const folder = dirname(path);
  const names = await readdir(folder);
  return names.flatMap((name) => {
    const id = /\.(\d+)\.unfinished$/.exec(name)?.[1];
    const isLeft = id !== undefined && name === unfinishedName(basename(path), id) && !isRunning(Number(id));
    return isLeft ? [join(folder, name)] : [];
  });
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // One of another person may not be asked.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** What the disk failed of, as what the user can do about it. */
const telling =
  (kept: string) =>
  async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
        throw new StoreError(
          'export/full',
          `${path}: the disk is full. ${kept}; make room or write elsewhere`,
          { cause: error },
        );
      throw new StoreError(
        'export/unwritable',
        `${path} cannot be written: ${error instanceof Error ? error.message : error}. ${kept.split(',')[0]}`,
        { cause: error },
      );
    }
  };
