/**
 * npx node train/assemble.ts MARKS_FOLDER REUTERS_FOLDER OUT_FOLDER
 *
 * Marked texts as the trainer takes them, from those of train/gold: the stories of Reuters-21578 may not be passed on, so
 * their marks are kept as offsets with the hash of the text, and the text comes from the collection's own files
 * (`reut2-*.sgm`). A text that does not have its hash, or is not there, is said; exit 1.
 */
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { storiesOf } from './reuters.ts';

interface Marks {
  readonly doc: string;
  readonly sha256: string;
  readonly text?: string;
  readonly claims: readonly unknown[];
}

const [marks, reuters, out] = process.argv.slice(2);
if (!marks || !reuters || !out) {
  process.stderr.write('usage: train/assemble.ts MARKS_FOLDER REUTERS_FOLDER OUT_FOLDER\n');
  process.exit(2);
}
const stories = storiesOf(reuters);
mkdirSync(out, { recursive: true });
let missing = 0;
for (const file of globSync('*.json', { cwd: marks }).sort()) {
  const document: Marks = JSON.parse(readFileSync(join(marks, file), 'utf8'));
  const text = document.text ?? stories.get(document.doc);
  if (text === undefined || createHash('sha256').update(text).digest('hex') !== document.sha256) {
    process.stderr.write(
      `${join(marks, file)}: ${text === undefined ? `no ${document.doc} in ${reuters}` : 'the text has another hash'}\n`,
    );
    missing++;
    continue;
  }
  writeFileSync(join(out, file), `${JSON.stringify({ ...document, text })}\n`);
}
process.exitCode = missing > 0 ? 1 : 0;
