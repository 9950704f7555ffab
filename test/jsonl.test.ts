import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { linesOf } from '../src/formats/lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-jsonl-'));
after(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);
const node = promisify(execFile);

/** What `script` prints, in a process that has no more than this many MiB for its objects. */
async function within(heap: number, script: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await node(process.execPath, [
    `--max-old-space-size=${heap}`,
    '--input-type=module',
    '--eval',
    script,
    ...args,
  ]);
  return stdout;
}

test('lines are the same however the stream is cut, and one too long is passed over', async () => {
  const line = fc.string({ maxLength: 12 }).map((text) => text.replaceAll('\n', ''));
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.boolean(),
      fc.integer({ min: 1, max: 9 }),
      async (lines, ended, size) => {
        const bytes = Buffer.from(lines.join('\n') + (ended && lines.length > 0 ? '\n' : ''));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
          bytes.subarray(i * size, (i + 1) * size),
        );
        const found: (string | null)[] = [];
        for await (const one of linesOf(Readable.from(chunks), 10))
          found.push(one && Buffer.from(one).toString());
        const all = bytes.length === 0 ? [] : bytes.toString().replace(/\n$/, '').split('\n');
        assert.deepEqual(
          found,
          all.map((text) => (Buffer.byteLength(text) > 10 ? null : text)),
        );
      },
    ),
  );
});

const ROWS = 1_000_000;
const BAD = 654_321;

test('a million rows, one of them bad: the others come, in little memory', async () => {
  const file = path('million.jsonl');
  writeFileSync(file, '');
  for (let from = 1; from <= ROWS; from += 50_000) {
    const rows = Array.from({ length: 50_000 }, (_, i) =>
      from + i === BAD ? '{"text": "cut off' : `{"text":"Report ${from + i}."}`,
    );
    await appendFile(file, `${rows.join('\n')}\n`);
  }
  const printed = await within(
    48,
    `const { readJsonl } = await import(${JSON.stringify(new URL('../src/app/jsonl.ts', import.meta.url))});
    let [reports, refused] = [0, []];
    for await (const report of readJsonl(process.argv[1]))
      if ('error' in report) refused.push(report.error.message);
      else if (report.source.text === 'Report ' + report.line + '.') reports++;
    console.log(JSON.stringify({ reports, refused }));`,
    file,
  );
  assert.deepEqual(JSON.parse(printed), {
    reports: ROWS - 1,
    refused: [`${file}:${BAD}: this line is no JSON; one report a line is wanted`],
  });
});

test('add takes the rows of a large file one by one: what it holds does not grow with them', async () => {
  const file = path('rows.jsonl');
  const rows = Array.from({ length: 250 }, (_, i) =>
    i === 149 ? 'cut off' : JSON.stringify({ text: 'A report.', publisher: `Paper ${i}` }),
  );
  writeFileSync(file, rows.join('\n'));
  const url = (module: string) => JSON.stringify(new URL(module, import.meta.url));
  const printed = await within(
    96,
    `import { setFlagsFromString } from 'node:v8';
    import { runInNewContext } from 'node:vm';
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc');
    const { run } = await import(${url('../src/cli/run.ts')});
    const { fakeReader } = await import(${url('./fake-cli.ts')});
    const { Writable } = await import('node:stream');
    const held = [];
    let errors = '';
    const stdout = new Writable({
      write(chunk, _, done) {
        if (JSON.parse(chunk).name.endsWith('0')) {
          gc();
          held.push(process.memoryUsage().heapUsed);
        }
        done();
      },
    });
    const stderr = new Writable({ write(chunk, _, done) { errors += chunk; done(); } });
    const host = { stdin: process.stdin, stdout, stderr, createSourceReader: async () => fakeReader };
    const code = await run(['add', '--json', '--book', process.argv[2], process.argv[1]], host);
    console.log(JSON.stringify({ held, errors, code }));`,
    file,
    path('rows.db'),
  );
  const { held, errors, code } = JSON.parse(printed);
  assert.match(
    errors,
    /rows\.jsonl:150: this line is no JSON[^\n]*\n249 reports added with \d+ claims; 1 refused\n$/,
  );
  assert.equal(code, 1);
  // The first ones fill what is kept once: statements, lexicons.
  const [early = 0, last = 0] = [held[4], held.at(-1)];
  assert.ok(last - early < 2 << 20, held.join(' '));
});
