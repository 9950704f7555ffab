import type { BareClaim, Reason } from '../document/layers.ts';
import { fromRule } from './reasons.ts';
import { firstPersonBefore } from './subject.ts';

interface Reasoned {
  readonly claim: BareClaim;
  readonly reasons: Readonly<Record<string, Reason>>;
}

/** So many of them have to mean the same, and at least two. */
const MOST = 2 / 3;

const RULE = fromRule('actor.voice');

/**
 * In a statement around which nobody else's words stand (`My country … We'll contribute …`) all claims in the first person are
 * of the same: those of which the model does not say whose they are get whom most others mean.
 */
export function withVoice<R extends Reasoned>(found: readonly R[], text: string): R[] {
  const ours = new Set(
    found.filter(
      ({ claim }) => claim.attribution === null && firstPersonBefore(text, claim.predicate) !== null,
    ),
  );
  const told = [...ours].filter(({ claim }) => claim.actors.length > 0);
  const times = new Map<string, number>();
  for (const { claim } of told)
    for (const actor of claim.actors) times.set(actor, (times.get(actor) ?? 0) + 1);
  const [voice, count] = [...times].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  if (count < 2 || count < MOST * told.length) return [...found];
  return found.map((one) => {
    if (!ours.has(one) || one.claim.actors.length > 0) return one;
    const targets = one.claim.targets.filter((target) => target !== voice);
    return {
      ...one,
      claim: Object.freeze({ ...one.claim, actors: [voice], targets }),
      reasons: { ...one.reasons, actors: RULE },
    };
  });
}
