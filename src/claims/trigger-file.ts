import { readFileSync } from 'node:fs';
import { locatedYaml } from './located-yaml.ts';
import { type TriggerRule, triggerRuleFrom } from './trigger-rule.ts';

const FILE = 'resources/rules/triggers.yaml';

let rules: readonly TriggerRule[] | null = null;

/** The triggers that every profile has, in the order in which they are tried. Throws ResourceError where the file is wrong. */
export function sharedTriggers(): readonly TriggerRule[] {
  rules ??= locatedYaml(readFileSync(new URL(`../../${FILE}`, import.meta.url), 'utf8'), FILE)
    .entries()
    .map(([id, entry]) => triggerRuleFrom(id, entry));
  return rules;
}
