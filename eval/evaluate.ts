/**
 * npm run eval -- [--model standard] [--gold ../shared/gold] [--tools ../shared/tools] [--claims dev] [--attributions attributions/dev] [--details details] [--reuters ../shared/data/reuters] [--write]
 *
 * Reads the gold texts and scores the readings with the scorers in `--tools`; `--write` puts the tables into eval/RESULTS.md.
 * The texts of eval/details are scored too, as own details, where `--reuters` is there.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MODELS, type ModelName } from '../src/app/pipeline.ts';
import { assembleOwnDetails } from './own-details.ts';
import { writeReadings } from './readings.ts';

interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly gold: number;
  readonly predicted: number;
}

const { values } = parseArgs({
  options: {
    model: { type: 'string', multiple: true, default: [...MODELS] },
    gold: { type: 'string', default: '../shared/gold' },
    tools: { type: 'string', default: '../shared/tools' },
    claims: { type: 'string', default: 'dev' },
    attributions: { type: 'string', default: 'attributions/dev' },
    details: { type: 'string', default: 'details' },
    reuters: { type: 'string', default: '../shared/data/reuters' },
    write: { type: 'boolean', default: false },
    errors: { type: 'string' },
  },
});

const docsIn = (folder: string): Set<string> =>
  new Set(
    readdirSync(folder)
      .filter((f) => f.endsWith('.json'))
      .map((f) => f.slice(0, -'.json'.length)),
  );

const scorer = (name: string, folder: string, readings: string, ...more: string[]): string =>
  execFileSync(process.execPath, [join(values.tools, name), folder, readings, ...more], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });

const number = (x: number): string => x.toFixed(3);
const row = (name: string, s: Score): string =>
  `| ${name} | ${number(s.precision)} | ${number(s.recall)} | **${number(s.f1)}** | ${s.gold} | ${s.predicted} |`;
const table = (rows: readonly string[]): string =>
  ['| | precision | recall | F1 | gold | read |', '| --- | --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );

interface DetailScores {
  readonly claims: number;
  readonly found: number;
  readonly [layer: string]: Score | number;
}

const LAYERS = ['measures', 'quantities', 'when', 'whenOverlap', 'triggers', 'triggerKinds', 'beneficiary'];

function detailsTable(name: string, scores: DetailScores): string[] {
  const rows = LAYERS.flatMap((layer) => {
    const score = scores[layer];
    return typeof score === 'object' ? [row(`\`${layer}\``, score)] : [];
  });
  return [`${name} of the ${scores.found} of ${scores.claims} claims found:`, table(rows)];
}

/** The same on the texts of eval/details (../eval/details/README.md), or a line that says why not. */
async function ownDetails(model: ModelName, work: string): Promise<string[]> {
  if (!existsSync(values.reuters))
    return [`Own details (\`eval/details\`) were not scored: there is no ${values.reuters}.`];
  const gold = join(work, 'own-details');
  assembleOwnDetails(values.reuters, gold);
  const readings = join(work, `${model}-own-details.jsonl`);
  await writeReadings(gold, [join(gold, 'dev')], model, readings);
  const scores = JSON.parse(scorer('score-details.mjs', join(gold, 'details'), readings, '--json'));
  return detailsTable('Own details (`eval/details`, texts that no rule was written on)', scores);
}

async function evaluate(model: ModelName, work: string): Promise<string> {
  const folder = (part: string): string => join(values.gold, part);
  const claimsFile = join(work, `${model}-claims.jsonl`);
  const started = performance.now();
  const count = await writeReadings(values.gold, [folder(values.claims)], model, claimsFile);
  const seconds = (performance.now() - started) / 1000;
  const detailsFile = join(work, `${model}-details.jsonl`);
  await writeReadings(
    values.gold,
    [folder('train'), folder('dev')],
    model,
    detailsFile,
    docsIn(folder(values.details)),
  );
  const c = JSON.parse(scorer('score-claims.mjs', folder(values.claims), claimsFile, '--json'));
  const a = JSON.parse(scorer('score-attributions.mjs', folder(values.attributions), claimsFile, '--json'));
  const d = JSON.parse(scorer('score-details.mjs', folder(values.details), detailsFile, '--json'));
  if (values.errors)
    console.error(scorer('score-claims.mjs', folder(values.claims), claimsFile, '--errors', values.errors));
  const acts = Object.entries<Score>(c.perAct).sort((x, y) => y[1].gold - x[1].gold);
  return [
    `## \`${model}\``,
    `${count} texts of \`${values.claims}\` in ${seconds.toFixed(1)} s.`,
    table([
      row('predicates found', c.predicateIdentification),
      row('predicate with the right act', c.predicateClassification),
      row('arguments', c.arguments),
      row('– actors', c.actors),
      row('– targets', c.targets),
      row('– what', c.what),
      row('– conditions', c.conditions),
      row('sources', c.sources),
    ]),
    `Of claims with the right act: firmness right ${number(c.firmnessAccuracy)} (mean distance ${c.firmnessMeanDistance.toFixed(2)}), negation right ${number(c.negationAccuracy)}; of conditions found, the right kind ${number(c.conditionKind)}.`,
    `Attributions (\`${values.attributions}\`), of which the right kind ${number(a.kindAccuracy)}:`,
    table([
      row('found', a.attributions),
      row('their sources', a.sources),
      row('their contents, by characters', a.contentCharacters),
      row('nesting', a.nesting),
    ]),
    ...detailsTable(`Details (\`${values.details}\`)`, d),
    ...(await ownDetails(model, work)),
    'By act:',
    table(acts.map(([act, s]) => row(act, s))),
  ].join('\n\n');
}

const work = mkdtempSync(join(tmpdir(), 'pledgebook-eval-'));
try {
  const parts: string[] = [];
  for (const model of values.model) {
    const known = MODELS.find((m) => m === model);
    if (!known) throw new Error(`--model ${model}: one of ${MODELS.join(', ')}`);
    parts.push(await evaluate(known, work));
  }
  const commit = execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  const head = `# How well it reads\n\nWritten by \`npm run eval -- --write\` at commit ${commit}, on ${cpus()[0]?.model ?? 'an unknown processor'}, Node ${process.version}. The texts of \`dev\` were used to choose thresholds; those of \`details\` (mostly training texts) to write rules. Figures on texts that nobody tuned on are lower.`;
  const all = `${[head, ...parts].join('\n\n')}\n`;
  if (values.write) writeFileSync(new URL('RESULTS.md', import.meta.url), all);
  console.log(all);
} finally {
  rmSync(work, { recursive: true, force: true });
}
