import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';

const TEXTS = join(import.meta.dirname, 'details');
const ASSEMBLE = join(import.meta.dirname, '../train/assemble.ts');

/**
 * Writes the texts of `eval/details` into `out`, laid out like the gold folder: `dev` and `details` hold the same files, which
 * have claims and details side by side. The texts of Reuters are taken from `reuters` (the folder with `reut2-*.sgm`).
 * Throws, after `train/assemble.ts` has named them, where texts are missing or have another hash.
 */
export function assembleOwnDetails(reuters: string, out: string): void {
  execFileSync(process.execPath, [ASSEMBLE, TEXTS, reuters, join(out, 'dev')], { stdio: 'inherit' });
  cpSync(join(out, 'dev'), join(out, 'details'), { recursive: true });
}

/**
 *   node eval/own-details.ts REUTERS_FOLDER OUT_FOLDER
 *   node eval/details.ts OUT_FOLDER
 */
if (import.meta.main) {
  const [reuters, out] = process.argv.slice(2);
  if (reuters === undefined || out === undefined) {
    console.error('usage: node eval/own-details.ts REUTERS_FOLDER OUT_FOLDER');
    process.exit(2);
  }
  assembleOwnDetails(reuters, out);
}
