import type { Discourse } from './discourse.ts';
import { COLLECTIVE } from './kinds.ts';
import type { NounPhrase } from './phrase.ts';
import type { Draft } from './register.ts';

/** More than these are counted, and not named again. */
const MOST = 4;
/** Two of them at least, also where nobody counts them. */
const SIDES = /^(?:side|delegation)$/;
const STATES =
  /(?:^|\s)(?:country|nation|state|government|neighbour|neighbor|capital|ally|kingdom|republic)$/;
const HEADS = /^(?:president|prime minister|premier|foreign minister|leader)$/;
/** So many times as often as any other the states have to be named that are meant where nobody stands near. */
const LEAD = 1.5;
/** How far back, in sentences, they were named. */
const REACH = 6;

const isState = ({ kind }: Draft): boolean => kind === 'state';
const maySide = ({ kind, state, plural, roles }: Draft): boolean =>
  kind === 'state' ||
  (kind === 'person' ? state !== null || roles.length > 0 : !plural && COLLECTIVE.has(kind));

/** `both countries`, `the two leaders`, `the sides`: those who were named together, or acted last; `[]` for any other phrase. */
export function meantTogether(
  { noun, named, name, size, determiner, owners, modifiers }: NounPhrase,
  discourse: Discourse,
  sentence: number,
  stateOf: (code: string) => Draft | null,
): readonly Draft[] {
  if (!noun.plural || named !== null || determiner !== 'definite') return [];
  if (owners.length > 0 || modifiers.length > 0) return [];
  const count = /^both\b/i.test(name) ? 2 : size;
  if (count === null ? !SIDES.test(noun.lemma) : count < 2 || count > MOST) return [];
  const near = discourse.together(count, sentence, REACH, STATES.test(noun.lemma) ? isState : maySide);
  if (near.length > 0 || count === null || !(STATES.test(noun.lemma) || HEADS.test(noun.lemma))) return near;
  return discourse.heaviest(count, LEAD).flatMap((code) => stateOf(code) ?? []);
}
