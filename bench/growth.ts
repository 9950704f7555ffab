/**
 * node bench/growth.ts [--readings FILE] [--sizes 1000,10000,100000] [--mixed 1000,10000] [--write]
 *
 * What adding one more report to a book costs as the book grows: what it is looked for by found in its text, its story looked
 * up, everything safely stored, one by one. Generated reports (bench/generated-reports.ts) that vary those of `samples/`; the
 * mean of the last 300 before each size, their reading left out. Those before come in by the hundred. They come as they
 * appear, fifty a day; and in any order (`--mixed`), so that most come after later ones and may show that stories are one.
 * `--write` puts the table into bench/GROWTH.md.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { putArrival } from '../src/app/book/add.ts';
import { openStore } from '../src/store/index.ts';
import { generatedArrival, inAnyOrder, inOrder, readingsToVary } from './generated-reports.ts';
import { processorTime } from './rounds.ts';
import { writtenBy } from './written-by.ts';

const { values } = parseArgs({
  options: {
    readings: { type: 'string' },
    sizes: { type: 'string', default: '1000,10000,100000' },
    mixed: { type: 'string', default: '1000,10000' },
    write: { type: 'boolean', default: false },
  },
});
const LAST = 300;
const BATCH = 100;

const readings = await readingsToVary(values.readings);

/** A line of the table for each size; `dayOf` a report by its number. */
async function curve(order: string, sizes: readonly number[], dayOf: (k: number) => number) {
  const folder = mkdtempSync(join(tmpdir(), 'pledgebook-growth-'));
  const path = join(folder, 'book.db');
  const store = await openStore(path);
  const rows: string[] = [];
  let k = 0;
  for (const size of sizes) {
    for (const first = size - LAST; k < first; ) {
      const arrivals = Array.from({ length: Math.min(BATCH, first - k) }, () =>
        generatedArrival(readings, k++, dayOf)(),
      );
      await store.write(async (book) => {
        for (const arrival of arrivals) await putArrival(book, arrival);
      });
    }
    let [took, processor] = [0, 0];
    const last = size - k;
    for (; k < size; k++) {
      const arrival = generatedArrival(readings, k, dayOf);
      const [start, had] = [performance.now(), processorTime()];
      const found = arrival();
      await store.write((book) => putArrival(book, found));
      processor += processorTime() - had;
      took += performance.now() - start;
    }
    const start = performance.now();
    const stories = await store.read((book) => book.stories());
    const listing = performance.now() - start;
    const megabytes = statSync(path).size / 2 ** 20;
    rows.push(
      `| ${order} | ${size} | ${(took / last).toFixed(1)} | ${(processor / last).toFixed(1)} | ${megabytes.toFixed(0)} | ${stories.length} | ${listing.toFixed(0)} |`,
    );
    console.error(rows.at(-1));
  }
  await store.close();
  rmSync(folder, { recursive: true });
  return rows;
}

const numbers = (list: string): readonly number[] => list.split(',').filter(Boolean).map(Number);
const rows = [
  ...(await curve('as they appear', numbers(values.sizes), inOrder)),
  ...(await curve('in any order', numbers(values.mixed), inAnyOrder)),
];
const table = `# What one more report costs as the book grows

${writtenBy('bench/growth.ts')} Reports are added one by one, each safely on the disk, with the lookup of its story: as they appear, fifty a day, and in any order, where most come after later ones.

| order | reports in the book | ms to add one more | of a processor | MB | stories | ms to list the stories |
| --- | --: | --: | --: | --: | --: | --: |
${rows.join('\n')}
`;
console.log(table);
if (values.write) writeFileSync(new URL('GROWTH.md', import.meta.url), table);
