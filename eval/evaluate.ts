/**
 * npm run eval -- [--model standard] [--gold ../shared/gold] [--claims dev] [--attributions attributions/dev]
 *   [--details details] [--reuters ../shared/data/reuters]
 *   [--polnear ../shared/data/polnear/dev] [--readings FOLDER] [--errors] [--write]
 *
 * Reads the gold texts and scores the readings as `pledgebook doctor --reading` does; `--write` puts the tables into
 * eval/RESULTS.md and the short ones into docs/how-well-it-reads.md. `--readings` keeps what is read in a folder outside the project, so that no text is read twice; empty it
 * when the reader or the model is another. `--errors` lists the claims that were missed or are wrong.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Judged, reliabilityOf, SURE } from '../src/app/marked/confidence.ts';
import { type Layer, scoreText, type TextScore, together } from '../src/app/marked/layers.ts';
import { markedDocs, markedText } from '../src/app/marked/marked-folder.ts';
import type { MarkedText } from '../src/app/marked/marked-text.ts';
import { type Count, NOTHING, plus, scoreOf } from '../src/app/marked/score.ts';
import { MODELS, type ModelName } from '../src/app/pipeline.ts';
import { crossValidated, uncalibrated } from './calibration.ts';
import { errorsIn } from './errors.ts';
import { assembleOwnDetails } from './own-details.ts';
import { polnearTexts } from './polnear.ts';
import { readingsOf } from './readings.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string', multiple: true, default: [...MODELS] },
    gold: { type: 'string', default: '../shared/gold' },
    claims: { type: 'string', default: 'dev' },
    attributions: { type: 'string', default: 'attributions/dev' },
    details: { type: 'string', default: 'details' },
    polnear: { type: 'string', default: '../shared/data/polnear/dev' },
    reuters: { type: 'string', default: '../shared/data/reuters' },
    readings: { type: 'string' },
    errors: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

const folder = (part: string): string => join(values.gold, part);
const details = folder(values.details);

const texts = markedDocs(folder(values.claims)).map((doc) =>
  markedText(doc, { claims: folder(values.claims), attributions: folder(values.attributions), details }),
);
/** Texts with details lie among those that are trained on, too. */
const detailed = markedDocs(details).map((doc) => {
  const claims = [values.claims, 'train'].map(folder).find((f) => existsSync(join(f, `${doc}.json`)));
  if (claims === undefined) throw new Error(`${details}/${doc}.json: its claims are nowhere`);
  return markedText(doc, { claims, details });
});
/** Texts of eval/details, on which no rule was written. */
const own = existsSync(values.reuters) ? ownTexts() : [];
const polnear = existsSync(values.polnear) ? polnearTexts(values.polnear) : [];

function ownTexts(): readonly MarkedText[] {
  const work = mkdtempSync(join(tmpdir(), 'pledgebook-eval-'));
  try {
    assembleOwnDetails(values.reuters, work);
    const claims = join(work, 'dev');
    return markedDocs(claims).map((doc) => markedText(doc, { claims, details: join(work, 'details') }));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** By the beginning of their names; the last are of the kind of text that the tool is made for. */
const KINDS: readonly (readonly [string, RegExp])[] = [
  ['Reuters, 1987', /^reuters-/],
  ['Wikinews, 2005–2020', /^wikinews-/],
  ['PolNeAR, American politics 2015–2016', /^polnear-/],
  ['GUM, news', /^GUM_/],
  ['reports and samples of 2025–2026', /^(?:sample|seed)-/],
];

const number = (x: number | null): string => (x === null ? '–' : x.toFixed(3));
const figures = (count: Count = NOTHING): string => {
  const { precision, recall, f1, marked, read } = scoreOf(count);
  return `${number(precision)} | ${number(recall)} | **${number(f1)}** | ${marked} | ${read}`;
};
const table = (rows: readonly (readonly [name: string, count: Count | undefined])[]): string =>
  [
    '| | precision | recall | F1 | gold | read |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map(([name, count]) => `| ${name} | ${figures(count)} |`),
  ].join('\n');

/** For who does not care for precision and recall. */
const inWords = (rows: readonly (readonly [name: string, count: Count | undefined])[]): string =>
  [
    '| | of those read, right | of those there, found | F1 | there |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(([name, count = NOTHING]) => {
      const { precision, recall, f1, marked } = scoreOf(count);
      return `| ${name} | ${[precision, recall].map((part) => (part === null ? '–' : `${Math.round(100 * part)} %`)).join(' | ')} | ${f1 === null ? '–' : f1.toFixed(2)} | ${marked} |`;
    }),
  ].join('\n');

