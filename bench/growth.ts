/**
 * node bench/growth.ts [--readings FILE] [--sizes 1000,10000,100000] [--write]
 *
 * What adding one more report to a book costs as the book grows: its story and copies looked up, everything safely stored, one
 * by one. Generated reports (bench/generated-reports.ts) that vary those of `samples/`; the mean of the last 500 before each
 * size, their reading left out. `--write` puts the table into bench/GROWTH.md.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addReading } from '../src/app/book/add.ts';
import { openStore } from '../src/store/index.ts';
import { generatedReading, readingsToVary } from './generated-reports.ts';
import { writtenBy } from './written-by.ts';

const { values } = parseArgs({
  options: {
    readings: { type: 'string' },
    sizes: { type: 'string', default: '1000,10000,100000' },
    write: { type: 'boolean', default: false },
  },
});
const LAST = 500;

const readings = await readingsToVary(values.readings);
const folder = mkdtempSync(join(tmpdir(), 'pledgebook-growth-'));
const path = join(folder, 'book.db');
const store = await openStore(path);
const rows: string[] = [];
let k = 0;
for (const size of values.sizes.split(',').map(Number)) {
  let took = 0;
  let counted = 0;
  for (; k < size; k++) {
    const reading = generatedReading(readings, k);
    const received = {
      bytes: Buffer.from(reading.document.text),
      mediaType: 'text/plain',
      path: `generated/${k}.txt`,
      fetchedUrl: null,
    };
    const start = performance.now();
    await addReading(
      store,
      reading,
      received,
      '0.0.0',
      new Date(Date.UTC(2026, 0, 1) + k * 1000).toISOString(),
    );
    if (k >= size - LAST) {
      took += performance.now() - start;
      counted++;
    }
  }
  const start = performance.now();
  const stories = await store.read((book) => book.stories());
  const listing = performance.now() - start;
  rows.push(
    `| ${size} | ${(took / counted).toFixed(1)} | ${(statSync(path).size / 2 ** 20).toFixed(0)} | ${stories.length} | ${listing.toFixed(0)} |`,
  );
  console.error(rows.at(-1));
}
await store.close();
rmSync(folder, { recursive: true });
const table = `# What one more report costs as the book grows

${writtenBy('bench/growth.ts')} Reports are added one by one, each safely on the disk, with the lookups of its story and of copies.

| reports in the book | ms to add one more | MB | stories | ms to list the stories |
| --: | --: | --: | --: | --: |
${rows.join('\n')}
`;
console.log(table);
if (values.write) writeFileSync(new URL('GROWTH.md', import.meta.url), table);
