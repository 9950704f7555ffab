/**
 * `npm start`: reads the shipped samples, makes a book of them, and shows its entries, where the reports differ and what a
 * ceasefire would bring into force. `--no-serve` is accepted and means nothing yet; other options go to `pledgebook read`,
 * and with `--json` its output is all that there is.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createSourceReader, type ReaderOptions, type SourceReader } from '../src/app/reader.ts';
import { start } from '../src/cli/start.ts';

const SAMPLES = 'samples/security-guarantees';

/** Each text is read once, though it is printed and then added to the book. */
async function remembering(options?: ReaderOptions): Promise<SourceReader> {
  reader ??= createSourceReader(options);
  const read = await reader;
  return async (source, how) => {
    const known = readings.get(source.text) ?? read(source, how);
    readings.set(source.text, known);
    return known;
  };
}
let reader: Promise<SourceReader> | undefined;
const readings = new Map<string, ReturnType<SourceReader>>();

const heading = (text: string): boolean => process.stdout.write(`\n${'═'.repeat(60)}\n${text}\n\n`);

const options = process.argv.slice(2).filter((option) => option !== '--no-serve');
await start(['read', ...options, SAMPLES], remembering);
if (process.exitCode === 0 && !options.includes('--json')) {
  const folder = mkdtempSync(join(tmpdir(), 'pledgebook-samples-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.env['PLEDGEBOOK_BOOK'] = join(folder, 'samples.db');
  for (const [title, ...args] of [
    ['A book of these reports', 'add', SAMPLES],
    ['Its entries on forces: pledgebook list --measure force', 'list', '--measure', 'force'],
    ['Where the reports differ: pledgebook compare --all', 'compare', '--all'],
    ['With a ceasefire: pledgebook what-if ceasefire=yes', 'what-if', 'ceasefire=yes'],
  ]) {
    heading(title ?? '');
    await start(args, remembering);
    if (process.exitCode !== 0) break;
  }
}
