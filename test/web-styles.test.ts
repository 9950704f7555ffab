import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const STYLES = join(import.meta.dirname, '../web/src/styles');
/** Loaded with every page; the others come with the first page that needs them, and stay. */
const SHARED = ['base.css', 'shell.css', 'parts.css'];

/** The selectors of a stylesheet, one by one. */
function selectorsIn(css: string): readonly string[] {
  const rules = css.replaceAll(/\/\*.*?\*\//gs, '').matchAll(/([^{};]+)\{/g);
  return (
    [...rules]
      .map(([, before = '']) => before.trim())
      .filter((before) => !before.startsWith('@'))
      .flatMap((before) => before.split(/,(?![^()]*\))/))
      // What it has or is not is not what it styles.
      .map((selector) => selector.replaceAll(/:(?:has|not)\([^)]*\)+/g, '').trim())
  );
}

/** The classes of the element that a selector begins with: `.spot.chosen .many` begins with `spot` and `chosen`. */
const rootOf = (selector: string): readonly string[] =>
  [
    ...(selector.split(/[\s>+~]+(?![^()]*\))/).find((part) => part.includes('.')) ?? '').matchAll(
      /\.([\w-]+)/g,
    ),
  ].map(([, name = '']) => name);

test('stylesheets stay loaded from page to page, so no class is styled by two of them', () => {
  const sheets = readdirSync(STYLES).map((file) => ({
    file,
    selectors: selectorsIn(readFileSync(join(STYLES, file), 'utf8')),
  }));
  const homes = new Map<string, Set<string>>();
  for (const { file, selectors } of sheets)
    for (const name of selectors.flatMap(rootOf)) homes.set(name, (homes.get(name) ?? new Set()).add(file));
  const wrong = sheets.flatMap(({ file, selectors }) =>
    selectors
      .filter((selector) => {
        const root = rootOf(selector);
        if (root.length === 0) return selector !== ':root' && !SHARED.includes(file);
        return root.every((name) => (homes.get(name)?.size ?? 0) > 1);
      })
      .map((selector) => `${file}: ${selector}`),
  );
  assert.deepEqual(wrong, []);
  assert.ok(homes.size > 100);
});