const ARGUMENTS: readonly Layer[] = ['actors', 'targets', 'what', 'conditions'];
const argumentsOf = ({ layers }: TextScore): Count =>
  ARGUMENTS.map((layer) => layers[layer] ?? NOTHING).reduce(plus);

const share = ({ right, marked }: Count = NOTHING): string => number(marked === 0 ? null : right / marked);

const detailsTable = (layers: TextScore['layers']): string =>
  table([
    ['measures', layers.measures],
    ['quantities', layers.quantities],
    ['dates, exactly', layers.dates],
    ['dates, overlapping', layers.datesOverlap],
    ['triggers', layers.triggers],
    ['triggers, by kind', layers.triggerKinds],
    ['beneficiaries', layers.beneficiaries],
  ]);

/** Of what one layer found, what is right in another, too. */
const ratio = ({ right }: Count = NOTHING, { right: found }: Count = NOTHING): string =>
  number(found === 0 ? null : right / found);

async function evaluate(model: ModelName): Promise<{ readonly whole: string; readonly short: string }> {
  const { of, read, seconds } = await readingsOf(
    [...new Map([...texts, ...detailed, ...own, ...polnear].map((text) => [text.doc, text])).values()],
    model,
    values.readings,
  );
  const readingOf = ({ doc }: MarkedText) => {
    const reading = of.get(doc);
    if (reading === undefined) throw new Error(`${doc} was not read`);
    return reading;
  };
  const score = (marked: readonly MarkedText[]): TextScore =>
    together(marked.map((text) => scoreText(text, readingOf(text))));
  if (values.errors)
    for (const text of texts) for (const line of errorsIn(text, readingOf(text))) console.error(line);
  const all = score(texts);
  const { layers } = all;
  const about = score(detailed).layers;
  const others = score(own).layers;
  const ownRows = [
    ['measures, on others', others.measures],
    ['quantities, on others', others.quantities],
    ['dates, on others', others.dates],
    ['triggers, on others', others.triggers],
  ] as const;
  const kinds = KINDS.map(
    ([kind, names]) => [kind, score(texts.filter(({ doc }) => names.test(doc)))] as const,
  );
  const acts = Object.entries(all.acts).sort((a, b) => b[1].marked - a[1].marked);
  const byKind = [
    '| | texts | claims | predicates | with act | arguments | sources | attributions |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...kinds.map(
      ([kind, s]) =>
        `| ${kind} | ${s.texts} | ${s.layers.predicates?.marked ?? 0} | ${[s.layers.predicates, s.layers.acts, argumentsOf(s), s.layers.sources, s.layers.attributions].map((count) => number(scoreOf(count ?? NOTHING).f1)).join(' | ')} |`,
    ),
  ].join('\n');
  const sections: readonly string[] = [
    `## \`${model}\``,
    `${all.texts} texts of \`${values.claims}\`${read > 0 ? `; ${read} texts read in ${seconds.toFixed(1)} s` : ''}. An argument counts as right only where its claim has the right act.`,
    table([
      ['predicates found', layers.predicates],
      ['predicate with the right act', layers.acts],
      ['arguments', argumentsOf(all)],
      ['– actors', layers.actors],
      ['– targets', layers.targets],
      ['– what', layers.what],
      ['– conditions', layers.conditions],
      ['conditions with the right kind', layers.conditionKinds],
      ['sources', layers.sources],
      ['firmness, end to end', layers.firmness],
      ['negated claims', layers.negation],
    ]),
    `Of claims with the right act: firmness right ${share(layers.firmnessOfRight)}, negation right ${share(layers.negationOfRight)}; of conditions found, the right kind ${ratio(layers.conditionKinds, layers.conditions)}.`,
    `Attributions (\`${values.attributions}\`), of those found the right kind ${ratio(layers.attributionKinds, layers.attributions)}:`,
    table([
      ['found', layers.attributions],
      ['with the right kind', layers.attributionKinds],
      ['their sources', layers.attributionSources],
      ['their contents, by characters', layers.attributionContents],
      ['nesting', layers.nesting],
    ]),
    `Details (\`${values.details}\`), of the claims that were found:`,
    detailsTable(about),
    ...(own.length === 0
      ? [`Own details (\`eval/details\`) were not scored: there is no ${values.reuters}.`]
      : [
          'Own details (`eval/details`, texts that no rule was written on), of the claims that were found:',
          detailsTable(others),
        ]),
    'By act:',
    table(acts),
    'By kind of text, F1 (of attributions only where they are marked):',
    byKind,
    ...(polnear.length === 0 ? [] : [ofPolnear(score(polnear))]),
    ofConfidence(
      texts.map((text) => uncalibrated(text, readingOf(text))),
      all.judged,
    ),
  ];
  const short = [
    `${all.texts} texts with ${layers.predicates?.marked ?? 0} claims; details on ${detailed.length} texts, most of which rules were written on, and on ${own.length} others:`,
    inWords([
      ['predicates', layers.predicates],
      ['– with the right act', layers.acts],
      ['what', layers.what],
      ['conditions', layers.conditions],
      ['triggers', about.triggers],
      ['actors', layers.actors],
      ['targets', layers.targets],
      ['beneficiaries', about.beneficiaries],
      ['sources of claims', layers.sources],
      ['firmness', layers.firmness],
      ['negated claims', layers.negation],
      ['measures', about.measures],
      ['quantities', about.quantities],
      ['dates', about.dates],
      ...(own.length === 0 ? [] : ownRows),
      ['attributions', layers.attributions],
      ['– nesting', layers.nesting],
    ]),
    'By act:',
    inWords(acts),
    'By kind of text (F1):',
    byKind,
  ];
  return { whole: sections.join('\n\n'), short: short.join('\n\n') };
}

