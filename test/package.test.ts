import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'pledgebook-package-'));
after(() => rmSync(folder, { recursive: true, force: true }));

// What `npm test` tells its children about this project must not reach an npm that works elsewhere; cache and registry may.
const env: NodeJS.ProcessEnv = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^npm_/i.test(name) || /^npm_config_(cache|registry|userconfig)$/i.test(name),
  ),
);
const exec = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, {
    cwd,
    // The documented way to install: the reading model needs no graphics card.
    env: { ...env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });

let packed: readonly string[] = [];

before(() => {
  const [tarball] = JSON.parse(
    exec('npm', ['pack', '--silent', '--json', '--pack-destination', folder], root),
  );
  packed = tarball.files.map((file: { path: string }) => file.path);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  exec('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball.filename}`], folder);
  copyFileSync(
    join(root, 'samples/security-guarantees/2025-09-04-harbour-wire.md'),
    join(folder, 'report.md'),
  );
});

test('the package holds what runs and what is read, no tests, no training, no sources', () => {
  for (const file of [
    'dist/cli/main.js',
    'dist/index.js',
    'dist/index.d.ts',
    'resources/schema/reading.schema.json',
    'samples/security-guarantees/2025-09-04-harbour-wire.md',
    'README.md',
    'LICENSE',
    'NOTICE',
  ]) {
    assert.ok(packed.includes(file), file);
  }
  const parts = ['dist', 'resources', 'samples', 'docs'];
  const alone = ['package.json', 'README.md', 'LICENSE', 'NOTICE', 'CHANGELOG.md'];
  assert.deepEqual(
    packed.filter((file) => !parts.includes(file.split('/')[0] ?? '') && !alone.includes(file)),
    [],
  );
});

test('installed elsewhere, `npx pledgebook read FILE` reads a report', () => {
  const out = exec('npx', ['--no-install', 'pledgebook', 'read', '--json', 'report.md'], folder);
  const reading = JSON.parse(out);
  assert.equal(reading.document.publisher, 'Harbour Wire');
  assert.ok(reading.claims.length > 0);
});

test('a program that imports it compiles and runs; internals cannot be imported', () => {
  mkdirSync(join(folder, 'src'));
  writeFileSync(
    join(folder, 'src/use.ts'),
    `import { createReader, type Reading } from 'pledgebook';
const reader = await createReader();
const reading: Reading = await reader.read('France will send troops to Ukraine.', { published: '2025-09-04' });
// @ts-expect-error a reading is read-only
reading.claims = [];
`,
  );
  writeFileSync(join(folder, 'src/internals.ts'), "import 'pledgebook/dist/app/reader.js';\n");
  const compile = (file: string) =>
    exec(
      process.execPath,
      [
        join(root, 'node_modules/typescript/bin/tsc'),
        '--strict',
        '--noEmit',
        '--target',
        'es2023',
        '--module',
        'nodenext',
        file,
      ],
      folder,
    );
  compile('src/use.ts');
  assert.throws(() => compile('src/internals.ts'));
});

test('the readme names the install command that works without anything but the npm registry', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  assert.match(readme, /ONNXRUNTIME_NODE_INSTALL=skip npm install pledgebook/);
});
