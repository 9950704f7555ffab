/**
 * npx node train/unmarked.ts REUTERS_FOLDER WIKINEWS_FILE MARKED_FOLDER… > texts.jsonl
 *
 * The stories of Reuters-21578 and the articles of Wikinews that nobody has marked, a JSON line each (doc, text): what
 * ensemble.py reads. A text of one of the marked folders, the development texts above all, is left out.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { storiesOf } from './reuters.ts';

const [reuters, wikinews, ...marked] = process.argv.slice(2);
if (!reuters || !wikinews || marked.length === 0) {
  process.stderr.write('usage: train/unmarked.ts REUTERS_FOLDER WIKINEWS_FILE MARKED_FOLDER…\n');
  process.exit(2);
}
// A text that may not be passed on has only its name in a folder of marks.
const known = new Set(
  marked.flatMap((folder) =>
    globSync('*.json', { cwd: folder }).flatMap((file) => {
      const { doc, text }: { doc: string; text?: string } = JSON.parse(
        readFileSync(join(folder, file), 'utf8'),
      );
      return text === undefined ? [doc] : [doc, words(text)];
    }),
  ),
);
const articles = readFileSync(wikinews, 'utf8')
  .split('\n')
  .filter((line) => line)
  .map((line): readonly [string, string] => {
    const { id, text }: { id: string; text: string } = JSON.parse(line);
    return [id, text];
  });
for (const [doc, text] of [...storiesOf(reuters), ...articles]) {
  if (text.trim() && !known.has(doc) && !known.has(words(text)))
    process.stdout.write(`${JSON.stringify({ doc, text })}\n`);
}

function words(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
