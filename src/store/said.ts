import type { ClaimFacts } from '../book/entry-gist.ts';
import { isUndertaken } from '../book/opposition.ts';
import type { NumberedMatter, ShortClaim } from './store.ts';

/** What these claims undertake, each once. */
export const undertakenIn = (claims: readonly ShortClaim[]): readonly NumberedMatter[] =>
  mattersOf(claims.filter(isUndertaken));

/** What these claims say by which they may collide, each once. */
export const mattersOf = (claims: readonly ShortClaim[]): readonly NumberedMatter[] => {
  const said = new Map(claims.map(({ says }) => [says.n, says]));
  return [...said.values()].filter(({ favours }) => favours !== null);
};

/** What is kept of a claim beside what it says. */
export const SHORT_FACTS: ClaimFacts<ShortClaim> = {
  isAccepted: ({ state }) => state === 'accepted',
  publisherOf: ({ publisher }) => publisher,
  toldOf: ({ told }) => told,
};
