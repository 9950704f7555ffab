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

interface Marks {
  readonly doc: string;
  readonly sha256: string;
  readonly text?: string;
  readonly claims: readonly unknown[];
}

/** The bodies of stories without their last line (`Reuter`), by their number in the collection; some have a headline only. */
function storiesOf(folder: string): Map<string, string> {
  const stories = globSync('reut2-*.sgm', { cwd: folder }).flatMap((file) =>
    Array.from(
      readFileSync(join(folder, file), 'latin1').matchAll(
        /<REUTERS[^>]*NEWID="(\d+)"[^>]*>([\s\S]*?)<\/REUTERS>/g,
      ),
      ([, id = '', story = '']) =>
        [`reuters-${id}`, /<BODY>([\s\S]*?)<\/BODY>/.exec(story)?.[1] ?? ''] as const,
    ),
  );
  return new Map(stories.map(([id, body]) => [id, plain(body)]));
}

const plain = (sgml: string): string =>
  sgml
    .replace(/&#\d+;/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
    .replace(/\s*\breuter\s*$/i, '');

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
