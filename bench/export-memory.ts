/**
 * node bench/export-memory.ts BOOK…
 *
 * The most memory that `pledgebook export` takes of each of these books, as JSON Lines and as CSV, in a process of its own; all of
 * the export is written, and not kept. As rows of a table. Linux only: the figure is the kernel's.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openStore } from '../src/store/index.ts';
import { monotonic } from './rounds.ts';

const COMMAND = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
/** Milliseconds. The kernel keeps the highest figure, of which no look can be the last but one by much. */
const LOOK = 50;

interface Run {
  /** MiB that were resident at most. */
  readonly peak: number;
  readonly seconds: number;
}

async function exported(book: string, format: string): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'pledgebook-export-'));
  const start = monotonic();
  try {
    const out = format === 'csv' ? ['--out', join(folder, 'tables')] : [];
    const child = spawn(process.execPath, [COMMAND, 'export', '--to', format, '--book', book, ...out], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const ended = once(child, 'exit');
    let peak = 0;
    const looking = (async () => {
      while (child.exitCode === null) {
        peak = Math.max(peak, highest(child.pid ?? 0));
        await pause(LOOK);
      }
    })();
    const [code] = await ended;
    await looking;
    if (code !== 0) throw new Error(`the export of ${book} as ${format} ended with ${code}`);
    return { peak: peak / 1024, seconds: (monotonic() - start) / 1000 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** kB; 0 where the process has ended. */
function highest(pid: number): number {
  try {
    return Number(/^VmHWM:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return 0;
    throw error;
  }
}

for (const book of process.argv.slice(2)) {
  const store = await openStore(book);
  const reports = await store.read((kept) => kept.countReports());
  await store.close();
  for (const format of ['jsonl', 'csv']) {
    const { peak, seconds } = await exported(book, format);
    console.log(`| ${reports} | ${format} | ${peak.toFixed(0)} | ${seconds.toFixed(0)} |`);
  }
}
