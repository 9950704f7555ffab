import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { COMMANDS } from '../src/cli/run.ts';
import { ACT_MEANS, ACTOR_KIND_MEANS, FACTUALITY_MEANS, FIRMNESS_MEANS } from '../src/document/meanings.ts';
import {
  ACTOR_KINDS,
  ACTS,
  ATTRIBUTION_KINDS,
  CONDITION_KINDS,
  FACTUALITY,
  FIRMNESS,
} from '../src/document/vocabulary.ts';

const root = join(import.meta.dirname, '..');
const page = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(page('package.json'));

/** The names in back ticks that stand first in the rows of a page's tables. */
const rowNames = (text: string) => [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);

test('each dependency has its reason, and no reason is left of one that is gone', () => {
  const packages = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
  assert.deepEqual(rowNames(page('docs/dependencies.md')).sort(), packages.sort());
});

test('each command has its page, and the page each of its options', () => {
  for (const { name, options } of COMMANDS) {
    const text = page(`docs/${name}.md`);
    for (const option of Object.keys(options))
      assert.ok(text.includes(`\`--${option}`), `${name} --${option}`);
  }
});

test('the page of a command has the examples of its help', () => {
  for (const { name, examples } of COMMANDS) {
    for (const [line] of examples) assert.ok(page(`docs/${name}.md`).includes(line), line);
  }
});

test('the glossary has each word of the vocabulary', () => {
  const glossary = page('docs/glossary.md');
  const words = [ACTS, FIRMNESS, CONDITION_KINDS, ATTRIBUTION_KINDS, ACTOR_KINDS, FACTUALITY].flat();
  for (const word of words) assert.ok(glossary.includes(`\`${word}\``), word);
});

test('the glossary says of values what exports say of them', () => {
  const glossary = page('docs/glossary.md').replaceAll("'", '’');
  for (const meanings of [ACT_MEANS, FIRMNESS_MEANS, FACTUALITY_MEANS, ACTOR_KIND_MEANS])
    for (const [value, means] of Object.entries(meanings))
      assert.ok(glossary.includes(`\n| \`${value}\` | ${means} |\n`), value);
});

test('the page of the reading has each field of the schema', () => {
  const text = page('docs/reading.md');
  const { properties, $defs } = JSON.parse(page('resources/schema/reading.schema.json'));
  const fields = [
    properties,
    ...Object.values<{ properties?: object }>($defs).map((d) => d.properties ?? {}),
  ];
  for (const field of fields.flatMap(Object.keys))
    assert.match(text, new RegExp(`[\`"]${field}["\`]`), field);
});

test('links between pages lead somewhere', () => {
  const pages = ['*.md', 'docs/*.md', 'eval/*.md'].flatMap((pattern) => globSync(pattern, { cwd: root }));
  assert.ok(pages.length > 5);
  for (const path of pages) {
    for (const [, target = ''] of page(path).matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      assert.ok(existsSync(join(root, dirname(path), target)), `${path}: ${target}`);
    }
  }
});

test('the readme names the two commands', () => {
  for (const command of ['npm ci && npm start', 'npm ci && npm test'])
    assert.ok(page('README.md').includes(command));
});

test('the examples of the library print what its page says', () => {
  const examples = [
    ...page('docs/library.md').matchAll(/```ts\n([\s\S]+?)```[\s\S]+?```text\n([\s\S]+?)```/g),
  ];
  assert.equal(examples.length, 2);
  for (const [, code = '', printed = ''] of examples) {
    const folder = mkdtempSync(join(tmpdir(), 'pledgebook-example-'));
    try {
      const file = join(folder, 'example.mts');
      writeFileSync(file, code.replace("'pledgebook'", `'${pathToFileURL(join(root, 'src/index.ts'))}'`));
      assert.equal(execFileSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' }), printed);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
});
