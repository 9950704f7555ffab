import { claimLayers } from '../src/app/marked/claim-layers.ts';
import type { Judged } from '../src/app/marked/confidence.ts';
import type { MarkedText } from '../src/app/marked/marked-text.ts';
import type { Reading, ReadingClaim } from '../src/app/reading.ts';
import { weighed } from '../src/claims/claim-evidence.ts';
import { logOdds } from '../src/claims/odds.ts';
import { type Calibration, calibrated, logit } from '../src/model/calibration.ts';
import { sigmoid } from '../src/model/probabilities.ts';

/** The claims of one text with the model's own probabilities in the place of confidences. */
export const uncalibrated = (marked: MarkedText, reading: Reading): readonly Judged[] =>
  claimLayers(marked.claims, {
    ...reading,
    claims: reading.claims.map((claim) => ({ ...claim, confidence: probabilityOf(claim) })),
  }).judged;

/** Of the predicate, times that of its act, with what stands around it. */
function probabilityOf({ id, reasons }: ReadingClaim): number {
  const [predicate, act, evidence] = ['predicate', 'act', 'evidence'].map(
    (name) => reasons?.[name]?.probability,
  );
  if (typeof predicate !== 'number' || typeof act !== 'number' || typeof evidence !== 'number')
    throw new Error(`${id}: a reading with its reasons is wanted`);
  return weighed(predicate * act, logOdds(evidence));
}

/**
 * Platt (1999): logistic regression on the logarithm of the odds, by Newton's method, whose steps are halved where they lead too far.
 * @param sets which count the same, however many claims each has
 */
export function fitted(...sets: readonly (readonly Judged[])[]): Calibration {
  const judged = sets.flatMap((set) => set.map((claim) => ({ ...claim, counts: 1000 / set.length })));
  const loss = ({ slope, intercept }: Calibration): number =>
    judged.reduce((sum, { confidence, right, counts }) => {
      const z = slope * logit(confidence) + intercept;
      return sum + counts * (Math.log1p(Math.exp(-Math.abs(z))) + Math.max(0, right ? -z : z));
    }, 0);
  let best: Calibration = { slope: 1, intercept: 0 };
  for (let round = 0; round < 50; round++) {
    const step = newtonStep(judged, best);
    let next = moved(best, step, 1);
    for (let part = 0.5; !(loss(next) <= loss(best)) && part > 1e-6; part /= 2)
      next = moved(best, step, part);
    if (!(loss(next) < loss(best))) break;
    best = next;
  }
  return best;
}

const moved = (from: Calibration, step: Calibration, part: number): Calibration => ({
  slope: from.slope + part * step.slope,
  intercept: from.intercept + part * step.intercept,
});

function newtonStep(
  judged: readonly (Judged & { readonly counts: number })[],
  { slope, intercept }: Calibration,
): Calibration {
  let [gs, gi, ss, si, ii] = [0, 0, 0, 0, 0];
  for (const { confidence, right, counts } of judged) {
    const x = logit(confidence);
    const p = sigmoid(slope * x + intercept);
    const weight = counts * p * (1 - p);
    gs += counts * (Number(right) - p) * x;
    gi += counts * (Number(right) - p);
    ss += weight * x * x;
    si += weight * x;
    ii += weight;
  }
  const determinant = ss * ii - si * si;
  return { slope: (gs * ii - gi * si) / determinant, intercept: (gi * ss - gs * si) / determinant };
}

const FOLDS = 10;

/** The claims of each text with what a calibration says that was fitted on the other nine tenths of the texts. */
export const crossValidated = (texts: readonly (readonly Judged[])[]): readonly Judged[] =>
  Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const calibration = fitted(texts.filter((_, i) => i % FOLDS !== fold).flat());
    return applied(calibration, texts.filter((_, i) => i % FOLDS === fold).flat());
  });

export const applied = (calibration: Calibration, judged: readonly Judged[]): readonly Judged[] =>
  judged.map(({ confidence, right }) => ({ confidence: calibrated(confidence, calibration), right }));
