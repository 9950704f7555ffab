import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { createProgress } from '../src/cli/progress.ts';

const folder = mkdtempSync(join(tmpdir(), 'pledgebook-cli-'));
after(() => rmSync(folder, { recursive: true }));
const file = (name: string, text = 'A report.') => {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
};
const report = file('report.txt');

interface Ended {
  readonly out: string;
  readonly err: string;
  readonly code: number | null;
}

const FAKE = new URL('fake-cli.ts', import.meta.url).pathname;

/** Runs the command line over the fake reader (or `shell`, with `$CLI` for it), away from any terminal. */
function cli(
  args: readonly string[],
  { env = {}, stdin = '', shell = '"$@"' }: { env?: NodeJS.ProcessEnv; stdin?: string; shell?: string } = {},
): Promise<Ended> {
  const { NO_COLOR: _n, FORCE_COLOR: _f, ...inherited } = process.env;
  const child = spawn('bash', ['-c', shell, 'bash', process.execPath, FAKE, ...args], {
    env: { ...inherited, ...env },
  });
  child.stdin.end(stdin);
  const texts = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    texts.out += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    texts.err += part;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...texts, code })));
}

test('a claim is a block: act, firmness, who to whom, its fields, source chain, the sentence with the predicate marked', async () => {
  const { out, err, code } = await cli(['read', report]);
  assert.equal(code, 0);
  assert.equal(err, '');
  assert.ok(
    out.includes(`c1  commit · pledged ▰▰▰▰▱▱▱  91 %
    European Union → Russia
    what       new sanctions coordinated with Washington
    condition  if Moscow refuses peace talks [!negotiations]
    measures   sanctions.any
    source     Dnipro Daily ← Emmanuel Macron (FRA)
    │ KYIV - The European Union will adopt new sanctions coordinated with
    │                           ^^^^^^^^^^
    │ Washington if Moscow refuses peace talks, Macron said after Thursday's
    │ summit in Paris.
`),
    out,
  );
  assert.ok(out.includes('source     Dnipro Daily ← Harbour Wire ← a White House official (USA)'), out);
  assert.ok(out.includes('c3  not refuse · considered ▰▱▱▱▱▱▱'), out);
  assert.ok(out.includes('amounts    up to 10,000 troop'), out);
  assert.ok(out.includes('when       Thursday [2025-09-04]'), out);
});

test('a wide script is marked under its own columns', async () => {
  const { out } = await cli(['read', report]);
  assert.ok(out.includes('    │ 会議は中止された。\n    │       ^^^^^^^^^^\n'), out);
});

test('the head says title, publisher, date and counts', async () => {
  const { out } = await cli(['read', report]);
  assert.match(
    out,
    /^─{80}\nAllies name the price of Russian refusal\nDnipro Daily · 2025-09-05 09:10:00\+03:00/,
  );
  assert.match(out, /\n4 claims, 6 actors, 3 attributions\n/);
});

test('nothing is wider than 80 columns, coloured or not', async () => {
  for (const env of [{}, { FORCE_COLOR: '1' }]) {
    const { out } = await cli(['read', report, report], { env });
    for (const line of stripVTControlCharacters(out).split('\n')) assert.ok(stringWidth(line) <= 80, line);
  }
});

test('colour comes with FORCE_COLOR, underlines the predicate and takes the place of the marks', async () => {
  const { out } = await cli(['read', report], { env: { FORCE_COLOR: '1' } });
  assert.ok(out.includes('\u001b[4mwill adopt\u001b[24m'), out);
  assert.ok(out.includes('\u001b[32mcommit\u001b[39m'), out);
  assert.equal(out.includes('^^'), false);
});

test('no escape sequence reaches a pipe, nor anything with NO_COLOR', async () => {
  for (const env of [{}, { NO_COLOR: '1' }]) {
    const { out } = await cli(['read', report], { env });
    assert.equal(out.includes('\u001b'), false);
  }
});

test('a report cannot drive the terminal', async () => {
  const evil = '\u001b]0;title\u0007\u202eHarbour';
  const { out } = await cli(['read', report, '--publisher', evil]);
  for (const character of ['\u001b', '\u0007', '\u202e']) assert.equal(out.includes(character), false);
});

test('--json prints one object on one line; several in the order of the input', async () => {
  const one = await cli(['read', '--json', report]);
  assert.equal(JSON.parse(one.out).format, 'pledgebook.reading/1');
  assert.equal(one.out.split('\n').length, 2);
  const other = file('other.txt', 'FRENCH');
  const several = await cli(['read', '--json', other, report]);
  const lines = several.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map((r) => r.skipped),
    ['language', null],
  );
});

test('--published and --publisher stand in place of what the report says', async () => {
  const { out } = await cli(['read', '--json', '--published', '2024-02-29', '--publisher', 'X', report]);
  const { document } = JSON.parse(out);
  assert.deepEqual(
    [document.published, document.publishedFrom, document.publisher],
    ['2024-02-29', 'option', 'X'],
  );
});

test('--explain shows one claim and why its fields have their values', async () => {
  const { out } = await cli(['read', '--explain', 'c1', report]);
  assert.match(out, /\n {4}act {10}commit — model act 93 %, then threaten 5 %\n/);
  assert.match(out, /\n {4}what {9}“new sanctions coordinated with Washington” — model what 81 %\n/);
  assert.match(out, /\n {4}measures {5}sanctions\.any — rule security-guarantees\n/);
  assert.equal(out.includes('c2'), false);
});

