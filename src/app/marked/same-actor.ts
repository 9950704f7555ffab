import { actorResources } from '../../actors/resources.ts';
import type { ReadingActor } from '../reading.ts';

/** How a name that was marked is held against an actor of a reading: by words, whatever their order, without titles. */
const words = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}$€£%.]+/gu) ?? [];
const STOP = new Set(
  'the a an of and mr mrs ms sir president minister prime foreign government senior some two three'.split(
    ' ',
  ),
);
const key = (text: string): readonly string[] => words(text).filter((word) => !STOP.has(word));
const initials = (list: readonly string[]): string => list.map((word) => word.charAt(0)).join('');

/** Whether a marked name is the code of a state; `IMF` and `WFP` are not. */
export const isStateCode = (name: string): boolean => actorResources().states.has(name);

export function sameActor(marked: string, actor: Pick<ReadingActor, 'name' | 'state' | 'aliases'>): boolean {
  if (isStateCode(marked)) return actor.state === marked;
  const wanted = key(marked);
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
