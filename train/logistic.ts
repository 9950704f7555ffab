import { writeFileSync } from 'node:fs';

/** One case that a model is fitted on. */
export interface Row {
  /** What speaks for it, by name. */
  readonly evidence: ReadonlyMap<string, number>;
  /** How right it is, 0 to 1. */
  readonly right: number;
  /** How much the case counts. */
  readonly counts: number;
}

/** The cases without what speaks in fewer than `least` of them. */
export function seenOften(rows: readonly Row[], least: number): readonly Row[] {
  const seen = new Map<string, number>();
  for (const { evidence } of rows)
    for (const name of evidence.keys()) seen.set(name, (seen.get(name) ?? 0) + 1);
  return rows.map((row) => ({
    ...row,
    evidence: new Map([...row.evidence].filter(([name]) => (seen.get(name) ?? 0) >= least)),
  }));
}

/** Logistic regression with a squared penalty, by resilient steps (Rprop, Riedmiller and Braun 1993) on all rows at once. */
export function fitted(rows: readonly Row[], penalty: number, rounds: number): ReadonlyMap<string, number> {
  const names = [...new Set(rows.flatMap(({ evidence }) => [...evidence.keys()]))].sort();
  const place = new Map(names.map((name, at) => [name, at]));
  const flat = rows.map(({ evidence, right, counts }) => ({
    terms: [...evidence].map(([name, value]) => ({ at: place.get(name) ?? 0, value })),
    right,
    counts,
  }));
  const weights = new Float64Array(names.length);
  const steps = new Float64Array(names.length).fill(0.1);
  const last = new Float64Array(names.length);
  for (let round = 0; round < rounds; round++) {
    const slope = weights.map((w) => penalty * w);
    for (const { terms, right, counts } of flat) {
      const sum = terms.reduce((all, { at, value }) => all + (weights[at] ?? 0) * value, 0);
      const off = counts * (1 / (1 + Math.exp(-sum)) - right);
      for (const { at, value } of terms) slope[at] = (slope[at] ?? 0) + off * value;
    }
    slope.forEach((now, at) => {
      const same = now * (last[at] ?? 0);
      const step = (steps[at] ?? 0) * (same > 0 ? 1.2 : same < 0 ? 0.5 : 1);
      steps[at] = Math.min(1, step);
      last[at] = same < 0 ? 0 : now;
      if (same >= 0) weights[at] = (weights[at] ?? 0) - Math.sign(now) * (steps[at] ?? 0);
    });
  }
  return new Map(names.map((name, at) => [name, weights[at] ?? 0]));
}

/**
 * Writes weights into a file of `resources/rules`; those that say less than `least` are left out.
 * @param head what each weight speaks for, and what has written them: two lines
 */
export function writeWeights(
  file: string,
  head: string,
  weights: ReadonlyMap<string, number>,
  least = 0,
): void {
  const lines = [...weights]
    .filter(([, weight]) => Math.abs(weight) >= least)
    .map(([name, weight]) => `${JSON.stringify(name)}: ${weight.toFixed(2)}`);
  writeFileSync(new URL(`../resources/rules/${file}`, import.meta.url), `${head}${lines.join('\n')}\n`);
  console.log(`${file}: ${lines.length} weights`);
}
