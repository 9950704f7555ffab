import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

// The stages that a sentence passes: each folder imports itself and those before it.
const STAGES = [
  'text',
  'document',
  'language',
  'model',
  'actors',
  'claims',
  'book',
  'store',
  'app',
  'http',
  'cli',
];
// `formats` stands beside them: it knows `text` only, and only `app` joins it in.
const ALLOWED = new Map<string, readonly string[]>([
  ...STAGES.map((folder, i) => [folder, STAGES.slice(0, i + 1)] as const),
  ['formats', ['formats', 'text']],
  // As does `fetching`, which asks the network.
  ['fetching', ['fetching', 'formats', 'text']],
  ['app', [...STAGES.slice(0, STAGES.indexOf('app') + 1), 'formats', 'fetching']],
  // The library: what `src/index.ts` exports.
  ['index.ts', ['app', 'book', 'document', 'text']],
]);

const root = join(import.meta.dirname, '..', 'src');
const files = globSync('**/*.ts', { cwd: root });

// `import … from 'x'`, `export … from 'x'`, `import('x')`, `import 'x'`; the formatter keeps them in this shape.
const IMPORT = /\b(?:from|import\(?)\s*'(\.[^']+)'/g;
// `import type { A } from`, `export type { A } from`: gone when the program runs.
const TYPES_ONLY = /^(?:import|export) type \{[^}]*\} from '[^']+';$/gm;

const importsIn = (file: string, code: string): readonly string[] =>
  [...code.matchAll(IMPORT)].map(([, path = '']) => join(dirname(file), path));
const codeOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const importsOf = (file: string): readonly string[] => importsIn(file, codeOf(file));
const runtimeImportsOf = (file: string): readonly string[] =>
  importsIn(file, codeOf(file).replace(TYPES_ONLY, ''));

const folderOf = (file: string): string => file.split('/')[0] ?? '';

const forbidden = (file: string, imports: readonly string[]): readonly string[] =>
  imports.filter((path) => !ALLOWED.get(folderOf(file))?.includes(folderOf(path)));

test('no folder imports one after it', () => {
  assert.ok(files.length > 0);
  assert.deepEqual(
    files.flatMap((file) => forbidden(file, importsOf(file)).map((path) => `${file} imports ${path}`)),
    [],
  );
});

test('the check can fail', () => {
  assert.deepEqual(forbidden('text/span.ts', ['document/layers.ts', 'text/errors.ts']), [
    'document/layers.ts',
  ]);
  assert.deepEqual(forbidden('formats/html.ts', ['document/layers.ts']), ['document/layers.ts']);
  assert.deepEqual(forbidden('app/reader.ts', ['../eval/gold.ts', 'cli/run.ts']), [
    '../eval/gold.ts',
    'cli/run.ts',
  ]);
});

test('no file imports itself by way of others', () => {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    assert.equal(path.includes(file), false, [...path, file].join(' → '));
    if (done.has(file)) return;
    for (const next of runtimeImportsOf(file)) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
});
