import type { Scratch } from './scratch.ts';
import { MIGRATIONS } from './sqlite/schema.ts';
import { openSqliteScratch } from './sqlite/scratch.ts';
import { openSqlite } from './sqlite/store.ts';
import type { Store } from './store.ts';

export type * from './book-records.ts';
export type * from './filters.ts';
export { wrongEntries } from './kept-entries.ts';
export { printedReport } from './printed.ts';
export { mattersOf, SHORT_FACTS, undertakenIn } from './said.ts';
export type * from './scratch.ts';
export type * from './store.ts';

/**
 * The book in the file at `path`, which is made where it is not there.
 * @throws StoreError `store/newer`, `store/not-a-book`, `store/damaged`, `store/unopenable`, …
 */
export const openStore = (path: string): Promise<Store> => openSqlite(path);

export const openScratch = (): Scratch => openSqliteScratch();

/** Number of the schema that books are kept in. */
export const SCHEMA: number = MIGRATIONS.at(-1)?.version ?? 0;
