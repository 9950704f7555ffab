import type { Trigger } from '../../../document/layers.ts';

/** `ceasefire or peace-agreement`, `ceasefire and approval:DEU-parliament`: what `triggerWords` writes, read again. */
export function triggerFrom(words: string): Trigger {
  const parts = (between: string): readonly string[] => words.split(between).map((name) => name.trim());
  const all = parts(' and ');
  return all.length > 1 ? { all } : { any: parts(' or ') };
}
