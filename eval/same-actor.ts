import { actorResources } from '../src/actors/resources.ts';
import type { Actor } from '../src/document/layers.ts';

/** How ../shared/tools/score-claims.mjs holds a gold name against an actor of a reading; kept equal to it. */
const words = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}$€£%.]+/gu) ?? [];
const STOP = new Set(
  'the a an of and mr mrs ms sir president minister prime foreign government senior some two three'.split(
    ' ',
  ),
);
const key = (text: string): readonly string[] => words(text).filter((word) => !STOP.has(word));
const initials = (list: readonly string[]): string => list.map((word) => word.charAt(0)).join('');

/** Whether a gold name is the code of a state; `IMF` and `WFP` are not. */
export const isStateCode = (name: string): boolean => actorResources().states.has(name);

export function sameActor(gold: string, actor: Actor): boolean {
  if (isStateCode(gold)) return actor.state === gold;
  const wanted = key(gold);
  if (wanted.length === 0) return false;
  return [actor.name, ...actor.aliases].some((name) => {
    const found = key(name);
    if (found.length === 0) return false;
    const a = new Set(wanted);
    const b = new Set(found);
    if (wanted.every((word) => b.has(word)) || found.every((word) => a.has(word))) return true;
    return (
      (wanted.length === 1 && wanted[0] === initials(found)) ||
      (found.length === 1 && found[0] === initials(wanted))
    );
  });
}