const ofPolnear = ({ texts: count, layers }: TextScore): string =>
  [
    `PolNeAR (${count} articles of its development part; marked by another guideline, on which nothing was trained):`,
    table([
      ['attributions found, by their cues', layers.attributions],
      ['their sources', layers.attributionSources],
      ['their contents, by characters', layers.attributionContents],
    ]),
  ].join('\n\n');

/** Calibration was fitted on these texts, too: what such a one comes to is said of texts that it was not fitted on, by folds. */
function ofConfidence(judged: readonly (readonly Judged[])[], shipped: readonly Judged[]): string {
  const row = (name: string, list: readonly Judged[]): string => {
    const { expectedCalibrationError, sure } = reliabilityOf(list);
    return `| ${name} | ${number(expectedCalibrationError)} | ${sure.claims} | ${number(sure.claims === 0 ? null : sure.right / sure.claims)} |`;
  };
  return [
    'Confidences (a claim is right where it was marked with the same act; ten bins):',
    [
      `| | expected calibration error | claims with ${SURE} or more | of these right |`,
      '| --- | --- | --- | --- |',
      row("the model's probabilities, weighed with the signs", judged.flat()),
      row('confidences, fitted on the other nine tenths of the texts', crossValidated(judged)),
      row('confidences as shipped, fitted on these texts and on train/gold-found', shipped),
    ].join('\n'),
  ].join('\n\n');
}

const parts: string[] = [];
const shorts: string[] = [];
for (const model of values.model) {
  const known = MODELS.find((m) => m === model);
  if (!known) throw new Error(`--model ${model}: one of ${MODELS.join(', ')}`);
  const { whole, short } = await evaluate(known);
  parts.push(whole);
  if (known === MODELS[0]) shorts.push(short);
}
const commit = execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
const head = `# How well it reads\n\nWritten by \`npm run eval -- --write\` at commit ${commit}, on ${cpus()[0]?.model ?? 'an unknown processor'}, Node ${process.version}. What the figures mean, with examples: [docs/how-well-it-reads.md](../docs/how-well-it-reads.md). The texts of \`dev\` were used to choose thresholds; those of \`details\` (mostly training texts) to write rules. Figures on texts that nobody tuned on are lower.`;
const results = `${[head, ...parts].join('\n\n')}\n`;
if (values.write) {
  writeFileSync(new URL('RESULTS.md', import.meta.url), results);
  const page = new URL('../docs/how-well-it-reads.md', import.meta.url);
  const around = /(<!-- written by[^\n]*-->\n)[\s\S]*?(\n<!-- end -->)/;
  for (const short of shorts)
    writeFileSync(
      page,
      readFileSync(page, 'utf8').replace(around, (_, from, to) => `${from}\n${short}\n${to}`),
    );
}
console.log(results);
