/**
 * node bench/http.ts [--folder FOLDER] [--sizes 1000,10000,30000] [--readings FILE] [--requests 100000] [--seconds 15]
 *   [--no-browser] [--write]
 *
 * What the API and the pages cost, over loopback and on the machine of the server, which has a process of its own: requests a
 * second of the API's list beside a bare handler that returns the same bytes; what each page asks, for the first time and
 * later, as the book grows; a switch flipped in a scenario; memory over many requests (`--requests 0` leaves it out); and the
 * pages in a browser that was never there. Books of generated reports are made in the folder where they are not there,
 * and kept; 100,000 reports take some twenty minutes. `--write` puts the tables into bench/HTTP.md. Exit 1 where a floor or a limit is
 * missed.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { build } from 'vite';
import { openBook } from '../src/app/book/index.ts';
import { firstView } from './http-browser.ts';
import { PAGES, type PageCalls, type Samples, samplesOf, viewsOf } from './http-pages.ts';
import { type Started, startBare, startOurs } from './http-server.ts';
import { bookOf } from './million-book.ts';
import { median, monotonic, ratio } from './rounds.ts';
import { writtenBy } from './written-by.ts';

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    readings: { type: 'string' },
    sizes: { type: 'string', default: '1000,10000,30000' },
    requests: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '15' },
    'no-browser': { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const sizes = values.sizes.split(',').filter(Boolean).map(Number);
const limit = Number(values.seconds) * 1000;

const LIST = '/api/entries?limit=50';
const CONNECTIONS = 10;
const ROUNDS = 5;
const SECONDS = 3;
/** Of the bare handler's requests a second. */
const FLOOR = 0.5;
/** Views of a page after the first one. */
const LATER = 3;
/** Reports that make a book of some 1,000 entries, and how long a flip may take, in milliseconds. */
const SCENARIO = { reports: 110, limit: 200, flips: 20 } as const;

/** Milliseconds for which nobody asks a server, so that what it works out beforehand is there. */
const IDLE = 3000;

/** What the register's first view asks of the largest book, and when. */
const TRACE = new URL('HTTP-register.har', import.meta.url);

const temporary = mkdtempSync(join(tmpdir(), 'pledgebook-http-bench-'));
const folder = values.folder ?? temporary;
const web = join(temporary, 'web');
await build({
  configFile: new URL('../web/vite.config.ts', import.meta.url).pathname,
  logLevel: 'error',
  build: { outDir: web },
});

/** Milliseconds until all of these are answered, asked at once as a page does; null where that is longer than the limit. */
async function asked(url: string, calls: readonly string[]): Promise<{ ms: number; bytes: number } | null> {
  const start = monotonic();
  try {
    const answers = await Promise.all(
      calls.map(async (call) => {
        const response = await fetch(url + call, { signal: AbortSignal.timeout(limit) });
        const { byteLength } = await response.arrayBuffer();
        if (!response.ok) throw new Error(`${call}: ${response.status}`);
        return byteLength;
      }),
    );
    return { ms: monotonic() - start, bytes: answers.reduce((sum, n) => sum + n, 0) };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') return null;
    throw error;
  }
}

interface Cost {
  readonly first: number | null;
  readonly later: number | null;
  /** Of what was answered later. */
  readonly kibibytes: number | null;
}

/** Of one page: asked of a server that has just started, then for other things or, where there are none, again. */
async function costOf(path: string, { calls }: PageCalls, samples: Samples): Promise<Cost> {
  const server = await startOurs(path, web);
  try {
    await asked(server.url, ['/healthz']);
    const first = await asked(server.url, calls(samples, 0));
    if (first === null) return { first: null, later: null, kibibytes: null };
    const later: { readonly ms: number; readonly bytes: number }[] = [];
    for (let k = 1; k <= LATER; k++) {
      const found = await asked(server.url, calls(samples, k));
      if (found === null) return { first: first.ms, later: null, kibibytes: null };
      later.push(found);
    }
    const [ms, bytes] = [later.map((found) => found.ms), later.map((found) => found.bytes)];
    return { first: first.ms, later: median(ms), kibibytes: median(bytes) / 1024 };
  } finally {
    server.stop();
  }
}

