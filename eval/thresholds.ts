/**
 * npx node eval/thresholds.ts MODEL [GOLD]
 *
 * Chooses from which probability on the model's pointers (actor, target, source, reporter) are believed, on the development
 * texts, and writes them into the model's model.json. The span thresholds are chosen before, by train/choose.py.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findActors } from '../src/actors/find-actors.ts';
import { type Layer, scoreText, together } from '../src/app/marked/layers.ts';
import { markedDocs, markedText } from '../src/app/marked/marked-folder.ts';
import type { MarkedText } from '../src/app/marked/marked-text.ts';
import { NOTHING, scoreOf } from '../src/app/marked/score.ts';
import { toReading } from '../src/app/reading.ts';
import { attribute } from '../src/claims/attributions.ts';
import { claimReader } from '../src/claims/claims.ts';
import { loadProfiles } from '../src/claims/profile.ts';
import type { Mentioned, Predicted } from '../src/document/layers.ts';
import { UNKNOWN } from '../src/document/metadata.ts';
import { tokenise } from '../src/language/sentences.ts';
import { loadModel, type Thresholds } from '../src/model/index.ts';

const [name = 'standard', gold = '../shared/gold'] = process.argv.slice(2);
const STEPS = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8];

interface Text {
  readonly marked: MarkedText;
  readonly document: Mentioned & Predicted;
}

const folder = join(gold, 'dev');
const model = await loadModel(name);
const texts: Text[] = [];
for (const doc of markedDocs(folder)) {
  const marked = markedText(doc, { claims: folder });
  const metadata = { ...UNKNOWN, language: 'en' };
  const tokenised = tokenise({ text: marked.text, metadata });
  texts.push({ marked, document: { ...(await model.predict(tokenised)), ...findActors(tokenised) } });
}

const profiles = loadProfiles([]);
function score(thresholds: Thresholds, layer: Layer): number {
  const read = claimReader(profiles, { thresholds });
  const { layers } = together(
    texts.map(({ marked, document }) => scoreText(marked, toReading(read(attribute(document, thresholds))))),
  );
  return scoreOf(layers[layer] ?? NOTHING).f1 ?? 0;
}

let best: Thresholds = model.manifest.thresholds;
for (const [threshold, part] of [
  ['actor', 'actors'],
  ['target', 'targets'],
  ['sourcePointer', 'sources'],
] as const) {
  const tried = STEPS.map((value) => ({ value, f1: score({ ...best, [threshold]: value }, part) }));
  const top = tried.reduce((a, b) => (b.f1 > a.f1 ? b : a));
  best = { ...best, [threshold]: top.value };
  console.log(threshold, tried.map(({ value, f1 }) => `${value}: ${f1.toFixed(3)}`).join('  '));
}
const card = new URL(`../resources/models/${name}/model.json`, import.meta.url);
const config = JSON.parse(readFileSync(card, 'utf8'));
writeFileSync(card, `${JSON.stringify({ ...config, thresholds: best }, null, 2)}\n`);
