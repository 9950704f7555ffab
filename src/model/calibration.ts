import { sigmoid } from './probabilities.ts';

/**
 * What a model's probabilities come to: of claims with one confidence, that share is right (found, with the right act).
 * Two numbers after Platt (1999), fitted by eval/calibrate.ts. A higher probability stays a higher confidence.
 */
export interface Calibration {
  /** Above 0; below 1 where the model is too sure of itself. */
  readonly slope: number;
  readonly intercept: number;
}

/** As precise as a reading prints a probability: nearer to 0 and 1 the model's numbers say nothing. */
const NEAREST = 1e-4;

/** The logarithm of the odds. @param probability 0 to 1 */
export function logit(probability: number): number {
  const p = Math.min(1 - NEAREST, Math.max(NEAREST, probability));
  return Math.log(p / (1 - p));
}

/** @param probability of the predicate, times that of its act; as it is where a model brings no calibration */
export const calibrated = (probability: number, calibration?: Calibration): number =>
  calibration === undefined
    ? probability
    : sigmoid(calibration.slope * logit(probability) + calibration.intercept);
