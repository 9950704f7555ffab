/** The logarithm of the odds of a probability between 0 and 1. */
export const logOdds = (probability: number): number => Math.log(probability / (1 - probability));

export const sigmoid = (odds: number): number => 1 / (1 + Math.exp(-odds));

/** What the weights of a logistic model make of what speaks for something. */
export function oddsOf(evidence: Iterable<string>, weights: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const name of evidence) sum += weights.get(name) ?? 0;
  return sum;
}
