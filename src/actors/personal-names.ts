import { actorResources } from './resources.ts';
import { fold } from './words.ts';

/** Names of states, capitals or peoples that people bear too (`Jordan`, `Israel`, `French`). */
export const isPersonalName = (form: string): boolean => actorResources().personalNames.has(fold(form));

/** Those that are given names too (`Israel Katz`, `Chad Smith`). */
export const isGivenName = (form: string): boolean =>
  actorResources().personalNames.get(fold(form))?.given ?? false;
