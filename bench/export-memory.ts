/**
 * node bench/export-memory.ts --folder FOLDER [--reports 1000,10000] [--formats csv,html] [--readings FILE] [--write]
 *
 * The most memory that `pledgebook export` takes of books of so many reports, as each format, in a process of its own; what it writes
 * is not kept. Books are made in the folder where they are not there, and kept (`bench/million-book.ts`). `--write` puts the table
 * into bench/EXPORT.md. Exit 1 where one takes more than it may, whatever the size of the book. Linux only: the figures are the
 * kernel's.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    reports: { type: 'string', default: '1000,10000' },
    formats: { type: 'string', default: Object.keys(FORMATS).join() },
    readings: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
if (values.folder === undefined) throw new Error('name a folder in which the books are kept: --folder');
const { folder, readings } = values;

const COMMAND = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
/** Milliseconds. The kernel keeps the highest figure, of which no look can be the last but one by much. */
const LOOK = 50;
/** Ticks of the kernel's clock in a second. */
const TICKS = 100;
/** MiB that an export may take of a book of any size: half of them are the program's and SQLite's, or wait to be collected. */
const MOST = 768;

interface Run {
  /** MiB that were resident at most. */
  readonly peak: number;
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

async function exported(book: string, format: string): Promise<Run> {
  const at = mkdtempSync(join(tmpdir(), 'pledgebook-export-'));
  try {
    const child = spawn(
      process.execPath,
      [COMMAND, 'export', '--to', format, '--book', book, '--out', join(at, 'out')],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    child.stderr.on('data', (data) => {
      said += data;
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
    const isNothing = code === 2 && format === 'iati';
    if (code !== 0 && !isNothing) throw new Error(`${book} as ${format} ended with ${code}: ${said}`);
    return {
      peak: last.peak / 1024,
      seconds: last.ticks / TICKS,
      written: isNothing ? null : bytesIn(join(at, 'out')) / 2 ** 20,
    };
  } finally {
    rmSync(at, { recursive: true });
  }
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

const books: { readonly path: string; readonly reports: number }[] = [];
for (const size of values.reports.split(',').map(Number)) {
  const path = await bookOf(size, folder, readings);
  const store = await openStore(path);
  books.push({ path, reports: await store.read((kept) => kept.countReports()) });
  await store.close();
}

const rows: string[] = [];
let kept = true;
for (const format of values.formats.split(',')) {
  const runs: Run[] = [];
  for (const { path } of books) runs.push(await exported(path, format));
  const isKept = runs.every(({ peak }) => peak <= MOST);
  kept &&= isKept;
  const cells = runs.flatMap(({ peak, seconds, written }) => [
    peak.toFixed(0),
    seconds.toFixed(0),
    written === null ? '–' : written.toFixed(0),
  ]);
  rows.push(`| ${format} | ${cells.join(' | ')} | ${isKept ? 'kept' : '**missed**'} |`);
  console.error(rows.at(-1));
}
const heads = books.flatMap(({ reports }) => [`${reports} reports: MiB`, 's', 'written']);
const text = `# Memory of an export

${writtenBy('bench/export-memory.ts')} Books of reports that were generated from the samples (\`bench/generated-reports.ts\`), ten claims each. Of each process the MiB that were resident at most, the seconds of a processor, and the MiB that it wrote. Wanted are at most ${MOST} MiB, whatever the size of the book. A dash: these reports tell of no sum of money, which is seen when all of them were read.

| format | ${heads.join(' | ')} | at most ${MOST} MiB |
| --- | ${heads.map(() => '--:').join(' | ')} | --- |
${rows.join('\n')}
`;
if (values.write) writeFileSync(new URL('EXPORT.md', import.meta.url), text);
console.log(text);
process.exitCode = kept ? 0 : 1;
