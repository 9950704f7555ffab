import { writeFileSync } from 'node:fs';
import { detailedDocs, readGold } from '../eval/gold.ts';
import { measureMatches } from '../src/claims/measure.ts';
import { candidates, evidenceFor } from '../src/claims/measure-evidence.ts';
import { subjectsOf } from '../src/claims/measure-subjects.ts';
import { oddsOf } from '../src/claims/measure-weights.ts';
import { ruled, wordEvidence } from '../src/claims/measure-words.ts';
import { phraseFinder } from '../src/claims/phrases.ts';
import { loadProfiles } from '../src/claims/profile.ts';
import { wordsOf } from '../src/claims/words.ts';

/**
 * Learns from marked details how much single words speak for a measure, and writes resources/rules/measure-words.tsv:
 *   node train/measure-words.ts FOLDER...
 * Each folder is laid out like the gold folder (`train` and `details`), as train/prepare.ts writes it. To be run after the
 * weights of measure-evidence.yaml or the classes of words have changed; a minute. The same texts always give the same file.
 */
const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('usage: node train/measure-words.ts FOLDER...');
  process.exit(2);
}

const find = phraseFinder([...new Set(loadProfiles().flatMap((p) => p.measures))].flatMap((m) => m.phrases));

interface Read {
  readonly evidence: ReadonlyMap<string, number>;
  readonly byRule: ReadonlyMap<string, number>;
  /** As one or two readers marked them. */
  readonly marks: readonly (readonly string[])[];
}

const texts: (readonly Read[])[] = folders.flatMap((folder) =>
  detailedDocs(folder).map((doc) => {
    const { document, claims, details } = readGold(folder, doc);
    const words = wordsOf(document.text);
    const subjects = subjectsOf(measureMatches(words, find), claims, document);
    const told = wordEvidence(words, claims, document);
    return (details?.claims ?? []).map(({ i, measures, again }) => {
      const own = subjects.claims[i];
      if (own === undefined) throw new Error(`${folder}/details/${doc}.json: there is no claim ${i}`);
      const byRule = new Map(
        candidates(subjects).map((id) => [id, oddsOf(evidenceFor(id, own, subjects))] as const),
      );
      return {
        evidence: new Map([...told.whole, ...(told.claims[i] ?? [])]),
        byRule,
        marks: again ? [measures, again] : [measures],
      };
    });
  }),
);
const reads = texts.flat();

/** A word counts that stands in so many claims; of a report's, in so many reports, and not in every other one. */
const SELDOM = 4;
const FEW_REPORTS = 3;
const often = new Map<string, number>();
for (const text of texts) {
  const report = new Set(
    text.flatMap(({ evidence }) => [...evidence.keys()].filter((w) => w.startsWith('report '))),
  );
  for (const word of report) often.set(word, (often.get(word) ?? 0) + 1);
  for (const { evidence } of text)
    for (const word of evidence.keys())
      if (!word.startsWith('report ')) often.set(word, (often.get(word) ?? 0) + 1);
}
const words = [...often]
  .filter(([word, n]) =>
    word.startsWith('report ') ? n >= FEW_REPORTS && n <= texts.length / 2 : n >= SELDOM,
  )
  .map(([word]) => word)
  .sort();
const measures = [...new Set(reads.flatMap(({ marks }) => marks.flat()))].sort();
const placeOfWord = new Map(words.map((name, i) => [name, i]));
const M = measures.length;

const rows = reads.map(({ evidence, byRule, marks }) => ({
  terms: [...evidence].flatMap(([word, value]) => {
    const at = placeOfWord.get(word);
    return at === undefined ? [] : [{ at, value }];
  }),
  rules: Float64Array.from(measures, (id) => ruled(byRule.get(id) ?? null)),
  // Where two readers differ, each is half right.
  right: Float64Array.from(measures, (id) => marks.filter((ids) => ids.includes(id)).length / marks.length),
}));

