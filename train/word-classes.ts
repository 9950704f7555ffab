import { readFileSync, writeFileSync } from 'node:fs';
import { stemOf } from '../src/claims/measure-words.ts';
import { embeddingsOf, gather } from '../src/model/embeddings.ts';

/**
 * Parts words into classes of like meaning and writes resources/rules/word-classes.txt:
 *   node train/word-classes.ts
 * By k-means (Lloyd 1982) over what the small model's encoder knows of whole words before it has read any text: its word
 * embeddings, of several words of one stem their mean. To be run after the small model has changed, and measure-words.ts
 * after it; a minute. The same model always gives the same file.
 */
const CLASSES = 300;
const ROUNDS = 25;

const folder = new URL('../resources/models/small/', import.meta.url);
const { hidden } = JSON.parse(readFileSync(new URL('model.json', folder), 'utf8')) as { hidden: number };
const words = readFileSync(new URL('vocabulary.txt', folder), 'utf8').trimEnd().split('\n');
const embeddings = embeddingsOf(readFileSync(new URL('embeddings.bin', folder)), words.length, hidden);
if (!embeddings) throw new Error('embeddings.bin does not have the words of vocabulary.txt');

const vectors = words.map((_, id) => {
  const vector = new Float32Array(hidden);
  gather(embeddings, id, vector, 0);
  return vector;
});

const sum = (some: readonly Float32Array[]): Float32Array => {
  const all = new Float32Array(hidden);
  for (const vector of some) for (let i = 0; i < hidden; i++) all[i] = (all[i] ?? 0) + (vector[i] ?? 0);
  return all;
};
const ofLength1 = (vector: Float32Array): Float32Array => {
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
};
const product = (a: Float32Array, b: Float32Array): number => {
  let all = 0;
  for (let i = 0; i < hidden; i++) all += (a[i] ?? 0) * (b[i] ?? 0);
  return all;
};

const byStem = Map.groupBy(words.keys(), (id) => stemOf(words[id] ?? ''));
const middle = sum(vectors).map((x) => x / words.length);
const stems = [...byStem]
  .flatMap(([stem, ids]) => (stem === null ? [] : [{ stem, ids }]))
  .sort((a, b) => (a.stem < b.stem ? -1 : 1))
  .map(({ stem, ids }) => {
    const mean = sum(ids.flatMap((id) => vectors[id] ?? [])).map((x, i) => x / ids.length - (middle[i] ?? 0));
    return { stem, vector: ofLength1(mean) };
  });

let centres = Array.from(
  { length: CLASSES },
  (_, k) => stems[Math.floor((k * stems.length) / CLASSES)]?.vector ?? middle,
);
const nearest = (vector: Float32Array): number => {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (const [k, centre] of centres.entries()) {
    const near = product(vector, centre);
    if (near > most) [best, most] = [k, near];
  }
  return best;
};
const parted = () => Map.groupBy(stems, ({ vector }) => nearest(vector));
for (let round = 0; round < ROUNDS; round++) {
  const parts = parted();
  centres = centres.map((centre, k) => {
    const part = parts.get(k);
    return part ? ofLength1(sum(part.map(({ vector }) => vector))) : centre;
  });
}

const lines = [...parted().values()].map((part) => part.map(({ stem }) => stem).join(' ')).sort();
writeFileSync(
  new URL('../resources/rules/word-classes.txt', import.meta.url),
  `# Words without their endings that mean something alike, a class a line (src/claims/word-classes.ts).\n# Written by train/word-classes.ts; not to be edited by hand.\n${lines.join('\n')}\n`,
);
console.log(`${stems.length} words in ${lines.length} classes`);
