/**
 * npx node train/plover.ts PLV_train.tsv [MODEL] > vectors.jsonl
 *
 * What the reading model makes of the sentences of PLOVER pairs (snowood1/Zero-Shot-PLOVER): a line each with the root code
 * and the numbers that train/plover.py learns from. These are the means of the encoder's shared and query vectors over the
 * source, the target and the whole sentence, and the largest probability of each act.
 */
import { readFileSync } from 'node:fs';
import { ACTS } from '../src/document/vocabulary.ts';
import { PREDICATE, TAGS } from '../src/model/channels.ts';
import { type Encoded, encode } from '../src/model/encode.ts';
import { folderOf } from '../src/model/folder.ts';
import { letterCases } from '../src/model/letter-case.ts';
import { softmax } from '../src/model/probabilities.ts';
import { openSession } from '../src/model/session.ts';
import { windowsOver } from '../src/model/windows.ts';
import { wordPieces } from '../src/model/word-pieces.ts';
import { overlaps, type Span, span } from '../src/text/span.ts';

const [file, model = 'standard'] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: train/plover.ts PLV_train.tsv [MODEL]');
const session = await openSession(folderOf(model), {});
const { width } = session.manifest;

const [head = '', ...rows] = readFileSync(file, 'utf8').split('\n').filter(Boolean);
const column = (name: string): number => head.split('\t').indexOf(name);
const [sentenceAt, markedAt, rootAt] = ['sentence', 'marked_sentence', 'gold_root'].map(column);

for (const row of rows) {
  const cells = row.split('\t');
  const [text = '', marked = '', root = ''] = [sentenceAt, markedAt, rootAt].map((at) => cells[at ?? -1]);
  const pieces = wordPieces(text, session.vocabulary);
  const [window] = windowsOver(pieces.count, session.manifest.window, session.manifest.overlap);
  if (window === undefined) throw new Error(`nothing in: ${row}`);
  const encoded = await encode(session, pieces, letterCases(text, pieces), window);
  const inside = (at: Span): readonly number[] =>
    Array.from({ length: window.end }, (_, i) => i).filter((i) =>
      overlaps(at, span(pieces.starts[i] ?? 0, pieces.ends[i] ?? 0)),
    );
  const whole = span(0, text.length);
  const parts = [whole, markedIn(marked, 's') ?? whole, markedIn(marked, 't') ?? whole].map(inside);
  const vector = [
    ...parts.flatMap((rowsOf) => [...mean(encoded.shared, rowsOf), ...mean(encoded.query, rowsOf)]),
    ...acts(encoded, window.end),
  ];
  process.stdout.write(
    `${JSON.stringify({ root, text, vector: vector.map((x) => Number(x.toFixed(4))) })}\n`,
  );
}

/** Where `<s>…</s>` stands in the sentence without its marks. */
function markedIn(marked: string, tag: 's' | 't'): Span | null {
  const found = new RegExp(`<${tag}>(.*?)</${tag}>`).exec(marked);
  if (found === null) return null;
  const bare = (words: string): string => words.replace(/<\/?[st]>/g, '');
  const start = bare(marked.slice(0, found.index)).length;
  return span(start, start + bare(found[1] ?? '').length);
}

/** Row i + 1 is of piece i. */
function mean(values: Float32Array, of: readonly number[]): readonly number[] {
  return Array.from(
    { length: width },
    (_, k) => of.reduce((sum, i) => sum + (values[(i + 1) * width + k] ?? 0), 0) / Math.max(1, of.length),
  );
}

function acts({ tags }: Encoded, pieces: number): readonly number[] {
  const rows = Array.from({ length: pieces }, (_, i) =>
    softmax(tags, (i + 1) * TAGS + PREDICATE.at, PREDICATE.width),
  );
  return ACTS.map((_, act) => Math.max(...rows.map((p) => (p[1 + 2 * act] ?? 0) + (p[2 + 2 * act] ?? 0))));
}
