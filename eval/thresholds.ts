/**
 * npx node eval/thresholds.ts MODEL [GOLD] [REUTERS]
 *
 * Chooses, and writes into the model's model.json: from which probability on a predicate is a claim's, read with the second
 * model where there is one and weighed with what stands around it (src/claims/claim-evidence.ts), on the development texts and on
 * train/gold-found, which count the same; from which on the pointers (actor, target, source) are believed, on the development
 * texts; and of which acts claims and targets need another one. The other span thresholds are chosen before, by train/choose.py.
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
import { actOf, type Candidate, candidatesOf, isClaim } from '../src/claims/claim-evidence.ts';
import { claimReader } from '../src/claims/claims.ts';
import { loadProfiles } from '../src/claims/profile.ts';
import type { Mentioned, Predicted } from '../src/document/layers.ts';
import { UNKNOWN } from '../src/document/metadata.ts';
import { ACTS } from '../src/document/vocabulary.ts';
import { tokenise } from '../src/language/sentences.ts';
import { loadModel, type Thresholds } from '../src/model/index.ts';
import { overlap } from '../src/text/span.ts';
import { ASKED, type FoundText, foundTexts } from '../train/found.ts';

const [name = 'standard', gold = '../shared/gold', reuters = '../shared/data/reuters'] =
  process.argv.slice(2);
const POINTERS = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8];
const CLAIMS = [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85];

interface Text {
  readonly marked: MarkedText;
  readonly document: Mentioned & Predicted;
  readonly candidates: readonly Candidate[];
}

const folder = join(gold, 'dev');
const model = await loadModel(name);
const { claims: _, targets: __, ...former }: Thresholds = model.manifest.thresholds;
const before = { ...former, predicate: ASKED };
const texts: Text[] = [];
for (const doc of markedDocs(folder)) {
  const marked = markedText(doc, { claims: folder });
  const tokenised = tokenise({ text: marked.text, metadata: { ...UNKNOWN, language: 'en' } });
  const predicted = await model.predict(tokenised, { thresholds: before });
  const document = { ...predicted, ...findActors(tokenised) };
  texts.push({ marked, document, candidates: candidatesOf(attribute(document, before)) });
}

const others: FoundText[] = [];
for await (const text of foundTexts(reuters, model, before)) others.push(text);

/** What is right of each text, in one set of texts or in two. */
type Measured = (thresholds: Thresholds) => readonly (readonly Counted[])[];
interface Counted extends Count {
  readonly doc: string;
}

/** Predicates with the right act, of the development texts and of those of train/gold-found. */
const withAct: Measured = (thresholds) => [
  texts.map(({ marked: { doc, claims }, candidates }) => {
    const read = candidates.filter((one) => isClaim(one, thresholds));
    const met = pairsOf(
      claims,
      read,
      (a, b) => overlap(a.predicate, b.predicate) * (a.act === actOf(b) ? 1e6 : 1),
    );
    const right = [...met].filter(([i, j]) => {
      const claim = read[j];
      return claim !== undefined && claims[i]?.act === actOf(claim);
    });
    return { doc, right: right.length, marked: claims.length, read: read.length };
  }),
  others.map(({ doc, judged, marked }) => {
    const read = judged.filter(({ candidate }) => isClaim(candidate, thresholds));
    const right = read.filter(({ candidate, act }) => act === actOf(candidate));
    return { doc, right: right.length, marked, read: read.length };
  }),
];

const profiles = loadProfiles([]);
const layerOf =
  (layer: Layer): Measured =>
  (thresholds) => {
    const read = claimReader(profiles, { thresholds });
    return [
      texts.map(({ marked, document }) => ({
        doc: marked.doc,
        ...(scoreText(marked, toReading(read(attribute(document, thresholds)))).layers[layer] ?? NOTHING),
      })),
    ];
  };

/** The mean of the sets, which count the same. @param part which texts, by their names */
const f1 = (sets: ReturnType<Measured>, part: (doc: string) => boolean = () => true): number =>
  sets.reduce((sum, set) => {
    const count = set.filter(({ doc }) => part(doc)).reduce<Count>(plus, NOTHING);
    return sum + (scoreOf(count).f1 ?? 0);
  }, 0) / sets.length;

/** The best of these for one threshold, the others as they are. */
function best(
  key: Exclude<keyof Thresholds, 'claims' | 'targets'>,
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
  [0, 1].map(
    (half) => (doc: string) =>
      ((createHash('sha256').update(`${seed} ${doc}`).digest()[0] ?? 0) & 1) === half,
  ),
).flat();
/** What an act's own threshold has to win, and on how many of the halves it may lose: less is chance. Of two sets of texts, which were
 * marked by others, one may lose what the other wins. */
const LEAST = 0.0005;
const LOSSES = { claims: 0.3, targets: 0.1 };

/** One act after the other gets its own threshold where that wins on all texts and hardly ever loses on half of them. */
function byAct(
  key: 'claims' | 'targets',
  steps: readonly number[],
  given: Thresholds,
  counts: Measured,
): Thresholds {
  let chosen = given;
  for (const act of ACTS) {
    const now = counts(chosen);
    let top = { thresholds: chosen, gain: LEAST };
    for (const value of steps) {
      const thresholds = { ...chosen, [key]: { ...chosen[key], [act]: value } };
      const then = counts(thresholds);
      const losses = HALVES.filter((half) => f1(then, half) < f1(now, half)).length;
      const gain = f1(then) - f1(now);
      if (gain > top.gain && losses <= LOSSES[key] * HALVES.length) top = { thresholds, gain };
    }
    chosen = top.thresholds;
    console.log(key, act, chosen[key]?.[act] ?? 'as others', f1(counts(chosen)).toFixed(4));
  }
  return chosen;
}

let chosen = best('claim', CLAIMS, before, withAct);
chosen = byAct('claims', [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], chosen, withAct);
chosen = best('actor', POINTERS, chosen, layerOf('actors'));
chosen = best('target', POINTERS, chosen, layerOf('targets'));
chosen = best('sourcePointer', POINTERS, chosen, layerOf('sources'));
chosen = byAct('targets', [0.15, 0.4, 0.6, 0.8], chosen, layerOf('targets'));
const card = new URL(`../resources/models/${name}/model.json`, import.meta.url);
const config = JSON.parse(readFileSync(card, 'utf8'));
writeFileSync(card, `${JSON.stringify({ ...config, thresholds: chosen }, null, 2)}\n`);
