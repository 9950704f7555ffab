/**
 * node bench/http.ts [--readings FILE] [--sizes 1000,10000] [--requests 100000] [--write]
 *
 * Requests a second of the API's list beside a bare handler that returns the same bytes, both in processes of their own and
 * asked in turn over loopback; the server's memory over many requests; and what a page costs that was not asked before, as
 * the book grows. `--write` puts the tables into bench/HTTP.md.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { putArrival } from '../src/app/book/add.ts';
import { openBook } from '../src/app/book/index.ts';
import { serve } from '../src/http/index.ts';
import { openStore } from '../src/store/index.ts';
import { generatedArrival, readingsToVary } from './generated-reports.ts';
import { median, ratio } from './rounds.ts';
import { writtenBy } from './written-by.ts';

const { values, positionals } = parseArgs({
  options: {
    readings: { type: 'string' },
    sizes: { type: 'string', default: '1000,10000' },
    requests: { type: 'string', default: '100000' },
    write: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

const PAGE = '/api/entries?limit=50';
const CONNECTIONS = 10;
const ROUNDS = 5;
const SECONDS = 3;
const BATCH = 100;

/** As a child: serves the book, or the bytes of the file, and prints its address; tells its memory when it is asked. */
async function child(role: string, path: string): Promise<void> {
  if (role === 'ours') {
    const book = await openBook({ book: path, remember: true });
    const { url } = await serve({ book, path, port: 0, host: '127.0.0.1' });
    console.log(url);
  } else {
    const bytes = readFileSync(path);
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
      response.end(bytes);
    });
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      console.log(typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '');
    });
  }
  process.on('message', () => process.send?.(process.memoryUsage().rss));
}

async function started(role: string, path: string) {
  const process_ = spawn(process.execPath, [import.meta.filename, role, path], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (process_.stdout === null) throw new Error('the child has no output');
  const { value: url } = await createInterface({ input: process_.stdout })[Symbol.asyncIterator]().next();
  const megabytes = (): Promise<number> =>
    new Promise((resolve) => {
      process_.once('message', (rss) => resolve(Number(rss) / 2 ** 20));
      process_.send('memory');
    });
  return { url: String(url), megabytes, stop: () => process_.kill() };
}

const asked = async (url: string, amount: { readonly duration: number } | { readonly amount: number }) => {
  const result = await autocannon({ url, connections: CONNECTIONS, ...amount });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`);
  return result;
};

async function timed(url: string): Promise<number> {
  const start = performance.now();
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return performance.now() - start;
}

async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pledgebook-http-bench-'));
  const path = join(folder, 'book.db');
  const readings = await readingsToVary(values.readings);
  const growth: string[] = [];
  const throughput: string[] = [];
  let k = 0;
  let memory = '';
  let kept = true;
  for (const size of values.sizes.split(',').map(Number)) {
    const store = await openStore(path);
    while (k < size) {
      const arrivals = Array.from({ length: Math.min(BATCH, size - k) }, () =>
        generatedArrival(readings, k++)(),
      );
      await store.write(async (book) => {
        for (const arrival of arrivals) await putArrival(book, arrival);
      });
    }
    await store.close();
    const ours = await started('ours', path);
    // The first question reads the book, the next ones only choose of it.
    const first = await timed(`${ours.url}/api/entries?limit=50&facets=yes`);
    const others = [];
    for (let i = 1; i <= 10; i++) others.push(await timed(`${ours.url}/api/entries?limit=${50 + i}`));
    const again = await timed(`${ours.url}${PAGE}`);
    const repeated = await timed(`${ours.url}${PAGE}`);
    growth.push(
      `| ${size} | ${first.toFixed(0)} | ${median(others).toFixed(0)} | ${again.toFixed(0)} | ${repeated.toFixed(1)} |`,
    );
    console.error(growth.at(-1));
    const bytes = Buffer.from(
      await (await fetch(`${ours.url}${PAGE}`, { headers: { 'accept-encoding': 'identity' } })).arrayBuffer(),
    );
    writeFileSync(join(folder, 'bytes'), bytes);
    const bare = await started('bare', join(folder, 'bytes'));
    const [us, them]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      const sides = [
        async () =>
          us.push(1000 / (await asked(`${ours.url}${PAGE}`, { duration: SECONDS })).requests.average),
        async () => them.push(1000 / (await asked(bare.url, { duration: SECONDS })).requests.average),
      ];
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) await side();
    }
    const found = ratio(us, them);
    kept &&= found >= 0.5;
    throughput.push(
      `| ${size} | ${(bytes.length / 1024).toFixed(0)} | ${(1000 / median(us)).toFixed(0)} | ${(1000 / median(them)).toFixed(0)} | ${found.toFixed(2)} |`,
    );
    console.error(throughput.at(-1));
    if (memory === '') {
      const amount = Number(values.requests) / 4;
      const before = await ours.megabytes();
      const after = [];
      for (let quarter = 0; quarter < 4; quarter++) {
        await asked(`${ours.url}${PAGE}`, { amount });
        after.push(await ours.megabytes());
      }
      memory = `${before.toFixed(0)} MB, after each quarter of ${values.requests} requests ${after.map((mb) => mb.toFixed(0)).join(', ')} MB`;
      console.error(memory);
    }
    ours.stop();
    bare.stop();
  }
  rmSync(folder, { recursive: true });
  const table = `# How fast the HTTP API answers

${writtenBy('bench/http.ts')} Generated reports that vary those of \`samples/\`. autocannon with ${CONNECTIONS} connections over loopback, on the same machine as the server.

\`GET ${PAGE}\` beside a bare handler of Node that returns the same bytes, in turn, ${ROUNDS} rounds of ${SECONDS} seconds each; the ratio should be 0.5 at least:

| reports in the book | KiB an answer | requests/s | of the bare handler | ratio |
| --: | --: | --: | --: | --: |
${throughput.join('\n')}

Memory of the server: ${memory}.

A page of entries, in milliseconds: the first question after the book has changed, other questions after it (median of 10), one of these for the first time and asked again:

| reports in the book | first | others | one of them | again |
| --: | --: | --: | --: | --: |
${growth.join('\n')}
`;
  console.log(table);
  if (values.write) writeFileSync(new URL('HTTP.md', import.meta.url), table);
  if (!kept) process.exitCode = 1;
}

const [role, path] = positionals;
await (role !== undefined && path !== undefined ? child(role, path) : bench());
