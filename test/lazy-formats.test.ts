import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

/** The packages that a program has loaded after this import. */
function packagesOf(module: string): readonly string[] {
  const script = `
    import { registerHooks } from 'node:module';
    const seen = new Set();
    registerHooks({
      resolve(name, context, next) {
        const found = next(name, context);
        const [, inModules] = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(found.url) ?? [];
        if (inModules) seen.add(inModules);
        return found;
      },
    });
    await import(${JSON.stringify(new URL(module, import.meta.url))});
    console.log(JSON.stringify([...seen].sort()));`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }),
  );
}

test('the library and the command line start without the parsers of any format', () => {
  const parsers =
    /^(?:unpdf|fflate|postal-mime|csv-parse|hyparquet.*|linkedom|htmlparser2|@mozilla\/readability|marked)$/;
  for (const module of ['../src/index.ts', '../src/formats/index.ts', '../src/cli/run.ts'])
    assert.deepEqual(
      packagesOf(module).filter((name) => parsers.test(name)),
      [],
      module,
    );
  // The check can fail.
  assert.ok(packagesOf('../src/formats/html.ts').includes('htmlparser2'));
});
