/** A claim that was read: how sure the reader was, and whether a person marked it too, with the same act. */
export interface Judged {
  readonly confidence: number;
  readonly right: boolean;
}

/** How far confidences mean what they say. */
export interface Reliability {
  readonly claims: number;
  /** Mean distance between the confidence of claims and the share of them that is right, over ten equal bins (Naeini et al. 2015); null without claims. */
  readonly expectedCalibrationError: number | null;
  /** Claims shown with at least `SURE`, and how many of them are right. */
  readonly sure: { readonly claims: number; readonly right: number };
}

/** From here on nine in ten should be right. */
export const SURE = 0.9;
const BINS = 10;

export function reliabilityOf(judged: readonly Judged[]): Reliability {
  const bins = Map.groupBy(judged, ({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)));
  const off = [...bins.values()].map((bin) =>
    Math.abs(bin.reduce((sum, { confidence, right }) => sum + confidence - Number(right), 0)),
  );
  const sure = judged.filter(({ confidence }) => confidence >= SURE);
  return {
    claims: judged.length,
    expectedCalibrationError: judged.length === 0 ? null : off.reduce((a, b) => a + b, 0) / judged.length,
    sure: { claims: sure.length, right: sure.filter(({ right }) => right).length },
  };
}
