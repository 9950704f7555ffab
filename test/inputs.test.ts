import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { findInputs, type Input } from '../src/app/inputs.ts';
import { MAX_INPUT_BYTES } from '../src/formats/index.ts';
import { InputError } from '../src/text/errors.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'pledgebook-inputs-'));
after(() => rmSync(ROOT, { recursive: true, force: true }));

/** A new folder with these files in it; a key with a slash makes folders. */
function folder(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(ROOT, 'f-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

const stdin = (...chunks: readonly string[]): Readable =>
  Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

async function only(path: string): Promise<Input> {
  const { inputs } = await findInputs([path], stdin());
  const [input] = inputs;
  assert(input !== undefined && inputs.length === 1);
  return input;
}

async function refused(input: Input, code: string, message = /./): Promise<void> {
  await assert.rejects(input.load(), (error) => {
    assert(error instanceof InputError, String(error));
    assert.equal(error.code, code);
    assert(error.message.startsWith(input.name), error.message);
    assert.match(error.message, message);
    return true;
  });
}

describe('what is read', () => {
  it('of a folder and the folders in it: reports by their extension, in order of name', async () => {
    const path = folder({
      'b.md': 'x',
      'a.TXT': 'x',
      'c/d.html': 'x',
      'c/a.text': 'x',
      'd.odt': 'x',
      'd.pdf': 'x',
      'd.warc.gz': 'x',
      'f.csv': 'x',
      'README.md': 'x',
      '.hidden.txt': 'x',
      '.git/a.txt': 'x',
      'c/.DS_Store': 'x',
      'e.jsonl': '{"text": "x"}',
      'c/f.NDJSON': '{"text": "x"}',
    });
    const { inputs, leftOut } = await findInputs([path], stdin());
    const short = (names: readonly string[]) => names.map((name) => name.slice(path.length + 1));
    assert.deepEqual(short(inputs.map(({ name }) => name)), [
      'a.TXT',
      'b.md',
      'c/a.text',
      'c/d.html',
      'c/f.NDJSON',
      'd.pdf',
      'd.warc.gz',
      'e.jsonl',
      'f.csv',
    ]);
    assert.deepEqual(short(leftOut), ['.git', '.hidden.txt', 'README.md', 'c/.DS_Store', 'd.odt']);
  });

  it('files and folders in the order they are named; a named file whatever it is called', async () => {
    const path = folder({ 'README.md': 'They agreed.', notes: 'They met.', 'in/a.txt': 'x' });
    const paths = [join(path, 'notes'), join(path, 'in'), '-', join(path, 'README.md')];
    const { inputs, leftOut } = await findInputs(paths, stdin('From', ' stdin.'));
    assert.deepEqual(
      inputs.map(({ name }) => name),
      [join(path, 'notes'), join(path, 'in/a.txt'), 'standard input', join(path, 'README.md')],
    );
    assert.deepEqual(leftOut, []);
    const texts = [];
    for (const input of inputs) texts.push((await input.load()).source.text);
    assert.deepEqual(texts, ['They met.', 'x', 'From stdin.', 'They agreed.']);
  });

  it('what a pattern matches, by name, each file once, and folders with what is in them', async () => {
    const path = folder({
      'b.html': 'x',
      'a.html': 'x',
      'in/c.html': 'x',
      'in/deep/d.txt': 'x',
      '.e.html': 'x',
    });
    const found = async (pattern: string) =>
      (await findInputs([join(path, pattern)], stdin())).inputs.map(({ name }) =>
        name.slice(path.length + 1),
      );
    assert.deepEqual(await found('*.html'), ['a.html', 'b.html']);
    assert.deepEqual(await found('**/*.html'), ['a.html', 'b.html', 'in/c.html']);
    assert.deepEqual(await found('i?'), ['in/c.html', 'in/deep/d.txt']);
    assert.deepEqual(await found('in/**'), ['in/c.html', 'in/deep/d.txt']);
    assert.deepEqual(await found('{b,in/c}.html'), ['b.html', 'in/c.html']);
  });

  it('a file whose name is a pattern by that name, not what the pattern would match', async () => {
    const path = folder({
      'a[1].txt': 'They agreed.',
      'a1.txt': 'They met.',
      '*.md': 'They signed.',
      'a.md': 'x',
    });
    assert.equal((await (await only(join(path, 'a[1].txt'))).load()).source.text, 'They agreed.');
    assert.equal((await (await only(join(path, '*.md'))).load()).source.text, 'They signed.');
    assert.equal((await only(join(path, 'a[12].txt'))).name, join(path, 'a1.txt'));
  });

  it('the standard input is told by its content, and a character may be cut in two', async () => {
    const bytes = Buffer.from('---\ntitle: São\n---\nSão agreed.');
    const cut = bytes.indexOf('ã') + 1;
    const { inputs } = await findInputs(['-'], Readable.from([bytes.subarray(0, cut), bytes.subarray(cut)]));
    const source = (await inputs[0]?.load())?.source;
    assert.deepEqual([source?.metadata.title, source?.text], ['São', 'São agreed.']);
  });

  it('metadata come from the file, the language does not', async () => {
    const path = folder({ 'a.md': '---\ntitle: T\ndate: 2025-09-04\nlanguage: fr\n---\nThey agreed.' });
    const { source, bytes, mediaType } = await (await only(join(path, 'a.md'))).load();
    assert.deepEqual([Buffer.from(bytes).toString().slice(0, 8), mediaType], ['---\ntitl', 'text/markdown']);
    assert.deepEqual(source, {
      text: 'They agreed.',
      metadata: {
        title: 'T',
        publisher: null,
        byline: null,
        url: null,
        published: '2025-09-04',
        publishedFrom: 'front-matter',
        language: null,
      },
    });
  });
});

describe('what cannot be read', () => {
  it('one bad file among a hundred: the others are read', async () => {
    const files = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`${i}.txt`, `Report ${i}.`]));
    const path = folder({ ...files, '42.txt': 'PK\x03\x04\0\0' });
    const { inputs } = await findInputs([path], stdin());
    const results = await Promise.allSettled(inputs.map((input) => input.load()));
    const bad = inputs.filter((_, i) => results[i]?.status === 'rejected');
    assert.equal(results.length, 100);
    assert.deepEqual(
      bad.map(({ name }) => name),
      [join(path, '42.txt')],
    );
  });

  it('a path that leads nowhere', async () => {
    const path = folder({ 'a.txt': 'x' });
    await refused(await only(join(path, 'none.txt')), 'input/not-found', /check the path/);
    await refused(await only(join(path, 'a.txt/b.txt')), 'input/not-found');
    await refused(await only(join(path, 'a'.repeat(5_000))), 'input/not-found');
  });

  it('a pattern that matches nothing', async () => {
    const path = folder({ 'a.txt': 'x' });
    await refused(
      await only(join(path, '*.html')),
      'input/no-match',
      /nor does one match it as a pattern; check it/,
    );
    await refused(await only(join(path, 'report [draft].txt')), 'input/no-match', /no file has this name/);
  });

  it('a file that vanishes after it was found, or turns into a folder', async () => {
    const path = folder({ 'a.txt': 'x', 'b.txt': 'x' });
    const { inputs } = await findInputs([path], stdin());
    rmSync(join(path, 'a.txt'));
    rmSync(join(path, 'b.txt'));
    mkdirSync(join(path, 'b.txt'));
    const [a, b] = inputs;
    assert(a !== undefined && b !== undefined);
    await refused(a, 'input/not-found', /vanished/);
    await refused(b, 'input/is-folder');
  });

  it('a link that leads nowhere, and links in a circle', async () => {
    const path = folder({ 'in/a.txt': 'They agreed.' });
    symlinkSync(join(path, 'none'), join(path, 'dangling.txt'));
    symlinkSync(join(path, 'loop.txt'), join(path, 'loop.txt'));
    symlinkSync(path, join(path, 'in', 'up'));
    symlinkSync(join(path, 'in/a.txt'), join(path, 'good.txt'));
    const { inputs, leftOut } = await findInputs([path], stdin());
    const [dangling, good, inner, loop] = inputs;
    assert(dangling && good && inner && loop && inputs.length === 4);
    await refused(dangling, 'input/not-found', /leads nowhere/);
    await refused(loop, 'input/link-loop');
    assert.equal((await good.load()).source.text, 'They agreed.');
    assert.deepEqual(leftOut, [join(path, 'in', 'up')]);
  });

  it('an empty standard input, and one without an end', async () => {
    const empty = await findInputs(['-'], stdin());
    await assert.rejects(async () => empty.inputs[0]?.load(), {
      code: 'input/empty',
      message: /^standard input: /,
    });
    const block = Buffer.alloc(MAX_INPUT_BYTES / 8, 'a');
    const endless = Readable.from(
      (function* () {
        for (;;) yield block;
      })(),
    );
    const { inputs } = await findInputs(['-'], endless);
    await assert.rejects(async () => inputs[0]?.load(), { code: 'input/too-large' });
  });

  it('a file and a folder without permission', async () => {
    const path = folder({ 'a.txt': 'secret', 'b.txt': 'They agreed.', 'in/c.txt': 'x' });
    chmodSync(ROOT, 0o755);
    chmodSync(path, 0o755);
    chmodSync(join(path, 'a.txt'), 0o000);
    chmodSync(join(path, 'in'), 0o000);
    const results = await loadAsNobody(path);
    chmodSync(join(path, 'in'), 0o755);
    assert.deepEqual(results, [
      `${join(path, 'a.txt')} input/no-permission`,
      `${join(path, 'b.txt')} They agreed.`,
      `${join(path, 'in')} input/no-permission`,
    ]);
  });
});

/** What a process without root's rights gets of a path: root may read everything. */
async function loadAsNobody(path: string): Promise<readonly string[]> {
  const script = `
    const { findInputs } = await import(${JSON.stringify(new URL('../src/app/inputs.ts', import.meta.url))});
    if (process.getuid() === 0) { process.setgroups([]); process.setgid(65534); process.setuid(65534); }
    const { inputs } = await findInputs([${JSON.stringify(path)}], process.stdin);
    for (const input of inputs) {
      const line = await input.load().then(({ source }) => source.text, ({ code }) => code);
      console.log(input.name + ' ' + line);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return (await textOf(child.stdout)).trimEnd().split('\n');
}
