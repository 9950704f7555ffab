/**
 * npx node eval/thresholds.ts MODEL [GOLD]
 *
 * Chooses on the development texts, and writes into the model's model.json: from which probability on a predicate is believed,
 * read with the second model where there is one; from which on the pointers (actor, target, source) are; and of which acts
 * predicates and targets need another one. The other span thresholds are chosen before, by train/choose.py.
 */

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findActors } from '../src/actors/find-actors.ts';
import { type Layer, scoreText } from '../src/app/marked/layers.ts';
import { markedDocs, markedText } from '../src/app/marked/marked-folder.ts';
import type { MarkedText } from '../src/app/marked/marked-text.ts';
import { pairsOf } from '../src/app/marked/pairs.ts';
import { type Count, NOTHING, plus, scoreOf } from '../src/app/marked/score.ts';
import { toReading } from '../src/app/reading.ts';
import { attribute } from '../src/claims/attributions.ts';
import { claimReader } from '../src/claims/claims.ts';
import { loadProfiles } from '../src/claims/profile.ts';
import type { Mentioned, Predicted, PredictedClaim } from '../src/document/layers.ts';
import { UNKNOWN } from '../src/document/metadata.ts';
import { ACTS, type Act } from '../src/document/vocabulary.ts';
import { tokenise } from '../src/language/sentences.ts';
import { loadModel, type Thresholds } from '../src/model/index.ts';
import { overlap } from '../src/text/span.ts';

const [name = 'standard', gold = '../shared/gold'] = process.argv.slice(2);
const POINTERS = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8];
const PREDICATES = [0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9];

interface Text {
  readonly marked: MarkedText;
  readonly document: Mentioned & Predicted;
}

const folder = join(gold, 'dev');
const model = await loadModel(name);
const { predicates: _, targets: __, ...before }: Thresholds = model.manifest.thresholds;
const texts: Text[] = [];
for (const doc of markedDocs(folder)) {
  const marked = markedText(doc, { claims: folder });
  const tokenised = tokenise({ text: marked.text, metadata: { ...UNKNOWN, language: 'en' } });
  const thresholds = { ...before, predicate: Math.min(...PREDICATES) };
  const predicted = await model.predict(tokenised, { thresholds });
  texts.push({ marked, document: { ...predicted, ...findActors(tokenised) } });
}

const actOf = ({ acts }: PredictedClaim): Act => acts[0]?.value ?? 'commit';

/** What would be found at these thresholds. */
const found = ({ document }: Text, { predicate, predicates }: Thresholds): readonly PredictedClaim[] =>
  document.predictedClaims.filter((claim) => claim.probability >= (predicates?.[actOf(claim)] ?? predicate));

/** Of each text: predicates with the right act. */
const withAct = (thresholds: Thresholds): readonly Count[] =>
  texts.map((text) => {
    const { claims } = text.marked;
    const read = found(text, thresholds);
    const met = pairsOf(
      claims,
      read,
      (a, b) => overlap(a.predicate, b.predicate) * (a.act === actOf(b) ? 1e6 : 1),
    );
    const right = [...met].filter(([i, j]) => {
      const claim = read[j];
      return claim !== undefined && claims[i]?.act === actOf(claim);
    });
    return { right: right.length, marked: claims.length, read: read.length };
  });

const profiles = loadProfiles([]);
const layerOf =
  (layer: Layer) =>
  (thresholds: Thresholds): readonly Count[] => {
    const read = claimReader(profiles, { thresholds });
    return texts.map((text) => {
      const document = { ...text.document, predictedClaims: found(text, thresholds) };
      return (
        scoreText(text.marked, toReading(read(attribute(document, thresholds)))).layers[layer] ?? NOTHING
      );
    });
  };

const f1 = (counts: readonly Count[]): number => scoreOf(counts.reduce(plus, NOTHING)).f1 ?? 0;

type Measured = (thresholds: Thresholds) => readonly Count[];

/** The best of these for one threshold, the others as they are. */
function best(
  key: Exclude<keyof Thresholds, 'predicates' | 'targets'>,
  steps: readonly number[],
  given: Thresholds,
  counts: Measured,
): Thresholds {
  const tried = steps.map((value) => ({ value, f1: f1(counts({ ...given, [key]: value })) }));
  const top = tried.reduce((a, b) => (b.f1 > a.f1 ? b : a));
  console.log(key, tried.map((t) => `${t.value}: ${t.f1.toFixed(4)}`).join('  '));
  return { ...given, [key]: top.value };
}

/** Halves of the texts, by chance but the same each time. */
const HALVES = Array.from({ length: 10 }, (_, seed) =>
  [0, 1].map((half) =>
    texts.map(
      ({ marked }) => ((createHash('sha256').update(`${seed} ${marked.doc}`).digest()[0] ?? 0) & 1) === half,
    ),
  ),
).flat();
/** What an act's own threshold has to win, and on how many of the halves it may lose: less is chance. */
const LEAST = 0.0005;
const LOSSES = 0.1;

/** One act after the other gets its own threshold where that wins on all texts and hardly ever loses on half of them. */
function byAct(
  key: 'predicates' | 'targets',
  steps: readonly number[],
  given: Thresholds,
  counts: Measured,
): Thresholds {
  let chosen = given;
  for (const act of ACTS) {
    const now = counts(chosen);
    const part = (all: readonly Count[], half: readonly boolean[]) => f1(all.filter((_, i) => half[i]));
    let top = { thresholds: chosen, gain: LEAST };
    for (const value of steps) {
      const thresholds = { ...chosen, [key]: { ...chosen[key], [act]: value } };
      const then = counts(thresholds);
      const losses = HALVES.filter((half) => part(then, half) < part(now, half)).length;
      const gain = f1(then) - f1(now);
      if (gain > top.gain && losses <= LOSSES * HALVES.length) top = { thresholds, gain };
    }
    chosen = top.thresholds;
    console.log(key, act, chosen[key]?.[act] ?? 'as others', f1(counts(chosen)).toFixed(4));
  }
  return chosen;
}

let chosen = best('predicate', PREDICATES, before, withAct);
chosen = byAct('predicates', [0.4, 0.5, 0.6, 0.7, 0.8, 0.9], chosen, withAct);
chosen = best('actor', POINTERS, chosen, layerOf('actors'));
chosen = best('target', POINTERS, chosen, layerOf('targets'));
chosen = best('sourcePointer', POINTERS, chosen, layerOf('sources'));
chosen = byAct('targets', [0.15, 0.4, 0.6, 0.8], chosen, layerOf('targets'));
const card = new URL(`../resources/models/${name}/model.json`, import.meta.url);
const config = JSON.parse(readFileSync(card, 'utf8'));
writeFileSync(card, `${JSON.stringify({ ...config, thresholds: chosen }, null, 2)}\n`);