const ROUNDS = 8;
const BATCH = 256;
const RATE = 0.02;
/** Of the squared penalty, chosen on texts left out: twice as much and half as much gain nothing. */
const PENALTY = 1.5e-4;

/** One logistic model a measure, together, by Adam (Kingma and Ba 2015). Weights of words, then what is always added, then the trust in rules. */
function learn(): Float64Array {
  const size = (words.length + 2) * M;
  const [always, trust] = [words.length * M, (words.length + 1) * M];
  const weights = new Float64Array(size);
  weights.fill(-3, always, trust).fill(0.8, trust);
  const [first, second] = [new Float64Array(size), new Float64Array(size)];
  let seed = 1;
  const random = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  const order = rows.map((_, i) => i);
  const steps = ROUNDS * Math.floor(rows.length / BATCH);
  for (let step = 0; step < steps; step++) {
    const at = (step * BATCH) % (Math.floor(rows.length / BATCH) * BATCH);
    if (at === 0) {
      for (let i = order.length - 1; i > 0; i--) {
        const j = Math.floor(random() * (i + 1));
        [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
      }
    }
    const slope = weights.map((w, i) => (i < always ? 2 * PENALTY * w : 0));
    for (const index of order.slice(at, at + BATCH)) {
      const row = rows[index];
      if (row === undefined) continue;
      for (let m = 0; m < M; m++) {
        let sum = (weights[always + m] ?? 0) + (weights[trust + m] ?? 0) * (row.rules[m] ?? 0);
        for (const { at: word, value } of row.terms) sum += (weights[word * M + m] ?? 0) * value;
        const off = (1 / (1 + Math.exp(-sum)) - (row.right[m] ?? 0)) / BATCH;
        if (Math.abs(off) < 1e-7) continue;
        slope[always + m] = (slope[always + m] ?? 0) + off;
        slope[trust + m] = (slope[trust + m] ?? 0) + off * (row.rules[m] ?? 0);
        for (const { at: word, value } of row.terms)
          slope[word * M + m] = (slope[word * M + m] ?? 0) + off * value;
      }
    }
    const rate = RATE * (1 - step / steps);
    const [fade1, fade2] = [1 - 0.9 ** (step + 1), 1 - 0.999 ** (step + 1)];
    for (let i = 0; i < size; i++) {
      const s = slope[i] ?? 0;
      const a = 0.9 * (first[i] ?? 0) + 0.1 * s;
      const b = 0.999 * (second[i] ?? 0) + 0.001 * s * s;
      first[i] = a;
      second[i] = b;
      weights[i] = (weights[i] ?? 0) - (rate * (a / fade1)) / (Math.sqrt(b / fade2) + 1e-8);
    }
  }
  return weights;
}

/** What is less than this is left out: a tenth of all weights remain, and as many claims are read right. */
const NOTHING = 0.15;
const weights = learn();
const at = (i: number): string => (weights[i] ?? 0).toFixed(2);
const lines = [
  '# How much single words speak for a measure of a claim, by where they stand (src/claims/measure-words.ts): in its own words, its',
  '# sentence, the lead, its report; # are classes of words (word-classes.txt). Of each measure what is always added, and how much the rules count. Log odds.',
  '# Written by train/measure-words.ts from the marked details; not to be edited by hand.',
  ...measures.map(
    (id, m) => `measure ${id}\talways ${at(words.length * M + m)}\trules ${at((words.length + 1) * M + m)}`,
  ),
  ...words.flatMap((word, w) => {
    const own = measures.flatMap((id, m) =>
      Math.abs(weights[w * M + m] ?? 0) < NOTHING ? [] : [`${id} ${at(w * M + m)}`],
    );
    return own.length > 0 ? [`${word}\t${own.join('\t')}`] : [];
  }),
];
writeFileSync(new URL('../resources/rules/measure-words.tsv', import.meta.url), `${lines.join('\n')}\n`);
console.log(`${rows.length} claims, ${words.length} words, ${lines.length} lines`);
