/**
 * node bench/export-memory.ts --folder FOLDER [--reports 1000,10000] [--formats csv,html,since,import]
 *   [--of-largest csv,import] [--readings FILE] [--write]
 *
 * The most memory that `pledgebook export` takes of books of so many reports, as each format, in a process of its own; `since` is
 * what changed since the middle of the book was added, as csv, and `import` makes a book of a whole export, which has to give the
 * same export again. What is written is not kept. Of the largest book, where the others would take too long, only the formats of
 * `--of-largest` are measured. Books are made in the folder where they are not there, and kept (`bench/million-book.ts`).
 * `--write` puts the table into bench/EXPORT.md after each format. Exit 1 where one takes more than it may, whatever the size of
 * the book. Linux only: the figures are the kernel's.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  createReadStream,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FORMATS } from '../src/app/book/exports/index.ts';
import { openStore } from '../src/store/index.ts';
import { bookOf } from './million-book.ts';
import { writtenBy } from './written-by.ts';

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    reports: { type: 'string', default: '1000,10000,30000' },
    formats: { type: 'string', default: [...Object.keys(FORMATS), 'since', 'import'].join() },
    'of-largest': { type: 'string' },
    readings: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
if (values.folder === undefined) throw new Error('name a folder in which the books are kept: --folder');
const { folder, readings } = values;
const ofLargest = values['of-largest']?.split(',');

const COMMAND = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
/** Milliseconds. The kernel keeps the highest figure, of which no look can be the last but one by much. */
const LOOK = 50;
/** Ticks of the kernel's clock in a second. */
const TICKS = 100;
/** `… Mark-Compact 69.2 (107.6) -> 38.1 (108.4) MB, …`: V8 says what a full collection left. */
const FULL = /Mark-Compact.*? -> ([\d.]+) \(/;
/** MiB that an export may take of a book of any size: half of them are the program's and SQLite's, or wait to be collected. */
const MOST = 768;

interface Run {
  /** MiB that were resident at most. */
  readonly peak: number;
  /** MiB of values that were left at most when all else was collected; null where it never came to that. */
  readonly alive: number | null;
  /** Seconds of a processor. */
  readonly seconds: number;
  /** MiB; null where there is nothing that the format could hold. */
  readonly written: number | null;
}

/** What the kernel says of a process. */
interface Look {
  /** kB. */
  readonly peak: number;
  readonly ticks: number;
}

interface Kept {
  readonly path: string;
  readonly reports: number;
  /** How many were given to it, of which some may have been in it. */
  readonly size: number;
}

async function measured(book: Kept, format: string): Promise<Run> {
  const at = mkdtempSync(join(tmpdir(), 'pledgebook-export-'));
  const out = join(at, 'out');
  const written = () => bytesIn(out) / 2 ** 20;
  try {
    if (format === 'import') {
      const whole = join(at, 'whole.jsonl');
      await ran(['export', '--to', 'jsonl', '--book', book.path, '--out', whole], [0]);
      const run = await ran(['import', whole, '--book', out], [0]);
      const size = written();
      const again = join(at, 'again.jsonl');
      await ran(['export', '--to', 'jsonl', '--book', out, '--out', again], [0]);
      if ((await recordsOf(again)) !== (await recordsOf(whole)))
        throw new Error(`the book imported of ${book.path} is another one`);
      return { ...run, written: size };
    }
    // As `generated-reports.ts` has them learned: one a second.
    const middle = new Date(Date.UTC(2026, 0, 1) + (book.size / 2) * 1000).toISOString();
    const as = format === 'since' ? ['csv', '--since', middle] : [format];
    // IATI has no file without a sum.
    const run = await ran(
      ['export', '--book', book.path, '--out', out, '--to', ...as],
      format === 'iati' ? [0, 2] : [0],
    );
    return { ...run, written: run.code === 0 ? written() : null };
  } finally {
    rmSync(at, { recursive: true });
  }
}

/** A digest of an exported book without its head, which says what it is called and when it was exported. */
async function recordsOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  let isHead = true;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (!isHead) hash.update(`${line}\n`);
    isHead = false;
  }
  return hash.digest('hex');
}

