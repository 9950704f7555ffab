import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { Kept } from './answer-cache.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/** `main-B1x9_zQa.js`: another content has another name. */
const HASHED = /-[\w-]{8,}\.\w+$/;

/** The bundle of the web pages. */
export interface WebFiles {
  /** A file of it, or its page for an address of the pages; null where a file is asked for that there is not. */
  get(path: string): Promise<Kept | null>;
}

/** @param folders where the bundle may be: the first that has an `index.html` */
export function webFiles(folders: readonly string[]): WebFiles {
  return {
    get: async (path) => {
      const folder = await firstWith(folders);
      const inside = decoded(path);
      // Whoever mistypes an address in a browser sees a page that says so.
      if (inside === null) return path.startsWith('/assets/') ? null : pageIn(folder, 404);
      const name = normalize(inside).replace(/^\/+/, '');
      if (folder === null) return extname(name) === '' ? NOT_BUILT : null;
      const file = name === '' || name.startsWith('..') ? null : await fileAt(join(folder, name));
      if (file !== null) return answer(name, file);
      // An address of a page, which the bundle itself understands; ids in it may have dots.
      if (/^assets\//.test(name) || TYPES[extname(name)] !== undefined) return null;
      return pageIn(folder, 200);
    },
  };
}

async function pageIn(folder: string | null, status: number): Promise<Kept> {
  const page = folder === null ? null : await fileAt(join(folder, 'index.html'));
  return page ? { ...answer('index.html', page), status } : NOT_BUILT;
}

function decoded(path: string): string | null {
  try {
    const text = decodeURIComponent(path);
    return text.includes('\0') ? null : text;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

async function firstWith(folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) if (await fileAt(join(folder, 'index.html'))) return folder;
  return null;
}

async function fileAt(path: string): Promise<Buffer | null> {
  try {
    return (await stat(path)).isFile() ? await readFile(path) : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

const answer = (name: string, bytes: Buffer): Kept => ({
  status: 200,
  headers: {
    'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
    'cache-control': HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
  },
  bytes,
});

const NOT_BUILT: Kept = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  bytes: Buffer.from(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Pledgebook</title></head>
<body>
<h1>Pledgebook is running</h1>
<p>The web pages are not built in this copy: <code>npm run build</code> builds them.</p>
<p>The API answers: <a href="/api/entries">entries</a>, <a href="/api/about">about this book</a>,
<a href="/api/openapi.json">its contract</a>.</p>
</body>
</html>
`),
};
