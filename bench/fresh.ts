import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Source } from '../src/document/layers.ts';

/** What one fresh process took. Milliseconds since it started, save for `imported`. */
export interface Fresh {
  /** Milliseconds that importing the library took. */
  readonly imported: number;
  /** When it could read: for us, with model and profiles loaded and checked. */
  readonly ready: number;
  /** When it had read the first document. */
  readonly first: number;
  readonly claims: number;
  /** The most memory that was resident, in MB of 2^20 bytes. */
  readonly megabytes: number;
}

export type FreshSide = 'node' | 'pledgebook' | 'wink-nlp' | 'compromise';

/** Lets a fresh process read the documents. */
export function inFreshProcess(side: FreshSide, model: string, documents: readonly Source[]): Fresh {
  const input = JSON.stringify(
    documents.map(({ text, metadata: { published } }) => ({
      text,
      ...(published === null ? {} : { published }),
    })),
  );
  const child = fileURLToPath(new URL('child.mjs', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [child, side, model], { input, encoding: 'utf8' }));
}
