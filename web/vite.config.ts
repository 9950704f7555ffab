import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The names that the reader has for states: a condition or an address may name one that no answer names. */
const stateNames: Plugin = {
  name: 'state-names',
  resolveId: { filter: { id: /^virtual:state-names$/ }, handler: () => '\0virtual:state-names' },
  load: {
    filter: { id: /^\0virtual:state-names$/ },
    handler: () => `export default ${JSON.stringify(Object.fromEntries(namedStates()))}`,
  },
};

/** Code and name begin each line; the whole file is long to parse. */
const namedStates = () =>
  readFileSync(here('../resources/actors/states.yaml'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) => {
      const [, code, quoted, plain] =
        /^- \{ code: ([A-Z]{3}), name: (?:"([^"]+)"|([^,"]+)),/.exec(line) ?? [];
      if (code === undefined) throw new Error(`no code and name: ${line}`);
      return [code, quoted ?? plain] as const;
    });

export default defineConfig({
  root: here('.'),
  plugins: [stateNames],
  build: {
    outDir: here('../dist/web'),
    emptyOutDir: true,
    // The server's policy refuses what stands inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // `npm run dev`: the pages as they are written, the answers of a server beside them.
  server: {
    proxy: Object.fromEntries(
      ['/api', '/healthz', '/sign-in'].map((path) => [
        path,
        process.env['PLEDGEBOOK_URL'] ?? 'http://127.0.0.1:4747',
      ]),
    ),
  },
});
