import type { Attributed, Predicted, PredictedClaim } from '../document/layers.ts';
import type { Act } from '../document/vocabulary.ts';
import type { Thresholds } from '../model/index.ts';
import { contains, type Span } from '../text/span.ts';
import { holding } from './attributions.ts';
import { logOdds, oddsOf, sigmoid } from './odds.ts';
import { weightsIn } from './weights.ts';

/** A predicate that may be a claim's. */
export interface Candidate extends PredictedClaim {
  /** How much what stands around it makes of it, in log odds. */
  readonly evidence: number;
}

/** A logistic model, which `train/claim-evidence.ts` has fitted on texts whose marks no model has learned. */
const weights = weightsIn('claim-evidence.yaml');

/**
 * What the evidence counts for beside the model's number. Where it was fitted, texts with much of firms' own
 * business, 1.5 and more would be best, on the development texts 0.5 (train/EXPERIMENTS.md, "What is a claim").
 */
const SHARE = 0.75;

/** As precise as a reading prints a probability. */
const DOUBT = 1e-4;

/** A probability of the model's with what the evidence makes of it. */
export const weighed = (probability: number, evidence: number): number =>
  sigmoid(logOdds(Math.min(1 - DOUBT, Math.max(DOUBT, probability))) + SHARE * evidence);

/** Chosen by eval/thresholds.ts. */
export type ClaimThresholds = Pick<Thresholds, 'predicate' | 'claim' | 'claims'>;

export const actOf = ({ acts }: PredictedClaim): Act => acts[0]?.value ?? 'commit';

/** Whether a predicate is believed to be a claim's. */
export const isClaim = (
  candidate: Candidate,
  { predicate, claim = predicate, claims }: ClaimThresholds,
): boolean => weighed(candidate.probability, candidate.evidence) >= (claims?.[actOf(candidate)] ?? claim);

/** All that the model has found, in the order of the text. */
export function candidatesOf(document: Attributed & Predicted): readonly Candidate[] {
  const { predictedClaims } = document;
  return predictedClaims.map((predicted) => ({
    ...predicted,
    evidence: oddsOf(evidenceForClaim(predicted, document, predictedClaims.length), weights()),
  }));
}

/** What speaks for a predicate as one of a claim, by the names of resources/rules/claim-evidence.yaml. */
export type ClaimEvidence = ReadonlySet<string>;

/** How many words before and behind a predicate are looked at, and how far they may reach, in code units. */
const WORDS = 2;
const REACH = 48;

const WORD = /[\p{L}’']+|\d+|[^\s\p{L}\d]/gu;

const wordsIn = (text: string, from: number, to: number): readonly string[] =>
  text.slice(Math.max(0, from), to).toLowerCase().match(WORD) ?? [];

/** From which share of the model's on what is committed, demanded … it is sure of it. */
const SURE = 0.9;

/** How many predicates there are to a thousand characters, in steps. */
const CROWDS = [2, 3, 4, 5, 6.5];

/**
 * What speaks for one of the predicates that a model has found: its words and those beside it, whose word it is, whether
 * anything is said of what it is about, and how many others there are in the text. The model's own number is not among it.
 * @param count of all predicates that were found in the text
 */
export function evidenceForClaim(
  predicted: Pick<PredictedClaim, 'predicate' | 'acts' | 'what'>,
  document: Attributed,
  count: number,
): ClaimEvidence {
  const { text } = document;
  const { predicate, acts, what } = predicted;
  const evidence = new Set(['claim', `act.${acts[0]?.value}`]);
  for (const word of wordsIn(text, predicate.start, predicate.end)) evidence.add(`word.${word}`);
  const before = wordsIn(text, predicate.start - REACH, predicate.start);
  const behind = wordsIn(text, predicate.end, predicate.end + REACH);
  for (let i = 1; i <= WORDS; i++) {
    evidence.add(`before-${i}.${before.at(-i) ?? ''}`);
    evidence.add(`behind-${i}.${behind[i - 1] ?? ''}`);
  }
  if (/^\p{Lu}/u.test(text.slice(predicate.start, predicate.start + 2))) evidence.add('capital');
  for (const kind of sourceKinds(document, predicate)) evidence.add(`source.${kind}`);
  evidence.add(what === null ? 'what.none' : what.probability >= SURE ? 'what.sure' : 'what.unsure');
  const crowd = (count * 1000) / Math.max(400, text.length);
  evidence.add(`crowd.${CROWDS.filter((step) => crowd >= step).length}`);
  return evidence;
}

/** Of what kinds those are on whose word it is; nothing in the report's own. */
function sourceKinds({ attributions, actors }: Attributed, predicate: Span): readonly string[] {
  const [innermost] = holding(attributions, predicate).filter(({ cue }) => !cue || !contains(predicate, cue));
  if (innermost === undefined) return [];
  const kinds = innermost.actors.map((id) => actors.find((actor) => actor.id === id)?.kind ?? 'unknown');
  return kinds.length === 0 ? ['nobody'] : kinds;
}