async function ran(
  args: readonly string[],
  codes: readonly number[],
): Promise<Omit<Run, 'written'> & { readonly code: number }> {
  const child = spawn(process.execPath, ['--trace-gc', COMMAND, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  let alive: number | null = null;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const left = FULL.exec(line)?.[1];
    if (left !== undefined) alive = Math.max(alive ?? 0, Number(left));
  });
  const ended = once(child, 'close');
  let last: Look = { peak: 0, ticks: 0 };
  const looking = (async () => {
    while (child.exitCode === null) {
      last = looked(child.pid ?? 0) ?? last;
      await pause(LOOK);
    }
  })();
  const [code] = await ended;
  await looking;
  if (!codes.includes(code)) throw new Error(`${args.join(' ')} ended with ${code}: ${said}`);
  return { code, peak: last.peak / 1024, alive, seconds: last.ticks / TICKS };
}

/** Null where the process has ended. */
function looked(pid: number): Look | null {
  try {
    const peak = Number(/^VmHWM:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    // Behind the name, which may hold anything: state, and from the twelfth on the times of user and system.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return peak === 0 ? null : { peak, ticks: Number(fields[11]) + Number(fields[12]) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return null;
    throw error;
  }
}

const bytesIn = (path: string): number =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0)
    : statSync(path).size;

const books: Kept[] = [];
for (const size of values.reports.split(',').map(Number)) {
  const path = await bookOf(size, folder, readings);
  const store = await openStore(path);
  books.push({ path, size, reports: await store.read((kept) => kept.countReports()) });
  await store.close();
}

const rows: string[] = [];
let kept = true;
for (const format of values.formats.split(',')) {
  const some = ofLargest?.includes(format) === false ? books.slice(0, -1) : books;
  const runs: Run[] = [];
  for (const book of some) runs.push(await measured(book, format));
  const isKept = runs.every(({ peak }) => peak <= MOST);
  kept &&= isKept;
  const cells = runs.flatMap(({ peak, alive, seconds, written }) => [
    peak.toFixed(0),
    alive === null ? '–' : alive.toFixed(0),
    seconds.toFixed(0),
    written === null ? '–' : written.toFixed(0),
  ]);
  const left = Array.from({ length: (books.length - some.length) * 4 }, () => ' ');
  rows.push(`| ${format} | ${[...cells, ...left].join(' | ')} | ${isKept ? 'kept' : '**missed**'} |`);
  console.error(rows.at(-1));
  if (values.write) writeFileSync(new URL('EXPORT.md', import.meta.url), table(rows));
}
console.log(table(rows));
process.exitCode = kept ? 0 : 1;

function table(rows: readonly string[]): string {
  const heads = books.flatMap(({ reports }) => [`${reports} reports: MiB`, 'alive', 's', 'written']);
  return `# Memory of an export

${writtenBy('bench/export-memory.ts')} Books of reports that were generated from the samples (\`bench/generated-reports.ts\`), ten claims each. Of each process the MiB that were resident at most, how many of them values still needed where most were left after a full collection (the rest waits to be collected, is the program, or SQLite’s), the seconds of a processor, and the MiB that it wrote. Wanted are at most ${MOST} MiB, whatever the size of the book. \`since\`: what changed since the middle of the book was added, as csv; \`import\`: a book of a whole export, which was exported again and gave the same records. A dash: nothing was fully collected; or these reports tell of no sum of money, which is seen when all of them were read.

| format | ${heads.join(' | ')} | at most ${MOST} MiB |
| --- | ${heads.map(() => '--:').join(' | ')} | --- |
${rows.join('\n')}
`;
}
