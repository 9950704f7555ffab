/**
 * npx node eval/calibrate.ts MODEL [GOLD] [REUTERS] [READINGS]
 *
 * Fits how the model's probabilities become confidences (src/model/calibration.ts) on the development texts and on those of
 * train/gold-found, which count the same and whose marks no model has learned, and writes that into its model.json;
 * eval/evaluate.ts says how well it holds on texts that it was not fitted on. Comes after the thresholds, which decide which
 * claims there are. READINGS: a folder in which readings are kept.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Judged, reliabilityOf } from '../src/app/marked/confidence.ts';
import { markedDocs, markedText } from '../src/app/marked/marked-folder.ts';
import { MODELS } from '../src/app/pipeline.ts';
import { confidenceOf } from '../src/claims/bare-claims.ts';
import { actOf, isClaim } from '../src/claims/claim-evidence.ts';
import { loadModel } from '../src/model/index.ts';
import { foundTexts } from '../train/found.ts';
import { applied, crossValidated, fitted, uncalibrated } from './calibration.ts';
import { readingsOf } from './readings.ts';

const [name = MODELS[0], gold = '../shared/gold', reuters = '../shared/data/reuters', kept] =
  process.argv.slice(2);
const model = MODELS.find((m) => m === name);
if (model === undefined) throw new Error(`${name}: one of ${MODELS.join(', ')}`);
const claims = join(gold, 'dev');
const texts = markedDocs(claims).map((doc) => markedText(doc, { claims, details: join(gold, 'details') }));
const { of } = await readingsOf(texts, model, kept);
const judged = texts.map((text) => {
  const reading = of.get(text.doc);
  return reading === undefined ? [] : uncalibrated(text, reading);
});
const loaded = await loadModel(model);
const others: Judged[] = [];
for await (const text of foundTexts(reuters, loaded)) {
  for (const { candidate, act } of text.judged.filter((one) =>
    isClaim(one.candidate, loaded.manifest.thresholds),
  ))
    others.push({ confidence: confidenceOf(candidate, undefined), right: act === actOf(candidate) });
}
const exact = fitted(judged.flat(), others);
const rounded = (value: number): number => Number(value.toFixed(3));
const calibration = { slope: rounded(exact.slope), intercept: rounded(exact.intercept) };
const card = new URL(`../resources/models/${model}/model.json`, import.meta.url);
writeFileSync(
  card,
  `${JSON.stringify({ ...JSON.parse(readFileSync(card, 'utf8')), calibration }, null, 2)}\n`,
);
console.log(calibration);
for (const [what, list] of Object.entries({
  before: judged.flat(),
  fitted: applied(calibration, judged.flat()),
  'cross-validated': crossValidated(judged),
  'train/gold-found before': others,
  'train/gold-found fitted': applied(calibration, others),
}))
  console.log(what, reliabilityOf(list));
