import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StoreError } from '../../text/errors.ts';

/** Backups of this book: those of migrations (`book.pledgebook.v1.backup`), then those of `doctor --mend`; oldest first. */
export const backupsOf = (path: string): readonly string[] => [
  ...backups(path, 'v'),
  ...backups(path, 'mend'),
];

function backups(path: string, kind: 'v' | 'mend'): readonly string[] {
  const prefix = `${basename(path)}.${kind}`;
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(prefix) && /^\d+\.backup$/.test(name.slice(prefix.length)))
    .sort((a, b) => Number.parseInt(a.slice(prefix.length), 10) - Number.parseInt(b.slice(prefix.length), 10))
    .map((name) => join(dirname(path), name));
}

/** What the next backup before a mending is called: `book.pledgebook.mend2`. */
export const nextMend = (path: string): string => {
  const last = backups(path, 'mend').at(-1) ?? '';
  return `${path}.mend${Number(/(\d+)\.backup$/.exec(last)?.[1] ?? 0) + 1}`;
};

/** Whether SQLite says that another one holds its lock: primary code 5 (`SQLITE_BUSY`). */
export const isBusy = (error: unknown): boolean => (codeOf(error) ?? 0) % 256 === 5;

/** What SQLite failed of, as what the user can do about it; any other error as it is. Codes: sqlite.org/rescode.html. */
export function storeFailure(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (code === null) return error;
  const reason = error instanceof Error ? error.message : '';
  const failed = (name: string, message: string): StoreError =>
    new StoreError(`store/${name}`, `${path} ${message} (SQLite: ${reason})`, { cause: error });
  switch (code === SHARED_MEMORY_FULL ? FULL : code % 256) {
    case 5:
    case 6:
      return failed('busy', 'is being written by another process; nothing was changed, try again');
    case 8:
      return failed(
        'read-only',
        'may not be written; nothing was changed. Check its permissions and its folder’s',
      );
    case 10:
      return failed('disk', 'could not be read or written; nothing was changed. Check the disk');
    case 11:
      return failed('damaged', `is damaged. ${howToRestore(path)}`);
    case FULL:
      return failed('full', 'could not grow: the disk is full. Nothing was changed; make room and go on');
    case 14:
      return failed('unopenable', 'cannot be opened. Check that its folder is there and may be written');
    case 26:
      return failed('not-a-book', `is no book, or damaged from its first byte. ${howToRestore(path)}`);
    default:
      return error;
  }
}

/** The same of the file for temporary things, which has no name. */
export function scratchFailure(error: unknown): unknown {
  const code = (codeOf(error) ?? 0) % 256;
  if (![FULL, 10, 14].includes(code)) return error;
  const remedy = 'make room there, or name another one in SQLITE_TMPDIR';
  return new StoreError(
    code === FULL ? 'store/full' : 'store/disk',
    `the folder for temporary files (SQLITE_TMPDIR, TMPDIR, /var/tmp, /tmp) has no room, or cannot be written. The book is as it was; ${remedy}`,
    { cause: error },
  );
}

const FULL = 13;
/** `SQLITE_IOERR_SHMSIZE`: the index of the log, beside the book, found no room. */
const SHARED_MEMORY_FULL = 4874;

function howToRestore(path: string): string {
  const backup = backupsOf(path).at(-1);
  const first = `Put ${path} and ${path}-wal aside together; `;
  const last = `take what is readable into a new one with: sqlite3 ASIDE .recover | sqlite3 ${path}`;
  return `${first}then copy your own backup${backup ? `, or ${backup},` : ''} to ${path}, or ${last}`;
}

function codeOf(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode
    : null;
}
