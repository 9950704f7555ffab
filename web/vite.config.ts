import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
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