const cannon = async (url: string, amount: { readonly duration: number } | { readonly amount: number }) => {
  const result = await autocannon({ url, connections: CONNECTIONS, ...amount });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`);
  return result.requests.average;
};

/** The list beside a bare handler of the same bytes, in turn. */
async function throughput(ours: Started) {
  const plain = await fetch(ours.url + LIST, { headers: { 'accept-encoding': 'identity' } });
  const bytes = Buffer.from(await plain.arrayBuffer());
  const file = join(temporary, 'bytes');
  writeFileSync(file, bytes);
  const bare = await startBare(file);
  const [us, them]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const sides = [
      async () => us.push(1000 / (await cannon(ours.url + LIST, { duration: SECONDS }))),
      async () => them.push(1000 / (await cannon(bare.url, { duration: SECONDS }))),
    ];
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) await side();
  }
  bare.stop();
  const rate = (times: readonly number[]): string => (1000 / median(times)).toFixed(0);
  const found = ratio(us, them);
  const row = `${(bytes.length / 1024).toFixed(0)} | ${rate(us)} | ${rate(them)} | ${found.toFixed(2)}`;
  return { row, kept: found >= FLOOR };
}

/** Resident memory before so many requests and after each quarter of them. */
async function memoryOver(requests: number, ours: Started): Promise<string> {
  const before = await ours.megabytes();
  const after: number[] = [];
  for (let quarter = 0; quarter < 4; quarter++) {
    await cannon(ours.url + LIST, { amount: requests / 4 });
    after.push(await ours.megabytes());
  }
  return `Resident memory of the server: ${before.toFixed(0)} MB, and after each quarter of ${requests} requests ${after.map((mb) => mb.toFixed(0)).join(', ')} MB.`;
}

/** A switch flipped, each time another one or to another side. */
async function flips() {
  const path = await bookOf(SCENARIO.reports, folder, values.readings);
  const book = await openBook({ book: path });
  const { total = 0 } = await book.list({ limit: 1 });
  await book.close();
  const server = await startOurs(path, web);
  const none = await fetch(`${server.url}/api/what-if`);
  const { triggers } = (await none.json()) as { readonly triggers: readonly { readonly trigger: string }[] };
  const times: number[] = [];
  for (let k = 0; k < SCENARIO.flips; k++) {
    const name = triggers[Math.floor(k / 2) % triggers.length]?.trigger ?? '';
    const set = encodeURIComponent(`${name}=${k % 2 === 0 ? 'yes' : 'no'}`);
    const found = await asked(server.url, [`/api/what-if?set=${set}`]);
    times.push(found?.ms ?? Number.POSITIVE_INFINITY);
  }
  server.stop();
  const [first = Number.NaN, ...later] = times;
  const most = Math.max(...times);
  const ms = (n: number): string => n.toFixed(0);
  return {
    row: `${total} | ${triggers.length} | ${ms(first)} | ${ms(median(later))} | ${ms(most)}`,
    kept: most <= SCENARIO.limit,
  };
}

const costs = new Map<number, ReadonlyMap<string, Cost>>();
const rates: string[] = [];
const views: string[] = [];
let memory = '';
let kept = true;
let smallest: Samples | null = null;
for (const size of sizes) {
  const path = await bookOf(size, folder, values.readings);
  const own = await samplesOf(path);
  // The larger ones have them too: the same is looked at in each.
  smallest ??= own;
  const { entries, actors, measures } = smallest;
  const samples = { ...own, entries, actors, measures };
  const found = new Map<string, Cost>();
  for (const page of PAGES) {
    const cost = await costOf(path, page, samples);
    found.set(page.name, cost);
    console.error(size, page.name, JSON.stringify(cost));
  }
  costs.set(size, found);
  const ours = await startOurs(path, web);
  const rate = await throughput(ours);
  rates.push(`| ${size} | ${rate.row} |`);
  kept &&= rate.kept;
  console.error(rates.at(-1));
  if (memory === '' && Number(values.requests) > 0) {
    memory = await memoryOver(Number(values.requests), ours);
    console.error(memory);
  }
  ours.stop();
  if (!values['no-browser'])
    for (const [name, at] of Object.entries(viewsOf(samples))) {
      if (size !== sizes.at(-1) && name !== 'Register') continue;
      const fresh = await startOurs(path, web);
      await passed(IDLE);
      const isTraced = values.write && name === 'Register';
      const { painted, usable, whole, requests, bytes, bundle } = await firstView(
        fresh.url + at,
        isTraced ? TRACE.pathname : undefined,
      );
      fresh.stop();
      views.push(
        `| ${size} | ${name} | ${painted.toFixed(0)} | ${usable.toFixed(0)} | ${whole.toFixed(0)} | ${requests} | ${(bytes / 1024).toFixed(0)} | ${(bundle / 1024).toFixed(0)} |`,
      );
      console.error(views.at(-1));
    }
}
const flipped = await flips();
kept &&= flipped.kept;

const milliseconds = (ms: number | null | undefined): string =>
  ms === undefined ? '' : ms === null ? `over ${limit / 1000} s` : ms.toFixed(ms < 10 ? 1 : 0);
const cells = (of: (cost: Cost | undefined) => string, name: string): string =>
  sizes.map((size) => of(costs.get(size)?.get(name))).join(' | ');
const pageRows = PAGES.map(({ name }) =>
  [
    '',
    name,
    cells((cost) => milliseconds(cost?.first), name),
    cells((cost) => milliseconds(cost?.later), name),
    cells((cost) => cost?.kibibytes?.toFixed(0) ?? '', name),
    '',
  ]
    .join(' | ')
    .trim(),
);
const headings = ['first', 'later', 'KiB'].flatMap((what) => sizes.map((size) => `${what}, ${size}`));

const table = `# What the HTTP API and the pages cost

${writtenBy('bench/http.ts')} Books of generated reports that vary those of \`samples/\` (\`bench/generated-reports.ts\`), ten claims each. Server and clients run on this machine and share its processors; a book's file is read through before each server starts.

## Requests a second

\`GET ${LIST}\` beside a bare handler of Node that returns the same bytes, in turn, ${ROUNDS} rounds of ${SECONDS} seconds each; autocannon, ${CONNECTIONS} connections over loopback. The ratio is to be ${FLOOR} at least.

| reports in the book | KiB an answer | requests/s | of the bare handler | ratio |
| --: | --: | --: | --: | --: |
${rates.join('\n')}
${memory === '' ? '' : `\n${memory}\n`}
## What a page costs

Milliseconds until all that a page asks of the API is answered, asked at once as the page does: for the first time of a server that has just started, and later (median of ${LATER}) for other things or, of pages that have nothing to choose, for the same again, which the server has kept. Actors, measures and entries are the same ones in each book, of whom the larger ones tell more. What is found of all of a book (collisions for an actor or a measure, amounts, what if) is found here when it is first needed; a server that is asked nothing for some seconds has found it before. KiB of what was answered later, as JSON before it is compressed.

| page | ${headings.join(' | ')} |
| --- | ${headings.map(() => '--:').join(' | ')} |
${pageRows.join('\n')}

## A switch flipped

\`GET /api/what-if\` with one trigger set, ${SCENARIO.flips} times otherwise; the longest is to be ${SCENARIO.limit} ms at most.

| entries | triggers | first, ms | later, median | longest |
| --: | --: | --: | --: | --: |
| ${flipped.row} |
${
  views.length === 0
    ? ''
    : `
## The pages in a browser

Chromium with nothing in its cache, before a server that was started and then asked nothing for ${IDLE / 1000} seconds, in which it works out what pages ask of all of a book: milliseconds from the begin of the navigation until something is painted, until nothing is waited for of what is in view (1280 × 800), and until nothing is on the whole page; what came over the wire, compressed. What the register asks of the largest book, and when, is in [HTTP-register.har](HTTP-register.har).

| reports in the book | page | painted | usable | whole | requests | KiB | of these scripts and styles |
| --: | --- | --: | --: | --: | --: | --: | --: |
${views.join('\n')}
`
}`;
console.log(table);
if (values.write) writeFileSync(new URL('HTTP.md', import.meta.url), table);
rmSync(temporary, { recursive: true });
if (!kept) process.exitCode = 1;
