/** The logarithm of the odds of a probability between 0 and 1. */
export const logOdds = (probability: number): number => Math.log(probability / (1 - probability));

export const sigmoid = (odds: number): number => 1 / (1 + Math.exp(-odds));

/** What the weights of a logistic model make of what speaks for something. */
export function oddsOf(evidence: Iterable<string>, weights: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const name of evidence) sum += weights.get(name) ?? 0;
  return sum;
}

/** How far two stand apart by the words between them: `next` touches, `near` is within three. */
export function apart(between: string): string {
  const words = between.match(/[\p{L}\d][\p{L}\d'’.-]*/gu)?.length ?? 0;
  return words === 0 ? 'next' : words < 4 ? 'near' : words < 9 ? 'some' : words < 16 ? 'far' : 'furthest';
}
