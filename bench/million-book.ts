import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBook } from '../src/app/book/index.ts';
import { openStore } from '../src/store/index.ts';
import { generatedArrival, readingsToVary } from './generated-reports.ts';

const BATCH = 200;
/** As `generated-reports.ts` dates them. */
const DAYS = 2000;

/**
 * The path of a book of so many generated reports, made in this folder where it is not there, and kept. Reports that vary one
 * reading and appeared in one week are a story.
 */
export async function bookOf(size: number, folder: string, readingsFile?: string): Promise<string> {
  const path = join(folder, `reports-${size}.db`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const saved = join(folder, 'readings.jsonl');
  const readings = await readingsToVary(readingsFile ?? (existsSync(saved) ? saved : undefined));
  writeFileSync(saved, readings.map((reading) => `${JSON.stringify(reading)}\n`).join(''));
  const unfinished = `${path}.unfinished`;
  for (const file of [unfinished, `${unfinished}-wal`, `${unfinished}-shm`]) rmSync(file, { force: true });
  const store = await openStore(unfinished);
  for (let k = 0; k < size; ) {
    const reports = Array.from({ length: Math.min(BATCH, size - k) }, () => {
      const story = `g-${k % readings.length}-${Math.floor((k % DAYS) / 7)}`;
      return { ...generatedArrival(readings, k++)().report, story: { id: story, by: 'rule' } as const };
    });
    await store.write((book) => book.add(reports));
    if (k % 5000 === 0) console.error(`${k} of ${size} reports`);
  }
  await store.close();
  const start = performance.now();
  const book = await openBook({
    book: unfinished,
    catchingUp: (left, _, what) => left % 1000 === 0 && console.error(`${left} ${what} to catch up with`),
  });
  await book.catchUp();
  await book.close();
  console.error(`caught up in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  renameSync(unfinished, path);
  return path;
}