test('--explain with --json gives the claims with their reasons', async () => {
  const { out } = await cli(['read', '--json', '--explain', 'c1', report]);
  assert.equal(JSON.parse(out).claims[0].reasons.act.name, 'act');
});

test('a text in another language is kept, said, and no failure', async () => {
  const { out, code } = await cli(['read', file('french.txt', 'FRENCH')]);
  assert.match(out, /kept, not read: the text is in French/);
  assert.equal(code, 0);
});

test('one bad report among several: the others are read, the bad one is named and counted, exit 1', async () => {
  const bad = file('bad.txt', 'BAD');
  const { out, err, code } = await cli(['read', '--json', report, bad, report]);
  assert.equal(out.trimEnd().split('\n').length, 2);
  assert.ok(err.includes(`pledgebook: ${bad}: this is no text (input/binary)\n`), err);
  assert.match(err, /2 reports read with 8 claims; 1 failed\n$/);
  assert.equal(code, 1);
});

test('a file that is not there is named, exit 1', async () => {
  const { err, code } = await cli(['read', join(folder, 'nowhere.txt')]);
  assert.match(err, /nowhere\.txt/);
  assert.equal(code, 1);
});

test('a folder without a report is named, exit 1', async () => {
  const { err, code } = await cli(['read', file('empty/picture.png', '\0').replace('/picture.png', '')]);
  assert.match(err, /no report in .*empty; .*\(input\/none\)\n$/);
  assert.equal(code, 1);
});

test('the standard input is read by name and where nothing is named', async () => {
  for (const args of [['-'], []]) {
    const { out, code } = await cli(['read', '--json', ...args], { stdin: 'A report.' });
    assert.equal(JSON.parse(out).skipped, null);
    assert.equal(code, 0);
  }
});

test('wrong usage: exit 2, one line that says what, one that says where to look', async () => {
  const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [[], /no command given/],
    [['raed'], /no command or option "raed"/],
    [['read', '--jsn', report], /Unknown option '--jsn'/],
    [['read', '--published', '2025-02-30', report], /"2025-02-30" is no date/],
    [['read', '--published', 'yesterday', report], /"yesterday" is no date/],
    [['read', '--published', '', report], /"" is no date/],
    [['read', '--model', 'huge', report], /no model "huge"/],
    [['read', '--explain', 'c99', report], /no claim c99/],
  ];
  for (const [args, message] of wrong) {
    const { err, code } = await cli(args);
    assert.match(err, message);
    assert.match(err, /\nTry: pledgebook (read )?--help\n$/);
    assert.equal(code, 2);
  }
});

test('--help has examples, on the whole and of the command; --version says the version', async () => {
  for (const args of [['--help'], ['-h'], ['read', '--help'], ['read', report, '-h']]) {
    const { out, code } = await cli(args);
    assert.match(out, /Examples:\n {2}# /);
    assert.equal(code, 0);
    for (const line of out.split('\n')) assert.ok(line.length <= 80, line);
  }
  assert.match((await cli(['--version'])).out, /^\d+\.\d+\.\d+\n$/);
});

test('a broken pipe ends quietly', async () => {
  const many = Array.from({ length: 200 }, () => report);
  const { out, err, code } = await cli(['read', '--json', ...many], {
    shell: 'set -o pipefail; "$@" 2>/dev/null | head -n 1',
  });
  assert.equal(out.split('\n').length, 2);
  assert.equal(err, '');
  assert.equal(code, 0);
});

test('a fault of ours is one line; the stack comes with PLEDGEBOOK_DEBUG', async () => {
  const gone = join(folder, 'nowhere.txt');
  assert.equal((await cli(['read', gone])).err.split('\n').length, 2);
  assert.match((await cli(['read', gone], { env: { PLEDGEBOOK_DEBUG: '1' } })).err, /\n {4}at /);
});

function progressOver(total: number, isTTY: boolean) {
  let now = 0;
  const stderr = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 80 });
  const progress = createProgress(stderr, total, () => now);
  return { progress, passes: (ms: number) => (now += ms), said: () => stderr.read() ?? '' };
}

test('progress: a line on a terminal that rewrites itself, a line now and then elsewhere', () => {
  const terminal = progressOver(120, true);
  terminal.passes(150);
  terminal.progress.begin('reports/a.md', 3);
  terminal.progress.fraction(0.5);
  terminal.passes(150);
  terminal.progress.fraction(0.75);
  terminal.progress.clear();
  assert.equal(terminal.said(), '\r\u001b[K4/120 a.md\r\u001b[K4/120 a.md 75 %\r\u001b[K');

  const log = progressOver(120, false);
  log.passes(9_000);
  log.progress.begin('reports/a.md', 3);
  log.passes(2_000);
  log.progress.begin('reports/b.md', 4);
  log.progress.clear();
  assert.equal(log.said(), '5/120 b.md\n');
});

test('progress: nothing for a few short reports, the fraction of a long one', () => {
  const { progress, passes, said } = progressOver(2, true);
  passes(500);
  progress.begin('a.md', 0);
  assert.equal(said(), '');
  progress.fraction(0.1);
  assert.match(said(), /1\/2 a\.md 10 %$/);
});

test('a disk that is full while something is printed is told in words', {
  skip: !existsSync('/dev/full'),
}, async () => {
  const { err, code } = await cli(['read', '--help'], { shell: '"$@" > /dev/full' });
  assert.equal(code, 1);
  assert.equal(
    err,
    'pledgebook: what was printed is cut off: the disk is full; make room or write elsewhere (output/failed)\n',
  );
});
