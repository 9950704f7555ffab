/**
 * npm run bench -- [--model standard] [--reuters ../shared/data/reuters] [--documents 20] [--rounds 3] [--write]
 *
 * Speed and memory on Reuters stories and on the shipped samples, beside the bare model calls and two other libraries.
 * `--write` puts the tables into bench/RESULTS.md. Exit 1 where a floor (bench/tables.ts) is missed. That this would be
 * noticed is shown by `--slow MS`, with which we wait so long after each document.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { MODELS, type ModelName } from '../src/app/pipeline.ts';
import { createSourceReader } from '../src/app/reader.ts';
import { loadModel } from '../src/model/index.ts';
import { type Corpus, reuters, samples } from './corpora.ts';
import { type Fresh, inFreshProcess } from './fresh.ts';
import { measure, median, rates, ratio, slowed, type Times } from './rounds.ts';
import { bare, compromised, ours, wink } from './sides.ts';
import { type Staged, timeStages } from './stages.ts';
import {
  atLeast,
  atMost,
  type Check,
  FLOORS,
  freshTable,
  RATIO_FLOOR,
  stageTable,
  throughputTable,
} from './tables.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string', multiple: true, default: [...MODELS] },
    reuters: { type: 'string', default: '../shared/data/reuters' },
    documents: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '3' },
    slow: { type: 'string', default: '0' },
    write: { type: 'boolean', default: false },
  },
});

const sizes = values.model.map((name): ModelName => {
  const known = MODELS.find((model) => model === name);
  if (!known) throw new Error(`--model ${name}: one of ${MODELS.join(', ')}`);
  return known;
});
const count = (option: 'documents' | 'rounds' | 'slow', least: number): number => {
  const number = Number(values[option]);
  if (!Number.isInteger(number) || number < least)
    throw new Error(`--${option} ${values[option]}: a whole number from ${least} on`);
  return number;
};
const [documents, rounds, slow] = [count('documents', 1), count('rounds', 1), count('slow', 0)];
if (!existsSync(new URL('../dist/index.js', import.meta.url))) throw new Error('npm run build first');

const checks: Check[] = [];
const load = loadavg()[0] ?? 0;
const shipped = await samples(documents);
const corpora = [reuters(values.reuters, documents), shipped];

/** Cold start is of the first sample, which has claims; memory is of all documents, one process for each. */
function fresh(): string {
  const all = corpora.flatMap((corpus) => corpus.documents);
  const first = shipped.documents.slice(0, 1);
  const sides = [
    ['Node alone', 'node', ''],
    ...sizes.map((size) => [`pledgebook, ${size}`, 'pledgebook', size] as const),
    ['wink-nlp', 'wink-nlp', ''],
    ['compromise', 'compromise', ''],
  ] as const;
  const cold = new Map<string, Fresh[]>(sides.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, side, size] of sides) cold.get(name)?.push(inFreshProcess(side, size, first));
  const rows = sides.map(
    ([name, side, size]) => [name, cold.get(name) ?? [], inFreshProcess(side, size, all)] as const,
  );
  for (const size of sizes) {
    const [, starts = [], memory] = rows.find(([name]) => name === `pledgebook, ${size}`) ?? [];
    if (!memory || starts.some(({ claims }) => claims === 0)) throw new Error(`${size}: no claim found`);
    const { first, megabytes } = FLOORS[size];
    checks.push(atMost(`${size}, ms to the first claim`, median(starts.map((s) => s.first)), first));
    checks.push(atMost(`${size}, MB resident`, memory.megabytes, megabytes));
  }
  return freshTable(rows);
}

/** So many documents are read by all sides before anything is timed. */
const WARM_UP = 3;

async function throughput(corpus: Corpus): Promise<readonly [rates: string, stages: string]> {
  const { documents: all } = corpus;
  const others = [wink(), compromised()];
  const pairs = [];
  for (const size of sizes) {
    const read = await createSourceReader({ model: size });
    const side = ours(`pledgebook, ${size}`, read);
    const calls = await bare(`bare calls of ${size}`, await loadModel(size), all);
    pairs.push({ size, read, side: slow > 0 ? slowed(side, slow) : side, calls });
  }
  const sides = [...pairs.flatMap(({ side, calls }) => [side, calls]), ...others];
  await measure(sides, all.slice(0, WARM_UP), 1);
  const times = await measure(sides, all, rounds);
  const staged = new Map<ModelName, Staged>();
  for (const { size, read, calls } of pairs) staged.set(size, await timeStages(size, all, read, calls));
  const of = (name: string): Times => times.get(name) ?? { elapsed: [], processor: [] };
  const pieces = (size: ModelName): number => staged.get(size)?.wordPieces ?? Number.NaN;
  const own = sizes.flatMap((size) => {
    const [reading, calls] = [of(`pledgebook, ${size}`), of(`bare calls of ${size}`)];
    const share = ratio(reading.elapsed, calls.elapsed);
    checks.push(atLeast(`${size}, ${corpus.name}, documents/s over bare`, share, RATIO_FLOOR));
    if (corpus !== shipped) {
      const perSecond = median(rates(all.length, reading.elapsed));
      checks.push(atLeast(`${size}, ${corpus.name}, documents/s`, perSecond, FLOORS[size].documents));
    }
    return [
      { name: `pledgebook, ${size}`, times: reading, wordPieces: pieces(size), bare: calls },
      { name: `bare calls of ${size}`, times: calls, wordPieces: pieces(size), bare: null },
    ];
  });
  const foreign = others.map(({ name }) => ({
    name: `${name} (no claims)`,
    times: of(name),
    wordPieces: own[0]?.wordPieces ?? Number.NaN,
    bare: null,
  }));
  return [throughputTable(corpus, [...own, ...foreign]), stageTable([...staged], all.length)];
}

const git = spawnSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' });
const commit = git.status === 0 ? git.stdout.trim() : 'unknown';
const [{ model: processor = 'unknown processor' } = {}] = cpus();
const memory = Math.round(totalmem() / 2 ** 30);
const parts = [
  '# How fast it reads',
  `Written by \`npm run bench -- --write\` on ${new Date().toISOString().slice(0, 10)} at commit ${commit}: ${processor}, ${cpus().length} cores, ${memory} GB, Node ${process.version}, load ${load.toFixed(1)} at the start. One thread reads. Medians of ${rounds} rounds, in which all take turns at each document.`,
  slow > 0 ? `**Slowed: we wait ${slow} ms after each document.**` : '',
  'The bare calls are those that our reading makes to the model’s runtime, made again with the same windows and questions and nothing else. wink-nlp and compromise are what else there is for Node: they find tokens, sentences, parts of speech and entities, no claims; their word pieces are those that our model takes for the same texts.',
  '## Start and memory',
  `Fresh processes over the compiled package. The first document is a sample that has claims; for memory all ${corpora.reduce((sum, corpus) => sum + corpus.documents.length, 0)} are read.`,
  fresh(),
];
for (const corpus of corpora) {
  const [perSecond, stages] = await throughput(corpus);
  parts.push(`## ${corpus.name}`, `${corpus.about}.`, perSecond, 'What each stage takes:', stages);
}
parts.push(
  '## Floors',
  checks.map(({ what, kept }) => `- ${kept ? 'kept' : '**missed**'}: ${what}`).join('\n'),
);
const all = `${parts.filter((part) => part !== '').join('\n\n')}\n`;
if (values.write) writeFileSync(new URL('RESULTS.md', import.meta.url), all);
console.log(all);
process.exitCode = checks.every(({ kept }) => kept) ? 0 : 1;
