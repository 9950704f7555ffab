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
): readonly Draft[] {
  if (!noun.plural || named !== null || determiner !== 'definite') return [];
  if (owners.length > 0 || modifiers.length > 0) return [];
  const count = /^both\b/i.test(name) ? 2 : size;
  if (count === null ? !SIDES.test(noun.lemma) : count < 2 || count > MOST) return [];
  return discourse.together(count, sentence, REACH, STATES.test(noun.lemma) ? isState : maySide);
}
