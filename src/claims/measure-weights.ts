import type { Evidence } from './measure-evidence.ts';
import { weightsIn } from './weights.ts';

const weights = weightsIn('measure-evidence.yaml');

/** How sure the evidence makes a measure, in log odds: a logistic model, whose weights `train/measure-evidence.ts` has written. */
export function oddsOf(evidence: Evidence): number {
  const by = weights();
  let sum = 0;
  for (const [name, value] of evidence) sum += (by.get(name) ?? 0) * value;
  return sum;
}
