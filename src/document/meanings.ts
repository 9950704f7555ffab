import type { Act, ActorKind, Factuality, Firmness } from './vocabulary.ts';

/** What the values mean: a table of docs/glossary.md each, in the same words. */

/** The actor … */
export const ACT_MEANS: Readonly<Record<Act, string>> = {
  commit: 'undertakes, offers, is ready, plans or decides to do something itself',
  refuse: 'says it will not do something itself, withdraws or suspends its own commitment',
  agree: 'reaches an agreement together with others',
  propose: 'puts a plan or idea forward for others to adopt',
  demand: 'asks, urges or requires another to do or not to do something',
  threaten: 'announces harm or sanctions to come, usually unless something happens',
  endorse: 'supports, welcomes or accepts another’s act, proposal or position',
  reject: 'opposes, rejects, condemns or objects to another’s act, proposal or demand',
  defer: 'leaves its own decision open or puts it off',
  perform: 'has carried out, or is carrying out, a measure',
  position: 'states what must, should or cannot be',
  expect: 'expects another’s (or a joint) act or agreement',
  meet: 'meets, talks, visits, telephones, negotiates',
};

/** As in … */
export const FIRMNESS_MEANS: Readonly<Record<Firmness, string>> = {
  considered: 'may, could, is considering, hopes to',
  offered: 'ready, willing, offers',
  'agreed-in-principle': 'agreed in principle',
  pledged: 'pledges, will, promises, decides, plans to',
  formal: 'signed, ratified, binding, adopted',
  'under-way': 'is delivering, is being deployed',
  fulfilled: 'has delivered, imposed, sent',
};

/** By the word of the source it … */
export const FACTUALITY_MEANS: Readonly<Record<Factuality, string>> = {
  'CT+': 'certainly happens',
  'CT-': 'certainly does not happen',
  'PR+': 'probably happens',
  'PR-': 'probably does not happen',
  'PS+': 'possibly happens',
  'PS-': 'possibly does not happen',
  CTu: 'happens or does not, which the source knows but does not say',
  Uu: 'may happen or not: the source is not committed',
};

export const ACTOR_KIND_MEANS: Readonly<Record<ActorKind, string>> = {
  state: 'a state, by its ISO 3166-1 alpha-3 code',
  body: 'a body of a state: parliament, court, central bank',
  organisation: 'an international or other organisation',
  coalition: 'a group of states with a name',
  party: 'a political party',
  'armed-group': 'an armed group that is no state’s',
  company: 'a company',
  person: 'a person who is not known to act for a state or body',
  group: 'several who are not named one by one: 26 countries',
  unknown: 'named, but not resolved',
};
