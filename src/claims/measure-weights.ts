import { readFileSync } from 'node:fs';
import { locatedYaml } from './located-yaml.ts';
import type { Evidence } from './measure-evidence.ts';

const FILE = 'resources/rules/measure-evidence.yaml';

let weights: ReadonlyMap<string, number> | null = null;

/** How sure the evidence makes a measure, in log odds: a logistic model, whose weights `train/measure-evidence.ts` has written. */
export function oddsOf(evidence: Evidence): number {
  weights ??= new Map(
    locatedYaml(readFileSync(new URL(`../../${FILE}`, import.meta.url), 'utf8'), FILE)
      .entries()
      .map(([name, weight]) => [name, weight.number()]),
  );
  let sum = 0;
  for (const [name, value] of evidence) sum += (weights.get(name) ?? 0) * value;
  return sum;
}
