import { readFileSync } from 'node:fs';
import { locatedYaml } from './located-yaml.ts';

/** The weights of a logistic model by name, as a script of `train` has written them into a file of `resources/rules`; read at first use. */
export function weightsIn(file: string): () => ReadonlyMap<string, number> {
  let weights: ReadonlyMap<string, number> | null = null;
  return () => {
    const path = `resources/rules/${file}`;
    weights ??= new Map(
      locatedYaml(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'), path)
        .entries()
        .map(([name, weight]) => [name, weight.number()]),
    );
    return weights;
  };
}
