/**
 * npx node train/assemble.ts MARKS_FOLDER REUTERS_FOLDER OUT_FOLDER
 *
 * Marked texts as the trainer takes them, from those of train/gold or train/gold-found: the stories of Reuters-21578 may not be
 * passed on, so their marks are kept as offsets with the hash of the text, and the text comes from the collection's own
 * files (`reut2-*.sgm`). A text that does not have its hash, or is not there, is said; exit 1.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

/** A file a text; or a line a text in `claims.jsonl`, with its text, where it has one, in `marks.jsonl`. */
function marksIn(folder: string): readonly Marks[] {
  const lines = (file: string): readonly Marks[] =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  if (!existsSync(join(folder, 'claims.jsonl')))
    return globSync('*.json', { cwd: folder })
      .sort()
      .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const texts = new Map(lines('marks.jsonl').map(({ doc, text }) => [doc, text]));
  return lines('claims.jsonl').map((line) => {
    const text = texts.get(line.doc);
    return text === undefined ? line : { ...line, text };
  });
}

const stories = storiesOf(reuters);
mkdirSync(out, { recursive: true });
let missing = 0;
for (const document of marksIn(marks)) {
  const { doc } = document;
  const text = document.text ?? stories.get(doc);
  if (text === undefined || createHash('sha256').update(text).digest('hex') !== document.sha256) {
    process.stderr.write(
      `${join(marks, doc)}: ${text === undefined ? `it is not in ${reuters}` : 'the text has another hash'}\n`,
    );
    missing++;
    continue;
  }
  writeFileSync(join(out, `${doc}.json`), `${JSON.stringify({ ...document, text })}\n`);
}
process.exitCode = missing > 0 ? 1 : 0;
