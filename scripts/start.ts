/**
 * `npm start`: makes a book of the shipped samples and opens it in the browser, beside a book of one's own (`pledgebook.db`, or
 * what PLEDGEBOOK_BOOK names), into which reports that are dropped on the pages go. `--port N` is where the samples are (4747;
 * one's own book is at the next one), `--no-open` opens no browser. `--no-serve` prints what was read and what the book says of
 * it, and ends; so does `--json`, which prints the readings alone. Other options go to `pledgebook read`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { openBook } from '../src/app/book/index.ts';
import { createSourceReader, type ReaderOptions, type SourceReader } from '../src/app/reader.ts';
import { start } from '../src/cli/start.ts';
import { type Served, serve } from '../src/http/index.ts';
import { UsageError } from '../src/text/errors.ts';

const SAMPLES = 'samples/security-guarantees';
const PORT = 4747;
const root = new URL('..', import.meta.url).pathname;

/** Each text is read once, though it is printed and then added to the book. */
async function remembering(options?: ReaderOptions): Promise<SourceReader> {
  const read = await load(options);
  return async (source, how) => {
    const known = readings.get(source.text) ?? read(source, how);
    readings.set(source.text, known);
    return known;
  };
}
const readings = new Map<string, ReturnType<SourceReader>>();

/** The reading model is loaded once. */
const load = (options?: ReaderOptions): Promise<SourceReader> => (reader ??= createSourceReader(options));
let reader: Promise<SourceReader> | undefined;

const heading = (text: string): boolean => process.stdout.write(`\n${'═'.repeat(60)}\n${text}\n\n`);

const given = process.argv.slice(2);
const options = given.filter((option) => option !== '--no-serve');
const folder = mkdtempSync(join(tmpdir(), 'pledgebook-samples-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const samples = join(folder, 'samples.db');
const own = process.env['PLEDGEBOOK_BOOK'] || 'pledgebook.db';

if (given.includes('--no-serve') || given.includes('--json')) await tell();
else await show();

async function tell(): Promise<void> {
  await start(['read', ...options, SAMPLES], remembering);
  if (process.exitCode !== 0 || options.includes('--json')) return;
  process.env['PLEDGEBOOK_BOOK'] = samples;
  for (const [title, ...args] of [
    ['A book of these reports', 'add', SAMPLES],
    ['Its entries on forces: pledgebook list --measure force', 'list', '--measure', 'force'],
    ['Where the reports differ: pledgebook compare --all', 'compare', '--all'],
    ['With a ceasefire: pledgebook what-if ceasefire=yes', 'what-if', 'ceasefire=yes'],
  ]) {
    heading(title ?? '');
    await start(args, remembering);
    if (process.exitCode !== 0) return;
  }
}

async function show(): Promise<void> {
  const port = portFrom(options);
  buildPages();
  await start(['add', '--book', samples, SAMPLES], remembering);
  if (process.exitCode !== 0) return;
  const link = { person: userInfo().username, right: 'decide' } as const;
  const shared = { remember: true, reader: (async (...asked) => (await load())(...asked)) as SourceReader };
  const [mine, sample] = [
    await openBook({ book: own, ...shared }),
    await openBook({ book: samples, ...shared }),
  ];
  const around = { host: '127.0.0.1', fault: (error: unknown) => console.error(error) };
  // Any port will do where that one is taken.
  const beside = await free(port === 0 ? 0 : port + 1, (n) =>
    serve({ book: mine, path: own, port: n, ...around }),
  );
  const { sessions, url } = beside;
  const served = await free(port, (n) =>
    serve({ book: sample, path: 'samples.db', port: n, sample: true, own: url, sessions, link, ...around }),
  );
  process.stdout.write(
    `\nThe samples as a book, in the browser (the link works once):\n  ${served.link}\nYour own book, ${own}:\n  ${url}\n\nStop with Ctrl-C.\n`,
  );
  if (process.stdout.isTTY && !options.includes('--no-open') && served.link !== null)
    openBrowser(served.link);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await Promise.all([served.stop(), beside.stop()]);
  await Promise.all([mine.close(), sample.close()]);
}

function portFrom(words: readonly string[]): number {
  const at = words.indexOf('--port');
  const port = at < 0 ? PORT : Number(words[at + 1]);
  if (!Number.isInteger(port) || port < 0 || port > 65_534)
    throw new UsageError('usage/port', '--port needs a number from 0 to 65534');
  return port;
}

/** @throws UsageError where the port was asked for and is taken */
async function free(port: number, begin: (port: number) => Promise<Served>): Promise<Served> {
  try {
    return await begin(port);
  } catch (error) {
    if (!(error instanceof UsageError) || options.includes('--port')) throw error;
    return begin(0);
  }
}

function buildPages(): void {
  const built = join(root, 'dist/web/index.html');
  const sources = globSync('web/{*,src/**}', { cwd: root }).map((path) => statSync(join(root, path)).mtimeMs);
  if (existsSync(built) && statSync(built).mtimeMs > Math.max(...sources)) return;
  process.stderr.write('building the pages …\n');
  execFileSync('npm', ['run', '--silent', 'build:web'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Where there is none, the link is there to be copied. */
function openBrowser(link: string): void {
  const [command = '', ...args] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open'];
  spawn(command, [...args, link], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
